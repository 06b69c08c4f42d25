//! Which booking a row is for: the same row gives the same booking on every laptop.

use std::collections::{HashMap, HashSet};

use super::{finding::Kind, rows::Row};
use crate::{
    id::{BookingId, BookingKey, ScopeSecret},
    name,
};

/// The bookings of rows, in their order, no two alike.
///
/// A returned list of held rows names its bookings; such a name counts once, and only if the visit `knows` it. Else the NIK
/// decides; a row without a NIK, or whose NIK an earlier row has, goes by name, birth date and class, and among equal ones by
/// its place.
pub fn booking_ids(secret: &ScopeSecret, rows: &[Row], knows: &dyn Fn(BookingId) -> bool) -> Vec<BookingId> {
    let mut alike = HashMap::new();
    let mut taken: HashSet<BookingId> = HashSet::new();
    // Named bookings first: another row must not derive one of them by chance of its person.
    let named: Vec<Option<BookingId>> = rows
        .iter()
        .map(|row| row.key.filter(|key| knows(*key) && taken.insert(*key)))
        .collect();
    rows.iter()
        .zip(named)
        .map(|(row, named)| {
            if let Some(id) = named {
                return id;
            }
            if let Some(id) = by_nik(secret, row).filter(|id| taken.insert(*id)) {
                return id;
            }
            loop {
                let id = by_person(secret, row, &mut alike);
                if taken.insert(id) {
                    return id;
                }
            }
        })
        .collect()
}

fn by_nik(secret: &ScopeSecret, row: &Row) -> Option<BookingId> {
    let twice = row
        .findings
        .iter()
        .any(|finding| matches!(finding.kind, Kind::NikTwiceInFile { .. }));
    let nik = row.person.nik.filter(|_| !twice)?;
    Some(BookingId::derive(secret, BookingKey::Nik(nik.as_str())))
}

fn by_person(secret: &ScopeSecret, row: &Row, alike: &mut HashMap<(String, String, String), u32>) -> BookingId {
    let key = name::search_key(&row.person.name);
    let birth_date = row.person.birth_date.map(|day| day.to_string()).unwrap_or_default();
    let class = row.person.class.clone();
    let next = alike
        .entry((key.clone(), birth_date.clone(), class.clone()))
        .or_insert(0);
    let nth = *next;
    *next += 1;
    BookingId::derive(
        secret,
        BookingKey::Person {
            name: &key,
            birth_date: &birth_date,
            class: &class,
            nth,
        },
    )
}
