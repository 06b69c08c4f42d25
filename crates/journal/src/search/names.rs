//! Finding names: a walk over the spans of the rarest typed word, each name in it asked whether all typed words find it.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use jemput_domain::name::{Initials, Match, Query, QueryWord, Span, Word};
use rusqlite::{Connection, Result};

use super::{
    key,
    run::{walk, weight},
};

/// How many times the limit is found before ranking.
const FOUND_FACTOR: usize = 2;

/// Beyond this many runs a word is common, whatever their number.
const WEIGHT_MAX: u32 = 64;

/// What finding a span's beginning costs, in runs.
const SEEK_WEIGHT: u32 = 1;

/// Whether some name's key begins so and its first word ends there.
pub(super) fn is_used(conn: &Connection, scope: i64, leads: &[u8]) -> Result<bool> {
    // A space sorts before all letters, the sign between last and first words behind them.
    for wrap in [None, Some(key::WRAP)] {
        let from: Vec<u8> = leads.iter().copied().chain(wrap).collect();
        let mut used = false;
        walk(conn, scope, &from, |text, _| {
            let rest = text.strip_prefix(leads);
            used = rest.is_some_and(|rest| matches!(rest.first(), None | Some(b' ' | &key::WRAP)));
            ControlFlow::Break(())
        })?;
        if used {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The rows of names that a query finds, as [`super::find()`] says.
pub(super) fn find_names(conn: &Connection, scope: i64, query: &Query, limit: usize) -> Result<Vec<i64>> {
    let mut found = Found {
        names: Vec::new(),
        rows: HashSet::new(),
        most: limit * FOUND_FACTOR,
    };
    for reading in query.readings() {
        let mut sieve = Sieve::new(reading, vec![false; reading.len()]);
        let words: Vec<_> = reading.iter().map(QueryWord::spans).collect();
        for span in rarest(conn, scope, words)? {
            walk_span(conn, scope, &span, |text, row| {
                found.take(sieve.pass(text), row, |words| query.begins(words))
            })?;
        }
        if found.is_full() {
            break;
        }
    }
    // Of several words, what begins them all is as good as always who is meant, and asking on would cost many walks.
    let is_one = query.readings().first().is_some_and(|typed| typed.len() == 1);
    if found.names.is_empty() || (is_one && found.names.len() < limit) {
        find_inside(conn, scope, query, &mut found)?;
    }
    Ok(found.ranked(limit))
}

/// Names in which some typed word stands only inside a word: by the vocabulary.
fn find_inside(conn: &Connection, scope: i64, query: &Query, found: &mut Found) -> Result<()> {
    let Some(typed) = query.readings().first() else {
        return Ok(());
    };
    let begun: Vec<Vec<Span>> = typed.iter().map(QueryWord::spans).collect();
    let mut inside: Vec<Vec<Span>> = vec![Vec::new(); typed.len()];
    walk(conn, scope, b"v", |text, _| {
        let Some((written, fold)) = key::read_word(text) else {
            return ControlFlow::Break(());
        };
        for ((word, begun), inside) in typed.iter().zip(&begun).zip(&mut inside) {
            if word.inside(written, fold)
                && let Ok(fold) = std::str::from_utf8(fold)
                && !begun.iter().any(|s| s.holds(fold))
                // Words of one fold stand side by side.
                && inside.last().is_none_or(|s| s.fold != fold)
            {
                let fold = fold.to_owned();
                inside.push(Span { fold, whole: true });
            }
        }
        ControlFlow::Continue(())
    })?;
    // What is new has a word that holds a typed one only inside; and a word for each of the others.
    let mut ways = vec![inside.concat()];
    if ways[0].is_empty() {
        return Ok(());
    }
    let may_inside: Vec<bool> = inside.iter().map(|spans| !spans.is_empty()).collect();
    if typed.len() > 1 {
        ways.extend(
            begun
                .into_iter()
                .zip(inside)
                .map(|(begun, inside)| [begun, inside].concat()),
        );
    }
    let mut sieve = Sieve::new(typed, may_inside);
    for span in rarest(conn, scope, ways)? {
        walk_span(conn, scope, &span, |text, row| {
            found.take(sieve.pass(text), row, |words| query.finds(words))
        })?;
        if found.is_full() {
            break;
        }
    }
    Ok(())
}

/// The spans of the typed word that the fewest names have.
fn rarest(conn: &Connection, scope: i64, mut words: Vec<Vec<Span>>) -> Result<Vec<Span>> {
    // Those with few spans first: a word with hundreds of them is given up as soon as it is the dearer one.
    words.sort_by_key(Vec::len);
    let mut best = (u32::MAX, 0);
    for (i, spans) in words.iter().enumerate().filter(|_| words.len() > 1) {
        let mut sum = 0;
        for span in spans {
            if sum < best.0 {
                let (from, end) = key::of_span(span);
                sum += weight(conn, scope, &from, &end, WEIGHT_MAX)? + SEEK_WEIGHT;
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
    let (from, end) = key::of_span(span);
    walk(conn, scope, &from, |text, row| {
        if text < end.as_slice() {
            see(text, row)
        } else {
            ControlFlow::Break(())
        }
    })
}

/// A cheap test that every name passes that a reading finds, and few others. It remembers each word that it met.
struct Sieve<'a> {
    typed: &'a [QueryWord],
    /// Which typed words may also stand inside a word.
    may_inside: Vec<bool>,
    /// By first letters: asked before any word is looked at.
    initials: Vec<Initials>,
    places: HashMap<String, usize>,
    known: Vec<Known>,
    words: Vec<usize>,
}

/// A word of some name, and which typed words it may meet, a bit each.
struct Known {
    word: Word,
    meets: u32,
}

impl<'a> Sieve<'a> {
    fn new(typed: &'a [QueryWord], may_inside: Vec<bool>) -> Self {
        let initials = typed
            .iter()
            .zip(&may_inside)
            .filter(|(_, may_inside)| typed.len() > 1 && !**may_inside)
            .map(|(typed, _)| typed.initials())
            .collect();
        Self {
            typed,
            may_inside,
            initials,
            places: HashMap::new(),
            known: Vec::new(),
            words: Vec::new(),
        }
    }

    /// The words of a name's key if each typed word may meet one of them.
    fn pass(&mut self, text: &[u8]) -> Option<Vec<&Word>> {
        if !self.initials.is_empty() {
            let initials = key::initials(text);
            if !self.initials.iter().all(|typed| typed.meet(initials)) {
                return None;
            }
        }
        self.words.clear();
        let (mut met, mut meeting) = (0, 0);
        for written in key::read_name(text)? {
            let place = self.places.get(written).copied().unwrap_or_else(|| self.learn(written));
            let meets = self.known[place].meets;
            met |= meets;
            meeting += usize::from(meets != 0);
            self.words.push(place);
        }
        let all = met.count_ones() as usize == self.typed.len() && meeting >= self.typed.len();
        all.then(|| self.words.iter().map(|w| &self.known[*w].word).collect())
    }

    fn learn(&mut self, written: &str) -> usize {
        let word = Word::new(written);
        let may = |(typed, may_inside): (&QueryWord, &bool)| {
            typed.may_begin(&word) || (*may_inside && typed.inside(word.written.as_bytes(), word.fold.as_bytes()))
        };
        let meets = self
            .typed
            .iter()
            .zip(&self.may_inside)
            .enumerate()
            .map(|(i, typed)| u32::from(may(typed)) << i)
            .sum();
        self.known.push(Known { word, meets });
        self.places.insert(written.to_owned(), self.known.len() - 1);
        self.known.len() - 1
    }
}

/// Names found, each row once.
struct Found {
    names: Vec<(Match, String, i64)>,
    rows: HashSet<i64>,
    most: usize,
}

impl Found {
    fn take(
        &mut self,
        words: Option<Vec<&Word>>,
        row: i64,
        ask: impl Fn(&[&Word]) -> Option<Match>,
    ) -> ControlFlow<()> {
        if let Some((words, found)) = words.and_then(|w| ask(&w).map(|found| (w, found)))
            && self.rows.insert(row)
        {
            let name: Vec<_> = words.iter().map(|w| w.written.as_str()).collect();
            self.names.push((found, name.join(" "), row));
        }
        if self.is_full() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn is_full(&self) -> bool {
        self.names.len() >= self.most
    }

    fn ranked(mut self, limit: usize) -> Vec<i64> {
        self.names.sort();
        self.names.truncate(limit);
        self.names.into_iter().map(|(_, _, row)| row).collect()
    }
}
