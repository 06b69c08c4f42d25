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
mod tests;
