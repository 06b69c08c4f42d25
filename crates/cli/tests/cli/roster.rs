//! Rosters through the program: counts, findings, the same file again.

use serde_json::Value;

use crate::kit::{Van, text};

const HEADING: &str = "Nama;NIK;JK;Tanggal Lahir;Kelas;Kecamatan\n";
const ROWS: &str = "Ayu Lestari;3174085203049001;P;12/03/2004;XII IPS 1;Pancoran
Bima Sakti;;L;01/05/2004;XII IPS 1;Pancoran
Citra Dewi;317408520304900;P;12/03/2004;XII IPS 2;Pancoran
Dimas Bagus;3174080302109002;L;03/02/2010;XII IPS 2;Pancoran
Eka Putra;3174080404049003;L;04/04/2004;XII IPS 2;Pancoran
Fajar Nur;3174080504049004;L;05/04/2003;XII IPS 2;Pancoran
";

fn visit(van: &Van) -> String {
    let site = text(
        &van.json(&[
            "site",
            "add",
            "--name",
            "SMAN 55",
            "--kind",
            "school",
            "--district",
            "31.74.08",
        ])["site"],
    );
    let planned = van.json(&[
        "visit",
        "plan",
        "--site",
        &site,
        "--day",
        "2021-11-08",
        "--open",
        "07:30-15:30",
        "--stations",
        "2",
        "--minutes",
        "10",
        "--waiting-limit",
        "30",
    ]);
    text(&planned["visit"])
}

fn import(van: &Van, visit: &str, file: &str, more: &[&str]) -> Value {
    van.json(&[&["roster", "import", file, "--visit", visit][..], more].concat())
}

fn counts(report: &Value) -> [u64; 5] {
    ["rows", "accepted", "held", "not_due", "already_booked"].map(|key| report[key].as_u64().unwrap())
}

fn code_of(report: &Value, row: u64) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| finding["row"] == row)
        .map(|finding| text(&finding["code"]))
        .collect()
}

#[test]
fn every_row_ends_in_one_end() {
    let van = Van::new();
    let visit = visit(&van);
    let file = van.file("siswa.csv", &format!("Daftar siswa\n\n{HEADING}{ROWS}"));
    let report = import(&van, &visit, &file, &["--dry-run"]);
    assert_eq!(counts(&report), [6, 3, 2, 1, 0], "{report}");
    assert_eq!(
        van.json(&["people", "--visit", &visit])["total"],
        0,
        "a dry run writes nothing"
    );
    assert_eq!(code_of(&report, 5), ["nik_missing"]);
    assert_eq!(code_of(&report, 6), ["nik_malformed"]);
    assert_eq!(code_of(&report, 7), ["too_young"]);
    assert!(
        code_of(&report, 9).contains(&"birth_date_disagrees".to_owned()),
        "{report}"
    );
    for finding in report["findings"].as_array().unwrap() {
        assert!(text(&finding["message"]).len() > 15, "{finding}");
    }
    let taken = import(&van, &visit, &file, &[]);
    assert_eq!(counts(&taken), counts(&report));
    assert_eq!(van.json(&["people", "--visit", &visit])["total"], 5);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let van = Van::new();
    let visit = visit(&van);
    let file = van.file("siswa.csv", &format!("{HEADING}{ROWS}"));
    let first = import(&van, &visit, &file, &[]);
    let before = van.json(&["verify"])["events"].clone();
    let again = import(&van, &visit, &file, &[]);
    assert_eq!(again["accepted"], 0);
    assert!(
        again["already_booked"].as_u64() >= first["accepted"].as_u64(),
        "{again}"
    );
    assert_eq!(van.json(&["verify"])["events"], before);
}

#[test]
fn a_class_alone_and_thirty_more() {
    let van = Van::new();
    let visit = visit(&van);
    let file = van.file("siswa.csv", &format!("{HEADING}{ROWS}"));
    let one = import(&van, &visit, &file, &["--class", "XII IPS 1"]);
    assert_eq!(one["rows"].as_u64().unwrap(), 2, "{one}");
    let more: String = (0..30)
        .map(|n| format!("Tambahan {n};31740801010491{n:02};L;01/01/2004;XII IPS 3;Pancoran\n"))
        .collect();
    let more = van.file("tambahan.csv", &format!("{HEADING}{more}"));
    let added = import(&van, &visit, &more, &["--add"]);
    assert_eq!(added["accepted"], 30, "{added}");
    assert!(!added["fits"].as_array().unwrap().is_empty(), "{added}");
}

#[test]
fn people_on_the_offices_list_are_not_due() {
    let van = Van::new();
    let visit = visit(&van);
    let list = van.file("sudah.csv", "NIK\n3174085203049001\n3174080404049003\n12345\n");
    assert_eq!(van.json(&["recorded", "import", &list])["niks"], 2);
    let file = van.file("siswa.csv", &format!("{HEADING}{ROWS}"));
    let report = import(&van, &visit, &file, &[]);
    assert_eq!(counts(&report), [6, 1, 2, 3, 0], "{report}");
    assert_eq!(code_of(&report, 2), ["already_recorded"]);
}

#[test]
fn held_rows_leave_and_come_back() {
    let van = Van::new();
    let visit = visit(&van);
    let file = van.file("siswa.csv", &format!("{HEADING}{ROWS}"));
    import(&van, &visit, &file, &[]);
    let held = van.json(&["roster", "held", "--visit", &visit, "--to", &van.path("held.xlsx")]);
    assert_eq!(held["rows"], 2);
    let back = import(&van, &visit, &van.path("held.xlsx"), &["--dry-run"]);
    assert_eq!(back["accepted"], 0, "nobody is new: {back}");
    assert!(van.json(&["roster", "template", "--to", &van.path("kosong.xlsx")])["rows"].is_u64());
    assert!(std::path::Path::new(&van.path("kosong.xlsx")).exists());
}

#[test]
fn what_is_no_roster_is_refused_in_one_sentence() {
    let van = Van::new();
    let visit = visit(&van);
    let import = |file: &str| van.refusal(&["roster", "import", file, "--visit", &visit]);
    import(&van.path("nowhere.xlsx"));
    import(&van.file("surat.pdf", "%PDF-1.7 ..."));
    import(&van.file("kosong.csv", ""));
    import(&van.file("tanpa-judul.csv", "1;2;3\n4;5;6\n"));
    assert_eq!(van.json(&["people", "--visit", &visit])["total"], 0);
}

#[test]
fn a_whole_import_is_taken_back_until_somebody_came() {
    let van = Van::new().at("2021-11-08T07:25");
    let visit = visit(&van);
    let file = van.file("siswa.csv", &format!("{HEADING}{ROWS}"));
    let import_id = text(&import(&van, &visit, &file, &[])["import"]);
    van.json(&["arrive", "3174085203049001", "--visit", &visit]);
    assert_eq!(
        van.refusal(&["roster", "undo", &import_id, "--visit", &visit]),
        "import_arrived"
    );
}
