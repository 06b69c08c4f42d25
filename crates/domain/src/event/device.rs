//! What an office says of devices, and its server of its keys. Stands in the office's scope; only the server's own log counts.

use serde::{Deserialize, Serialize};

use crate::{credential::Credential, id::ScopeId, server_key::NextKey};

/// A device belongs to the office. It covers the device's logs that began without a credential; a later one of the same
/// device, with another key, takes its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceEnrolled {
    /// What people call the laptop, `Loket A`.
    pub name: String,
    /// The Ed25519 key that signs its logs.
    pub public_key: [u8; 32],
    /// The van's scope.
    pub van: ScopeId,
    /// What people call the van.
    pub van_name: String,
    /// Counts the office's credentials from 1.
    pub serial: u32,
    /// Vouched for by a laptop, not yet confirmed by the server.
    pub provisional: bool,
    /// The credential that was given out; see [`Credential::to_bytes`].
    pub credential: Vec<u8>,
}

impl DeviceEnrolled {
    /// The credential, if it reads.
    pub fn credential(&self) -> Option<Credential> {
        Credential::read(&self.credential)
    }
}

/// The server's next key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServerKeyAnnounced(pub NextKey);
