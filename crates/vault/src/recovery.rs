//! The office's recovery key: printed once, kept in a safe, opens a vault whose operators forgot.

use std::fmt;

use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Draw, OperatorPair, base32, key::expand};

/// Random bytes: 160 bits.
const BYTES: usize = 20;
/// Characters of the random bytes, then of their checksum.
const CHARS: usize = 32;
const CHECK_CHARS: usize = 4;
/// Characters between two hyphens.
const GROUP: usize = 4;

/// The key, as a person copies it from paper: nine groups of four, the last of them a checksum.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; BYTES]);

/// Why a text is no recovery key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RecoveryKeyError {
    /// It is not of nine groups of four letters and digits.
    #[error("a recovery key has nine groups of four letters and digits")]
    Form,
    /// Its checksum does not fit: something was copied wrongly.
    #[error("the recovery key was copied wrongly")]
    Checksum,
}

impl RecoveryKey {
    /// A new one.
    pub fn draw(draw: &mut Draw) -> Self {
        Self(draw.take())
    }

    /// Reads what a person typed: any case, with or without hyphens and blanks.
    ///
    /// # Errors
    ///
    /// What does not fit, so that a slip of the pen is told from a wrong key.
    pub fn read(text: &str) -> Result<Self, RecoveryKeyError> {
        let mut letters = Zeroizing::new(String::with_capacity(CHARS + CHECK_CHARS));
        for c in text.chars().filter(|c| *c != '-' && !c.is_whitespace()) {
            if letters.len() == CHARS + CHECK_CHARS || !c.is_ascii_alphanumeric() {
                return Err(RecoveryKeyError::Form);
            }
            letters.push(c);
        }
        let (key, check) = letters.split_at_checked(CHARS).ok_or(RecoveryKeyError::Form)?;
        let bytes = base32::read::<BYTES>(key).ok_or(RecoveryKeyError::Form)?;
        // Read and written again, so that O and 0 are the same in the checksum too.
        let check = base32::read::<3>(&format!("{check}0")).ok_or(RecoveryKeyError::Form)?;
        if *check != checksum(&bytes) {
            return Err(RecoveryKeyError::Checksum);
        }
        Ok(Self(*bytes))
    }

    /// As it is printed.
    pub fn text(&self) -> Zeroizing<String> {
        let (key, check) = (base32::write(&self.0), base32::write(&checksum(&self.0)));
        let mut text = Zeroizing::new(String::with_capacity(CHARS + CHECK_CHARS + CHARS / GROUP));
        for (at, c) in key.chars().chain(check.chars().take(CHECK_CHARS)).enumerate() {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(c);
        }
        text
    }

    /// The pair that journals are sealed to. 160 random bits need no slow run.
    pub fn pair(&self) -> OperatorPair {
        OperatorPair::from_private(*expand(&self.0, b"jemput recovery 1", b"pair"))
    }
}

/// 20 bits in three bytes.
fn checksum(bytes: &[u8; BYTES]) -> [u8; 3] {
    let hash = Sha256::new()
        .chain_update(b"jemput recovery check 1")
        .chain_update(bytes)
        .finalize();
    [hash[0], hash[1], hash[2] & 0xf0]
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_read_as_it_was_printed_or_typed_carelessly() {
        let key = RecoveryKey::draw(&mut Draw::new([9; 32]));
        let text = key.text();
        assert_eq!(text.len(), 9 * 4 + 8);
        let careless = text
            .replace('-', "  ")
            .to_lowercase()
            .replace('0', "o")
            .replace('1', "l");
        for typed in [text.as_str(), &careless] {
            assert_eq!(RecoveryKey::read(typed).unwrap().0, key.0, "{typed}");
        }
        assert_eq!(RecoveryKey::read(&text[..40]).unwrap_err(), RecoveryKeyError::Form);
        assert_eq!(
            RecoveryKey::read(&format!("{}0", text.as_str())).unwrap_err(),
            RecoveryKeyError::Form
        );
    }

    #[test]
    fn one_letter_copied_wrongly_is_noticed() {
        let key = RecoveryKey::draw(&mut Draw::new([9; 32]));
        let text = key.text();
        for (at, c) in text.char_indices().filter(|(_, c)| *c != '-') {
            let other = if c == '7' { "8" } else { "7" };
            let mut wrong = text.to_string();
            wrong.replace_range(at..=at, other);
            assert_eq!(
                RecoveryKey::read(&wrong).unwrap_err(),
                RecoveryKeyError::Checksum,
                "at {at}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = RecoveryKey::read(&text);
        }

        #[test]
        fn any_key_comes_back(seed: [u8; 32]) {
            let key = RecoveryKey::draw(&mut Draw::new(seed));
            prop_assert_eq!(RecoveryKey::read(&key.text()).unwrap().0, key.0);
        }
    }
}
