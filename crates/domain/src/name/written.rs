//! A name's words as written, brought to plain small letters: no case, accents, apostrophes or punctuation.

use unicode_normalization::UnicodeNormalization;

/// The most words of one name or query that are looked at.
pub const WORDS_MAX: usize = 12;

/// The longest word that is looked at, in letters; the rest of a longer one is passed over.
const WORD_CHARS_MAX: usize = 40;

/// The words of a text in plain small letters. Apostrophes vanish (`D'Costa` is `dcosta`), every other sign parts words
/// (`Al-Farisi` is `al` and `farisi`, `M.Rizki` is `m` and `rizki`). Letters without a Latin base stay as they are.
pub fn written(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut letters = 0;
    for c in text.nfkd() {
        if is_silent(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
                letters = 0;
            }
            if words.len() == WORDS_MAX {
                return words;
            }
            continue;
        }
        for small in c.to_lowercase().nfkd().filter(|c| !is_silent(*c)) {
            if letters < WORD_CHARS_MAX {
                push_plain(&mut word, small);
                letters += 1;
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Marks that stand on or beside a letter and part nothing.
fn is_silent(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(
            c,
            '\'' | '`' | '\u{b4}' | '\u{2b9}'..='\u{2bf}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

fn push_plain(word: &mut String, c: char) {
    match c {
        '\u{df}' => word.push_str("ss"),
        '\u{e6}' => word.push_str("ae"),
        '\u{153}' => word.push_str("oe"),
        '\u{f8}' => word.push('o'),
        '\u{111}' | '\u{f0}' => word.push('d'),
        '\u{142}' => word.push('l'),
        '\u{131}' => word.push('i'),
        c => word.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_apostrophes_and_signs() {
        assert_eq!(written("Renée D'Costa"), ["renee", "dcosta"]);
        assert_eq!(written("MA\u{2019}RUF Al-Farisi"), ["maruf", "al", "farisi"]);
        assert_eq!(written("M.Rizki, S.Pd."), ["m", "rizki", "s", "pd"]);
        assert_eq!(written(" - . '"), Vec::<String>::new());
    }

    #[test]
    fn bounded() {
        assert_eq!(written(&"a ".repeat(1_000)).len(), WORDS_MAX);
        assert_eq!(written(&"a".repeat(1_000))[0].len(), WORD_CHARS_MAX);
    }

    proptest! {
        #[test]
        fn words_are_plain_and_writing_them_again_changes_nothing(text in ".*") {
            let words = written(&text);
            prop_assert!(words.iter().all(|w| !w.is_empty() && w.chars().all(char::is_alphanumeric)));
            let again = written(&words.join(" "));
            prop_assert_eq!(again.len(), words.len());
        }
    }
}
