use chrono::NaiveDate;
use jemput_domain::{
    nik::Sex,
    roster::{End, Roster, grid::Cell},
    time::Day,
};
use jemput_sheet::read;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::made::{HEADER, csv, ods, ods_row, ods_text, people, sheet, xlsx};

/// Both people in rows 4 and 5, accepted and whole.
fn assert_whole(roster: &Roster, shape: &str) {
    let rows: Vec<_> = roster.rows.iter().map(|row| (row.row, row.end())).collect();
    assert_eq!(
        rows,
        [(4, End::Accepted), (5, End::Accepted)],
        "{shape}: {:?}",
        roster.rows
    );
    assert_eq!(roster.sheets[0].header_rows, (3, 3), "{shape}");
    let person = &roster.rows[1].person;
    assert_eq!(person.name, "Sari D'Invented", "{shape}");
    assert_eq!(
        person.nik.map(|nik| nik.to_string()).as_deref(),
        Some("3174084302059002"),
        "{shape}"
    );
    assert_eq!(person.birth_date, Day::parse("2005-02-03"), "{shape}");
    assert_eq!(
        (person.sex, person.class.as_str()),
        (Some(Sex::Female), "XI IPS 1"),
        "{shape}"
    );
    assert_eq!(person.home_district, "31.74.01", "{shape}");
}

#[test]
fn xlsx_and_ods() {
    assert_whole(&people(&xlsx(&sheet())).unwrap(), "xlsx");
    let rows: String = sheet().iter().map(|row| ods_row(row)).collect();
    assert_whole(&people(&ods(&rows)).unwrap(), "ods");
}

#[test]
fn csv_of_every_separator_and_encoding() {
    for separator in [b',', b';', b'\t', b'|'] {
        let text = csv(&sheet(), separator);
        let name = char::from(separator);
        assert_whole(&people(text.as_bytes()).unwrap(), &format!("utf-8 {name:?}"));
        assert_whole(
            &people(format!("\u{feff}{text}").as_bytes()).unwrap(),
            &format!("utf-8 with mark {name:?}"),
        );
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_whole(&people(&utf16).unwrap(), &format!("utf-16 {name:?}"));
        assert_whole(
            &people(text.replace('\n', "\r\n").as_bytes()).unwrap(),
            &format!("crlf {name:?}"),
        );
    }
    let text = csv(&sheet(), b';').replace("D'Invented", "D\u{e9}sir\u{e9}e");
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(people(&windows).unwrap().rows[1].person.name, "Sari D\u{e9}sir\u{e9}e");
}

#[test]
fn csv_rows_are_numbered_as_a_spreadsheet_shows_them() {
    let text = "sep=;\r\nDAFTAR;\r\n\r\n\r\nNo;Nama;NIK;Alamat\r\n1;\"Budi\r\nInvented\";3174080201059001;\"Jl. \"\"Contoh\"\" 1;\nRT 2\"\r\n\r\n2;Sari Invented;3174084302059002;\r\n";
    for text in [text.to_owned(), text.replace("\r\n", "\n")] {
        let roster = people(text.as_bytes()).unwrap();
        let rows: Vec<_> = roster
            .rows
            .iter()
            .map(|row| (row.row, row.person.name.as_str()))
            .collect();
        assert_eq!(rows, [(5, "Budi Invented"), (7, "Sari Invented")]);
        assert_eq!(roster.sheets[0].name, "Daftar");
    }
}

#[test]
fn xls_with_merged_cells_dates_a_number_and_a_formula() {
    let roster = people(include_bytes!("fixtures/class.xls")).unwrap();
    assert_eq!(roster.sheets[0].header_rows, (3, 3));
    let codes: Vec<Vec<_>> = roster
        .rows
        .iter()
        .map(|row| row.findings.iter().map(|f| f.code()).collect())
        .collect();
    assert_eq!(
        codes,
        [vec!["domicile_unknown"], vec!["nik_lost_digits", "domicile_unknown"]]
    );
    assert_eq!(roster.rows[0].person.birth_date, Day::parse("2005-01-02"));
    assert_eq!(roster.rows[1].person.birth_date, Day::parse("2005-02-03"));
    // One cell merged over both rows holds their class.
    assert!(roster.rows.iter().all(|row| row.person.class == "XI IPS 1"));
    assert_eq!(roster.passed_over.len(), 1);
}

#[test]
fn cells_of_every_kind() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for (column, heading) in (0..).zip(HEADER) {
        sheet.write_string(0, column, heading).unwrap();
    }
    sheet.write_number(1, 0, 1).unwrap();
    sheet
        .write_formula(
            1,
            1,
            Formula::new("=\"Budi \"&\"Invented\"").set_result("Budi Invented"),
        )
        .unwrap();
    sheet.write_number(1, 2, 3_174_080_201_059_001.0).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    sheet
        .write_datetime_with_format(1, 4, ExcelDateTime::from_ymd(2005, 1, 2).unwrap(), &date)
        .unwrap();
    sheet.write_number(1, 5, 11).unwrap();
    sheet
        .write_formula(1, 6, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let grid = &read(&bytes, "x").unwrap().sheets[0];
    let cells = &grid.rows[1].cells;
    assert_eq!(cells[1], Cell::text("Budi Invented"));
    assert!(matches!(cells[2], Cell::Number(n) if n == 3_174_080_201_059_001.0));
    assert_eq!(cells[3], Cell::Bool(true));
    assert_eq!(cells[4], Cell::Date(NaiveDate::from_ymd_opt(2005, 1, 2).unwrap()));
    let roster = people(&bytes).unwrap();
    assert_eq!(roster.rows[0].person.class, "11");
    assert_eq!(roster.rows[0].person.nik_as_written, "317408020105900?");
    assert_eq!(roster.rows[0].end(), End::Held);
}

#[test]
fn a_header_of_two_rows_with_merged_parents() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 5, "DATA SISWA DAN ORANG TUA", &plain)
        .unwrap();
    for (column, heading) in [(0, "Nama"), (1, "NIK")] {
        sheet.merge_range(1, column, 2, column, heading, &plain).unwrap();
    }
    sheet.merge_range(1, 2, 1, 3, "Orang Tua", &plain).unwrap();
    sheet.merge_range(1, 4, 1, 5, "Tempat, Tanggal Lahir", &plain).unwrap();
    for (column, heading) in (2..).zip(["Nama", "NIK", "Tempat", "Tanggal"]) {
        sheet.write_string(2, column, heading).unwrap();
    }
    for (column, cell) in (0..).zip([
        "Budi Invented",
        "3174080201059001",
        "Parent",
        "3174080201709001",
        "Jakarta",
        "2-1-2005",
    ]) {
        sheet.write_string(3, column, cell).unwrap();
    }
    let roster = people(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(roster.sheets[0].header_rows, (2, 3));
    assert_eq!(roster.rows[0].person.birth_date, Day::parse("2005-01-02"));
    assert_eq!(
        roster.rows[0].person.nik.map(|nik| nik.to_string()).as_deref(),
        Some("3174080201059001")
    );
    let others: Vec<_> = roster.sheets[0]
        .not_read
        .iter()
        .map(|n| (n.heading.as_str(), n.reason.code()))
        .collect();
    assert_eq!(
        others,
        [
            ("Orang Tua / Nama", "other_person"),
            ("Orang Tua / NIK", "other_person"),
            ("Tempat, Tanggal Lahir / Tempat", "not_needed")
        ]
    );
}

#[test]
fn an_ods_with_merged_and_repeated_cells() {
    let span = |columns: u32, rows: u32, text: &str| {
        format!(
            "<table:table-cell table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\" \
             office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let covered = "<table:covered-table-cell/>";
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2005-01-02\"><text:p>02/01/05</text:p></table:table-cell>";
    let number = "<table:table-cell office:value-type=\"float\" office:value=\"3174084302059002\"><text:p>3,17E+15</text:p></table:table-cell>";
    let tail = "<table:table-cell table:number-columns-repeated=\"16380\"/>";
    let row = |cells: &str| format!("<table:table-row>{cells}{tail}</table:table-row>");
    let table = [
        row(&span(4, 1, "DAFTAR")),
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
        row(&[ods_text("Nama"), ods_text("NIK"), ods_text("Tgl Lahir"), ods_text("Kelas")].concat()),
        row(&[&ods_text("Budi &lt;b&gt; Invented"), &ods_text("3174080201059001"), date, &span(1, 2, "XI IPS 1")].concat()),
        row(&[&ods_text("Sari Invented"), number, date, covered].concat()),
        "<table:table-row table:number-rows-repeated=\"1048569\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
    ];
    let roster = people(&ods(&table.concat())).unwrap();
    let rows: Vec<_> = roster
        .rows
        .iter()
        .map(|row| (row.row, row.person.class.as_str(), row.end()))
        .collect();
    assert_eq!(rows, [(6, "XI IPS 1", End::Accepted), (7, "XI IPS 1", End::Held)]);
    assert_eq!(roster.rows[0].person.name, "Budi <b> Invented");
    assert_eq!(roster.rows[0].person.birth_date, Day::parse("2005-01-02"));
}

#[test]
fn hidden_sheets_are_told_apart() {
    let mut book = Workbook::new();
    for (name, hidden) in [("Data", false), ("Lama", true)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(hidden);
        for (row, cells) in (0..).zip([["Nama", "NIK"], [name, "3174080201059001"]]) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    let roster = people(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(roster.rows[0].person.name, "Data");
    assert_eq!(roster.left_out[0].name, "Lama");
}
