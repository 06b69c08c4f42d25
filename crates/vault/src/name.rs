//! An operator's name as it is typed to open a vault.

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

/// A name in a form of constant size that says whether two are the same, however they are typed, and nothing more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name(pub(crate) [u8; 16]);

impl Name {
    /// Of a text: blanks around and between words, case and composition do not matter.
    pub fn of(text: &str) -> Self {
        let words: Vec<String> = text
            .split_whitespace()
            .map(|word| word.nfkc().collect::<String>().to_lowercase())
            .collect();
        let hash = Sha256::new()
            .chain_update(b"jemput name 1\0")
            .chain_update(words.join(" "))
            .finalize();
        let mut name = [0; 16];
        name.copy_from_slice(&hash[..16]);
        Self(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_however_it_is_typed() {
        assert_eq!(Name::of("Bu Sri"), Name::of("  bu   SRI "));
        assert_ne!(Name::of("Bu Sri"), Name::of("Bu Sari"));
    }
}
