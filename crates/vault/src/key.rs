//! Keys that never print themselves and leave no trace in memory.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::Draw;

/// What an office adds to all its secrets: the same on every laptop, not secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Salt(pub [u8; 32]);

impl Salt {
    /// A new office's.
    pub fn draw(draw: &mut Draw) -> Self {
        Self(draw.take())
    }
}

/// The key that a journal is encrypted with: 256 random bits.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct VaultKey([u8; 32]);

impl VaultKey {
    /// A new journal's.
    pub fn draw(draw: &mut Draw) -> Self {
        Self(draw.take())
    }

    /// From its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As 64 hexadecimal digits, for the store's cipher.
    pub fn hex(&self) -> Zeroizing<String> {
        // Its full length from the start: a string that grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(64));
        for byte in self.0 {
            for half in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(half), 16).expect("a half byte is a digit"));
            }
        }
        text
    }

    /// A further key for one purpose, from which this one cannot be found.
    pub(crate) fn derive(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        expand(&self.0, b"jemput vault 1", purpose)
    }
}

impl PartialEq for VaultKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for VaultKey {}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultKey(..)")
    }
}

/// What a secret comes to with an office's salt: wraps the private half of an operator's pair.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey(pub(crate) [u8; 32]);

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// HKDF-SHA-256 to one key.
pub(crate) fn expand(ikm: &[u8], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), ikm)
        .expand(info, key.as_mut_slice())
        .expect("32 bytes are below the longest output");
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_writes_itself_as_digits_and_never_as_debug() {
        let key = VaultKey::from_bytes([0xa7; 32]);
        assert_eq!(key.hex().as_str(), "a7".repeat(32));
        assert_eq!(format!("{key:?}"), "VaultKey(..)");
        assert_ne!(key, VaultKey::from_bytes([0xa8; 32]));
    }
}
