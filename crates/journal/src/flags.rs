//! Flags: what a person must settle. A flag is a function of the rows as they stand, so that it is the same on every
//! journal with the same events, whatever the order in which they came.

use std::collections::BTreeSet;

use jemput_domain::{
    booking::Booking,
    id::{BookingId, ScopeId},
    name,
    nik::Nik,
};
use rusqlite::{Connection, params};

use crate::{JournalError, bookings::BookingRow, open::View};

/// A flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its code: nik_twice, same_person, recorded_elsewhere, or a conflict's code.
    pub code: String,
    /// The bookings that it is about, ascending.
    pub bookings: Vec<BookingId>,
}

/// Two bookings in the visit carry one NIK.
const NIK_TWICE: &str = "nik_twice";
/// Two bookings look like one person, and one of them at least has no NIK.
const SAME_PERSON: &str = "same_person";
/// The server knows the NIK as recorded before.
const RECORDED_ELSEWHERE: &str = "recorded_elsewhere";

/// Recounts the flags around bookings that changed: (id, before, after).
pub(crate) fn recount(
    conn: &Connection,
    scope_row: i64,
    scope: ScopeId,
    changed: &[(BookingId, Option<Booking>, Booking)],
) -> Result<(), JournalError> {
    let mut niks = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (id, before, after) in changed {
        own_flags(conn, scope_row, *id, before.as_ref(), after)?;
        let same = before.as_ref().is_some_and(|b| {
            b.person == after.person
                && b.state.takes_place() == after.state.takes_place()
                && b.settled == after.settled
                && b.made == after.made
        });
        if same {
            continue;
        }
        for booking in before.iter().chain([after]) {
            niks.extend(booking.person.nik);
            if !booking.person.name.is_empty() {
                names.insert(booking.person.name.clone());
            }
        }
    }
    let view = View { conn };
    for nik in niks {
        let rows = view.bookings_with_nik(scope, nik)?;
        let ids = unsettled(&rows, NIK_TWICE);
        set(conn, scope_row, NIK_TWICE, &Nik::to_i64(nik).to_string(), &ids)?;
    }
    let mut keys = BTreeSet::new();
    for name in names {
        let key = name::search_key(&name);
        if !keys.insert(key.clone()) {
            continue;
        }
        same_person(conn, scope_row, &key, &view.bookings_named_alike(scope, &name)?)?;
    }
    Ok(())
}

/// Same name, birth date and class, and one without a NIK: one person twice, or namesakes.
fn same_person(conn: &Connection, scope: i64, key: &str, rows: &[BookingRow]) -> Result<(), JournalError> {
    let mut groups: std::collections::BTreeMap<(Option<jemput_domain::time::Day>, &str), Vec<BookingRow>> =
        Default::default();
    for row in rows {
        groups
            .entry((row.booking.person.birth_date, &row.booking.person.class))
            .or_default()
            .push(row.clone());
    }
    conn.prepare_cached("DELETE FROM flags WHERE scope = ? AND code = ? AND key >= ? AND key < ?")?
        .execute(params![
            scope,
            SAME_PERSON,
            format!("{key}\u{1}"),
            format!("{key}\u{2}")
        ])?;
    for ((birth, class), rows) in groups {
        if rows.iter().any(|r| r.booking.person.nik.is_none()) {
            let key = format!(
                "{key}\u{1}{}\u{1}{class}",
                birth.map(|d| d.to_string()).unwrap_or_default()
            );
            set(conn, scope, SAME_PERSON, &key, &unsettled(&rows, SAME_PERSON))?;
        }
    }
    Ok(())
}

/// Flags that one booking's fold found.
fn own_flags(
    conn: &Connection,
    scope: i64,
    id: BookingId,
    before: Option<&Booking>,
    after: &Booking,
) -> Result<(), JournalError> {
    let codes = |b: &Booking| -> BTreeSet<&'static str> {
        let mut codes: BTreeSet<_> = b.conflicts.iter().map(|c| c.code()).collect();
        if b.recorded_elsewhere.is_some() && !b.settled.iter().any(|f| f == RECORDED_ELSEWHERE) && b.state.takes_place()
        {
            codes.insert(RECORDED_ELSEWHERE);
        }
        codes
    };
    let (old, new) = (before.map(codes).unwrap_or_default(), codes(after));
    let key = id.to_string();
    for code in old.difference(&new) {
        set(conn, scope, code, &key, &[])?;
    }
    for code in new.difference(&old) {
        set(conn, scope, code, &key, &[id, id])?;
    }
    Ok(())
}

/// The ids of a group, unless everyone in it was looked at.
fn unsettled(rows: &[BookingRow], code: &str) -> Vec<BookingId> {
    if rows.iter().all(|r| r.booking.settled.iter().any(|f| f == code)) {
        return Vec::new();
    }
    let mut ids: Vec<_> = rows.iter().map(|r| r.id).collect();
    ids.sort();
    ids
}

/// Writes a flag on two bookings or more (one that is named twice stands for itself); fewer take it away.
fn set(conn: &Connection, scope: i64, code: &str, key: &str, ids: &[BookingId]) -> Result<(), JournalError> {
    if ids.len() < 2 {
        conn.prepare_cached("DELETE FROM flags WHERE scope = ? AND code = ? AND key = ?")?
            .execute(params![scope, code, key])?;
        return Ok(());
    }
    let mut ids = ids.to_vec();
    ids.dedup();
    let bytes: Vec<u8> = ids.iter().flat_map(|id| id.0.into_bytes()).collect();
    conn.prepare_cached(
        "INSERT INTO flags (scope, code, key, bookings) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (scope, code, key) DO UPDATE SET bookings = ?4",
    )?
    .execute(params![scope, code, key, bytes])?;
    Ok(())
}

impl View<'_> {
    /// The flags of a visit.
    pub fn flags(&self, scope: ScopeId) -> Result<Vec<Flag>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self
            .conn
            .prepare_cached("SELECT code, bookings FROM flags WHERE scope = ? ORDER BY code, key")?;
        let rows = list.query_map([scope_row], |r| Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?)))?;
        rows.map(|r| {
            let (code, bytes) = r?;
            let bookings = bytes
                .chunks_exact(16)
                .map(|c| {
                    uuid::Uuid::from_slice(c)
                        .map(BookingId)
                        .map_err(|_| JournalError::Damaged("a flag"))
                })
                .collect::<Result<_, _>>()?;
            Ok(Flag { code, bookings })
        })
        .collect()
    }
}
