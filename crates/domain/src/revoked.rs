//! What the server says to a laptop that was revoked: that it is, and how far what it handed in is kept aside. Both are signed,
//! so that no stranger can make a laptop wipe itself, and no laptop wipes what nobody has.

use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::{
    event::RevokedFor,
    id::{DeviceId, ScopeId},
    log::{DeviceKey, Head},
    time::Moment,
};

/// The server's word that a device is revoked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RevokedWord {
    /// Which device.
    pub device: DeviceId,
    /// Why.
    pub reason: RevokedFor,
    /// When it was said, by the server's clock.
    pub at: Moment,
}

/// The server's word that it keeps a log of a revoked device up to a head, in quarantine or among the events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AsideWord {
    /// Of which scope.
    pub scope: ScopeId,
    /// Up to here.
    pub head: Head,
    /// When it was said, by the server's clock.
    pub at: Moment,
}

impl RevokedWord {
    /// What the signature is over.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = b"jemput revoked v1\0".to_vec();
        bytes.extend_from_slice(self.device.0.as_bytes());
        bytes.push(match self.reason {
            RevokedFor::Retired => 1,
            RevokedFor::LostOrStolen => 2,
        });
        bytes.extend_from_slice(&self.at.0.to_le_bytes());
        bytes
    }

    /// Signs it with the server's key.
    pub fn sign(&self, key: &DeviceKey) -> [u8; 64] {
        key.sign(&self.signed_bytes())
    }

    /// Whether the server's key signed exactly this.
    pub fn is_signed(&self, server_key: &[u8; 32], signature: &[u8; 64]) -> bool {
        is_signed(server_key, &self.signed_bytes(), signature)
    }
}

impl AsideWord {
    /// What the signature is over.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = b"jemput quarantine v1\0".to_vec();
        bytes.extend_from_slice(self.scope.0.as_bytes());
        bytes.extend_from_slice(self.head.device.0.as_bytes());
        bytes.extend_from_slice(&self.head.seq.to_le_bytes());
        bytes.extend_from_slice(&self.head.link);
        bytes.extend_from_slice(&self.at.0.to_le_bytes());
        bytes
    }

    /// Signs it with the server's key.
    pub fn sign(&self, key: &DeviceKey) -> [u8; 64] {
        key.sign(&self.signed_bytes())
    }

    /// Whether the server's key signed exactly this.
    pub fn is_signed(&self, server_key: &[u8; 32], signature: &[u8; 64]) -> bool {
        is_signed(server_key, &self.signed_bytes(), signature)
    }
}

fn is_signed(key: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_word_is_the_servers_and_says_what_it_says() {
        let key = DeviceKey::from_bytes(&[5; 32]);
        let word = RevokedWord {
            device: DeviceId(Uuid::from_u128(1)),
            reason: RevokedFor::Retired,
            at: Moment(7),
        };
        let signature = word.sign(&key);
        assert!(word.is_signed(&key.public(), &signature));
        let stranger = DeviceKey::from_bytes(&[6; 32]);
        assert!(!word.is_signed(&stranger.public(), &signature));
        for other in [
            RevokedWord {
                reason: RevokedFor::LostOrStolen,
                ..word
            },
            RevokedWord {
                device: DeviceId(Uuid::from_u128(2)),
                ..word
            },
            RevokedWord { at: Moment(8), ..word },
        ] {
            assert!(!other.is_signed(&key.public(), &signature), "{other:?}");
        }
        let head = Head {
            device: word.device,
            seq: 3,
            link: [1; 32],
        };
        let aside = AsideWord {
            scope: ScopeId(Uuid::from_u128(9)),
            head,
            at: Moment(7),
        };
        let signature = aside.sign(&key);
        assert!(aside.is_signed(&key.public(), &signature));
        let further = AsideWord {
            head: Head { seq: 4, ..head },
            ..aside
        };
        assert!(!further.is_signed(&key.public(), &signature));
        assert!(!word.is_signed(&key.public(), &signature));
    }
}
