//! Finding bookings by what is typed: parts of names, NIKs, tickets.
//!
//! A local index beside the derived tables. All of it is one sorted set of keys per scope, kept as runs of
//! a page's half with each key written as its difference from the one before: a name stands there once for each of its
//! words, that word first ([`key`]). So a keystroke is one short walk from the right place, whatever the journal's size.
//!
//! Nothing here is shared or compared; the caller indexes in the transaction that changes a booking, says what it indexed
//! when it takes that back, and rebuilds when [`jemput_domain::name::FOLD_VERSION`] changes.

mod ask;
mod block;
mod find;
mod key;
mod names;
mod run;
#[cfg(test)]
mod tests;

use jemput_domain::nik::Nik;
use rusqlite::{Connection, Result};

pub use find::find;

use self::run::{Change, change};

/// What of a booking can be typed to find it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry<'a> {
    /// Name as written.
    pub name: &'a str,
    /// NIK, where there is one.
    pub nik: Option<Nik>,
}

/// Makes a booking findable. `scope` and `row` are the journal's local numbers. Doing it again changes nothing.
pub fn index(conn: &Connection, scope: i64, row: i64, entry: &Entry<'_>) -> Result<()> {
    index_all(conn, scope, [(row, entry.clone())])
}

/// Makes many bookings of one scope findable at once: far cheaper than one after another.
pub fn index_all<'a>(conn: &Connection, scope: i64, entries: impl IntoIterator<Item = (i64, Entry<'a>)>) -> Result<()> {
    let mut keys = Vec::new();
    for (row, entry) in entries {
        key::of_entry(&entry, row, &mut keys);
    }
    change(conn, scope, keys, Change::Put)
}

/// Takes back what [`index`] did with the same entry.
pub fn unindex(conn: &Connection, scope: i64, row: i64, entry: &Entry<'_>) -> Result<()> {
    let mut keys = Vec::new();
    key::of_entry(entry, row, &mut keys);
    let (vocabulary, own): (Vec<_>, Vec<_>) = keys.into_iter().partition(|k| k.is_vocabulary());
    change(conn, scope, own, Change::Take)?;
    let mut unused = Vec::new();
    for word in vocabulary {
        if !names::is_used(conn, scope, word.vocabulary_fold())? {
            unused.push(word);
        }
    }
    change(conn, scope, unused, Change::Take)
}

/// Makes a booking findable by a ticket: the desk's letters and a number. Several bookings may carry the same text.
pub fn index_ticket(conn: &Connection, scope: i64, row: i64, mark: &str, number: u32) -> Result<()> {
    change(conn, scope, vec![key::of_ticket(mark, number, row)], Change::Put)
}

/// Takes back what [`index_ticket`] did.
pub fn unindex_ticket(conn: &Connection, scope: i64, row: i64, mark: &str, number: u32) -> Result<()> {
    change(conn, scope, vec![key::of_ticket(mark, number, row)], Change::Take)
}

/// Forgets a scope.
pub fn clear(conn: &Connection, scope: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM search_block WHERE scope = ?1")?
        .execute([scope])
        .map(drop)
}
