//! The server's signed word that it holds a scope's events up to given heads.

use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    id::{DeviceId, ScopeId},
    log::{DeviceKey, Head},
    time::Moment,
};

/// How safe the events are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Committed at the server.
    Held,
    /// Also in its off-machine backup.
    Kept,
}

/// A receipt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Receipt {
    /// Of which scope.
    pub scope: ScopeId,
    /// All heads that the server holds, ascending by device.
    pub heads: Vec<Head>,
    /// The server that says so.
    pub server: DeviceId,
    /// Which of the server's keys signed.
    pub key_id: u32,
    /// How safe.
    pub grade: Grade,
    /// When, by the server's clock.
    pub at: Moment,
    /// Ed25519 over [`Receipt::signed_bytes`].
    #[serde(with = "signature_bytes")]
    pub signature: [u8; 64],
}

/// A digest of all heads of a scope: equal digests, equal journals. SHA-256 over the heads ascending by device, first 16 bytes.
pub fn digest(heads: &[Head]) -> [u8; 16] {
    let mut sorted: Vec<&Head> = heads.iter().collect();
    sorted.sort();
    let mut hash = Sha256::new();
    hash.update(b"jemput heads\0");
    for head in sorted {
        hash.update(head.device.0.as_bytes());
        hash.update(head.seq.to_le_bytes());
        hash.update(head.link);
    }
    let full: [u8; 32] = hash.finalize().into();
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}

impl Receipt {
    /// Signs a receipt over these heads.
    pub fn sign(
        key: &DeviceKey,
        scope: ScopeId,
        mut heads: Vec<Head>,
        server: DeviceId,
        key_id: u32,
        grade: Grade,
        at: Moment,
    ) -> Self {
        heads.sort();
        let mut receipt = Self {
            scope,
            heads,
            server,
            key_id,
            grade,
            at,
            signature: [0; 64],
        };
        receipt.signature = key.sign(&receipt.signed_bytes());
        receipt
    }

    /// What the signature is over. The heads stand in full, so that a receipt proves what it names with nothing else at hand.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(80 + self.heads.len() * 52);
        bytes.extend_from_slice(b"jemput receipt v1\0");
        bytes.extend_from_slice(self.scope.0.as_bytes());
        bytes.extend_from_slice(self.server.0.as_bytes());
        bytes.extend_from_slice(&self.key_id.to_le_bytes());
        bytes.push(match self.grade {
            Grade::Held => 1,
            Grade::Kept => 2,
        });
        bytes.extend_from_slice(&self.at.0.to_le_bytes());
        for head in &self.heads {
            bytes.extend_from_slice(head.device.0.as_bytes());
            bytes.extend_from_slice(&head.seq.to_le_bytes());
            bytes.extend_from_slice(&head.link);
        }
        bytes
    }

    /// Whether the server's key signed exactly this.
    pub fn verify(&self, server_key: &[u8; 32]) -> bool {
        VerifyingKey::from_bytes(server_key).is_ok_and(|key| {
            key.verify_strict(&self.signed_bytes(), &Signature::from_bytes(&self.signature))
                .is_ok()
        })
    }

    /// A short name for people: the first two bytes of the signature's digest, `7F3A`.
    pub fn short_name(&self) -> String {
        let hash: [u8; 32] = Sha256::digest(self.signature).into();
        format!("{:02X}{:02X}", hash[0], hash[1])
    }

    /// Whether it names each of these heads, link and all. A head that lies further on, or at the same place with another
    /// link, says nothing of these events: the server may hold another log of the same device.
    pub fn covers(&self, heads: &[Head]) -> bool {
        heads.iter().all(|head| self.heads.contains(head))
    }
}

/// 64 bytes, which serde does not know as an array.
mod signature_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8; 64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 64], D::Error> {
        let bytes = Vec::<u8>::deserialize(deserializer)?;
        bytes
            .try_into()
            .map_err(|_| D::Error::custom("a signature has 64 bytes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn head(device: u128, seq: u32, link: u8) -> Head {
        Head {
            device: DeviceId(Uuid::from_u128(device)),
            seq,
            link: [link; 32],
        }
    }

    #[test]
    fn a_receipt_covers_what_it_names_and_no_other_log_of_the_same_length() {
        let key = DeviceKey::from_bytes(&[5; 32]);
        let (scope, server) = (ScopeId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
        let heads = vec![head(7, 150, 1), head(8, 3, 1)];
        let receipt = Receipt::sign(&key, scope, heads, server, 1, Grade::Held, Moment(0));
        assert!(receipt.covers(&[head(8, 3, 1)]));
        assert!(receipt.covers(&[head(7, 150, 1), head(8, 3, 1)]));
        assert!(!receipt.covers(&[head(7, 150, 2)]), "a fork");
        assert!(
            !receipt.covers(&[head(7, 120, 2)]),
            "what lies before the server's head may be another log"
        );
        assert!(!receipt.covers(&[head(7, 151, 1)]), "not there yet");
        assert!(!receipt.covers(&[head(9, 1, 1)]), "not known there");
    }
}
