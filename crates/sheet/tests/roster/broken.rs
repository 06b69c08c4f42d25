use std::{
    cell::Cell,
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

use jemput_domain::words::Lang;
use jemput_sheet::{BYTES_MAX, SheetError, read, read_watched};
use proptest::prelude::*;

use crate::made::{archive, csv, ods, ods_text, people, refused, sheet, xlsx};

#[test]
fn what_is_no_workbook_is_refused_by_what_it_is() {
    let text: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj";
    assert_eq!(refused(text), SheetError::Pdf);
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), SheetError::Image);
    assert_eq!(refused(b"\xff\xd8\xff\xe0\0\x10JFIF"), SheetError::Image);
    assert_eq!(
        refused(b"<html><table><tr><td>Nama</td></tr></table></html>"),
        SheetError::WebPage
    );
    assert_eq!(
        refused(b"\xef\xbb\xbf <?xml version=\"1.0\"?><Workbook/>"),
        SheetError::WebPage
    );
    assert_eq!(refused(b"{\\rtf1 Nama}"), SheetError::Document);
    assert_eq!(refused(b"\x7fELF\x02\x01\x01\0\0\0"), SheetError::NotAWorkbook);
    assert_eq!(
        refused(&archive(&[("word/document.xml", b"<w/>")])),
        SheetError::Document
    );
    assert_eq!(
        refused(&archive(&[("xl/workbook.bin", b"")])),
        SheetError::BinaryWorkbook
    );
    assert_eq!(refused(&archive(&[("photo.jpg", b"")])), SheetError::NotAWorkbook);
}

#[test]
fn what_is_empty_says_so() {
    for empty in [
        &b""[..],
        b" \r\n\t",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf\r\n",
        b";;;\n;;;\n",
    ] {
        assert_eq!(refused(empty), SheetError::Empty, "{empty:?}");
    }
    assert_eq!(refused(&xlsx(&[])), SheetError::Empty);
    assert_eq!(refused(&archive(&[])), SheetError::Empty);
}

#[test]
fn no_header_and_nobody_below_it() {
    assert_eq!(
        people(&xlsx(&[vec!["Budi Invented", "3174080201059001"]])),
        Err("no_header".into())
    );
    assert_eq!(
        people(b"hello, this is a letter\nand no list\n"),
        Err("no_header".into())
    );
    assert_eq!(people(&xlsx(&sheet()[..3])), Err("nobody_in_file".into()));
}

#[test]
fn a_workbook_that_is_cut_off_is_damaged() {
    let whole = xlsx(&sheet());
    for length in [30, whole.len() / 2, whole.len() - 10] {
        assert_eq!(refused(&whole[..length]), SheetError::Damaged, "{length}");
    }
    let xls = include_bytes!("fixtures/class.xls");
    for length in [600, 2_048, 4_000] {
        assert_eq!(refused(&xls[..length]), SheetError::Damaged, "{length}");
    }
    assert_eq!(
        refused(&archive(&[("xl/workbook.xml", b"<workbook")])),
        SheetError::Damaged
    );
}

#[test]
fn a_password_is_asked_to_be_removed() {
    // What Excel stores with a password: a compound file with one sealed stream.
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptedPackage").unwrap();
    file.create_stream("/EncryptionInfo").unwrap();
    file.flush().unwrap();
    let bytes = file.into_inner().into_inner();
    assert_eq!(refused(&bytes), SheetError::Password);
    assert!(SheetError::Password.say(Lang::Id).contains("kata sandi"));
}

#[test]
fn an_xls_that_claims_more_cells_than_its_format_has_is_refused() {
    let mut stream = vec![0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00];
    stream.extend([0; 12]);
    // Dimensions: rows 0 to 4,294,967,295, columns 0 to 255.
    stream.extend([
        0x00, 0x02, 0x0e, 0x00, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0, 0, 0,
    ]);
    stream.extend([0x0a, 0, 0, 0]);
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    std::io::Write::write_all(&mut file.create_stream("/Workbook").unwrap(), &stream).unwrap();
    file.flush().unwrap();
    assert_eq!(refused(&file.into_inner().into_inner()), SheetError::Damaged);
}

#[test]
fn what_expands_without_end_is_refused() {
    let blank = vec![b' '; 200 << 20];
    let bomb = archive(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &blank),
    ]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&bomb), SheetError::ExpandsTooFar);
}

#[test]
fn an_ods_that_repeats_without_end_is_refused() {
    let cell = |columns: u32| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let rows = |rows: u32, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cells}</table:table-row>")
    };
    assert_eq!(refused(&ods(&rows(1, &cell(16_384)))), SheetError::TooManyColumns);
    assert_eq!(refused(&ods(&rows(1_048_576, &cell(1)))), SheetError::TooManyRows);
    let far = format!("{}{}", rows(1_000_000, "<table:table-cell/>"), rows(1, &cell(500)));
    assert_eq!(refused(&ods(&far)), SheetError::TooManyCells);
    let long = ods_text(&"x".repeat(1 << 20));
    assert_eq!(refused(&ods(&rows(2_000, &long))), SheetError::ExpandsTooFar);
}

#[test]
fn limits_are_told() {
    assert_eq!(refused(&vec![b'a'; BYTES_MAX + 1]), SheetError::TooLarge);
    let wide = vec!["x"; 600].join(",");
    assert_eq!(refused(wide.as_bytes()), SheetError::TooManyColumns);
    assert_eq!(refused("a,b\n".repeat(200_001).as_bytes()), SheetError::TooManyRows);
    assert!(SheetError::TooManyRows.say(Lang::Id).contains("200.000"));
    let long = "y".repeat(5_000);
    let sheets = read(format!("Nama,NIK\n{long},1\n").as_bytes(), "x.csv")
        .unwrap()
        .sheets;
    assert_eq!(sheets[0].rows[1].cells[0].shown().chars().count(), 2_000);
}

#[test]
fn a_quote_that_swallows_rows_is_told() {
    let mut text = csv(&sheet(), b',');
    text.push_str("3,\"Dewi Invented,3174080201059003,P,2005-01-02,XI IPS 1,Tebet\n");
    text.push_str(&"4,Eka Invented,3174080201059004,P,2005-01-02,XI IPS 1,Tebet\n".repeat(60));
    assert_eq!(refused(text.as_bytes()), SheetError::OpenQuote { row: 6 });
}

#[test]
fn markup_and_formulas_stay_text() {
    let mut rows = sheet();
    rows[3][1] = "=HYPERLINK(\"http://x\",\"Budi\")";
    rows[4][1] = "<script>alert(1)</script> & \"Sari\"";
    for bytes in [xlsx(&rows), csv(&rows, b';').into_bytes()] {
        let roster = people(&bytes).unwrap();
        assert_eq!(roster.rows[0].person.name, "=HYPERLINK(\"http://x\",\"Budi\")");
        assert_eq!(roster.rows[1].person.name, "<script>alert(1)</script> & \"Sari\"");
    }
}

#[test]
fn reading_tells_how_far_it_is_and_can_be_broken_off() {
    let text = "Nama,NIK\n".to_owned() + &"Budi Invented,3174080201059001\n".repeat(10_000);
    let last = AtomicU32::new(0);
    let watch = |progress: jemput_sheet::Progress| {
        assert!(progress.rows >= last.swap(progress.rows, Ordering::Relaxed));
        ControlFlow::Continue(())
    };
    read_watched(text.as_bytes(), "x.csv", &watch).unwrap();
    assert!(last.load(Ordering::Relaxed) > 9_000);
    let calls = Cell::new(0);
    let stop = |_: jemput_sheet::Progress| {
        calls.set(calls.get() + 1);
        if calls.get() == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    assert_eq!(
        read_watched(text.as_bytes(), "x.csv", &stop),
        Err(SheetError::Cancelled)
    );
    assert_eq!(calls.get(), 3);
}

#[test]
fn every_refusal_has_a_sentence_in_both_languages() {
    use SheetError::*;
    let all = [
        Empty,
        NotAWorkbook,
        Pdf,
        Image,
        Document,
        WebPage,
        BinaryWorkbook,
        Password,
        Damaged,
        TooLarge,
        ExpandsTooFar,
        TooManyRows,
        TooManyColumns,
        TooManyCells,
        OpenQuote { row: 3 },
        Cancelled,
        Write("x".into()),
    ];
    let codes: std::collections::BTreeSet<_> = all.iter().map(SheetError::code).collect();
    assert_eq!(codes.len(), all.len());
    for error in all {
        let (indonesian, english) = (error.say(Lang::Id), error.say(Lang::En));
        assert!(
            indonesian.ends_with('.') && english.ends_with('.') && indonesian != english,
            "{error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = people(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "([a-zA-Z0-9\";,\t\r\n ]|Nama|NIK){0,300}") {
        let _ = people(text.as_bytes());
    }

    #[test]
    fn a_workbook_with_wrong_bytes_is_read_or_refused(at in any::<prop::sample::Index>(), byte: u8, kind in 0..3usize) {
        let rows: String = sheet().iter().map(|row| crate::made::ods_row(row)).collect();
        let mut bytes = match kind {
            0 => xlsx(&sheet()),
            1 => ods(&rows),
            _ => include_bytes!("fixtures/class.xls").to_vec(),
        };
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = people(&bytes);
    }
}
