//! Text from people: NFC, trimmed, no control characters, at most 200 characters, otherwise as written.

use unicode_normalization::UnicodeNormalization;

/// The longest text an event holds, in characters.
pub const TEXT_CHARS_MAX: usize = 200;

/// The text as events keep it; white space runs become one space; what is over the limit is cut.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if !(c == ' ' && (out.is_empty() || out.ends_with(' '))) {
            out.push(c);
        }
    }
    let cut = out.char_indices().nth(TEXT_CHARS_MAX).map_or(out.len(), |(i, _)| i);
    out.truncate(cut);
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_what_was_written() {
        assert_eq!(clean("  D'Costa \u{a0} Ayu\t\n"), "D'Costa Ayu");
        assert_eq!(clean("e\u{301}"), "\u{e9}");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC*|.*") {
            let once = clean(&text);
            prop_assert!(once.chars().count() <= TEXT_CHARS_MAX);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
