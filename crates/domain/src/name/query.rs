//! What somebody types to find a name.

use std::borrow::Borrow;

use super::{
    Word,
    typed::{HALF_LETTERS_MIN, Meeting, QueryWord},
    written::written,
};

/// The most words of a query that are looked at.
const QUERY_WORDS_MAX: usize = 6;

/// How well a query finds a name; less is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Match {
    /// Some typed word only stands inside a word: shown behind all else.
    pub inside: bool,
    /// 0 when each typed word is a whole word of the name; grows with each that only begins one.
    pub penalty: u16,
}

/// What was typed to find a name, read once and asked of many.
#[derive(Clone, Debug)]
pub struct Query {
    readings: Vec<Vec<QueryWord>>,
}

impl Query {
    /// Reads a typed text. The last word may be unfinished, and so may the others.
    pub fn new(text: &str) -> Self {
        let mut words = written(text);
        words.truncate(QUERY_WORDS_MAX);
        let mut readings = Vec::new();
        if !words.is_empty() {
            let alone = words.len() == 1;
            let read = |word: &String| {
                let read = QueryWord::new(word);
                if alone { read } else { read.with_initial() }
            };
            readings.push(words.iter().map(read).collect());
        }
        for i in 1..words.len() {
            if words[i - 1].len() >= HALF_LETTERS_MIN && words[i].len() >= HALF_LETTERS_MIN {
                let joined = format!("{}{}", words[i - 1], words[i]);
                let before = words[..i - 1].iter().map(String::as_str);
                let all = before
                    .chain([joined.as_str()])
                    .chain(words[i + 1..].iter().map(String::as_str));
                readings.push(all.map(QueryWord::new_of_one).collect());
            }
        }
        Self { readings }
    }

    /// The ways to read it: as typed, and with two neighbours as one word. Empty when nothing was typed.
    pub fn readings(&self) -> &[Vec<QueryWord>] {
        &self.readings
    }

    /// Whether, and how well, it finds a name of these words. Each typed word needs a word of its own.
    pub fn finds<W: Borrow<Word>>(&self, name: &[W]) -> Option<Match> {
        self.begins(name).or_else(|| {
            let penalty = meet_all(self.readings.first()?, name, Meeting::Inside)?;
            Some(Match { inside: true, penalty })
        })
    }

    /// As [`Query::finds`], but never inside a word.
    pub fn begins<W: Borrow<Word>>(&self, name: &[W]) -> Option<Match> {
        let readings = self.readings.iter().enumerate().filter_map(|(i, reading)| {
            let penalty = meet_all(reading, name, Meeting::Initial)?;
            Some(Match {
                inside: false,
                penalty: penalty + u16::from(i > 0),
            })
        });
        readings.min()
    }
}

/// The penalty when each typed word has a word of its own in the name that it meets no worse than `worst`.
fn meet_all<W: Borrow<Word>>(typed: &[QueryWord], name: &[W], worst: Meeting) -> Option<u16> {
    if typed.len() > name.len() {
        return None;
    }
    let mut may = [0u16; QUERY_WORDS_MAX];
    let mut penalty = 0;
    for (i, word) in typed.iter().enumerate() {
        let mut best: Option<Meeting> = None;
        for at in 0..name.len() {
            let inside = || {
                let part = name[at].borrow();
                let holds = worst == Meeting::Inside && word.inside(part.written.as_bytes(), part.fold.as_bytes());
                holds.then_some(Meeting::Inside)
            };
            if let Some(meeting) = word.meets(name, at).or_else(inside) {
                may[i] |= 1 << at;
                best = Some(best.map_or(meeting, |b| b.min(meeting)));
            }
        }
        penalty += best? as u16;
    }
    can_seat(&may[..typed.len()]).then_some(penalty)
}

/// Whether each row of the bits `may` gets a bit of its own (augmenting paths).
fn can_seat(may: &[u16]) -> bool {
    fn seat(row: usize, may: &[u16], taken: &mut [Option<usize>; 16], tried: &mut u16) -> bool {
        for at in 0..16 {
            let bit = 1 << at;
            if may[row] & bit != 0 && *tried & bit == 0 {
                *tried |= bit;
                if taken[at].is_none_or(|other| seat(other, may, taken, tried)) {
                    taken[at] = Some(row);
                    return true;
                }
            }
        }
        false
    }
    let mut taken = [None; 16];
    (0..may.len()).all(|row| seat(row, may, &mut taken, &mut 0))
}
