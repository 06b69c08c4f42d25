//! What a laptop and the server say to each other when it is enrolled: `POST /enrol`, in JSON.

use jemput_domain::{
    credential::{Credential, is_asked, sign_asking},
    id::DeviceId,
    log::DeviceKey,
    server_key::{FOLLOWED_MAX, NextKey},
    text,
};
use serde::{Deserialize, Serialize};

use crate::{enrol_code::Code, hex};

/// The most bytes of either side's body.
pub const ENROL_BYTES_MAX: usize = 16 << 10;

/// A laptop asks to be enrolled. Bytes are hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrolAsk {
    /// The code's number.
    pub code: String,
    /// The code's secret.
    pub secret: String,
    /// The laptop.
    pub device: DeviceId,
    /// Its key.
    pub public_key: String,
    /// What people call it.
    pub name: String,
    /// Its signature: it holds the key, and asks this server, by this code; see [`sign_asking`].
    pub signature: String,
    /// The same under the key that it was enrolled with before; only where it changes its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

/// The same, read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asking {
    /// The code's number.
    pub code: [u8; 4],
    /// The code's secret.
    pub secret: [u8; 10],
    /// The laptop.
    pub device: DeviceId,
    /// Its key.
    pub public_key: [u8; 32],
    /// What people call it.
    pub name: String,
    /// That it holds the key.
    pub signature: [u8; 64],
    /// That it holds the key before.
    pub before: Option<[u8; 64]>,
}

/// The server enrols it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EnrolAnswer {
    /// The credential.
    pub credential: String,
    /// What people call the office.
    pub office_name: String,
    /// What people call the van.
    pub van_name: String,
    /// All keys that the server has had, ascending: its logs began under some of them.
    #[serde(default)]
    pub keys: Vec<String>,
}

/// An announced key of the server's, as JSON has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AnnouncedKey {
    /// Its number.
    pub key_id: u32,
    /// The key.
    pub public_key: String,
    /// By the key before it.
    pub signature: String,
}

impl EnrolAsk {
    /// Asks the server of a code, whose key is known by now.
    pub fn of(code: &Code, server_key: &[u8; 32], device: DeviceId, key: &DeviceKey, name: &str) -> Self {
        Self {
            code: hex::write(&code.id),
            secret: hex::write(&code.secret),
            device,
            public_key: hex::write(&key.public()),
            name: name.to_owned(),
            signature: hex::write(&sign_asking(key, &key.public(), server_key, &code.id, device)),
            before: None,
        }
    }

    /// Asks under a new key, as the device of the key before.
    #[must_use]
    pub fn after(mut self, code: &Code, server_key: &[u8; 32], key: &DeviceKey, before: &DeviceKey) -> Self {
        let signature = sign_asking(before, &key.public(), server_key, &code.id, self.device);
        self.before = Some(hex::write(&signature));
        self
    }

    /// Reads it; none if anything of it has another form.
    pub fn read(&self) -> Option<Asking> {
        Some(Asking {
            code: hex::read_array(&self.code)?,
            secret: hex::read_array(&self.secret)?,
            device: self.device,
            public_key: hex::read_array(&self.public_key)?,
            name: text::clean(&self.name),
            signature: hex::read_array(&self.signature)?,
            before: match &self.before {
                Some(before) => Some(hex::read_array(before)?),
                None => None,
            },
        })
    }
}

impl Asking {
    /// Whether it was asked by who holds the key, of this server.
    pub fn is_proved(&self, server_key: &[u8; 32]) -> bool {
        let key = &self.public_key;
        is_asked(key, key, server_key, &self.code, self.device, &self.signature)
    }

    /// Whether who holds the key before asks for this one.
    pub fn is_same_device(&self, server_key: &[u8; 32], before: &[u8; 32]) -> bool {
        self.before.is_some_and(|signature| {
            is_asked(
                before,
                &self.public_key,
                server_key,
                &self.code,
                self.device,
                &signature,
            )
        })
    }
}

impl EnrolAnswer {
    /// The credential, if it reads.
    pub fn credential(&self) -> Option<Credential> {
        Credential::read(&hex::read(&self.credential)?)
    }

    /// The server's keys, those that read.
    pub fn keys(&self) -> Vec<[u8; 32]> {
        let keys = self.keys.iter().take(FOLLOWED_MAX);
        keys.filter_map(|key| hex::read_array(key)).collect()
    }
}

impl AnnouncedKey {
    /// As JSON has it.
    pub fn of(next: &NextKey) -> Self {
        let signature = [next.signature_first, next.signature_second].concat();
        Self {
            key_id: next.key_id,
            public_key: hex::write(&next.public_key),
            signature: hex::write(&signature),
        }
    }

    /// Reads it; none if anything of it has another form.
    pub fn read(&self, server: DeviceId) -> Option<NextKey> {
        let signature: [u8; 64] = hex::read_array(&self.signature)?;
        let (first, second) = signature.split_at(32);
        Some(NextKey {
            server,
            key_id: self.key_id,
            public_key: hex::read_array(&self.public_key)?,
            signature_first: first.try_into().ok()?,
            signature_second: second.try_into().ok()?,
        })
    }
}
