//! Newer rosters against bookings.

use super::*;
use crate::{
    id::ScopeSecret,
    nik::Nik,
    roster::{Kind, booking_ids},
    time::Day,
};

const SECRET: ScopeSecret = ScopeSecret([7; 32]);

fn person(name: &str, nik: &str, birth_date: &str, class: &str) -> Person {
    Person {
        name: name.into(),
        nik: Nik::parse(nik).ok(),
        birth_date: Day::parse(birth_date),
        class: class.into(),
        ..Person::default()
    }
}

fn rows(people: &[Person]) -> Vec<Row> {
    let row = |(row, person): (u32, &Person)| Row {
        sheet: 0,
        row,
        person: person.clone(),
        key: None,
        findings: vec![],
    };
    (7..).zip(people).map(row).collect()
}

fn ids(rows: &[Row]) -> Vec<BookingId> {
    booking_ids(&SECRET, rows, &|_| true)
}

/// The bookings that the first list made, against the second list.
fn compare(then: &[Person], now: &[Person]) -> Difference {
    let known_ids = ids(&rows(then));
    let known: Vec<_> = known_ids
        .iter()
        .zip(then)
        .map(|(id, p)| Known {
            booking: *id,
            person: p,
            imported: None,
        })
        .collect();
    let rows = rows(now);
    difference(&known, &rows, &ids(&rows))
}

fn class() -> Vec<Person> {
    vec![
        person("Budi Invented", "3174080201059001", "2005-01-02", "XI IPS 1"),
        person("Sari Invented", "", "2005-02-03", "XI IPS 1"),
        person("Twin Invented", "3174080304059002", "2005-04-03", "XI IPS 1"),
        person("Twin Invented", "3174080304059003", "2005-04-03", "XI IPS 1"),
    ]
}

#[test]
fn the_same_list_changes_nothing_in_any_order() {
    let mut turned = class();
    turned.reverse();
    for now in [class(), turned] {
        let difference = compare(&class(), &now);
        assert_eq!(difference.same.len(), 4);
        assert_eq!(
            (difference.new, difference.changed, difference.gone),
            (vec![], vec![], vec![])
        );
    }
}

#[test]
fn a_nik_that_was_missing_meets_its_booking() {
    let mut now = class();
    now[1].nik = Nik::parse("3174084302059004").ok();
    let difference = compare(&class(), &now);
    assert_eq!(difference.changed.len(), 1);
    assert_eq!(
        (difference.changed[0].row, difference.changed[0].what.as_slice()),
        (1, [Detail::Nik].as_slice())
    );
    assert!(difference.gone.is_empty() && difference.new.is_empty());
}

#[test]
fn another_class_is_a_change_and_what_is_missing_is_none() {
    let mut now = class();
    now[0].class = "XI IPS 2".into();
    now[0].birth_date = None;
    now[0].name = "BUDI INVENTED".into();
    let difference = compare(&class(), &now);
    assert_eq!(difference.changed[0].what, [Detail::Class]);
    assert_eq!(difference.changed[0].person.birth_date, Day::parse("2005-01-02"));
    assert_eq!(difference.changed[0].person.name, "Budi Invented");
}

#[test]
fn newcomers_and_leavers() {
    let mut now = class();
    now.remove(3);
    now.push(person(
        "Newcomer Invented",
        "3174080506059005",
        "2005-06-05",
        "XI IPS 1",
    ));
    let then = class();
    let difference = compare(&then, &now);
    assert_eq!(difference.new, [3]);
    assert_eq!(difference.gone, [ids(&rows(&then))[3]]);
}

#[test]
fn namesakes_with_two_niks_are_two_people() {
    let then = [person("Siti Invented", "3174084302059001", "2005-02-03", "XI IPS 1")];
    let now = [person("Siti Invented", "3174084302059002", "2005-02-03", "XI IPS 2")];
    let difference = compare(&then, &now);
    assert_eq!((difference.new.len(), difference.gone.len()), (1, 1));
}

#[test]
fn what_the_desk_corrected_stands_against_the_old_list() {
    let imported = person("Budi Invented", "3174080201059001", "2005-01-02", "XI IPS 1");
    let corrected = Person {
        nik: Nik::parse("3174080201059009").ok(),
        ..imported.clone()
    };
    let rows = rows(std::slice::from_ref(&imported));
    let ids = ids(&rows);
    let known = Known {
        booking: ids[0],
        person: &corrected,
        imported: Some(&imported),
    };
    assert_eq!(difference(&[known], &rows, &ids).same, [(0, ids[0])]);
}

#[test]
fn a_returned_row_is_matched_by_its_key_even_under_another_name() {
    let then = class();
    let booking = ids(&rows(&then))[1];
    let mut back = rows(&[person(
        "Sari Invented Putri",
        "3174084302059004",
        "2005-02-13",
        "XI IPS 1",
    )]);
    back[0].key = Some(booking);
    assert_eq!(ids(&back), [booking]);
    let known = Known {
        booking,
        person: &then[1],
        imported: None,
    };
    let difference = difference(&[known], &back, &ids(&back));
    assert_eq!(
        difference.changed[0].what,
        [Detail::Name, Detail::Nik, Detail::BirthDate]
    );
}

#[test]
fn no_two_rows_are_one_booking() {
    let mut people = class();
    people.push(people[0].clone());
    people.push(people[1].clone());
    let mut rows = rows(&people);
    rows[4].find(Kind::NikTwiceInFile {
        first_row: 7,
        first_sheet: String::new(),
    });
    // A key that was dragged down over two rows counts once; one that the visit does not know, never.
    rows[2].key = Some(BookingId(uuid::Uuid::from_u128(5)));
    rows[3].key = rows[2].key;
    let all = ids(&rows);
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), 6);
    assert_eq!(all[2], BookingId(uuid::Uuid::from_u128(5)));
    assert_ne!(booking_ids(&SECRET, &rows, &|_| false)[2], all[2]);
}
