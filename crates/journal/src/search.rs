//! Finding bookings by what is typed: parts of names, NIKs, tickets.
//!
//! A local index beside the derived tables. All of it is one sorted set of keys per scope, kept as runs of
//! a page's half with each key written as its difference from the one before: a name stands there once for each of its
//! words, that word first ([`key`]). So a keystroke is one short walk from the right place, whatever the journal's size.
//!
//! Nothing here is shared or compared; the caller indexes in the transaction that changes a booking, says what it indexed
//! when it takes that back, and rebuilds when [`VERSION`] changes.

mod ask;
mod block;
mod find;
mod key;
mod names;
mod parts;
mod run;
#[cfg(test)]
mod tests;

use jemput_domain::nik::Nik;
use rusqlite::{Connection, Result};

pub use find::find;

use self::{key::Key, run::Change};

/// The version of what stands in the index: the fold's and the layout's. Another one than stands there: [`clear`] all
/// scopes and index again.
pub const VERSION: u32 = jemput_domain::name::FOLD_VERSION * 1_000 + 2;

/// What of a booking can be typed to find it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry<'a> {
    /// Name as written.
    pub name: &'a str,
    /// NIK, where there is one.
    pub nik: Option<Nik>,
}

/// Changes of the index of one scope, gathered over a batch: many at once are far cheaper than one after another. Later
/// ones count before earlier ones; putting what is there and taking what is not change nothing.
#[derive(Default, Debug)]
pub struct Changes {
    keys: Vec<(Key, Change)>,
    words: Vec<(Key, Change)>,
}

impl Changes {
    /// Makes a booking findable. `row` is its local number.
    pub fn put(&mut self, row: i64, entry: &Entry<'_>) {
        self.gather(row, entry, Change::Put);
    }

    /// Takes back what [`Changes::put`] did with the same entry.
    pub fn take(&mut self, row: i64, entry: &Entry<'_>) {
        self.gather(row, entry, Change::Take);
    }

    /// Makes a booking findable by a ticket: the desk's letters and a number. Several bookings may carry the same text.
    pub fn put_ticket(&mut self, row: i64, mark: &str, number: u32) {
        self.keys.push((key::of_ticket(mark, number, row), Change::Put));
    }

    /// Takes back what [`Changes::put_ticket`] did.
    pub fn take_ticket(&mut self, row: i64, mark: &str, number: u32) {
        self.keys.push((key::of_ticket(mark, number, row), Change::Take));
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Writes them; `scope` is the scope's local number.
    pub fn write(mut self, conn: &Connection, scope: i64) -> Result<()> {
        run::change(conn, scope, self.keys)?;
        for (word, what) in &mut self.words {
            let used = *what == Change::Put || names::is_used(conn, scope, &word.led_names())?;
            *what = if used { Change::Put } else { Change::Take };
        }
        run::change(conn, scope, self.words)
    }

    fn gather(&mut self, row: i64, entry: &Entry<'_>, what: Change) {
        key::of_entry(entry, row, |key| {
            let list = if key.is_vocabulary() {
                &mut self.words
            } else {
                &mut self.keys
            };
            list.push((key, what));
        });
    }
}

/// Makes a booking findable. `scope` and `row` are the journal's local numbers. Doing it again changes nothing.
pub fn index(conn: &Connection, scope: i64, row: i64, entry: &Entry<'_>) -> Result<()> {
    index_all(conn, scope, [(row, entry.clone())])
}

/// Makes many bookings of one scope findable at once.
pub fn index_all<'a>(conn: &Connection, scope: i64, entries: impl IntoIterator<Item = (i64, Entry<'a>)>) -> Result<()> {
    let mut changes = Changes::default();
    for (row, entry) in entries {
        changes.put(row, &entry);
    }
    changes.write(conn, scope)
}

/// Takes back what [`index`] did with the same entry.
pub fn unindex(conn: &Connection, scope: i64, row: i64, entry: &Entry<'_>) -> Result<()> {
    let mut changes = Changes::default();
    changes.take(row, entry);
    changes.write(conn, scope)
}

/// As [`Changes::put_ticket`], at once.
pub fn index_ticket(conn: &Connection, scope: i64, row: i64, mark: &str, number: u32) -> Result<()> {
    let mut changes = Changes::default();
    changes.put_ticket(row, mark, number);
    changes.write(conn, scope)
}

/// As [`Changes::take_ticket`], at once.
pub fn unindex_ticket(conn: &Connection, scope: i64, row: i64, mark: &str, number: u32) -> Result<()> {
    let mut changes = Changes::default();
    changes.take_ticket(row, mark, number);
    changes.write(conn, scope)
}

/// Forgets a scope.
pub fn clear(conn: &Connection, scope: i64) -> Result<()> {
    conn.prepare_cached("DELETE FROM search_block WHERE scope = ?1")?
        .execute([scope])
        .map(drop)
}
