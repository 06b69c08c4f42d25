//! One typed word, and how it meets the words of a name.

use std::borrow::Borrow;

use super::{
    Initials, Word, begun, family,
    fold::{self, End, fold},
    fold_whole,
};

/// The fewest letters that are looked for inside words.
const INSIDE_LETTERS_MIN: usize = 3;

/// The fewest letters of each half when one typed word stands for two of a name.
pub(super) const HALF_LETTERS_MIN: usize = 2;

/// How one typed word meets one word of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meeting {
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

impl QueryWord {
    /// A typed word that may stand for one word of a name, or for two.
    pub(super) fn new(word: &str) -> Self {
        Self {
            halves: halves(word),
            ..Self::new_of_one(word)
        }
    }

    /// A typed word that stands for one word of a name.
    pub(super) fn new_of_one(word: &str) -> Self {
        let open = begun::open(word);
        let begun = begun::reopened(word);
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
            halves: Vec::new(),
            inside: (letters >= INSIDE_LETTERS_MIN).then(|| Inside::new(word)),
            open,
        }
    }

    /// Whether it meets this word of a name, or may do so together with the next.
    pub fn may_begin(&self, word: &Word) -> bool {
        self.meets(&[word], 0).is_some() || self.halves.iter().any(|(first, _)| *first == word.fold)
    }

    pub(super) fn meets<W: Borrow<Word>>(&self, name: &[W], at: usize) -> Option<Meeting> {
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

/// The cuts of a word in two: the whole fold of the first half, and the second.
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
                    open: begun::open(rest),
                };
                (key.map_or(first, str::to_owned), half)
            })
        })
        .collect()
}
