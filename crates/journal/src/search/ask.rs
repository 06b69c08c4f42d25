//! What a typed text asks for.

/// A reading of a typed text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ask {
    /// Nothing that can be looked for.
    Nothing,
    /// Digits: the beginning of a NIK, its last four, or a ticket's number.
    Digits(String),
    /// A ticket: its mark in small letters, and digits of its number.
    Ticket {
        /// The desk's letters.
        mark: String,
        /// The beginning of the number, or all of it.
        digits: String,
    },
    /// Words of a name.
    Words,
}

impl Ask {
    pub(super) fn new(text: &str) -> Self {
        let mut mark = String::new();
        let mut digits = String::new();
        for c in text.chars() {
            match c {
                '0'..='9' => digits.push(c),
                'a'..='z' | 'A'..='Z' if digits.is_empty() && mark.len() < MARK_LETTERS_MAX => {
                    mark.push(c.to_ascii_lowercase());
                }
                c if c.is_whitespace() || PASSED_OVER.contains(&c) => {}
                c if c.is_alphanumeric() => return Self::Words,
                _ if digits.is_empty() => return Self::Words,
                _ => {}
            }
            if digits.len() > DIGITS_MAX {
                return Self::Nothing;
            }
        }
        match (mark.is_empty(), digits.is_empty()) {
            (true, true) => Self::Nothing,
            (true, false) => Self::Digits(digits),
            (false, false) => Self::Ticket { mark, digits },
            (false, true) => Self::Words,
        }
    }
}

/// Signs that people and scanners put among digits.
const PASSED_OVER: [char; 8] = ['-', '.', '\'', '`', '\u{2019}', '\u{2010}', '\u{2011}', '\u{2013}'];

/// A desk's mark has at most this many letters.
const MARK_LETTERS_MAX: usize = 2;

/// The digits of a NIK.
const DIGITS_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_is_typed() {
        let ticket = |mark: &str, digits: &str| Ask::Ticket {
            mark: mark.to_owned(),
            digits: digits.to_owned(),
        };
        for text in ["A-017", "a017", "A 017", " a - 017 "] {
            assert_eq!(Ask::new(text), ticket("a", "017"), "{text}");
        }
        assert_eq!(Ask::new("KM-3"), ticket("km", "3"));
        assert_eq!(
            Ask::new("'3174 0828 0505 9416"),
            Ask::Digits("3174082805059416".to_owned())
        );
        assert_eq!(Ask::new("31740828050594161"), Ask::Nothing);
        assert_eq!(Ask::new("  "), Ask::Nothing);
        for text in ["a", "d'c", "put ay", "ayu 17", "17 ayu", "\u{e9}"] {
            assert_eq!(Ask::new(text), Ask::Words, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in ".*") {
            let _ = Ask::new(&text);
        }
    }
}
