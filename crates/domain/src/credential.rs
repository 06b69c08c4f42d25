//! The server's word that a device belongs to an office and a van. It stands in the first event of each of the device's
//! logs, so that whoever holds the server's key can tell without asking anybody.

use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::{
    id::{DeviceId, ScopeId},
    log::DeviceKey,
};

/// The most bytes of a credential.
pub const CREDENTIAL_BYTES_MAX: usize = 512;

/// The form that this program writes and reads.
const FORM: u8 = 1;

/// What a credential says. It ends with no date: laptops' clocks are wrong; revocation is an event of the office.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    /// The server that says so, as a device.
    pub server: DeviceId,
    /// Which of its keys signs.
    pub key_id: u32,
    /// The device.
    pub device: DeviceId,
    /// The key that signs its logs and proves its connections.
    pub public_key: [u8; 32],
    /// The office's scope.
    pub office: ScopeId,
    /// The van's scope.
    pub van: ScopeId,
    /// Counts the office's credentials from 1.
    pub serial: u32,
    /// Vouched for by a laptop, not yet confirmed by the server.
    pub provisional: bool,
}

/// A credential: what it says, and the server's signature over it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credential {
    /// What it says.
    pub enrolled: Enrolled,
    /// Ed25519 over [`Enrolled::signed_bytes`].
    pub signature: [u8; 64],
}

impl Enrolled {
    /// What the signature is over: fixed-size numbers, little-endian.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(160);
        bytes.extend_from_slice(b"jemput credential v1\0");
        bytes.extend_from_slice(self.server.0.as_bytes());
        bytes.extend_from_slice(&self.key_id.to_le_bytes());
        bytes.extend_from_slice(self.device.0.as_bytes());
        bytes.extend_from_slice(&self.public_key);
        bytes.extend_from_slice(self.office.0.as_bytes());
        bytes.extend_from_slice(self.van.0.as_bytes());
        bytes.extend_from_slice(&self.serial.to_le_bytes());
        bytes.push(u8::from(self.provisional));
        bytes
    }
}

impl Credential {
    /// Signs a credential with the server's key.
    pub fn sign(key: &DeviceKey, enrolled: Enrolled) -> Self {
        Self {
            signature: key.sign(&enrolled.signed_bytes()),
            enrolled,
        }
    }

    /// Whether this key signed exactly this.
    pub fn verify(&self, server_key: &[u8; 32]) -> bool {
        VerifyingKey::from_bytes(server_key).is_ok_and(|key| {
            key.verify_strict(&self.enrolled.signed_bytes(), &Signature::from_bytes(&self.signature))
                .is_ok()
        })
    }

    /// Its canonical bytes, as an event carries them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (mut first, mut second) = ([0; 32], [0; 32]);
        first.copy_from_slice(&self.signature[..32]);
        second.copy_from_slice(&self.signature[32..]);
        postcard::to_allocvec(&(FORM, self.enrolled, first, second)).expect("a credential is plain data")
    }

    /// Reads it; none if these are not the bytes that [`Self::to_bytes`] writes. Says nothing of who signed.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > CREDENTIAL_BYTES_MAX {
            return None;
        }
        let (form, enrolled, first, second): (u8, Enrolled, [u8; 32], [u8; 32]) = postcard::from_bytes(bytes).ok()?;
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&first);
        signature[32..].copy_from_slice(&second);
        let credential = Self { enrolled, signature };
        (form == FORM && credential.to_bytes() == bytes).then_some(credential)
    }
}

/// What a device signs when it asks to be enrolled: that it holds the key, towards this server and this code only.
fn asked_bytes(server_key: &[u8; 32], code: &[u8; 4], device: DeviceId, public_key: &[u8; 32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(100);
    bytes.extend_from_slice(b"jemput enrol v1\0");
    bytes.extend_from_slice(server_key);
    bytes.extend_from_slice(code);
    bytes.extend_from_slice(device.0.as_bytes());
    bytes.extend_from_slice(public_key);
    bytes
}

/// Signs the wish to be enrolled with `asked` at a server, by the code of this number; `key` is that key, or the one before it.
pub fn sign_asking(
    key: &DeviceKey,
    asked: &[u8; 32],
    server_key: &[u8; 32],
    code: &[u8; 4],
    device: DeviceId,
) -> [u8; 64] {
    key.sign(&asked_bytes(server_key, code, device, asked))
}

/// Whether the holder of `key` asks for exactly this.
pub fn is_asked(
    key: &[u8; 32],
    asked: &[u8; 32],
    server_key: &[u8; 32],
    code: &[u8; 4],
    device: DeviceId,
    signature: &[u8; 64],
) -> bool {
    let asked = asked_bytes(server_key, code, device, asked);
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(&asked, &Signature::from_bytes(signature)).is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn credential() -> (DeviceKey, Credential) {
        let key = DeviceKey::from_bytes(&[5; 32]);
        let enrolled = Enrolled {
            server: DeviceId(Uuid::from_u128(1)),
            key_id: 1,
            device: DeviceId(Uuid::from_u128(2)),
            public_key: DeviceKey::from_bytes(&[6; 32]).public(),
            office: ScopeId(Uuid::from_u128(3)),
            van: ScopeId(Uuid::from_u128(4)),
            serial: 300,
            provisional: false,
        };
        let credential = Credential::sign(&key, enrolled);
        (key, credential)
    }

    #[test]
    fn it_holds_under_the_key_that_signed_it_and_no_other() {
        let (key, credential) = credential();
        assert!(credential.verify(&key.public()));
        assert!(!credential.verify(&DeviceKey::from_bytes(&[7; 32]).public()));
        assert_eq!(Credential::read(&credential.to_bytes()), Some(credential));
    }

    #[test]
    fn no_byte_of_it_can_be_changed() {
        let (key, credential) = credential();
        let bytes = credential.to_bytes();
        for at in 0..bytes.len() {
            for bit in [1, 0x80] {
                let mut changed = bytes.clone();
                changed[at] ^= bit;
                let holds = Credential::read(&changed).is_some_and(|read| read.verify(&key.public()));
                assert!(!holds, "byte {at}");
            }
        }
        for longer in [[&bytes[..], &[0]].concat(), bytes[..bytes.len() - 1].to_vec()] {
            assert_eq!(Credential::read(&longer), None);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            if let Some(read) = Credential::read(&bytes) {
                prop_assert_eq!(read.to_bytes(), bytes);
            }
        }
    }
}
