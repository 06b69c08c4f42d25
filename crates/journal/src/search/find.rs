//! From a typed text to bookings.

use std::{collections::HashSet, ops::ControlFlow};

use jemput_domain::name::{Match, Query, QueryWord, Span, Word};
use rusqlite::{Connection, Result};

use super::{
    ask::Ask,
    key::{self, OTHER, SAME},
    run::{walk, weight},
};

/// The most rows that one search answers.
const LIMIT_MAX: usize = 1_000;

/// How many times the limit is looked at before ranking.
const LOOK_FACTOR: usize = 4;

/// The rows that a typed text finds in a scope, best first, at most `limit` (and never over 1,000).
///
/// Words find names: each must begin a word of the name; only when no name is found so, it may stand inside one. Whole
/// words come first, then what begins as written, then other spellings; then the order of names. When more are found than
/// `limit`, whole words are kept before others. Digits find the NIKs that begin or end so and the ticket of that number;
/// a letter or two with digits find tickets.
pub fn find(conn: &Connection, scope: i64, text: &str, limit: usize) -> Result<Vec<i64>> {
    let limit = limit.min(LIMIT_MAX);
    if limit == 0 {
        return Ok(Vec::new());
    }
    match Ask::new(text) {
        Ask::Nothing => Ok(Vec::new()),
        Ask::Digits(digits) => find_digits(conn, scope, &digits, limit),
        Ask::Ticket { mark, digits } => {
            let mut found = Found::new(limit);
            find_ticket(conn, scope, Some(&mark), &digits, &mut found)?;
            Ok(found.rows)
        }
        Ask::Words => find_names(conn, scope, &Query::new(text), limit),
    }
}

/// Whether some name has a word of this fold.
pub(super) fn is_used(conn: &Connection, scope: i64, fold: &[u8]) -> Result<bool> {
    let from = key::prefixed(b'n', fold);
    let mut used = false;
    walk(conn, scope, &from, |text, _| {
        used = text
            .strip_prefix(from.as_slice())
            .is_some_and(|rest| matches!(rest.first(), Some(&(SAME | OTHER))));
        ControlFlow::Break(())
    })?;
    Ok(used)
}

/// Rows in the order found, each once.
struct Found {
    rows: Vec<i64>,
    limit: usize,
}

impl Found {
    fn new(limit: usize) -> Self {
        Self {
            rows: Vec::new(),
            limit,
        }
    }

    fn add(&mut self, row: i64) -> ControlFlow<()> {
        if !self.is_full() && !self.rows.contains(&row) {
            self.rows.push(row);
        }
        if self.is_full() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn is_full(&self) -> bool {
        self.rows.len() >= self.limit
    }
}

fn find_digits(conn: &Connection, scope: i64, digits: &str, limit: usize) -> Result<Vec<i64>> {
    let mut found = Found::new(limit);
    if digits.len() <= 3 {
        find_ticket(conn, scope, None, digits, &mut found)?;
    }
    let number = digits.bytes().fold(0i64, |n, d| n * 10 + i64::from(d - b'0'));
    if digits.len() == 4 {
        let prefix = key::last_four(number as u16);
        walk(conn, scope, &prefix, |text, row| {
            if text.starts_with(&prefix) {
                found.add(row)
            } else {
                ControlFlow::Break(())
            }
        })?;
    }
    if !found.is_full() {
        let unit = 10i64.pow(16 - digits.len() as u32);
        let end = key::of_nik((number + 1) * unit);
        walk(conn, scope, &key::of_nik(number * unit), |text, row| {
            if text < end.as_slice() {
                found.add(row)
            } else {
                ControlFlow::Break(())
            }
        })?;
    }
    Ok(found.rows)
}

/// Tickets by number: first the number itself, then, with a mark, those that it begins (as `A-017` is written).
fn find_ticket(conn: &Connection, scope: i64, mark: Option<&str>, digits: &str, found: &mut Found) -> Result<()> {
    let Ok(number) = digits.parse::<u32>() else {
        return Ok(());
    };
    if digits.len() > 6 {
        return Ok(());
    }
    let mut spans = vec![(number, number + 1)];
    if mark.is_some() {
        for width in digits.len() as u32 + 1..=6 {
            // Numbers are written with three digits at least: a zero in front begins those only.
            let begins = width == 3 || (width > 3 && !digits.starts_with('0'));
            let shorter = width < 3 && !digits.starts_with('0');
            if begins || shorter {
                let unit = 10u32.pow(width - digits.len() as u32);
                spans.push((number * unit, (number + 1) * unit));
            }
        }
    }
    for (from, end) in spans {
        let end = key::ticket_number(end);
        walk(conn, scope, &key::ticket_number(from), |text, row| {
            if text >= end.as_slice() {
                return ControlFlow::Break(());
            }
            let same = mark.is_none_or(|m| text[end.len()..].starts_with(m.as_bytes()));
            if same {
                found.add(row)
            } else {
                ControlFlow::Continue(())
            }
        })?;
        if found.is_full() {
            break;
        }
    }
    Ok(())
}

/// Names that were found, to be ranked.
struct Ranked {
    found: Vec<(Match, String, i64)>,
    seen: HashSet<i64>,
    most: usize,
}

impl Ranked {
    fn see(&mut self, query: &Query, text: &[u8], row: i64, inside: bool) -> ControlFlow<()> {
        if self.seen.contains(&row) {
            return ControlFlow::Continue(());
        }
        let Some((_, written)) = key::read_name(text) else {
            return ControlFlow::Continue(());
        };
        let words: Vec<_> = written.iter().map(|w| Word::new(w)).collect();
        if let Some(found) = query.finds(&words).filter(|f| f.inside == inside) {
            self.seen.insert(row);
            self.found.push((found, written.join(" "), row));
        }
        if self.is_full() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn is_full(&self) -> bool {
        self.found.len() >= self.most
    }
}

fn find_names(conn: &Connection, scope: i64, query: &Query, limit: usize) -> Result<Vec<i64>> {
    let mut ranked = Ranked {
        found: Vec::new(),
        seen: HashSet::new(),
        most: limit * LOOK_FACTOR,
    };
    for reading in query.readings() {
        for span in rarest(conn, scope, reading.iter().map(QueryWord::spans))? {
            walk_span(conn, scope, &span, |text, row| ranked.see(query, text, row, false))?;
        }
        if ranked.is_full() {
            break;
        }
    }
    if ranked.found.is_empty() {
        find_inside(conn, scope, query, &mut ranked)?;
    }
    ranked.found.sort();
    ranked.found.truncate(limit);
    Ok(ranked.found.into_iter().map(|(_, _, row)| row).collect())
}

/// The spans of the typed word that the fewest names have.
fn rarest(conn: &Connection, scope: i64, words: impl Iterator<Item = Vec<Span>>) -> Result<Vec<Span>> {
    let words: Vec<_> = words.collect();
    let mut best = None;
    for (i, spans) in words.iter().enumerate() {
        let mut sum = 0;
        if words.len() > 1 {
            for span in spans {
                sum += weight(conn, scope, &key::prefixed(b'n', span.fold.as_bytes()), 256)?;
            }
        }
        if best.is_none_or(|(least, _)| sum < least) {
            best = Some((sum, i));
        }
    }
    Ok(best.and_then(|(_, i)| words.into_iter().nth(i)).unwrap_or_default())
}

fn walk_span(
    conn: &Connection,
    scope: i64,
    span: &Span,
    mut see: impl FnMut(&[u8], i64) -> ControlFlow<()>,
) -> Result<()> {
    let from = key::prefixed(b'n', span.fold.as_bytes());
    walk(conn, scope, &from, |text, row| {
        match text.strip_prefix(from.as_slice()) {
            None => ControlFlow::Break(()),
            Some(rest) if span.whole && !matches!(rest.first(), Some(&(SAME | OTHER))) => ControlFlow::Break(()),
            Some(_) => see(text, row),
        }
    })
}

/// Names in which some typed word stands only inside a word: by the vocabulary.
fn find_inside(conn: &Connection, scope: i64, query: &Query, ranked: &mut Ranked) -> Result<()> {
    let Some(typed) = query.readings().first() else {
        return Ok(());
    };
    let mut folds: Vec<Vec<Span>> = typed.iter().map(QueryWord::spans).collect();
    walk(conn, scope, b"v", |text, _| {
        let Some(fold) = text.strip_prefix(b"v").and_then(|f| std::str::from_utf8(f).ok()) else {
            return ControlFlow::Break(());
        };
        for (word, spans) in typed.iter().zip(&mut folds) {
            if word.inside(fold) && !spans.iter().any(|s| s.holds(fold)) {
                spans.push(Span {
                    fold: fold.to_owned(),
                    whole: true,
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    for span in rarest(conn, scope, folds.into_iter())? {
        walk_span(conn, scope, &span, |text, row| ranked.see(query, text, row, true))?;
    }
    Ok(())
}
