//! The keys of the sorted set.
//!
//! | begins with | then | row |
//! |---|---|---|
//! | `k` | a NIK, 7 bytes | the booking |
//! | `l` | a NIK's last four digits, 2 bytes | the booking |
//! | `n` | a word's fold, [`SAME`] or [`OTHER`] and the word as written, the words after it, [`WRAP`], the words before it | the booking |
//! | `t` | a ticket's number, 3 bytes, its mark | the booking |
//! | `v` | the fold of a word that some name has, and [`OTHER`] and the word as written if it differs | 0 |

use jemput_domain::{
    name::{self, Initials, Span, Word},
    nik::Nik,
};

use super::Entry;

/// After a fold: the word is written as its fold.
pub(super) const SAME: u8 = 1;
/// After a fold: the word as written follows.
pub(super) const OTHER: u8 = 2;
/// Between the words after the first and those before it.
pub(super) const WRAP: u8 = b'|';

/// The largest number of a ticket that is kept.
const TICKET_MAX: u32 = 0xff_ffff;

/// One member of the set.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key {
    /// What is looked for.
    pub(super) text: Vec<u8>,
    /// The booking's local number.
    pub(super) row: i64,
}

impl Key {
    pub(super) fn is_vocabulary(&self) -> bool {
        self.text.first() == Some(&b'v')
    }

    /// What the keys of names that a vocabulary key's word leads begin with.
    pub(super) fn led_names(&self) -> Vec<u8> {
        let mut text = prefixed(b'n', &self.text[1..]);
        if !self.text.contains(&OTHER) {
            text.push(SAME);
        }
        text
    }
}

/// Whether a key is a name's: by its first byte.
pub(super) fn is_name(text: &[u8]) -> bool {
    text.first() == Some(&b'n')
}

/// All keys of an entry.
pub(super) fn of_entry(entry: &Entry<'_>, row: i64, mut take: impl FnMut(Key)) {
    let words = name::words(entry.name);
    for at in 0..words.len() {
        take(Key {
            text: of_name(&words, at),
            row,
        });
        take(Key {
            text: of_word(&words[at]),
            row: 0,
        });
    }
    if let Some(nik) = entry.nik {
        take(Key {
            text: of_nik(nik.to_i64()),
            row,
        });
        take(Key {
            text: of_last_four(nik),
            row,
        });
    }
}

fn of_name(words: &[Word], at: usize) -> Vec<u8> {
    let first = &words[at];
    let mut text = prefixed(b'n', first.fold.as_bytes());
    if first.written == first.fold {
        text.push(SAME);
    } else {
        text.push(OTHER);
        text.extend_from_slice(first.written.as_bytes());
    }
    for word in &words[at + 1..] {
        text.push(b' ');
        text.extend_from_slice(word.written.as_bytes());
    }
    for (i, word) in words[..at].iter().enumerate() {
        text.push(if i == 0 { WRAP } else { b' ' });
        text.extend_from_slice(word.written.as_bytes());
    }
    text
}

fn of_word(word: &Word) -> Vec<u8> {
    let mut text = prefixed(b'v', word.fold.as_bytes());
    if word.written != word.fold {
        text.push(OTHER);
        text.extend_from_slice(word.written.as_bytes());
    }
    text
}

/// A vocabulary key's word as written and as folded.
pub(super) fn read_word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"v")?;
    let split = text.iter().position(|b| *b == OTHER);
    Some(split.map_or((text, text), |at| (&text[at + 1..], &text[..at])))
}

/// From where and up to where the keys of names lie that a span holds.
pub(super) fn of_span(span: &Span) -> (Vec<u8>, Vec<u8>) {
    if span.whole {
        return of_fold(span.fold.as_bytes());
    }
    let from = prefixed(b'n', span.fold.as_bytes());
    let mut end = from.clone();
    end.push(0xff);
    (from, end)
}

/// From where and up to where the keys of names lie that a word of this fold leads.
pub(super) fn of_fold(fold: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut from = prefixed(b'n', fold);
    let mut end = from.clone();
    from.push(SAME);
    end.push(OTHER + 1);
    (from, end)
}

/// The words of a name's key as written, in the name's order.
pub(super) fn read_name(text: &[u8]) -> Option<impl Iterator<Item = &str>> {
    let text = std::str::from_utf8(text.strip_prefix(b"n")?).ok()?;
    let split = text.find([char::from(SAME), char::from(OTHER)])?;
    let (fold, rest) = text.split_at(split);
    let (after, before) = rest[1..].split_once(char::from(WRAP)).unwrap_or((&rest[1..], ""));
    let lead = rest.starts_with(char::from(SAME)).then_some(fold);
    Some(
        before
            .split(' ')
            .chain(lead)
            .chain(after.split(' '))
            .filter(|w| !w.is_empty()),
    )
}

/// The first letters of the words of a name's key.
pub(super) fn initials(text: &[u8]) -> Initials {
    let Some(mark) = text.iter().position(|b| matches!(*b, SAME | OTHER)) else {
        return Initials::default();
    };
    let lead = if text[mark] == SAME { 1 } else { mark + 1 };
    let rest = (mark + 1..text.len()).filter(|i| matches!(text[i - 1], b' ' | WRAP));
    rest.chain([lead])
        .filter_map(|i| text.get(i))
        .fold(Initials::default(), |all, b| all.with(Initials::of_byte(*b)))
}

/// The key of a NIK, or the beginning of those from a number on.
pub(super) fn of_nik(nik: i64) -> Vec<u8> {
    prefixed(b'k', &nik.to_be_bytes()[1..])
}

fn of_last_four(nik: Nik) -> Vec<u8> {
    last_four((nik.to_i64() % 10_000) as u16)
}

/// The key of a NIK's last four digits.
pub(super) fn last_four(digits: u16) -> Vec<u8> {
    prefixed(b'l', &digits.to_be_bytes())
}

/// The key of a ticket.
pub(super) fn of_ticket(mark: &str, number: u32, row: i64) -> Key {
    let mut text = ticket_number(number);
    text.extend(mark.bytes().map(|b| b.to_ascii_lowercase()));
    Key { text, row }
}

/// What the keys of all tickets of a number begin with.
pub(super) fn ticket_number(number: u32) -> Vec<u8> {
    prefixed(b't', &number.min(TICKET_MAX).to_be_bytes()[1..])
}

/// A text behind its kind.
pub(super) fn prefixed(kind: u8, text: &[u8]) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() + 24);
    key.push(kind);
    key.extend_from_slice(text);
    key
}
