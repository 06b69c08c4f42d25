//! What a revoked laptop and the server say to each other: `POST /revoked` asks whether it is so and how far its logs are
//! there, in JSON; `POST /hand-in` brings one scope's batch, in the wire's own form, and is answered in JSON. The server sends
//! nothing else.

use jemput_domain::{
    event::RevokedFor,
    id::{DeviceId, ScopeId},
    log::{DeviceKey, Head},
    revoked::{AsideWord, RevokedWord},
    time::Moment,
};
use serde::{Deserialize, Serialize};

use crate::{hex, wire::limit};

/// The most bytes of either side's JSON.
pub const HAND_IN_BYTES_MAX: usize = 4 << 20;

/// The most logs that one question names.
pub const HAND_IN_LOGS_MAX: usize = 32_768;

/// How far a log goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LogSeq {
    /// Of which scope.
    pub scope: ScopeId,
    /// Whose.
    pub device: DeviceId,
    /// Its last seq; 0: nothing is there.
    pub seq: u32,
}

/// A laptop asks whether it is revoked, and how far the logs that it holds are at the server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RevokedAsk {
    /// The laptop.
    pub device: DeviceId,
    /// What it holds.
    pub logs: Vec<LogSeq>,
}

/// The server says that it is, signed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RevokedAnswer {
    /// Why, by code.
    pub reason: String,
    /// When this was said.
    pub at: Moment,
    /// By the server's key, over [`RevokedWord`].
    pub signature: String,
    /// The same logs as they stand at the server, among the events or in quarantine.
    pub logs: Vec<LogSeq>,
    /// Of the laptop's own logs, signed.
    pub aside: Vec<Aside>,
}

/// The header of what is handed in. One scope's batch follows as a frame, with place 0.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandIn {
    /// The laptop.
    pub device: DeviceId,
    /// The batch's scope.
    pub scope: ScopeId,
}

/// How far that scope's logs are at the server now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandedIn {
    /// All logs of the scope that the batch had something of.
    pub logs: Vec<LogSeq>,
    /// The laptop's own, signed.
    pub aside: Vec<Aside>,
}

/// An [`AsideWord`] as JSON has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Aside {
    /// Of which scope.
    pub scope: ScopeId,
    /// Whose log.
    pub device: DeviceId,
    /// Up to here.
    pub seq: u32,
    /// The link after that.
    pub link: String,
    /// When it was said.
    pub at: Moment,
    /// By the server's key.
    pub signature: String,
}

impl RevokedAsk {
    /// Whether it keeps to the limits.
    pub fn is_within_limits(&self) -> bool {
        self.logs.len() <= HAND_IN_LOGS_MAX.min(limit::SCOPES_MAX * limit::DEVICES_MAX)
    }
}

impl RevokedAnswer {
    /// The server's word for this device, if the server's key signed it.
    pub fn word(&self, device: DeviceId, server_key: &[u8; 32]) -> Option<RevokedWord> {
        let word = RevokedWord {
            device,
            reason: RevokedFor::of(&self.reason)?,
            at: self.at,
        };
        let signature = hex::read_array(&self.signature)?;
        word.is_signed(server_key, &signature).then_some(word)
    }
}

impl Aside {
    /// Signs a word.
    pub fn sign(word: &AsideWord, key: &DeviceKey) -> Self {
        Self {
            scope: word.scope,
            device: word.head.device,
            seq: word.head.seq,
            link: hex::write(&word.head.link),
            at: word.at,
            signature: hex::write(&word.sign(key)),
        }
    }

    /// The word, if the server's key signed it.
    pub fn word(&self, server_key: &[u8; 32]) -> Option<AsideWord> {
        let word = AsideWord {
            scope: self.scope,
            head: Head {
                device: self.device,
                seq: self.seq,
                link: hex::read_array(&self.link)?,
            },
            at: self.at,
        };
        let signature = hex::read_array(&self.signature)?;
        word.is_signed(server_key, &signature).then_some(word)
    }
}
