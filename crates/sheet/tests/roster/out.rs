use std::io::{Cursor, Read};

use jemput_domain::{
    id::BookingId,
    person::Person,
    roster::{End, HeldRow, NoRoster, grid::Cell, held_table, table::Table, template},
    time::Day,
};
use jemput_sheet::{read, write, write_csv};
use proptest::prelude::*;
use uuid::Uuid;

use crate::made::{people, roster};

const DANGEROUS: [&str; 8] = ["=1+1", "+62812", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{ff1d}1"];

fn dangerous() -> Table {
    let mut table = Table::new("Nama/NIK: [1]", &[("Nama", 20), ("=Judul", 10)]);
    table.rows = DANGEROUS
        .iter()
        .map(|cell| vec![(*cell).to_owned(), "a,\"b\"\nc".to_owned(), "past the end".to_owned()])
        .collect();
    table
}

/// A file within an archive, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn what_people_wrote_never_becomes_a_formula_in_a_workbook() {
    let bytes = write(&[dangerous()]).unwrap();
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
    let sheet = &read(&bytes, "x.xlsx").unwrap().sheets[0];
    assert_eq!(sheet.name, "Nama NIK   1");
    let column: Vec<String> = sheet.rows[1..].iter().map(|row| row.cell(0).shown()).collect();
    assert_eq!(column, DANGEROUS);
    assert!(sheet.rows.iter().all(|row| row.cells.len() == 2));
}

#[test]
fn a_csv_escapes_what_would_be_calculated() {
    let bytes = write_csv(&dangerous()).unwrap();
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").expect("a mark")).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&records[0][1], "'=Judul");
    for (record, written) in records[1..].iter().zip(DANGEROUS) {
        assert!(record[0].starts_with('\''), "{}", &record[0]);
        assert_eq!(record[0].replace('\'', ""), written.replace('\'', ""));
        assert_eq!(&record[1], "a,\"b\"\nc");
        assert_eq!(record.len(), 2);
    }
}

#[test]
fn the_template_is_empty_and_comes_back_filled_in() {
    let [mut list, guide] = template();
    let empty = write(&[list.clone(), guide.clone()]).unwrap();
    assert_eq!(
        roster(&read(&empty, "x").unwrap().sheets),
        Err(NoRoster::Nobody {
            sheet: "Peserta".into(),
            header_row: 1
        })
    );
    let cells = [
        "1",
        "Budi Invented",
        "3174080201059001",
        "L",
        "2 Januari 2005",
        "XI IPS 1",
        "Jl. Contoh 1",
        "Duren Tiga",
        "Pancoran",
        "Jakarta Selatan",
    ];
    list.rows.push(cells.map(str::to_owned).into());
    let filled = people(&write(&[list, guide]).unwrap()).unwrap();
    assert_eq!(filled.rows[0].end(), End::Accepted);
    assert!(filled.rows[0].findings.is_empty());
    assert_eq!(filled.sheets[0].columns.len(), 10);
    assert_eq!(filled.left_out[0].name, "Petunjuk");
}

#[test]
fn held_rows_leave_with_their_reason_and_come_back_with_their_key() {
    let person = Person {
        name: "Sari Invented".into(),
        nik_as_written: "317408430205900?".into(),
        birth_date: Day::parse("2005-02-03"),
        class: "XI IPS 1".into(),
        home_district: "31.74.01".into(),
        ..Person::default()
    };
    let booking = BookingId(Uuid::from_u128(0x55));
    let codes = ["nik_lost_digits".to_owned()];
    let mut table = held_table(&[HeldRow {
        booking,
        person: &person,
        codes: &codes,
    }]);
    assert!(
        table.rows[0]
            .iter()
            .any(|cell| cell == "Digit terakhir NIK hilang di Excel: isi ulang dari KK.")
    );
    let back = people(&write(std::slice::from_ref(&table)).unwrap()).unwrap();
    assert_eq!((back.rows[0].key, back.rows[0].end()), (Some(booking), End::Held));
    // What nobody completed stays what it was.
    assert_eq!(back.rows[0].person, person);
    table.rows[0][2] = "3174084302059002".into();
    let back = people(&write(&[table]).unwrap()).unwrap();
    assert_eq!((back.rows[0].key, back.rows[0].end()), (Some(booking), End::Accepted));
}

#[test]
fn a_nik_stays_text_through_a_workbook() {
    let mut table = Table::new("Data", &[("NIK", 20)]);
    table.rows.push(vec!["3174080201059001".into()]);
    let bytes = write(&[table]).unwrap();
    let sheet = &read(&bytes, "x").unwrap().sheets[0];
    assert_eq!(sheet.rows[1].cells, [Cell::text("3174080201059001")]);
    // Empty cells of the column are text as well: what the school types into them keeps all its digits.
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("numFmtId=\"49\""));
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<col min=\"1\" max=\"1\""));
}

#[test]
fn a_cell_full_of_semicolons_does_not_make_them_the_separator() {
    let mut table = Table::new("Data", &[("A", 10), ("B", 10), ("C", 10)]);
    table
        .rows
        .push(vec![";&amp;;&amp;;".into(), String::new(), String::new()]);
    assert_eq!(read_back(&write_csv(&table).unwrap()), table.rows);
}

fn any_table() -> impl Strategy<Value = Table> {
    let cell = prop_oneof!["[=+@-]?\\PC{0,20}", "[0-9]{16}", "(_x000D_|<b>|&amp;|\"|,|;|\n| ){0,6}"];
    prop::collection::vec(prop::collection::vec(cell, 3), 1..8).prop_map(|rows| {
        let mut table = Table::new("Data", &[("A", 10), ("B", 10), ("C", 10)]);
        table.rows = rows;
        table
    })
}

/// The cells below the header as text, rows without any left out.
fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
    let sheet = &read(bytes, "x.csv").unwrap().sheets[0];
    sheet.rows[1..]
        .iter()
        .map(|row| (0..3).map(|column| row.cell(column).shown()).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn what_is_written_is_read_again(table in any_table()) {
        let blank = |cell: &String| cell.trim().is_empty();
        let whole: Vec<Vec<String>> = table
            .rows
            .iter()
            .filter(|row| !row.iter().all(blank))
            .map(|row| row.iter().map(|cell| if blank(cell) { String::new() } else { cell.clone() }).collect())
            .collect();
        prop_assert_eq!(&read_back(&write(std::slice::from_ref(&table)).unwrap()), &whole);
        let unescaped: Vec<Vec<String>> = read_back(&write_csv(&table).unwrap())
            .into_iter()
            .zip(&whole)
            .map(|(row, written)| {
                let bare = |cell: &str| cell.replace('\'', "");
                let same = |(cell, written): (String, &String)| if bare(&cell) == bare(written) { written.clone() } else { cell };
                row.into_iter().zip(written).map(same).collect()
            })
            .collect();
        prop_assert_eq!(&unescaped, &whole);
    }
}

#[test]
fn a_csv_escapes_behind_what_other_settings_take_for_the_end_of_a_cell() {
    let mut table = Table::new("Daftar", &[("Nama", 20)]);
    let written = [
        "Contoh;=1+1",
        "Contoh; \"@SUM(A1)\"",
        "a\t-2",
        "Ibu Contoh; Bapak Contoh",
        "08-12",
    ];
    table.rows = written.map(|cell| vec![cell.to_owned()]).to_vec();
    let bytes = write_csv(&table).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    for begun in [";=", ";@", "\"@", "\t-"] {
        assert!(!text.contains(begun), "{text}");
    }
    assert!(
        text.contains("Contoh;'=1+1") && text.contains("Ibu Contoh; Bapak Contoh\r\n08-12\r\n"),
        "{text}"
    );
}
