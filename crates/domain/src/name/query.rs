//! What somebody types to find a name.

use std::borrow::Borrow;

use super::{
    Word, family,
    fold::{self, End, fold},
    fold_whole,
    written::written,
};

/// The most words of a query that are looked at.
const QUERY_WORDS_MAX: usize = 6;

/// The fewest letters that are looked for inside words.
const INSIDE_LETTERS_MIN: usize = 3;

/// The fewest letters of each half when one typed word stands for two of a name.
const HALF_LETTERS_MIN: usize = 2;

/// How well a query finds a name; less is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Match {
    /// Some typed word only stands inside a word: shown only when nothing else is found.
    pub inside: bool,
    /// 0 when each typed word is a whole word of the name; grows with each that only begins one.
    pub penalty: u16,
}

/// How one typed word meets one word of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meeting {
    Whole,
    AsWritten,
    Folded,
    Joined,
    Inside,
}

/// A span of folded words in their order, that may hold what a typed word finds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Span {
    /// What the folded word begins with, or is.
    pub fold: String,
    /// Only the word itself.
    pub whole: bool,
}

impl Span {
    /// Whether a folded word lies within.
    pub fn holds(&self, fold: &str) -> bool {
        if self.whole {
            fold == self.fold
        } else {
            fold.starts_with(&self.fold)
        }
    }
}

/// A set of first letters: a sieve that is cheaper than a fold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Initials(u32);

impl Initials {
    /// The first letter of a word as written; all that are not a to z count as one.
    pub fn of(word: &str) -> Self {
        word.bytes().next().map_or(Self(0), Self::of_byte)
    }

    /// As [`Initials::of`], by the word's first byte.
    pub fn of_byte(first: u8) -> Self {
        Self(if first.is_ascii_lowercase() {
            1 << (first - b'a')
        } else {
            1 << 26
        })
    }

    /// The letters that a word may begin with as written when it is folded so.
    fn of_fold(fold: &str) -> Self {
        let others = match fold.bytes().next() {
            Some(b'a') => "eo",
            Some(b'c') => "t",
            Some(b'f') => "vp",
            Some(b'h') => "kc",
            Some(b'i') => "y",
            Some(b'j') => "yd",
            Some(b'k') => "cqx",
            Some(b'u') => "o",
            Some(b'z') => "d",
            _ => "",
        };
        (0..others.len())
            .map(|i| Self::of(&others[i..]))
            .fold(Self::of(fold), Self::with)
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a letter.
    pub fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// One typed word.
#[derive(Clone, Debug)]
pub struct QueryWord {
    written: String,
    whole: String,
    open: Vec<String>,
    begun: Vec<String>,
    families: Vec<&'static str>,
    halves: Vec<(String, Half)>,
    inside: Option<Inside>,
}

/// The second half of a typed word that stands for two of a name.
#[derive(Clone, Debug)]
struct Half {
    written: String,
    open: Vec<String>,
}

/// A typed word as it may stand in the midst and at the end of a folded one.
#[derive(Clone, Debug)]
struct Inside {
    midst: Vec<String>,
    end: String,
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
            readings.push(words.iter().map(|w| QueryWord::new(w, halves(w))).collect());
        }
        for i in 1..words.len() {
            if words[i - 1].len() >= HALF_LETTERS_MIN && words[i].len() >= HALF_LETTERS_MIN {
                let joined = format!("{}{}", words[i - 1], words[i]);
                let before = words[..i - 1].iter().map(String::as_str);
                let all = before
                    .chain([joined.as_str()])
                    .chain(words[i + 1..].iter().map(String::as_str));
                readings.push(all.map(|w| QueryWord::new(w, Vec::new())).collect());
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
            let penalty = meet_all(reading, name, Meeting::Joined)?;
            Some(Match {
                inside: false,
                penalty: penalty + u16::from(i > 0),
            })
        });
        readings.min()
    }
}

impl QueryWord {
    fn new(word: &str, halves: Vec<(String, Half)>) -> Self {
        let open = open_folds(word);
        let begun = reopened(word);
        let mut families: Vec<_> = open
            .iter()
            .chain(&begun)
            .flat_map(|o| family::begun_by(o))
            .map(|f| f.key)
            .collect();
        families.sort_unstable();
        families.dedup();
        let letters = word.chars().count();
        Self {
            written: word.to_owned(),
            whole: fold_whole(word),
            families,
            begun,
            halves,
            inside: (letters >= INSIDE_LETTERS_MIN).then(|| Inside::new(word)),
            open,
        }
    }

    /// Whether it meets this word of a name, or may do so together with the next.
    pub fn may_begin(&self, word: &Word) -> bool {
        self.meets(&[word], 0).is_some() || self.halves.iter().any(|(first, _)| *first == word.fold)
    }

    fn meets<W: Borrow<Word>>(&self, name: &[W], at: usize) -> Option<Meeting> {
        let word = name[at].borrow();
        if word.fold == self.whole {
            return Some(Meeting::Whole);
        }
        if word.written.starts_with(&self.written) {
            return Some(Meeting::AsWritten);
        }
        if self.open.iter().any(|o| word.fold.starts_with(o)) || self.families.contains(&word.fold.as_str()) {
            return Some(Meeting::Folded);
        }
        let next = name.get(at + 1)?.borrow();
        let joined = self
            .halves
            .iter()
            .any(|(first, rest)| *first == word.fold && rest.begins(next));
        joined.then_some(Meeting::Joined)
    }

    /// Whether a folded word, as bytes, holds it inside.
    pub fn inside(&self, fold: &[u8]) -> bool {
        self.inside.as_ref().is_some_and(|inside| inside.stands_in(fold))
    }

    /// The first letters that a word as written must have one of to be found otherwise than inside.
    pub fn initials(&self) -> Initials {
        let spans = self.spans();
        let folds = spans.iter().map(|span| Initials::of_fold(&span.fold));
        folds.fold(Initials::of(&self.written), Initials::with)
    }

    /// Where the folds lie of all words that it may find: a superset, to be asked again with [`Query::finds`]. Whole
    /// words stand first, in spans of their own; what they hold may come again in a later span.
    pub fn spans(&self) -> Vec<Span> {
        let mut begun: Vec<&String> = self.open.iter().chain(&self.begun).collect();
        begun.sort();
        begun.dedup_by(|later, kept| later.starts_with(kept.as_str()));
        let shortened = self.open.iter().flat_map(|o| family::shortened(o)).map(|f| f.key);
        let others = shortened.chain(self.halves.iter().map(|(first, _)| first.as_str()));
        let others = others.filter(|fold| !begun.iter().any(|b| fold.starts_with(b.as_str())));
        let mut wholes = vec![self.whole.as_str()];
        for fold in self.families.iter().copied().chain(others) {
            if !wholes.contains(&fold) {
                wholes.push(fold);
            }
        }
        let wholes = wholes.into_iter().map(|fold| Span {
            fold: fold.to_owned(),
            whole: true,
        });
        wholes
            .chain(begun.into_iter().map(|fold| Span {
                fold: fold.clone(),
                whole: false,
            }))
            .collect()
    }
}

impl Inside {
    fn new(word: &str) -> Self {
        let mut midst = vec![fold::fold_inside(word, End::Open), fold::fold_inside(word, End::OpenJ)];
        midst.dedup();
        Self {
            midst,
            end: fold::fold_inside(word, End::Whole),
        }
    }

    fn stands_in(&self, fold: &[u8]) -> bool {
        self.midst.iter().any(|m| holds(fold, m.as_bytes())) || fold.ends_with(self.end.as_bytes())
    }
}

/// `str::contains` for words: too short to be worth its preparation.
fn holds(word: &[u8], part: &[u8]) -> bool {
    let Some(first) = part.first() else { return true };
    word.windows(part.len())
        .any(|window| window[0] == *first && window == part)
}

impl Half {
    fn begins(&self, word: &Word) -> bool {
        word.written.starts_with(&self.written) || self.open.iter().any(|o| word.fold.starts_with(o))
    }
}

/// The folds that the beginning of a word may have: two where a last y may become i or j.
fn open_folds(word: &str) -> Vec<String> {
    let mut open = vec![fold(word, End::Open)];
    let other = fold(word, End::OpenJ);
    if other != open[0] {
        open.push(other);
    }
    open
}

/// The folds of words that begin as written but fold otherwise once more letters stand there (so, soe; d, dj).
fn reopened(word: &str) -> Vec<String> {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    // What may follow, and how many folded letters of it to leave open again.
    let tails: &[(&str, usize)] = match (last, before) {
        (Some('j'), _) => &[("a", 1)],
        (Some('y'), _) => &[("a", 1), ("b", 1)],
        (Some('c'), _) => &[
            ("h", 0),
            ("t", 1),
            ("hr", 0),
            ("hai", 0),
            ("hoe", 0),
            ("hoi", 0),
            ("hot", 1),
            ("hus", 0),
            ("hm", 0),
        ],
        (Some('h'), Some('c')) => &[
            ("r", 0),
            ("ai", 0),
            ("oe", 0),
            ("oi", 0),
            ("ot", 1),
            ("us", 0),
            ("m", 0),
        ],
        (Some('a'), Some('h')) => &[("i", 0)],
        (Some('o'), _) => &[("e", 0), ("i", 0), ("hm", 0), ("h", 0), ("t", 1)],
        (Some('u'), Some('h')) => &[("s", 0)],
        (Some('h'), _) => &[("m", 0)],
        (Some('d'), _) => &[("j", 0), ("ja", 1), ("za", 1)],
        (Some('t'), _) => &[("j", 0)],
        (Some('k'), _) => &[("h", 0), ("hm", 0)],
        (Some('e'), _) => &[("i", 0)],
        (Some('p'), _) => &[("h", 0)],
        _ => &[],
    };
    let mut folds: Vec<_> = tails
        .iter()
        .map(|(tail, reopen)| {
            let mut fold = fold(&format!("{word}{tail}"), End::Open);
            for _ in 0..*reopen {
                fold.pop();
            }
            fold
        })
        .collect();
    match last {
        Some('o' | 'c' | 'k') => folds.push(fold(&format!("{word}h"), End::Whole)),
        Some('l') if word.starts_with("abd") => folds.push("abdu".to_owned()),
        _ => {}
    }
    folds.retain(|f| !f.is_empty());
    folds
}

fn halves(word: &str) -> Vec<(String, Half)> {
    let cuts = word.char_indices().map(|(i, _)| i);
    cuts.filter(|i| *i >= HALF_LETTERS_MIN && word.len() - i >= HALF_LETTERS_MIN)
        .filter_map(|i| {
            let (first, rest) = word.split_at(i);
            let first = fold(first, End::Whole);
            let key = family::of(&first).map(|f| f.key);
            (!family::is_short(&first)).then(|| {
                let half = Half {
                    written: rest.to_owned(),
                    open: open_folds(rest),
                };
                (key.map_or(first, str::to_owned), half)
            })
        })
        .collect()
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
                (worst == Meeting::Inside && word.inside(name[at].borrow().fold.as_bytes())).then_some(Meeting::Inside)
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
