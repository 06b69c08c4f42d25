//! The sorted set in SQLite: a scope's keys as runs, each a row of `search_block`.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Result, params};

use super::{
    block::{Reader, Writer, order},
    key::Key,
};

/// A run is cut when it grows beyond this many bytes: two fit a page.
const RUN_BYTES_MAX: usize = 1_900;

/// How full the runs are after a cut.
const RUN_BYTES_CUT: usize = 1_500;

/// What is done with keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// They are in the set afterwards.
    Put,
    /// They are not.
    Take,
}

/// Puts or takes keys.
pub(super) fn change(conn: &Connection, scope: i64, mut keys: Vec<Key>, what: Change) -> Result<()> {
    keys.sort_by(|a, b| order((&a.text, a.row), (&b.text, b.row)));
    keys.dedup();
    let mut rest = keys.as_slice();
    while let Some(first) = rest.first() {
        let run = Run::around(conn, scope, &place(&first.text, first.row))?;
        let here = run.before.as_ref().map_or(rest.len(), |bound| {
            rest.partition_point(|k| place(&k.text, k.row) < *bound)
        });
        let (now, later) = rest.split_at(here.max(1));
        run.change(conn, scope, now, what)?;
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
    let mut blocks = conn.prepare_cached(
        "SELECT entries FROM search_block WHERE scope = ?1
         AND first >= coalesce((SELECT max(first) FROM search_block WHERE scope = ?1 AND first <= ?2), x'')
         ORDER BY first",
    )?;
    let mut blocks = blocks.query(params![scope, from])?;
    while let Some(block) = blocks.next()? {
        let mut reader = Reader::new(block.get_ref(0)?.as_blob()?);
        while let Some((text, row)) = reader.next() {
            if text >= from && see(text, row).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// How many runs begin with `prefix`, up to `most`: a cheap measure of how common it is.
pub(super) fn weight(conn: &Connection, scope: i64, prefix: &[u8], most: u32) -> Result<u32> {
    let mut count = conn.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM search_block WHERE scope = ?1 AND first >= ?2 AND first < ?3 LIMIT ?4)",
    )?;
    let mut end = prefix.to_vec();
    end.push(0xff);
    count.query_row(params![scope, prefix, end, most], |row| row.get(0))
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

/// One run and where the next begins.
struct Run {
    id: Option<i64>,
    first: Vec<u8>,
    entries: Vec<u8>,
    before: Option<Vec<u8>>,
}

impl Run {
    /// The run in which a place lies, or would.
    fn around(conn: &Connection, scope: i64, place: &[u8]) -> Result<Self> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Self {
                id: row.get(0)?,
                first: row.get(1)?,
                entries: row.get(2)?,
                before: None,
            })
        };
        let mut below = conn.prepare_cached(
            "SELECT id, first, entries FROM search_block WHERE scope = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1",
        )?;
        let mut lowest =
            conn.prepare_cached("SELECT id, first, entries FROM search_block WHERE scope = ?1 ORDER BY first LIMIT 1")?;
        let run = match below.query_row(params![scope, place], read).optional()? {
            Some(run) => Some(run),
            None => lowest.query_row([scope], read).optional()?,
        };
        let Some(run) = run else {
            return Ok(Self {
                id: None,
                first: Vec::new(),
                entries: Vec::new(),
                before: None,
            });
        };
        let mut next = conn
            .prepare_cached("SELECT first FROM search_block WHERE scope = ?1 AND first > ?2 ORDER BY first LIMIT 1")?;
        let before = next.query_row(params![scope, run.first], |row| row.get(0)).optional()?;
        Ok(Self { before, ..run })
    }

    fn change(self, conn: &Connection, scope: i64, keys: &[Key], what: Change) -> Result<()> {
        let mut cuts = Cuts::new(self.entries.len() + keys.iter().map(|k| k.text.len() + 5).sum::<usize>());
        let changed = merge(&self.entries, keys, what, &mut cuts);
        if !changed {
            return Ok(());
        }
        let mut runs = cuts.runs.into_iter();
        match (self.id, runs.next()) {
            (Some(id), Some((first, entries))) => {
                if first == self.first {
                    conn.prepare_cached("UPDATE search_block SET entries = ?2 WHERE id = ?1")?
                        .execute(params![id, entries.bytes])?;
                } else {
                    conn.prepare_cached("UPDATE search_block SET first = ?2, entries = ?3 WHERE id = ?1")?
                        .execute(params![id, first, entries.bytes])?;
                }
            }
            (Some(id), None) => {
                conn.prepare_cached("DELETE FROM search_block WHERE id = ?1")?
                    .execute([id])?;
            }
            (None, Some((first, entries))) => insert(conn, scope, &first, &entries.bytes)?,
            (None, None) => {}
        }
        runs.try_for_each(|(first, entries)| insert(conn, scope, &first, &entries.bytes))
    }
}

fn insert(conn: &Connection, scope: i64, first: &[u8], entries: &[u8]) -> Result<()> {
    conn.prepare_cached("INSERT INTO search_block (scope, first, entries) VALUES (?1, ?2, ?3)")?
        .execute(params![scope, first, entries])
        .map(drop)
}

/// Runs being written, cut where they are full.
struct Cuts {
    runs: Vec<(Vec<u8>, Writer)>,
    full: usize,
}

impl Cuts {
    /// For at most `bytes` in all: nothing is cut when they fit one run.
    fn new(bytes: usize) -> Self {
        Self {
            runs: Vec::new(),
            full: if bytes <= RUN_BYTES_MAX {
                RUN_BYTES_MAX
            } else {
                RUN_BYTES_CUT
            },
        }
    }

    fn push(&mut self, text: &[u8], row: i64) {
        if self.runs.last().is_none_or(|(_, run)| run.bytes.len() >= self.full) {
            self.runs.push((place(text, row), Writer::default()));
        }
        if let Some((_, run)) = self.runs.last_mut() {
            run.push(text, row);
        }
    }
}

/// Writes what `entries` and `keys` come to; says whether that differs from `entries`.
fn merge(entries: &[u8], keys: &[Key], what: Change, out: &mut Cuts) -> bool {
    let mut reader = Reader::new(entries);
    let mut keys = keys.iter().peekable();
    let mut changed = false;
    let mut put = |key: &Key, out: &mut Cuts| {
        if what == Change::Put {
            out.push(&key.text, key.row);
            changed = true;
        }
    };
    let mut taken = false;
    while let Some((text, row)) = reader.next() {
        while let Some(key) = keys.next_if(|k| order((&k.text, k.row), (text, row)).is_lt()) {
            put(key, out);
        }
        let named = keys.next_if(|k| k.text == text && k.row == row).is_some();
        if named && what == Change::Take {
            taken = true;
        } else {
            out.push(text, row);
        }
    }
    keys.for_each(|key| put(key, out));
    changed || taken
}
