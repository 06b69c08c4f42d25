//! The PIN of the screen lock. It opens only what is open already; five misses close the vault.

use std::fmt;

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::{Cost, CostError, Draw};

const DIGITS_MIN: usize = 6;
const DIGITS_MAX: usize = 32;

/// A PIN: 6 to 32 digits.
#[derive(Clone)]
pub struct Pin(Zeroizing<String>);

/// Why a text is no PIN.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PinError {
    /// Not digits only.
    #[error("a PIN has digits only")]
    NotDigits,
    /// Too few or too many.
    #[error("a PIN has at least {DIGITS_MIN} digits")]
    Length,
    /// All the same, or counted up or down.
    #[error("a PIN is more than one digit repeated or a row counted up or down")]
    Plain,
}

impl Pin {
    /// Reads one that is typed to unlock.
    ///
    /// # Errors
    ///
    /// What keeps it from being one.
    pub fn given(text: &str) -> Result<Self, PinError> {
        let text = text.trim();
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PinError::NotDigits);
        }
        if !(DIGITS_MIN..=DIGITS_MAX).contains(&text.len()) {
            return Err(PinError::Length);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    /// Reads one that somebody chooses: not 111111, not 123456, not 654321.
    ///
    /// # Errors
    ///
    /// What keeps it from being one.
    pub fn chosen(text: &str) -> Result<Self, PinError> {
        let pin = Self::given(text)?;
        let digits = pin.0.as_bytes();
        let steps = |step: i16| {
            digits
                .windows(2)
                .all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step)
        };
        if [-1, 0, 1].into_iter().any(steps) {
            return Err(PinError::Plain);
        }
        Ok(pin)
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(..)")
    }
}

/// What is kept of a PIN: in memory and inside the sealed journal only.
#[derive(Clone)]
pub struct PinHash {
    salt: [u8; 16],
    hash: Zeroizing<[u8; 32]>,
}

impl PinHash {
    /// Of a PIN.
    ///
    /// # Errors
    ///
    /// There is no memory for it.
    pub fn of(pin: &Pin, draw: &mut Draw) -> Result<Self, CostError> {
        let salt: [u8; 16] = draw.take();
        let hash = Cost::PIN.stretch(pin.0.as_bytes(), &salt)?;
        Ok(Self { salt, hash })
    }

    /// Whether this is the PIN.
    ///
    /// # Errors
    ///
    /// There is no memory for it.
    pub fn fits(&self, pin: &Pin) -> Result<bool, CostError> {
        let hash = Cost::PIN.stretch(pin.0.as_bytes(), &self.salt)?;
        Ok(hash.ct_eq(self.hash.as_slice()).into())
    }

    /// As 48 bytes.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 48]> {
        let mut bytes = Zeroizing::new([0; 48]);
        bytes[..16].copy_from_slice(&self.salt);
        bytes[16..].copy_from_slice(self.hash.as_slice());
        bytes
    }

    /// From its bytes.
    pub fn from_bytes(bytes: &[u8; 48]) -> Self {
        let (mut salt, mut hash) = ([0; 16], Zeroizing::new([0; 32]));
        salt.copy_from_slice(&bytes[..16]);
        hash.copy_from_slice(&bytes[16..]);
        Self { salt, hash }
    }
}

impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_has_six_digits_that_say_something() {
        for (text, why) in [
            ("12345", PinError::Length),
            ("12345a", PinError::NotDigits),
            ("111111", PinError::Plain),
            ("123456", PinError::Plain),
            ("987654", PinError::Plain),
            ("", PinError::Length),
        ] {
            assert_eq!(Pin::chosen(text).unwrap_err(), why, "{text}");
        }
        assert!(Pin::chosen("480217").is_ok());
    }

    #[test]
    fn only_this_pin_fits() {
        let pin = |text: &str| Pin::given(text).unwrap();
        let hash = PinHash::of(&pin("480217"), &mut Draw::new([4; 32])).unwrap();
        let kept = PinHash::from_bytes(&hash.to_bytes());
        assert!(kept.fits(&pin("480217")).unwrap());
        assert!(!kept.fits(&pin("480218")).unwrap());
    }
}
