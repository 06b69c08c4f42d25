//! Finding names: a walk over the spans of the rarest typed word, each name in it asked whether all typed words find it.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    rc::Rc,
};

use jemput_domain::name::{Initials, Match, Query, QueryWord, Span, Word};
use rusqlite::{Connection, Result};

use super::{
    key::{self, OTHER, SAME},
    run::{walk, weight},
};

/// How many times the limit is found before ranking.
const FOUND_FACTOR: usize = 2;

/// Beyond this many runs a word is common, whatever their number.
const WEIGHT_MAX: u32 = 64;

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

/// The rows of names that a query finds, as [`super::find()`] says.
pub(super) fn find_names(conn: &Connection, scope: i64, query: &Query, limit: usize) -> Result<Vec<i64>> {
    let mut names = Names::new(query, limit * FOUND_FACTOR);
    for reading in query.readings() {
        let others = reading.iter().map(QueryWord::initials).collect::<Vec<_>>();
        let words: Vec<_> = reading.iter().map(QueryWord::spans).collect();
        for span in rarest(conn, scope, words)? {
            walk_span(conn, scope, &span, |text, row| names.see(text, row, &others))?;
        }
        if names.are_enough() {
            break;
        }
    }
    if names.found.is_empty() {
        find_inside(conn, scope, query, &mut names)?;
    }
    Ok(names.ranked(limit))
}

/// Names in which some typed word stands only inside a word: by the vocabulary.
fn find_inside(conn: &Connection, scope: i64, query: &Query, names: &mut Names<'_>) -> Result<()> {
    let Some(typed) = query.readings().first() else {
        return Ok(());
    };
    let mut words: Vec<Vec<Span>> = typed.iter().map(QueryWord::spans).collect();
    let mut inside: Vec<Vec<Span>> = vec![Vec::new(); typed.len()];
    walk(conn, scope, b"v", |text, _| {
        let Some(fold) = text.strip_prefix(b"v").and_then(|f| std::str::from_utf8(f).ok()) else {
            return ControlFlow::Break(());
        };
        for (word, folds) in typed.iter().zip(&mut inside) {
            if word.inside(fold) {
                folds.push(Span {
                    fold: fold.to_owned(),
                    whole: true,
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    for (spans, folds) in words.iter_mut().zip(inside) {
        let begun = spans.len();
        spans.extend(folds);
        let (begun, folds) = spans.split_at(begun);
        let folds: Vec<_> = folds
            .iter()
            .filter(|f| !begun.iter().any(|s| s.holds(&f.fold)))
            .cloned()
            .collect();
        spans.truncate(begun.len());
        spans.extend(folds);
    }
    for span in rarest(conn, scope, words)? {
        walk_span(conn, scope, &span, |text, row| names.see(text, row, &[]))?;
    }
    Ok(())
}

/// The spans of the typed word that the fewest names have.
fn rarest(conn: &Connection, scope: i64, mut words: Vec<Vec<Span>>) -> Result<Vec<Span>> {
    let mut best = (u32::MAX, 0);
    for (i, spans) in words.iter().enumerate().filter(|_| words.len() > 1) {
        let mut sum = 0;
        for span in spans {
            if sum < best.0 {
                sum += weight(conn, scope, &key::prefixed(b'n', span.fold.as_bytes()), WEIGHT_MAX)?;
            }
        }
        best = best.min((sum, i));
    }
    Ok(if words.is_empty() {
        Vec::new()
    } else {
        words.swap_remove(best.1)
    })
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

/// Names being found.
struct Names<'a> {
    query: &'a Query,
    most: usize,
    found: Vec<(Match, String, i64)>,
    rows: HashSet<i64>,
    /// Words already folded: a walk sees the same ones again and again.
    known: HashMap<String, Rc<Word>>,
    words: Vec<Rc<Word>>,
}

impl<'a> Names<'a> {
    fn new(query: &'a Query, most: usize) -> Self {
        let (found, rows) = (Vec::new(), HashSet::new());
        Self {
            query,
            most,
            found,
            rows,
            known: HashMap::new(),
            words: Vec::new(),
        }
    }

    /// Takes a name if the query finds it; `sieve` holds what its words must begin with, at least.
    fn see(&mut self, text: &[u8], row: i64, sieve: &[Initials]) -> ControlFlow<()> {
        if sieve.len() > 1 {
            let initials = key::initials(text);
            if !sieve.iter().all(|typed| typed.meet(initials)) {
                return ControlFlow::Continue(());
            }
        }
        if self.rows.contains(&row) {
            return ControlFlow::Continue(());
        }
        let Some(written) = key::read_name(text) else {
            return ControlFlow::Continue(());
        };
        self.words.clear();
        for word in written {
            let known = self.known.get(word).cloned();
            let known = known.unwrap_or_else(|| {
                let new = Rc::new(Word::new(word));
                self.known.insert(word.to_owned(), Rc::clone(&new));
                new
            });
            self.words.push(known);
        }
        if let Some(found) = self.query.finds(&self.words) {
            self.rows.insert(row);
            let name: Vec<_> = self.words.iter().map(|w| w.written.as_str()).collect();
            self.found.push((found, name.join(" "), row));
        }
        if self.are_enough() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn are_enough(&self) -> bool {
        self.found.len() >= self.most
    }

    fn ranked(mut self, limit: usize) -> Vec<i64> {
        self.found.sort();
        self.found.truncate(limit);
        self.found.into_iter().map(|(_, _, row)| row).collect()
    }
}
