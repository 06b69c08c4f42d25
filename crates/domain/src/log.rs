//! A device's log: a gapless, hash-linked sequence, cut and passed on only where its device signed.

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::{
    event::{Clock, Decoded, Event, LINK_START, Link, Linker, Malformed, Place, decode, signed_bytes},
    id::{DeviceId, ScopeId, ScopeSecret},
};

/// How far a log goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Whose log.
    pub device: DeviceId,
    /// Its last event's seq.
    pub seq: u32,
    /// The link after it.
    pub link: Link,
}

/// A contiguous piece of one log that ends at a signed point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Whose log.
    pub device: DeviceId,
    /// The seq of its first event.
    pub first_seq: u32,
    /// Canonical bytes, in order; whole acts.
    pub events: Vec<Vec<u8>>,
    /// The device's signature over the link after the last event.
    pub signature: [u8; 64],
}

/// A log as a store knows it before it takes in more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// Seq of the last event; 0 before the first.
    pub seq: u32,
    /// The link after it.
    pub link: Link,
    /// The clock of the last event.
    pub clock: Clock,
    /// The key that signs the log; none before its first event.
    pub public_key: Option<[u8; 32]>,
}

impl Known {
    /// A log of which nothing is here.
    pub const NOTHING: Self = Self {
        seq: 0,
        link: LINK_START,
        clock: Clock(0),
        public_key: None,
    };
}

/// An event that has proved itself.
#[derive(Clone, Debug)]
pub struct Proved {
    /// Where it stands.
    pub place: Place,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The same, taken apart.
    pub decoded: Decoded,
    /// The link after it.
    pub link: Link,
}

/// Why a run is refused. The log stands at its last good point; all others flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// Bytes that are no event.
    #[error("malformed event: {0}")]
    Malformed(#[from] Malformed),
    /// The run begins after a hole: what lies between must be fetched.
    #[error("events before this run are missing")]
    Gap,
    /// The signature does not fit the recomputed link: forged, altered, dropped or swapped.
    #[error("the signature does not fit")]
    Signature,
    /// Another event stands at a place that is known already: two laptops write one log.
    #[error("a fork: another event stands at a known place")]
    Fork,
    /// The first event does not introduce the device, or another event does.
    #[error("the log does not begin with its device")]
    NoDevice,
    /// The scope's secret is not known here yet.
    #[error("the scope is not opened here")]
    NoScope,
    /// A clock that does not rise within the log, or stands at the end of all clocks.
    #[error("a clock that does not rise")]
    Clock,
    /// Acts are not whole.
    #[error("an act is cut")]
    Act,
    /// The office does not know the device that wrote the log: it has no credential that the server's key signed.
    #[error("the office does not know this device")]
    UnknownDevice,
    /// The scope is not this device's to write or read.
    #[error("the scope is not this device's")]
    NoAccess,
    /// The office revoked the device that wrote this, before it was written.
    #[error("the office revoked this device")]
    Revoked,
    /// A personal part is erased that nobody asked to erase: whoever passes the log on left it out.
    #[error("a personal part was left out")]
    Erased,
    /// The scope has all the logs that it may, or the journal all the scopes.
    #[error("over a limit")]
    Limit,
}

impl Refused {
    /// The reason's code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Gap => "gap",
            Self::Signature => "signature",
            Self::Fork => "fork",
            Self::NoDevice => "no_device",
            Self::NoScope => "no_scope",
            Self::Clock => "clock",
            Self::Act => "act_cut",
            Self::UnknownDevice => "unknown_device",
            Self::NoAccess => "no_access",
            Self::Revoked => "revoked",
            Self::Erased => "erased",
            Self::Limit => "limit",
        }
    }
}

/// Proves a run that continues a known log: bytes, links, clocks, whole acts, and the device's signature at its end.
///
/// `run.first_seq` must be `known.seq + 1`; what overlaps is for the store to compare and cut first.
pub fn prove(scope: ScopeId, linker: &Linker, known: &Known, run: Run) -> Result<Vec<Proved>, Refused> {
    if run.first_seq != known.seq + 1 || run.events.is_empty() {
        return Err(Refused::Gap);
    }
    let mut now = *known;
    let mut proved = Vec::with_capacity(run.events.len());
    let mut step = 0;
    for bytes in run.events {
        let decoded = decode(&bytes)?;
        let header = &decoded.header;
        if header.clock <= now.clock || header.clock > Clock::TAKEN_MAX {
            return Err(Refused::Clock);
        }
        if header.act_step != step {
            return Err(Refused::Act);
        }
        step = if header.act_ends { 0 } else { step + 1 };
        now.seq = now.seq.checked_add(1).ok_or(Refused::Gap)?;
        match &decoded.event {
            Event::DeviceJoined(joined) if now.seq == 1 => now.public_key = Some(joined.public_key),
            Event::DeviceJoined(_) => return Err(Refused::NoDevice),
            _ if now.seq == 1 => return Err(Refused::NoDevice),
            _ => {}
        }
        now.link = linker.link(&now.link, &bytes)?;
        now.clock = header.clock;
        proved.push(Proved {
            place: Place {
                device: run.device,
                seq: now.seq,
            },
            bytes,
            decoded,
            link: now.link,
        });
    }
    if step != 0 {
        return Err(Refused::Act);
    }
    let key = now.public_key.ok_or(Refused::NoDevice)?;
    let head = Head {
        device: run.device,
        seq: now.seq,
        link: now.link,
    };
    if is_signed(&key, scope, &head, &run.signature) {
        Ok(proved)
    } else {
        Err(Refused::Signature)
    }
}

/// Whether this key signed this head of a log.
pub fn is_signed(key: &[u8; 32], scope: ScopeId, head: &Head, signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| {
        let signed = signed_bytes(scope, head.device, head.seq, &head.link);
        key.verify_strict(&signed, &Signature::from_bytes(signature)).is_ok()
    })
}

/// The scope's secret, if these bytes are the first event of the log that opened it.
pub fn opening_secret(bytes: &[u8]) -> Option<ScopeSecret> {
    match decode(bytes).ok()?.event {
        Event::DeviceJoined(joined) => joined.opens,
        _ => None,
    }
}

/// A device's key pair, as it signs its logs and its receipts.
#[derive(Clone)]
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// From the 32 secret bytes.
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The public half.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs a log's head.
    pub fn sign_head(&self, scope: ScopeId, head: &Head) -> [u8; 64] {
        self.0
            .sign(&signed_bytes(scope, head.device, head.seq, &head.link))
            .to_bytes()
    }

    /// Signs other domain-separated bytes.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKey(..)")
    }
}
