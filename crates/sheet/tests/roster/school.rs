use jemput_domain::{
    demo,
    roster::{End, heading::Field},
};
use jemput_sheet::write_school_export;

use crate::made::people;

#[test]
fn the_national_export_is_read_whole_and_no_parent_with_it() {
    let pupils = demo::pupils(55);
    let bytes = write_school_export(&demo::school(), &pupils).unwrap();
    let roster = people(&bytes).unwrap();
    assert!(
        roster.rows.iter().all(|row| row.end() == End::Accepted),
        "{:?}",
        roster.counts()
    );
    assert_eq!(roster.counts().rows, 452);
    assert_eq!(roster.classes().len(), 14);
    let sheet = &roster.sheets[0];
    assert_eq!(
        (sheet.name.as_str(), sheet.header_rows),
        ("Daftar Peserta Didik", (5, 6))
    );
    let letter = |field| {
        sheet
            .columns
            .iter()
            .find(|c| c.field == field)
            .map(|c| c.letter.as_str())
    };
    assert_eq!(letter(Field::Nik), Some("H"));
    assert_eq!(letter(Field::Name), Some("B"));
    assert_eq!(letter(Field::Class), Some("AQ"));
    assert_eq!(sheet.columns.len() + sheet.not_read.len(), 66);
    let of_parents: Vec<_> = sheet
        .not_read
        .iter()
        .filter(|n| n.reason.code() == "other_person")
        .map(|n| n.letter.as_str())
        .collect();
    assert_eq!(of_parents.len(), 18);
    assert!(
        ["Y", "AD", "AE", "AJ", "AK", "AP"]
            .iter()
            .all(|letter| of_parents.contains(letter))
    );
    // Row by row it is the pupil that was written, and nothing of the parents.
    let first_row = sheet.header_rows.1 + 1;
    for (row, pupil) in roster.rows.iter().zip(&pupils) {
        assert_eq!((&row.person.name, row.person.nik), (&pupil.name, Some(pupil.nik)));
        assert_eq!(
            (row.person.birth_date, row.person.sex),
            (Some(pupil.birth_date), Some(pupil.sex))
        );
        assert_eq!((&row.person.class, row.row - first_row < 452), (&pupil.class, true));
    }
    let outside = roster
        .rows
        .iter()
        .filter(|row| row.findings.iter().any(|f| f.code() == "outside_city"))
        .count();
    assert_eq!(
        outside,
        pupils.iter().filter(|p| !in_jakarta_selatan(&p.district)).count()
    );
    assert!(outside > 20);
}

fn in_jakarta_selatan(district: &str) -> bool {
    let name = district.trim_start_matches("Kec. ");
    jemput_domain::region::districts_of("31.74").any(|(_, called)| called == name)
}

#[test]
fn the_same_school_is_the_same_bytes() {
    let write = || write_school_export(&demo::school(), &demo::pupils(55)).unwrap();
    assert!(write() == write());
}
