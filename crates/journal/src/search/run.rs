//! The sorted set in SQLite: a scope's keys as runs, each a row of `search_block`.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::{
    block::{Reader, Writer, order},
    key::Key,
};

/// A run is cut when it grows beyond this many bytes: three fit a page.
const RUN_BYTES_MAX: usize = 1_300;

/// About how long the runs are after a cut of many.
const RUN_BYTES_CUT: usize = 1_100;

/// What is done with a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// It is in the set afterwards.
    Put,
    /// It is not.
    Take,
}

/// Changes the set; of several changes of one key the last counts.
pub(super) fn change(conn: &Connection, scope: i64, mut changes: Vec<(Key, Change)>) -> Result<()> {
    changes.sort_by(|(a, _), (b, _)| order((&a.text, a.row), (&b.text, b.row)));
    changes.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 = later.1;
        }
        same
    });
    let mut rest = changes.as_slice();
    while let Some((first, _)) = rest.first() {
        let run = Run::around(conn, scope, &place(&first.text, first.row))?;
        let here = if rest.len() > 1 {
            run.share_of(conn, scope, rest)?
        } else {
            1
        };
        let (now, later) = rest.split_at(here);
        run.change(conn, scope, now)?;
        rest = later;
    }
    Ok(())
}

/// Walks the keys from `from` on, in order, until told to stop.
pub(super) fn walk(
    conn: &Connection,
    scope: i64,
    from: &[u8],
    mut see: impl FnMut(&[u8], i64) -> ControlFlow<()>,
) -> Result<()> {
    let mut runs = conn.prepare_cached(
        "SELECT entries FROM search_block WHERE scope = ?1
         AND first >= coalesce((SELECT max(first) FROM search_block WHERE scope = ?1 AND first <= ?2), x'')
         ORDER BY first",
    )?;
    let mut runs = runs.query(params![scope, from])?;
    while let Some(run) = runs.next()? {
        let mut reader = Reader::new(run.get_ref(0)?.as_blob()?);
        while let Some((text, row)) = reader.next() {
            if text >= from && see(text, row).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// How many runs begin within the keys from `from` up to `end`, at most `most`: a cheap measure of how many they are.
pub(super) fn weight(conn: &Connection, scope: i64, from: &[u8], end: &[u8], most: u32) -> Result<u32> {
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM search_block WHERE scope = ?1 AND first >= ?2 AND first < ?3 LIMIT ?4)",
    )?;
    count.query_row(params![scope, from, end, most], |row| row.get(0))
}

/// A key and its row as one text that sorts alike.
fn place(text: &[u8], row: i64) -> Vec<u8> {
    let mut place = Vec::with_capacity(text.len() + 10);
    place.extend_from_slice(text);
    place.push(0);
    let bytes = row.to_be_bytes();
    let zeros = bytes.iter().take_while(|b| **b == 0).count();
    place.push((8 - zeros) as u8);
    place.extend_from_slice(&bytes[zeros..]);
    place
}

/// One run; without an id it is not there yet.
struct Run {
    id: Option<i64>,
    first: Vec<u8>,
    entries: Vec<u8>,
}

impl Run {
    /// The run in which a place lies, or would.
    fn around(conn: &Connection, scope: i64, place: &[u8]) -> Result<Self> {
        let mut below = conn.prepare_cached(
            "SELECT id, first, entries FROM search_block WHERE scope = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1",
        )?;
        let run = match below.query_row(params![scope, place], Self::read).optional()? {
            Some(run) => Some(run),
            None => Self::lowest(conn, scope)?,
        };
        Ok(run.unwrap_or(Self {
            id: None,
            first: Vec::new(),
            entries: Vec::new(),
        }))
    }

    /// How many of these changes, the first of which lies here, lie before the next run.
    fn share_of(&self, conn: &Connection, scope: i64, changes: &[(Key, Change)]) -> Result<usize> {
        let mut next = conn
            .prepare_cached("SELECT first FROM search_block WHERE scope = ?1 AND first > ?2 ORDER BY first LIMIT 1")?;
        let next: Option<Vec<u8>> = next
            .query_row(params![scope, self.first], |row| row.get(0))
            .optional()?;
        let share = next.map(|next| changes.partition_point(|(k, _)| place(&k.text, k.row) < next));
        Ok(share.unwrap_or(changes.len()).max(1))
    }

    fn lowest(conn: &Connection, scope: i64) -> Result<Option<Self>> {
        let mut lowest =
            conn.prepare_cached("SELECT id, first, entries FROM search_block WHERE scope = ?1 ORDER BY first LIMIT 1")?;
        lowest.query_row([scope], Self::read).optional()
    }

    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            first: row.get(1)?,
            entries: row.get(2)?,
        })
    }

    fn change(self, conn: &Connection, scope: i64, changes: &[(Key, Change)]) -> Result<()> {
        let Some(entries) = merge(&self.entries, changes) else {
            return Ok(());
        };
        let mut runs = cut(entries).into_iter();
        match (self.id, runs.next()) {
            (Some(id), Some((first, entries))) if first == self.first => {
                conn.prepare_cached("UPDATE search_block SET entries = ?2 WHERE id = ?1")?
                    .execute(params![id, entries])?;
            }
            (Some(id), Some((first, entries))) => {
                conn.prepare_cached("UPDATE search_block SET first = ?2, entries = ?3 WHERE id = ?1")?
                    .execute(params![id, first, entries])?;
            }
            (Some(id), None) => {
                conn.prepare_cached("DELETE FROM search_block WHERE id = ?1")?
                    .execute([id])?;
            }
            (None, Some((first, entries))) => insert(conn, scope, &first, &entries)?,
            (None, None) => {}
        }
        runs.try_for_each(|(first, entries)| insert(conn, scope, &first, &entries))
    }
}

fn insert(conn: &Connection, scope: i64, first: &[u8], entries: &[u8]) -> Result<()> {
    conn.prepare_cached("INSERT INTO search_block (scope, first, entries) VALUES (?1, ?2, ?3)")?
        .execute(params![scope, first, entries])
        .map(drop)
}

/// What a run comes to with some changes; nothing if it stays as it is.
fn merge(entries: &[u8], changes: &[(Key, Change)]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(entries);
    let mut changes = changes.iter().peekable();
    let mut out = Writer::with_room(entries.len() + 64);
    let mut changed = false;
    // Whether the key before this one in the run is also the last one written: then its bytes are still right.
    let mut follows = true;
    while let Some((text, row)) = reader.next() {
        while let Some((key, what)) = changes.next_if(|(k, _)| order((&k.text, k.row), (text, row)).is_lt()) {
            if *what == Change::Put {
                out.push(&key.text, key.row);
                (changed, follows) = (true, false);
            }
        }
        match changes.next_if(|(k, _)| k.row == row && k.text == text) {
            Some((_, Change::Take)) => (changed, follows) = (true, false),
            _ if follows => out.push_again(&reader),
            _ => {
                out.push(text, row);
                follows = true;
            }
        }
    }
    for (key, _) in changes.filter(|(_, what)| *what == Change::Put) {
        out.push(&key.text, key.row);
        changed = true;
    }
    changed.then_some(out.bytes)
}

/// Cuts a run that is too long into some of even length; each with the place of its first key. None of no keys.
fn cut(entries: Vec<u8>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut reader = Reader::new(&entries);
    if entries.len() <= RUN_BYTES_MAX {
        let first = reader.next().map(|(text, row)| place(text, row));
        return first.map(|first| (first, entries)).into_iter().collect();
    }
    let full = entries.len().div_ceil(entries.len().div_ceil(RUN_BYTES_CUT));
    let mut runs: Vec<(Vec<u8>, Writer)> = Vec::new();
    while let Some((text, row)) = reader.next() {
        if runs.last().is_none_or(|(_, run)| run.bytes.len() >= full) {
            runs.push((place(text, row), Writer::with_room(full + 64)));
        }
        if let Some((_, run)) = runs.last_mut() {
            run.push(text, row);
        }
    }
    runs.into_iter().map(|(first, run)| (first, run.bytes)).collect()
}
