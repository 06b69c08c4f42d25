//! The server's keys follow each other: each next one is announced under the one before it, so that a laptop that pinned
//! the first believes the last.

use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::{id::DeviceId, log::DeviceKey};

/// The most keys that a laptop follows at once: more is no server's life.
pub const FOLLOWED_MAX: usize = 64;

/// A server's next key, signed by the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NextKey {
    /// The server, as a device.
    pub server: DeviceId,
    /// Its number; one more than the key's that signs.
    pub key_id: u32,
    /// The next key.
    pub public_key: [u8; 32],
    /// The first half of an Ed25519 signature over [`NextKey::signed_bytes`].
    pub signature_first: [u8; 32],
    /// The second half.
    pub signature_second: [u8; 32],
}

impl NextKey {
    /// Announces a key; `present` is the one before it.
    pub fn sign(present: &DeviceKey, server: DeviceId, key_id: u32, public_key: [u8; 32]) -> Self {
        let mut next = Self {
            server,
            key_id,
            public_key,
            signature_first: [0; 32],
            signature_second: [0; 32],
        };
        let signature = present.sign(&next.signed_bytes());
        next.signature_first.copy_from_slice(&signature[..32]);
        next.signature_second.copy_from_slice(&signature[32..]);
        next
    }

    /// What the signature is over.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(80);
        bytes.extend_from_slice(b"jemput server key v1\0");
        bytes.extend_from_slice(self.server.0.as_bytes());
        bytes.extend_from_slice(&self.key_id.to_le_bytes());
        bytes.extend_from_slice(&self.public_key);
        bytes
    }

    /// Whether this key, the one before it, signed it.
    pub fn verify(&self, before: &[u8; 32]) -> bool {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&self.signature_first);
        signature[32..].copy_from_slice(&self.signature_second);
        VerifyingKey::from_bytes(before).is_ok_and(|key| {
            key.verify_strict(&self.signed_bytes(), &Signature::from_bytes(&signature))
                .is_ok()
        })
    }
}

/// The key that a chain of announcements leads to from the one that is pinned: each by the one before it, ascending.
pub fn follow(server: DeviceId, pinned: [u8; 32], announced: &[NextKey]) -> [u8; 32] {
    let mut key = pinned;
    for next in announced.iter().take(FOLLOWED_MAX) {
        if next.server == server && next.verify(&key) {
            key = next.public_key;
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_chain_is_followed_from_whatever_link_is_pinned_and_a_strangers_is_not() {
        let server = DeviceId(Uuid::from_u128(1));
        let keys: Vec<DeviceKey> = (1..=4).map(|n| DeviceKey::from_bytes(&[n; 32])).collect();
        let next = |from: usize| NextKey::sign(&keys[from], server, from as u32 + 2, keys[from + 1].public());
        let chain = [next(0), next(1)];
        assert_eq!(follow(server, keys[0].public(), &chain), keys[2].public());
        assert_eq!(follow(server, keys[1].public(), &chain), keys[2].public());
        assert_eq!(follow(server, keys[2].public(), &chain), keys[2].public());
        assert_eq!(
            follow(server, keys[3].public(), &chain),
            keys[3].public(),
            "a stranger's"
        );
        let mut changed = chain;
        changed[1].public_key = keys[3].public();
        assert_eq!(follow(server, keys[0].public(), &changed), keys[1].public());
        let elsewhere = DeviceId(Uuid::from_u128(2));
        assert_eq!(follow(elsewhere, keys[0].public(), &chain), keys[0].public());
    }
}
