//! A newer roster against the bookings that are there: who is new, changed, gone and the same.

use std::collections::HashMap;

use super::rows::Row;
use crate::{id::BookingId, name, person::Person, words::Lang};

/// A booking that an earlier roster made.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The booking.
    pub booking: BookingId,
    /// Its person now.
    pub person: &'a Person,
    /// Its person as the last roster gave it, where that is known: what the desk corrected since then stands against a row that
    /// still says the same as before.
    pub imported: Option<&'a Person>,
}

/// What differs. Rows are named by their place in the rows given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// Rows without a booking.
    pub new: Vec<usize>,
    /// Rows whose booking has something else.
    pub changed: Vec<Changed>,
    /// Rows whose booking has the same.
    pub same: Vec<(usize, BookingId)>,
    /// Bookings without a row.
    pub gone: Vec<BookingId>,
}

/// A row whose booking has something else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// The row.
    pub row: usize,
    /// Its booking.
    pub booking: BookingId,
    /// What differs.
    pub what: Vec<Detail>,
    /// The person after the change: what the row leaves open stays as it is.
    pub person: Person,
}

/// What can differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Name, other than by capitals.
    Name,
    /// NIK.
    Nik,
    /// Birth date.
    BirthDate,
    /// Sex.
    Sex,
    /// Class.
    Class,
    /// Home district.
    HomeDistrict,
}

impl Detail {
    /// The word for it.
    pub fn say(self, lang: Lang) -> String {
        let (indonesian, english) = match self {
            Self::Name => ("nama", "name"),
            Self::Nik => ("NIK", "NIK"),
            Self::BirthDate => ("tanggal lahir", "birth date"),
            Self::Sex => ("jenis kelamin", "sex"),
            Self::Class => ("kelas", "class"),
            Self::HomeDistrict => ("domisili", "home district"),
        };
        lang.pick(indonesian.to_owned(), english.to_owned())
    }
}

/// Compares; `ids` are the rows' bookings as [`booking_ids`](super::booking_ids) gives them.
///
/// A row meets its booking by its id; else by NIK (one that was corrected since); else by name and birth date and class, by name
/// and birth date, or by name and class where a birth date is missing - each only where it leaves no choice.
pub fn difference(known: &[Known<'_>], rows: &[Row], ids: &[BookingId]) -> Difference {
    let mut matching = Matching {
        of_row: vec![None; rows.len()],
        known_taken: vec![false; known.len()],
    };
    matching.meet(
        known,
        rows,
        |k| Some(k.booking),
        |place, _| ids.get(place).copied(),
        |_, _| true,
    );
    matching.meet(known, rows, |k| k.person.nik, |_, row| row.person.nik, |_, _| true);
    matching.meet(
        known,
        rows,
        |k| by_all(k.person),
        |_, row| by_all(&row.person),
        |_, _| true,
    );
    matching.meet(
        known,
        rows,
        |k| by_birth_date(k.person),
        |_, row| by_birth_date(&row.person),
        one_nik,
    );
    matching.meet(
        known,
        rows,
        |k| by_class(k.person),
        |_, row| by_class(&row.person),
        |a, b| one_nik(a, b) && (a.birth_date.is_none() || b.birth_date.is_none()),
    );
    let mut difference = Difference::default();
    for (place, (row, matched)) in rows.iter().zip(&matching.of_row).enumerate() {
        let Some(Known {
            booking,
            person,
            imported,
        }) = matched.and_then(|at| known.get(at)).copied()
        else {
            difference.new.push(place);
            continue;
        };
        let (what, person) = taken_over(person, imported, &row.person);
        if what.is_empty() {
            difference.same.push((place, booking));
        } else {
            difference.changed.push(Changed {
                row: place,
                booking,
                what,
                person,
            });
        }
    }
    let gone = known.iter().zip(&matching.known_taken).filter(|(_, taken)| !**taken);
    difference.gone = gone.map(|(known, _)| known.booking).collect();
    difference
}

struct Matching {
    of_row: Vec<Option<usize>>,
    known_taken: Vec<bool>,
}

impl Matching {
    /// Matches what is left on both sides where exactly one booking and one row have a key, and they fit.
    fn meet<K: std::hash::Hash + Eq>(
        &mut self,
        known: &[Known<'_>],
        rows: &[Row],
        key_of_known: impl Fn(&Known<'_>) -> Option<K>,
        key_of_row: impl Fn(usize, &Row) -> Option<K>,
        fit: impl Fn(&Person, &Person) -> bool,
    ) {
        let mut sides: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, key) in known
            .iter()
            .enumerate()
            .filter_map(|(at, k)| Some((at, key_of_known(k)?)))
        {
            if !self.known_taken[at] {
                sides.entry(key).or_default().0.push(at);
            }
        }
        for (place, key) in rows
            .iter()
            .enumerate()
            .filter_map(|(place, row)| Some((place, key_of_row(place, row)?)))
        {
            if self.of_row[place].is_none() {
                sides.entry(key).or_default().1.push(place);
            }
        }
        for (of_known, of_rows) in sides.values() {
            if let ([at], [place]) = (of_known.as_slice(), of_rows.as_slice())
                && fit(known[*at].person, &rows[*place].person)
            {
                self.of_row[*place] = Some(*at);
                self.known_taken[*at] = true;
            }
        }
    }
}

type PersonKey = (String, String, String);

fn by_all(person: &Person) -> Option<PersonKey> {
    let birth_date = person.birth_date.map(|day| day.to_string()).unwrap_or_default();
    named(person).map(|name| (name, birth_date, person.class.to_lowercase()))
}

fn by_birth_date(person: &Person) -> Option<PersonKey> {
    let birth_date = person.birth_date?.to_string();
    named(person).map(|name| (name, birth_date, String::new()))
}

fn by_class(person: &Person) -> Option<PersonKey> {
    named(person)
        .filter(|_| !person.class.is_empty())
        .map(|name| (name, String::new(), person.class.to_lowercase()))
}

fn named(person: &Person) -> Option<String> {
    Some(name::search_key(&person.name)).filter(|key| !key.is_empty())
}

/// Two valid NIKs that differ are two people.
fn one_nik(a: &Person, b: &Person) -> bool {
    a.nik.is_none() || b.nik.is_none() || a.nik == b.nik
}

/// What a row changes in a booking's person, and the person after it. A value that the row lacks changes nothing.
fn taken_over(now: &Person, imported: Option<&Person>, row: &Person) -> (Vec<Detail>, Person) {
    let mut what = Vec::new();
    let mut after = now.clone();
    // Whether a row's value is news: neither what is known now nor what the last roster said already.
    let news = |differs: &dyn Fn(&Person) -> bool| differs(now) && imported.is_none_or(differs);
    if !row.name.is_empty() && news(&|p| p.name.to_lowercase() != row.name.to_lowercase()) {
        after.name.clone_from(&row.name);
        what.push(Detail::Name);
    }
    if row.nik.is_some() && news(&|p| p.nik != row.nik) {
        after.nik = row.nik;
        after.nik_as_written.clear();
        what.push(Detail::Nik);
    }
    if row.birth_date.is_some() && news(&|p| p.birth_date != row.birth_date) {
        after.birth_date = row.birth_date;
        what.push(Detail::BirthDate);
    }
    if row.sex.is_some() && news(&|p| p.sex != row.sex) {
        after.sex = row.sex;
        what.push(Detail::Sex);
    }
    if !row.class.is_empty() && news(&|p| p.class != row.class) {
        after.class.clone_from(&row.class);
        what.push(Detail::Class);
    }
    if !row.home_district.is_empty() && news(&|p| p.home_district != row.home_district) {
        after.home_district.clone_from(&row.home_district);
        what.push(Detail::HomeDistrict);
    }
    (what, after)
}

#[cfg(test)]
mod tests {
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
}
