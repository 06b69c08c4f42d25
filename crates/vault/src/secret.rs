//! The secret that opens a closed vault: what a person remembers, or 256 bits that a machine made.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{Cost, CostError, Draw, Salt, SecretKey, base32, key::expand};

/// The fewest characters of a person's secret.
pub const HUMAN_CHARS_MIN: usize = 12;
/// The most characters of any secret.
pub const SECRET_CHARS_MAX: usize = 200;
/// How a machine-made secret begins; its 256 bits follow.
const MACHINE: &str = "jemput-1-";

/// A secret. It never prints itself, and is wiped when it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

/// Why a text cannot be a secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SecretError {
    /// Fewer than 12 characters.
    #[error("a secret has at least {HUMAN_CHARS_MIN} characters")]
    TooShort,
    /// More than 200 characters.
    #[error("a secret has at most {SECRET_CHARS_MAX} characters")]
    TooLong,
}

impl Secret {
    /// What somebody gave to open a vault, of any length: without blanks and line ends around it, NFC.
    ///
    /// # Errors
    ///
    /// It is too long to be one.
    pub fn given(text: &str) -> Result<Self, SecretError> {
        if text.chars().take(SECRET_CHARS_MAX + 1).count() > SECRET_CHARS_MAX {
            return Err(SecretError::TooLong);
        }
        let text = text.trim();
        // NFC makes a text at most three times as long.
        let mut clean = Zeroizing::new(String::with_capacity(text.len() * 3));
        clean.extend(text.nfc());
        Ok(Self(clean))
    }

    /// A secret that somebody chooses: at least 12 characters.
    ///
    /// # Errors
    ///
    /// It is too short or too long.
    pub fn chosen(text: &str) -> Result<Self, SecretError> {
        let secret = Self::given(text)?;
        if secret.0.chars().count() < HUMAN_CHARS_MIN {
            return Err(SecretError::TooShort);
        }
        Ok(secret)
    }

    /// 256 random bits in a form of their own.
    pub fn machine(draw: &mut Draw) -> Self {
        let mut bits: [u8; 32] = draw.take();
        let digits = base32::write(&bits);
        bits.zeroize();
        let mut text = Zeroizing::new(String::with_capacity(MACHINE.len() + digits.len()));
        text.push_str(MACHINE);
        for c in digits.chars() {
            text.push(c.to_ascii_lowercase());
        }
        Self(text)
    }

    /// Whether a machine made it: then nobody can guess it, however fast they try.
    pub fn is_machine_made(&self) -> bool {
        self.machine_bits().is_some()
    }

    fn machine_bits(&self) -> Option<Zeroizing<[u8; 32]>> {
        base32::read(self.0.strip_prefix(MACHINE)?)
    }

    /// What it comes to with an office's salt. A person's secret takes one run of Argon2id; 256 random bits need none.
    ///
    /// # Errors
    ///
    /// The cost is none that Argon2 can pay.
    pub fn key(&self, salt: &Salt, cost: Cost) -> Result<SecretKey, CostError> {
        let key = match self.machine_bits() {
            Some(bits) => expand(bits.as_slice(), &salt.0, b"jemput machine secret 1"),
            None => cost.stretch(self.0.as_bytes(), &salt.0)?,
        };
        Ok(SecretKey(*key))
    }

    /// Its text, for the one place that stores or shows it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cheap enough for a test.
    const CHEAP: Cost = Cost {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    #[test]
    fn a_persons_secret_has_twelve_characters() {
        assert_eq!(Secret::chosen("sebelas-11c").unwrap_err(), SecretError::TooShort);
        assert_eq!(Secret::chosen("   sebelas-11c   ").unwrap_err(), SecretError::TooShort);
        assert!(Secret::chosen("dua belas 12").is_ok());
        assert_eq!(Secret::chosen(&"x".repeat(201)).unwrap_err(), SecretError::TooLong);
        assert_eq!(format!("{:?}", Secret::chosen("dua belas 12").unwrap()), "Secret(..)");
    }

    #[test]
    fn one_secret_however_it_is_typed() {
        let composed = Secret::given("kopi tubruk caf\u{e9}\n").unwrap();
        assert_eq!(composed, Secret::given("kopi tubruk cafe\u{301}").unwrap());
    }

    #[test]
    fn a_machine_made_one_knows_itself_and_needs_no_slow_run() {
        let machine = Secret::machine(&mut Draw::new([3; 32]));
        assert!(machine.is_machine_made());
        assert!(!Secret::given("jemput-1-tidak").unwrap().is_machine_made());
        let never = Cost {
            memory_kib: 0,
            passes: 0,
            lanes: 0,
        };
        assert!(machine.key(&Salt([1; 32]), never).is_ok());
        assert!(
            Secret::given("dua belas 12")
                .unwrap()
                .key(&Salt([1; 32]), never)
                .is_err()
        );
    }

    #[test]
    fn another_office_or_another_secret_is_another_key() {
        let key = |text: &str, salt: u8| Secret::given(text).unwrap().key(&Salt([salt; 32]), CHEAP).unwrap().0;
        assert_eq!(key("dua belas 12", 1), key("dua belas 12", 1));
        assert_ne!(key("dua belas 12", 1), key("dua belas 12", 2));
        assert_ne!(key("dua belas 12", 1), key("dua belas 13", 1));
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused(text: String) {
            if let Ok(secret) = Secret::given(&text) {
                prop_assert!(Secret::given(secret.expose()).unwrap() == secret);
            }
        }
    }
}
