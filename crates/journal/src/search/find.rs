//! From a typed text to bookings.

use std::ops::ControlFlow;

use jemput_domain::name::Query;
use rusqlite::{Connection, Result};

use super::{ask::Ask, key, names::find_names, run::walk};

/// The most rows that one search answers.
const LIMIT_MAX: usize = 1_000;

/// The rows that a typed text finds in a scope, best first, at most `limit` (and never over 1,000).
///
/// Words find names: each must begin a word of the name or stand inside one (of several words, inside only where no name
/// begins with them all). Whole words come first, then what begins as written, then other spellings, behind all of them
/// what stands only inside; then the order of names. When more are found than
/// `limit`, whole words are kept before others. Digits find the NIKs that begin or end so and the ticket of that number;
/// a letter or two with digits find tickets.
pub fn find(conn: &Connection, scope: i64, text: &str, limit: usize) -> Result<Vec<i64>> {
    let limit = limit.min(LIMIT_MAX);
    if limit == 0 {
        return Ok(Vec::new());
    }
    // One reading of the database for all walks: it is locked once, and nothing changes in between.
    let _reading = if conn.is_autocommit() {
        Some(conn.unchecked_transaction()?)
    } else {
        None
    };
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
            let same = mark.is_none_or(|m| text[end.len()..] == *m.as_bytes());
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
