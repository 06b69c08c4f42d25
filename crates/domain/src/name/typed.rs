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
    Initial,
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
    /// Whether enough is left of it folded to tell names by.
    tells: bool,
    begun: Vec<String>,
    families: Vec<&'static str>,
    halves: Vec<(String, Half)>,
    /// The fold of its first letter, where a name may have only that letter.
    initial: Option<String>,
    inside: Option<Inside>,
}

/// The second half of a typed word that stands for two of a name.
#[derive(Clone, Debug)]
struct Half {
    written: String,
    open: Vec<String>,
}

/// A typed word as it may stand inside another: anywhere as written, in the midst and at the end as folded.
#[derive(Clone, Debug)]
struct Inside {
    written: String,
    midst: Vec<String>,
    end: Option<String>,
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
            tells: !is_drummed(word) && (letters < INSIDE_LETTERS_MIN || open.iter().all(|o| o.chars().count() > 1)),
            families,
            begun,
            halves: Vec::new(),
            initial: None,
            inside: (letters >= INSIDE_LETTERS_MIN).then(|| Inside::new(word)),
            open,
        }
    }

    /// The same where other words stand beside it: then a name's word of one letter may be short for it (`Dwi` in `D.
    /// Lestari`). A letter that stands for a name of its own does not count (`M.` is Muhammad).
    pub(super) fn with_initial(self) -> Self {
        let first: String = self.written.chars().take(1).collect();
        let fold = fold(&first, End::Whole);
        let may = self.written != first && !family::is_short(&fold);
        Self {
            initial: may.then_some(fold),
            ..self
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
        let folded =
            || self.open.iter().any(|o| word.fold.starts_with(o)) || self.families.contains(&word.fold.as_str());
        if self.tells && folded() {
            return Some(Meeting::Folded);
        }
        let joins = |next: &Word| {
            let halves = &mut self.halves.iter();
            halves.any(|(first, rest)| *first == word.fold && rest.begins(next))
        };
        if name.get(at + 1).is_some_and(|next| joins(next.borrow())) {
            return Some(Meeting::Joined);
        }
        let is_initial = || word.written.chars().count() == 1 && self.written.starts_with(&word.written);
        (self.initial.is_some() && is_initial()).then_some(Meeting::Initial)
    }

    /// Whether a word, as written and as folded, holds it inside.
    pub fn inside(&self, written: &[u8], fold: &[u8]) -> bool {
        self.inside
            .as_ref()
            .is_some_and(|inside| inside.stands_in(written, fold))
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
        let others = shortened
            .chain(self.halves.iter().map(|(first, _)| first.as_str()))
            .chain(self.initial.as_deref());
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
        // A fold may be far shorter than what was typed: a letter or two would stand in nearly every word.
        let is_enough = |fold: &String| fold.chars().count() >= INSIDE_LETTERS_MIN;
        let mut midst = vec![fold::fold_inside(word, End::Open), fold::fold_inside(word, End::OpenJ)];
        midst.dedup();
        midst.retain(is_enough);
        Self {
            written: word.to_owned(),
            midst,
            end: Some(fold::fold_inside(word, End::Whole)).filter(is_enough),
        }
    }

    fn stands_in(&self, written: &[u8], fold: &[u8]) -> bool {
        holds(written, self.written.as_bytes())
            || self.midst.iter().any(|m| holds(fold, m.as_bytes()))
            || self.end.as_ref().is_some_and(|end| fold.ends_with(end.as_bytes()))
    }
}

/// Whether a letter stands three times in a row: a finger on a key. Folded it would begin many names.
fn is_drummed(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).any(|three| three.iter().all(|c| *c == three[0]))
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
