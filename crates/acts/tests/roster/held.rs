//! Rows to complete: they are booked, leave for the school, and come back.

use jemput_acts::{
    act,
    view::{CorrectInput, OfBooking, PeopleInput, PersonInput, WriteInput},
};
use jemput_sheet::read;

use crate::kit::{Kit, people, sums_up};

const HEADER: &str = "No,Nama,NIK,JK,Tanggal Lahir,Kelas,Kecamatan";

/// Five people, of whom three are to be completed.
const LIST: [&str; 6] = [
    HEADER,
    "1,Ayu Contoh,3174084302059001,P,2005-02-03,XI 1,Pancoran",
    "2,Bagus Contoh,,L,2005-03-04,XI 1,Pancoran",
    "3,Citra Contoh,31740845,P,2005-04-05,XI 1,Tebet",
    "4,Dinda Contoh,3174084302059001,P,2005-02-03,XI 1,Pancoran",
    "5,Eka Contoh,3174084606059005,P,2005-06-06,XI 2,Pancoran",
];

#[test]
fn held_rows_take_a_place_and_stay_held_when_the_file_comes_again() {
    let kit = Kit::at_minutes(8);
    let file = kit.csv("daftar.csv", &LIST);
    let report = kit.import(&file);
    sums_up(&report);
    assert_eq!(
        (report.rows, report.accepted, report.held, report.unplaced),
        (5, 2, 3, 0)
    );
    let codes: Vec<(u32, &str)> = report.findings.iter().map(|f| (f.row, f.code.as_str())).collect();
    assert_eq!(
        codes,
        [(3, "nik_missing"), (4, "nik_malformed"), (5, "nik_twice_in_file")]
    );
    assert_eq!(report.findings[0].message, "Baris 3: NIK kosong. Lengkapi dari KK.");
    assert_eq!(report.slots.iter().map(|(_, people)| people).sum::<u32>(), 5);
    let again = kit.import(&file);
    sums_up(&again);
    assert_eq!(
        (again.accepted, again.already_booked, again.held, again.written),
        (0, 2, 3, false)
    );
    assert_eq!(again.findings.len(), 3);
}

#[test]
fn they_leave_as_a_spreadsheet_and_come_back_matched() {
    let kit = Kit::at_minutes(8);
    kit.import(&kit.csv("daftar.csv", &LIST));
    let out = kit.folder.path().join("perlu.xlsx");
    let written = act::roster_held(
        &kit.desk,
        WriteInput {
            visit: Some(kit.visit),
            to: out.to_string_lossy().into(),
            with_nik: false,
        },
    );
    assert_eq!(written.unwrap().rows, 3);
    let sheets = read(&std::fs::read(&out).unwrap(), "perlu.xlsx").unwrap().sheets;
    let rows: Vec<Vec<String>> = sheets[0].rows[1..]
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.shown()).collect())
        .collect();

    // The school completes two of three, and one of them with a NIK that another pupil has.
    let mut back = vec![
        "No,Nama Lengkap,NIK,Jenis Kelamin,Tanggal Lahir,Kelas,Kecamatan,Yang perlu dilengkapi,Kode Jemput".to_owned(),
    ];
    for row in &rows {
        let nik = match row[1].as_str() {
            "Bagus Contoh" => "3174080403059002",
            "Citra Contoh" => "3174084606059005",
            _ => "3174084302059004",
        };
        let mut row = row.clone();
        row[2] = nik.to_owned();
        row[7].clear();
        back.push(row.join(","));
    }
    let back: Vec<&str> = back.iter().map(String::as_str).collect();
    let report = kit.import(&kit.csv("kembali.csv", &back));
    sums_up(&report);
    assert_eq!(
        (report.rows, report.accepted, report.held, report.already_booked),
        (3, 0, 1, 2)
    );
    assert!(report.written && report.gone.is_empty(), "{report:?}");
    let other: Vec<&str> = report.findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(other, ["nik_of_other"]);
    assert!(
        report.findings[0].message.contains("Eka Contoh (XI 2)"),
        "{}",
        report.findings[0].message
    );
    let held = act::people(
        &kit.desk,
        PeopleInput {
            held: true,
            ..people(kit.visit)
        },
    )
    .unwrap();
    assert_eq!((held.total, held.people[0].name.as_str()), (1, "Citra Contoh"));
    assert_eq!(act::people(&kit.desk, people(kit.visit)).unwrap().total, 5);

    // The school's first list again: what was completed since stays so.
    let again = kit.import(&kit.csv("daftar.csv", &LIST));
    sums_up(&again);
    assert_eq!(
        (again.already_booked, again.held, again.written),
        (4, 1, false),
        "{again:?}"
    );
}

#[test]
fn what_the_desk_completed_stands_against_the_old_list() {
    let kit = Kit::at_minutes(8);
    let file = kit.csv("daftar.csv", &LIST);
    kit.import(&file);
    let held = act::people(
        &kit.desk,
        PeopleInput {
            held: true,
            ..people(kit.visit)
        },
    )
    .unwrap();
    let bagus = held.people.iter().find(|p| p.name == "Bagus Contoh").unwrap().booking;
    let person = PersonInput {
        name: "Bagus Adi Contoh".into(),
        nik: "3174080403059002".into(),
        ..PersonInput::default()
    };
    act::correct(
        &kit.desk,
        CorrectInput {
            visit: kit.visit,
            booking: bagus,
            person,
        },
    )
    .unwrap();
    let again = kit.import(&file);
    sums_up(&again);
    assert_eq!(
        (again.already_booked, again.held, again.changed.len(), again.written),
        (3, 2, 0, false),
        "{again:?}"
    );
    let view = act::booking(
        &kit.desk,
        OfBooking {
            visit: kit.visit,
            booking: bagus,
        },
    )
    .unwrap();
    assert_eq!(
        (view.found.name.as_str(), view.nik.as_deref()),
        ("Bagus Adi Contoh", Some("3174080403059002"))
    );
}
