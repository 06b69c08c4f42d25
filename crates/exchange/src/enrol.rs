//! What a laptop and the server say to each other when it is enrolled: `POST /enrol`, in JSON.

use jemput_domain::{
    credential::{Credential, is_asked, sign_asking},
    id::DeviceId,
    log::DeviceKey,
    server_key::NextKey,
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
            signature: hex::write(&sign_asking(key, server_key, &code.id, device)),
        }
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
        })
    }
}

impl Asking {
    /// Whether it was asked by who holds the key, of this server.
    pub fn is_proved(&self, server_key: &[u8; 32]) -> bool {
        is_asked(&self.public_key, server_key, &self.code, self.device, &self.signature)
    }
}

impl EnrolAnswer {
    /// The credential, if it reads.
    pub fn credential(&self) -> Option<Credential> {
        Credential::read(&hex::read(&self.credential)?)
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
