//! A school's export as it came, not as we write it: all people in it are invented. What it must come to stands beside it.

use std::path::{Path, PathBuf};

use jemput_domain::{person::Person, time::Day};

use crate::kit::{Kit, sums_up};

/// The file, in the folder of the whole system's tests.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/rosters")
        .join(name)
}

fn expected(key: &str) -> u32 {
    let text = std::fs::read_to_string(file("sman55-peserta-didik.json")).unwrap();
    let numbers: serde_json::Value = serde_json::from_str(&text).unwrap();
    numbers[key].as_u64().unwrap().try_into().unwrap()
}

#[test]
fn the_schools_own_file_comes_to_what_its_numbers_say() {
    let kit = Kit::at_minutes(8);
    let roster = file("sman55-peserta-didik.xlsx");
    let report = kit.import(&roster);
    sums_up(&report);
    let (rows, accepted) = (expected("rows"), expected("accepted"));
    assert_eq!(
        (
            report.rows,
            report.accepted,
            report.held,
            report.not_due,
            report.unplaced
        ),
        (rows, accepted, 0, 0, 0)
    );
    let found = |code: &str| report.findings.iter().filter(|finding| finding.code == code).count() as u32;
    assert_eq!(found("outside_city"), expected("lives_outside_jakarta_selatan"));
    assert_eq!(found("domicile_unknown"), 0);

    let journal = kit.journal();
    let people: Vec<Person> = journal
        .view()
        .bookings(kit.visit)
        .unwrap()
        .into_iter()
        .map(|row| row.booking.person)
        .collect();
    let count = |is: &dyn Fn(&Person) -> bool| people.iter().filter(|person| is(person)).count() as u32;
    let day = Day::parse("2021-11-09").unwrap();
    let aged = |person: &Person| day.age_of(person.birth_date.unwrap());
    assert_eq!(count(&|person| aged(person) == 17), expected("aged_17_on_2021_11_09"));
    // A NIK keeps where it was issued: it would have told another number of people who live elsewhere.
    let issued_elsewhere = count(&|person| !person.nik.unwrap().district().starts_with("31.74"));
    assert_ne!(issued_elsewhere, found("outside_city"));

    let again = kit.import(&roster);
    assert_eq!(
        (again.accepted, again.already_booked, again.written),
        (0, accepted, false)
    );
}

#[test]
fn its_parents_columns_are_never_read() {
    let kit = Kit::at_minutes(8);
    let report = kit.preview(&file("sman55-peserta-didik.xlsx"));
    let niks: Vec<&str> = report
        .columns
        .iter()
        .filter(|column| column.heading.ends_with("NIK"))
        .map(|column| column.letter.as_str())
        .collect();
    assert_eq!(niks.len(), 1, "{:?}", report.columns);
    let parents = report.not_read.iter().filter(|column| column.heading.ends_with("NIK"));
    assert_eq!(parents.count(), 3, "{:?}", report.not_read);
    assert_eq!(
        report.classes.iter().map(|class| class.rows).sum::<u32>(),
        expected("rows")
    );
}
