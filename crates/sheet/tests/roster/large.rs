use std::{fmt::Write, time::Instant};

use jemput_sheet::read;

use crate::made::{people, roster};

const ROWS: u32 = 120_000;

/// Person number `n` of many, with a NIK of their own.
fn person(n: u32) -> [String; 6] {
    let (serial, day) = (9_000 + n % 1_000, n / 1_000 % 28 + 1);
    let month = n / 28_000 % 12 + 1;
    [
        (n + 1).to_string(),
        format!("Person {n} Invented"),
        format!("317408{day:02}{month:02}03{serial}"),
        "L".to_owned(),
        format!("2003-{month:02}-{day:02}"),
        format!("Unit {}", n % 400),
    ]
}

#[test]
fn a_hundred_and_twenty_thousand_rows_of_csv() {
    let mut text = "No,Nama,NIK,JK,Tanggal Lahir,Unit\n".to_owned();
    for n in 0..ROWS {
        writeln!(text, "{}", person(n).join(",")).unwrap();
    }
    let from = Instant::now();
    let roster = people(text.as_bytes()).unwrap();
    let counts = roster.counts();
    assert_eq!((counts.rows, counts.accepted), (ROWS, ROWS));
    assert_eq!(roster.classes().len(), 400);
    // Generous: unoptimised code on a busy machine. What it guards against is work that grows with the square of the rows.
    assert!(from.elapsed().as_secs() < 60, "{:?}", from.elapsed());
}

#[test]
fn a_hundred_and_twenty_thousand_rows_of_xlsx() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["No", "Nama", "NIK", "JK", "Tanggal Lahir", "Unit"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for n in 0..ROWS {
        for (column, cell) in (0..).zip(person(n)) {
            sheet.write_string(n + 1, column, cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let from = Instant::now();
    let sheets = read(&bytes, "x.xlsx").unwrap().sheets;
    let counts = roster(&sheets).unwrap().counts();
    assert_eq!((counts.rows, counts.accepted), (ROWS, ROWS));
    assert!(from.elapsed().as_secs() < 60, "{:?}", from.elapsed());
}
