//! An operator's key pair. Whoever has the public half can give them a journal's key; only their secret opens it.

use std::fmt;

use x25519_dalek::StaticSecret;
use zeroize::Zeroizing;

use crate::{
    Draw, SecretKey,
    aead::{self, NONCE, TAG},
};

/// Bytes of a wrapped private half: nonce, key, tag.
pub const WRAPPED_BYTES: usize = NONCE + 32 + TAG;

const BESIDE: &[u8] = b"jemput operator 1";

/// The public half of a pair (X25519).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PublicKey(pub [u8; 32]);

/// An operator's private half, wrapped under what their secret comes to. It may travel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wrapped(pub [u8; WRAPPED_BYTES]);

/// Both halves. The private one is wiped when it goes.
#[derive(Clone)]
pub struct OperatorPair {
    private: StaticSecret,
    public: PublicKey,
}

impl OperatorPair {
    /// A new operator's.
    pub fn draw(draw: &mut Draw) -> Self {
        Self::from_private(draw.take())
    }

    pub(crate) fn from_private(bytes: [u8; 32]) -> Self {
        let private = StaticSecret::from(bytes);
        let public = PublicKey(x25519_dalek::PublicKey::from(&private).to_bytes());
        Self { private, public }
    }

    /// The half that everybody may know.
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// Wraps the private half under a secret's key.
    pub fn wrap(&self, under: &SecretKey, draw: &mut Draw) -> Wrapped {
        let nonce: [u8; NONCE] = draw.take();
        let sealed = aead::close(&under.0, &nonce, BESIDE, self.private.as_bytes());
        let mut wrapped = [0; WRAPPED_BYTES];
        wrapped[..NONCE].copy_from_slice(&nonce);
        wrapped[NONCE..].copy_from_slice(&sealed);
        Wrapped(wrapped)
    }

    /// Unwraps a pair; none under another secret's key.
    pub fn unwrap(wrapped: &Wrapped, under: &SecretKey) -> Option<Self> {
        let (nonce, sealed) = wrapped.0.split_first_chunk::<NONCE>()?;
        let plain = aead::open(&under.0, nonce, BESIDE, sealed)?;
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(plain.as_slice()).ok()?);
        Some(Self::from_private(*bytes))
    }

    /// The secret that both sides of an exchange come to; none with a public key that is none.
    pub(crate) fn agree(&self, theirs: PublicKey) -> Option<Zeroizing<[u8; 32]>> {
        let shared = self.private.diffie_hellman(&x25519_dalek::PublicKey::from(theirs.0));
        shared.was_contributory().then(|| Zeroizing::new(shared.to_bytes()))
    }
}

impl fmt::Debug for OperatorPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OperatorPair({:?}, ..)", self.public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_secret_unwraps_a_pair() {
        let draw = &mut Draw::new([1; 32]);
        let pair = OperatorPair::draw(draw);
        let (right, wrong) = (SecretKey([2; 32]), SecretKey([3; 32]));
        let wrapped = pair.wrap(&right, draw);
        assert_eq!(OperatorPair::unwrap(&wrapped, &right).unwrap().public(), pair.public());
        assert!(OperatorPair::unwrap(&wrapped, &wrong).is_none());
        for at in 0..WRAPPED_BYTES {
            let mut changed = wrapped;
            changed.0[at] ^= 1;
            assert!(OperatorPair::unwrap(&changed, &right).is_none(), "byte {at}");
        }
    }
}
