//! What becomes of rows, over grids as tests write them.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{
    grid::{Cell, Grid, GridRow, Merged},
    *,
};
use crate::words::Lang;

const DAYS: [&str; 3] = ["2021-11-08", "2021-11-09", "2021-11-10"];

fn grid(name: &str, rows: &[&[&str]]) -> Grid {
    let rows = (1..).zip(rows).map(|(number, cells)| GridRow {
        number,
        cells: cells.iter().map(|c| Cell::text(c)).collect(),
    });
    Grid {
        name: name.into(),
        rows: rows.filter(|row| row.filled().next().is_some()).collect(),
        ..Grid::default()
    }
}

fn read(grids: &[Grid]) -> Result<Roster, NoRoster> {
    let days: Vec<Day> = DAYS.into_iter().filter_map(Day::parse).collect();
    let recorded = Nik::parse("3174080201049777").unwrap();
    read_roster(
        grids,
        &Context {
            site_district: "31.74.08",
            latest: days[0],
            minimum_age: 16,
            days: &days,
            already_recorded: &|nik| nik == recorded,
            sheet: None,
        },
    )
}

const HEADER: &[&str] = &["No", "Nama", "NIK", "JK", "Tanggal Lahir", "Kelas", "Kecamatan"];

/// The roster of rows under the usual header in row 1.
fn under_header(rows: &[&[&str]]) -> Roster {
    let all: Vec<&[&str]> = std::iter::once(HEADER).chain(rows.iter().copied()).collect();
    read(&[grid("Data", &all)]).unwrap()
}

/// End and codes of each row.
fn ends(roster: &Roster) -> Vec<(u32, End, Vec<&'static str>)> {
    roster
        .rows
        .iter()
        .map(|row| (row.row, row.end(), row.findings.iter().map(Finding::code).collect()))
        .collect()
}

#[test]
fn each_finding_has_its_end() {
    let roster = under_header(&[
        &[
            "1",
            "Good Invented",
            "3174080201059001",
            "L",
            "2005-01-02",
            "XI",
            "Pancoran",
        ],
        &["2", "No Nik", "-", "L", "2005-01-02", "XI", "Pancoran"],
        &["3", "Short Nik", "31740802010590", "L", "2005-01-02", "XI", "Pancoran"],
        &["4", "Number Nik", "3,17408E+15", "L", "2005-01-02", "XI", "Pancoran"],
        &["5", "", "3174080201059005", "L", "2005-01-02", "XI", "Pancoran"],
        &["6", "Bad Date", "3174080201059006", "L", "31/02/2005", "XI", "Pancoran"],
        &[
            "7",
            "Too Young",
            "3174081111059007",
            "L",
            "2005-11-11",
            "XI",
            "Pancoran",
        ],
        &[
            "8",
            "Recorded Invented",
            "3174080201049777",
            "L",
            "2004-01-02",
            "XI",
            "Pancoran",
        ],
        &[
            "9",
            "Other Date",
            "3174080201059009",
            "L",
            "2005-01-03",
            "XI",
            "Pancoran",
        ],
        &[
            "10",
            "Other Sex",
            "3174080201059010",
            "P",
            "2005-01-02",
            "XI",
            "Pancoran",
        ],
        &[
            "11",
            "Other District",
            "3174990201059011",
            "L",
            "2005-01-02",
            "XI",
            "Pancoran",
        ],
        &[
            "12",
            "Outside Invented",
            "3174080201059012",
            "L",
            "2005-01-02",
            "XI",
            "Kec. Pancoran Mas",
        ],
        &[
            "13",
            "Nowhere Invented",
            "3174080201059013",
            "L",
            "2005-01-02",
            "XI",
            "",
        ],
        &[
            "14",
            "Twice Invented",
            "3174080201059001",
            "L",
            "2005-01-02",
            "XI",
            "Pancoran",
        ],
    ]);
    let expected = [
        (End::Accepted, vec![]),
        (End::Held, vec!["nik_missing"]),
        (End::Held, vec!["nik_malformed"]),
        (End::Held, vec!["nik_lost_digits"]),
        (End::Held, vec!["name_missing"]),
        (End::Held, vec!["birth_date_unreadable"]),
        (End::NotDue, vec!["too_young"]),
        (End::NotDue, vec!["already_recorded"]),
        (End::Warned, vec!["birth_date_disagrees"]),
        (End::Warned, vec!["sex_disagrees"]),
        (End::Warned, vec!["district_unknown"]),
        (End::Accepted, vec!["outside_city"]),
        (End::Accepted, vec!["domicile_unknown"]),
        (End::Held, vec!["nik_twice_in_file"]),
    ];
    let expected: Vec<_> = (2..)
        .zip(expected)
        .map(|(row, (end, codes))| (row, end, codes))
        .collect();
    assert_eq!(ends(&roster), expected);
    let counts = roster.counts();
    assert_eq!(
        (counts.rows, counts.accepted, counts.warned, counts.held, counts.not_due),
        (14, 3, 3, 6, 2)
    );
    assert_eq!(roster.classes(), [("XI".to_owned(), 14)]);
}

#[test]
fn a_name_without_a_letter_is_kept_as_written_and_held() {
    let read = under_header(&[&["1", "=1+1", "3174080201059001", "L", "2005-01-02", "XI", "Pancoran"]]);
    assert_eq!(ends(&read)[0].2, ["name_missing"]);
    let person = &read.rows[0].person;
    assert_eq!(person.name, "=1+1");
    let codes = ["name_missing".to_owned()];
    assert_eq!(still_held(person, &codes), codes);
}

#[test]
fn sentences_name_the_row_and_what_to_do() {
    let roster = under_header(&[&["1", "Number Nik", "3,17408E+15", "L", "2005-01-02", "XI", "Pancoran"]]);
    let row = &roster.rows[0];
    assert_eq!(
        roster.say(row, &row.findings[0], Lang::Id),
        "Baris 2: NIK tersimpan sebagai angka di Excel sehingga digit terakhirnya hilang. Minta sekolah mengisi ulang dari KK."
    );
    assert!(
        roster
            .say(row, &row.findings[0], Lang::En)
            .starts_with("Row 2: the NIK was kept as a number in Excel")
    );
}

#[test]
fn age_is_judged_over_all_days_by_the_sheet_then_by_the_nik() {
    let roster = under_header(&[
        &[
            "1",
            "Third Day",
            "3174081011059001",
            "L",
            "2005-11-10",
            "XI",
            "Pancoran",
        ],
        &["2", "By Nik", "3174081111059002", "L", "", "XI", "Pancoran"],
        &["3", "Unreadable", "3174081111059003", "L", "??", "XI", "Pancoran"],
        &["4", "Unknown", "", "L", "", "XI", "Pancoran"],
    ]);
    let codes: Vec<_> = ends(&roster).into_iter().map(|(_, _, codes)| codes).collect();
    assert_eq!(
        codes,
        [
            vec![],
            vec!["too_young"],
            vec!["birth_date_unreadable"],
            vec!["nik_missing"]
        ]
    );
    assert_eq!(
        row_due_from(&roster.rows[0], 16, roster_day(2)),
        Day::parse("2021-11-10")
    );
    assert_eq!(roster.rows[1].person.birth_date, None);
}

fn roster_day(place: usize) -> Day {
    Day::parse(DAYS[place]).unwrap()
}

#[test]
fn footers_are_passed_over_and_nobody_is_lost() {
    let roster = under_header(&[
        &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        &[
            "1",
            "Full Invented",
            "3174080201059001",
            "L",
            "2005-01-02",
            "XI",
            "Pancoran",
        ],
        &["", "", "", "", "", "", ""],
        &["2", "Only Number And Name", "", "", "", "", ""],
        &["", "Name And Sex", "", "P", "", "", ""],
        &["", "", "3174080201059004", "", "", "", ""],
        &["", "", "", "L", "2005-01-02", "XI", ""],
        &["No", "Nama", "NIK", "JK", "Tanggal Lahir", "Kelas", "Kecamatan"],
        &["", "KELAS XI IPS 2", "", "", "", "", ""],
        &["", "Jumlah", "", "234", "", "", ""],
        &["", "Laki-laki", "234", "", "", "", ""],
        &["", "Mengetahui,", "", "", "", "Wali Kelas", ""],
        &["", "Jakarta, 9 November 2021", "", "", "", "Kepala Sekolah", ""],
        &["", "Dra. Signature Invented", "", "", "", "", ""],
        &["", "NIP. 196501011990031001", "NIP. 196501011990032002", "", "", "", ""],
    ]);
    assert_eq!(
        roster.rows.iter().map(|row| row.row).collect::<Vec<_>>(),
        [3, 5, 6, 7, 8]
    );
    let passed: Vec<_> = roster.passed_over.iter().map(|(_, passed)| passed.row).collect();
    assert_eq!(passed, [10, 11, 12, 13, 14, 15, 16]);
    assert_eq!(roster.passed_over[1].1.text, "Jumlah 234");
}

#[test]
fn a_sheet_of_names_alone_is_a_roster() {
    let roster = read(&[grid(
        "Data",
        &[
            &["No", "Nama"],
            &["1", "Budi Invented"],
            &["2", "Sari Invented"],
            &["", "Mengetahui"],
        ],
    )]);
    assert_eq!(roster.unwrap().counts().held, 2);
}

#[test]
fn a_sheet_for_each_class_is_read_and_a_copy_is_not() {
    let class = |name: &str, people: [(&str, &str); 2]| {
        grid(
            name,
            &[
                &["No", "Nama", "NIK"],
                &["1", people[0].0, people[0].1],
                &["2", people[1].0, people[1].1],
            ],
        )
    };
    let one = class(
        "XI IPS 1",
        [("A Invented", "3174080201059001"), ("B Invented", "3174080201059002")],
    );
    let two = class(
        "XI IPS 2",
        [("C Invented", "3174080201059003"), ("A Invented", "3174080201059001")],
    );
    let copy = class(
        "Salinan",
        [("A Invented", "3174080201059001"), ("C Invented", "3174080201059003")],
    );
    let other = grid(
        "Guru",
        &[&["Nama", "NIK", "Unit"], &["D Invented", "3174080201059004", "TU"]],
    );
    let mut hidden = class(
        "Lama",
        [("E Invented", "3174080201059005"), ("F Invented", "3174080201059006")],
    );
    hidden.hidden = true;
    let note = grid("Catatan", &[&["Mohon diisi"]]);
    let roster = read(&[note, one, two, copy, hidden]).unwrap();
    assert_eq!(
        roster.sheets.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(),
        ["XI IPS 1", "XI IPS 2"]
    );
    // Without a class column the sheet is the class.
    assert_eq!(
        roster.classes(),
        [("XI IPS 1".to_owned(), 2), ("XI IPS 2".to_owned(), 2)]
    );
    let twin = &roster.rows[3];
    assert_eq!(
        roster.say(twin, &twin.findings[0], Lang::Id),
        "Lembar XI IPS 2, baris 3: NIK sama dengan baris 2 lembar XI IPS 1. Cocokkan keduanya dengan KK dan perbaiki salah satunya."
    );
    let left: Vec<_> = roster
        .left_out
        .iter()
        .map(|l| (l.name.as_str(), l.reason, l.people))
        .collect();
    assert!(left.contains(&("Catatan", LeftOutReason::NoHeader, 0)));
    assert!(left.contains(&("Salinan", LeftOutReason::Repeats, 2)));
    assert!(left.contains(&("Lama", LeftOutReason::Hidden, 2)));
    // The sheet that names more of what the service needs is the roster; others are named, not mixed in.
    let roster = read(&[
        grid("X", &[&["No", "Nama", "NIK"], &["1", "A Invented", "3174080201059001"]]),
        other,
    ])
    .unwrap();
    assert_eq!((roster.sheets[0].name.as_str(), roster.rows.len()), ("Guru", 1));
    assert_eq!(roster.left_out[0].reason, LeftOutReason::OtherHeadings);
}

#[test]
fn the_sheet_asked_for_is_read() {
    let sheets = [
        grid("A", &[HEADER, &["1", "A Invented"]]),
        grid("B", &[&["No", "Nama"], &["1", "B Invented"]]),
    ];
    let days = [];
    let context = |sheet| Context {
        site_district: "31.74.08",
        latest: roster_day(0),
        minimum_age: 0,
        days: &days,
        already_recorded: &|_| false,
        sheet,
    };
    assert_eq!(
        read_roster(&sheets, &context(Some("B"))).unwrap().rows[0].person.name,
        "B Invented"
    );
    assert_eq!(
        read_roster(&sheets, &context(Some("C"))),
        Err(NoRoster::NoSuchSheet("C".into()))
    );
}

#[test]
fn a_class_merged_over_rows_is_each_rows_class() {
    let mut sheet = grid(
        "Data",
        &[
            &["Nama", "NIK", "Kelas"],
            &["A Invented", "1", "XI IPS 1"],
            &["B Invented", "2"],
            &["C Invented", "3"],
        ],
    );
    sheet.merged.push(Merged {
        rows: (2, 3),
        columns: (2, 2),
    });
    let roster = read(&[sheet]).unwrap();
    let classes: Vec<_> = roster.rows.iter().map(|row| row.person.class.as_str()).collect();
    assert_eq!(classes, ["XI IPS 1", "XI IPS 1", ""]);
}

#[test]
fn nothing_to_read_says_why() {
    assert_eq!(read(&[]), Err(NoRoster::NoHeader));
    assert_eq!(
        read(&[grid("A", &[&["Nama Sekolah", "SMAN 55"]])]),
        Err(NoRoster::NoHeader)
    );
    assert_eq!(
        read(&[grid("A", &[HEADER])]),
        Err(NoRoster::Nobody {
            sheet: "A".into(),
            header_row: 1
        })
    );
}

#[test]
fn a_field_of_its_own_that_is_not_needed_never_reaches_a_person() {
    let roster = read(&[grid(
        "Data",
        &[
            &["Nama", "NIK", "Nama Ibu Kandung", "NIK Ibu", "No HP", "Agama"],
            &[
                "A Invented",
                "3174080201059001",
                "Secret Mother",
                "3174084201709001",
                "0812",
                "Secret",
            ],
        ],
    )])
    .unwrap();
    let kept = format!("{:?}", roster.rows);
    assert!(!kept.contains("Secret") && !kept.contains("0812") && kept.contains("A Invented"));
    assert_eq!(roster.rows[0].person.phone, "");
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        3 => Just(Cell::Empty),
        2 => prop::sample::select(vec![
            "No", "Nama", "NIK", "JK", "Tanggal Lahir", "Kelas", "Kecamatan", "Data Ayah", "Alamat", "Kode Jemput", "Jumlah", "L", "P",
            "3174080201059001", "3174084302059002", "3,17408E+15", "Budi Invented", "XI IPS 1", "Kec. Pancoran", "12 Maret 2005",
        ]).prop_map(Cell::text),
        1 => "\\PC{0,12}".prop_map(|text| Cell::text(&text)),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => (1.0f64..60_000.0).prop_map(Cell::Number),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => (-200_000i32..1_000_000).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n).map_or(Cell::Empty, Cell::Date)),
    ]
}

fn any_grid() -> impl Strategy<Value = Grid> {
    let rows = prop::collection::vec(prop::collection::vec(any_cell(), 0..9), 0..14);
    let merged = prop::collection::vec((0u32..9, 0u32..9, 0u16..9, 0u16..9), 0..4);
    (rows, merged, any::<bool>(), any::<bool>()).prop_map(|(rows, merged, hidden, headed)| {
        let header = headed.then(|| HEADER.iter().map(|h| Cell::text(h)).collect());
        let rows = (1..)
            .zip(header.into_iter().chain(rows))
            .map(|(number, cells)| GridRow { number, cells });
        let merged = merged.into_iter().map(|(row, rows, column, columns)| Merged {
            rows: (row, row + rows),
            columns: (column, column + columns),
        });
        Grid {
            name: "Data".into(),
            hidden,
            rows: rows.filter(|r| r.filled().next().is_some()).collect(),
            merged: merged.collect(),
        }
    })
}

proptest! {
    #[test]
    fn every_row_of_any_sheet_has_exactly_one_end(grids in prop::collection::vec(any_grid(), 0..3)) {
        let Ok(roster) = read(&grids) else { return Ok(()) };
        let counts = roster.counts();
        prop_assert!(counts.rows > 0);
        prop_assert_eq!(counts.rows, counts.accepted + counts.warned + counts.held + counts.not_due);
        prop_assert_eq!(counts.rows as usize, roster.rows.len());
        // A row is a person or passed over, never both and never twice.
        let mut seen = std::collections::BTreeSet::new();
        let passed = roster.passed_over.iter().map(|(sheet, passed)| (*sheet, passed.row));
        for place in roster.rows.iter().map(|row| (row.sheet, row.row)).chain(passed) {
            prop_assert!(seen.insert(place));
        }
        for row in &roster.rows {
            // Who has no name or no NIK of their own is not booked unseen.
            let bare = row.person.name.is_empty() || row.person.nik.is_none();
            prop_assert!(!bare || matches!(row.end(), End::Held | End::NotDue));
            prop_assert!(row.findings.iter().all(|f| f.row == row.row && f.say(Lang::Id).len() > f.code().len()));
        }
        let held_or_not = |row: &&Row| matches!(row.end(), End::Accepted | End::Warned);
        let niks: Vec<_> = roster.rows.iter().filter(held_or_not).filter_map(|row| row.person.nik).collect();
        let distinct: std::collections::BTreeSet<_> = niks.iter().collect();
        prop_assert_eq!(niks.len(), distinct.len());
    }
}
