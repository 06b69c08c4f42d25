//! Every row in one of its ends, whatever stands in the file.

use jemput_acts::{
    Trouble, act,
    view::{PeopleInput, RecordedInput, WriteInput},
};
use proptest::prelude::*;

use crate::kit::{Kit, people, sums_up};

const HEADER: &str = "No,Nama,NIK,JK,Tanggal Lahir,Kelas,Kecamatan";

#[test]
fn too_young_and_recorded_before_are_not_due() {
    let kit = Kit::at_minutes(8);
    let known = kit.csv("dinas.csv", &["NIK", "3174084302059001", "3,17408E+15", "317408"]);
    let path = known.to_string_lossy().into_owned();
    let list = act::recorded_import(&kit.desk, RecordedInput { path }).unwrap();
    assert_eq!(list.niks, 1);
    assert!(
        list.sentence.starts_with("1 NIK tercatat sudah direkam"),
        "{}",
        list.sentence
    );
    let lines = [
        HEADER,
        "1,Ayu Contoh,3174084302059001,P,2005-02-03,XI 1,Pancoran",
        "2,Bagus Contoh,3174080403109002,L,2010-03-04,X 1,Pancoran",
        "3,Citra Contoh,3174085011059003,P,2005-11-10,XI 1,Pancoran",
    ];
    let report = kit.import(&kit.csv("daftar.csv", &lines));
    sums_up(&report);
    assert_eq!((report.accepted, report.not_due), (1, 2));
    let codes: Vec<(u32, &str)> = report.findings.iter().map(|f| (f.row, f.code.as_str())).collect();
    assert_eq!(codes, [(2, "already_recorded"), (3, "too_young")]);
    // Sixteen on the visit's last day only: booked on that day.
    assert!(
        report
            .classes
            .iter()
            .any(|c| c.class == "XI 1" && c.when.starts_with("Rabu, 10 November 2021")),
        "{:?}",
        report.classes
    );
}

#[test]
fn who_has_no_slot_is_told_why_in_the_report_and_in_every_list() {
    // One station, one day of two short slots and a last day of one: five places, then two.
    let kit = Kit::with(|setup| {
        setup.days.truncate(2);
        setup.stations = 1;
        setup.minutes_per_person = 10;
        setup.reserve_percent = 0;
        for (day, end) in setup.days.iter_mut().zip([500, 470]) {
            day.open.end = jemput_domain::time::Minute(end);
            day.breaks.clear();
        }
    });
    let places: u32 = kit.plan().capacity;
    let mut lines = vec![HEADER.to_owned()];
    for n in 0..places + 2 {
        lines.push(format!(
            "{n},Orang Contoh {n},31740803040490{n:02},L,2004-04-03,XI 1,Pancoran"
        ));
    }
    // Sixteen on the second day only, which is full by then; and one whose NIK is missing.
    lines.push("98,Muda Contoh,3174080911059098,L,2005-11-09,XI 1,Pancoran".into());
    lines.push("99,Tanpa Contoh,,L,2004-04-03,XI 1,Pancoran".into());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let report = kit.import(&kit.csv("penuh.csv", &lines));
    sums_up(&report);
    let reason = |name: &str| {
        let found = report.findings.iter().find(|f| f.code == "unplaced" && f.name == name);
        found.map(|f| f.message.clone()).unwrap_or_default()
    };
    let told = report.findings.iter().filter(|f| f.code == "unplaced").count() as u32;
    assert_eq!((report.held, told), (1, 4), "{:?}", report.findings);
    let of_held = u32::from(!reason("Tanpa Contoh").is_empty());
    assert_eq!(report.unplaced, told - of_held, "unplaced are of the accepted");
    let young = reason("Muda Contoh");
    let others: Vec<String> = (0..places + 2).map(|n| reason(&format!("Orang Contoh {n}"))).collect();
    if !young.is_empty() {
        assert!(
            young.contains("Baru berusia 16 tahun pada Selasa, 9 November 2021"),
            "{young}"
        );
    }
    assert!(
        others
            .iter()
            .any(|why| why.contains("Semua tempat yang sesuai sudah terisi"))
    );

    let listed = act::people(
        &kit.desk,
        PeopleInput {
            unplaced: true,
            ..people(kit.visit)
        },
    )
    .unwrap();
    assert_eq!(listed.total, told);
    for person in &listed.people {
        let why = person.without_slot.as_deref().unwrap_or_default();
        assert!(why.contains("Tambah"), "{}: {why}", person.name);
        assert_eq!(why.contains("Baru berusia 16"), person.name == "Muda Contoh", "{why}");
    }
    let all = act::people(&kit.desk, people(kit.visit)).unwrap();
    assert!(
        all.people
            .iter()
            .all(|person| person.without_slot.is_some() == person.slot.is_none())
    );
}

#[test]
fn twins_and_namesakes_are_people_of_their_own() {
    let kit = Kit::at_minutes(8);
    let lines = [
        HEADER,
        "1,Kembar Contoh,3174084302059001,P,2005-02-03,XI 1,Pancoran",
        "2,Kembar Contoh,3174084302059002,P,2005-02-03,XI 1,Pancoran",
        "3,Tanpa Nomor,,P,2005-02-03,XI 1,Pancoran",
        "4,Tanpa Nomor,,P,2005-02-03,XI 1,Pancoran",
    ];
    let file = kit.csv("kembar.csv", &lines);
    let report = kit.import(&file);
    assert_eq!((report.accepted, report.held), (2, 2));
    assert_eq!(act::people(&kit.desk, people(kit.visit)).unwrap().total, 4);
    let again = kit.import(&file);
    assert_eq!((again.already_booked, again.held, again.written), (2, 2, false));
}

#[test]
fn nothing_that_people_wrote_is_calculated_or_shown_in_full() {
    let kit = Kit::at_minutes(8);
    let lines = [
        HEADER,
        "1,=Budi Contoh,3174084302059001,P,2005-02-03,@XI,Pancoran",
        "2,Ayu <b>Contoh</b>,3174084302059002,P,2005-02-03,XI,Pancoran",
    ];
    kit.import(&kit.csv("rumus.csv", &lines));
    let to = kit.folder.path().join("keluar.csv");
    let input = WriteInput {
        visit: Some(kit.visit),
        to: to.to_string_lossy().into(),
        with_nik: false,
    };
    let written = act::export(&kit.desk, input.clone()).unwrap();
    assert_eq!(written.rows, 2);
    let text = std::fs::read_to_string(&to).unwrap();
    assert!(
        text.contains("'=Budi Contoh") && text.contains("'@XI") && text.contains("Ayu <b>Contoh</b>"),
        "{text}"
    );
    assert!(!text.contains("3174084302059001") && text.contains("9001"));
    act::export(
        &kit.desk,
        WriteInput {
            with_nik: true,
            ..input
        },
    )
    .unwrap();
    assert!(std::fs::read_to_string(&to).unwrap().contains("3174084302059001"));
    assert!(!kit.folder.path().join("keluar.csv.part").exists());
}

#[test]
fn what_is_no_roster_says_so_and_changes_nothing() {
    let kit = Kit::at_minutes(8);
    for (name, bytes, code) in [
        ("kosong.xlsx", &b""[..], "file_empty"),
        ("brosur.xlsx", b"%PDF-1.4 ...", "file_is_pdf"),
        ("tanpa.csv", b"apa,saja\n1,2\n", "no_header"),
        ("judul.csv", b"Nama,NIK\n", "nobody_in_file"),
    ] {
        let file = kit.file(name, bytes);
        assert_eq!(kit.try_import(kit.input(&file)).unwrap_err().code(), code, "{name}");
    }
    let missing = kit.folder.path().join("tidak-ada.xlsx");
    assert!(matches!(kit.try_import(kit.input(&missing)), Err(Trouble::File { .. })));
    assert_eq!(kit.events(), 2);
}

#[test]
fn a_template_reads_back_once_filled_in() {
    let kit = Kit::at_minutes(8);
    let to = kit.folder.path().join("templat.xlsx");
    act::roster_template(
        &kit.desk,
        WriteInput {
            visit: None,
            to: to.to_string_lossy().into(),
            with_nik: false,
        },
    )
    .unwrap();
    assert_eq!(kit.try_import(kit.input(&to)).unwrap_err().code(), "nobody_in_file");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_list_is_counted_and_comes_again_as_nothing(rows in prop::collection::vec((
        prop_oneof!["", "Ayu Contoh", "Bagus Contoh", "Moh. Contoh"],
        prop_oneof!["", "31740843020590[0-9]{2}", "3174084302", "3,17E+15", "abc"],
        prop_oneof!["", "P", "L"],
        prop_oneof!["", "2005-02-03", "2012-01-01", "31/02/2005"],
        prop_oneof!["", "XI 1", "XI 2"],
    ), 1..30)) {
        let kit = Kit::at_minutes(8);
        let mut lines = vec![HEADER.to_owned()];
        lines.extend((1..).zip(&rows).map(|(n, (name, nik, sex, birth, class))| format!("{n},{name},\"{nik}\",{sex},{birth},{class},Pancoran")));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let file = kit.csv("acak.csv", &lines);
        let Ok(report) = kit.try_import(kit.input(&file)) else { return Ok(()) };
        sums_up(&report);
        let booked = act::people(&kit.desk, people(kit.visit)).unwrap().total;
        prop_assert_eq!(booked, report.accepted + report.held);
        prop_assert_eq!(report.slots.iter().map(|(_, people)| people).sum::<u32>() + report.unplaced, booked);
        let again = kit.import(&file);
        sums_up(&again);
        prop_assert!(!again.written, "{:?}", again);
        prop_assert_eq!((again.accepted, again.already_booked, again.held), (0, report.accepted, report.held));
    }
}

#[test]
fn a_list_that_names_another_school_says_so_before_it_is_taken() {
    let kit = Kit::at_minutes(8);
    let people = "Nama,NIK,JK,Tanggal Lahir,Kelas\nAyu Contoh,3174086805059416,P,2005-05-28,XII IPA 1\n";
    let look = |titles: &str| {
        let path = kit.file("daftar.csv", format!("{titles}{people}").as_bytes());
        kit.preview(&path).sentence
    };
    assert!(look("SMA NEGERI 28 JAKARTA,,,,\n").starts_with("Daftar ini menyebut SMA NEGERI 28 JAKARTA"));
    assert!(!look("SMA NEGERI 55 JAKARTA,,,,\n").contains("menyebut"));
    assert!(!look("").contains("menyebut"));
}
