//! The conversation, without I/O: bytes in, bytes out, a store between.
//!
//! The first request carries a digest of all heads, and what the peer lacked when last heard. Equal digests end it. Else
//! heads come back, and the second request streams the rest in both directions. What was whole when a body broke is kept;
//! the next exchange goes on from the heads.

mod ask;
mod reply;
mod slices;
mod streams;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::{DeviceKey, Head},
    receipt::Receipt,
    time::Moment,
};

pub use ask::{Asking, Next};
pub use reply::Replying;
pub use slices::slices;

use crate::wire::{BATCH_BYTES, BATCH_BYTES_MIN, BATCH_BYTES_SMALL, BadBody};

/// Who signs receipts.
#[derive(Debug)]
pub struct Signer {
    /// The server as a device.
    pub device: DeviceId,
    /// Which of its keys.
    pub key_id: u32,
    /// The key.
    pub key: DeviceKey,
    /// The keys before it: what began under one of them goes on under it.
    pub earlier: Vec<DeviceKey>,
}

impl Signer {
    /// The public halves of all its keys, the latest last.
    pub fn public_keys(&self) -> Vec<[u8; 32]> {
        let keys = self.earlier.iter().chain(std::iter::once(&self.key));
        keys.map(DeviceKey::public).collect()
    }

    /// The key of this public half, if it is one of this server's.
    pub fn key_of(&self, public_key: &[u8; 32]) -> Option<&DeviceKey> {
        let mut keys = std::iter::once(&self.key).chain(&self.earlier);
        keys.find(|key| key.public() == *public_key)
    }
}

/// A server as a laptop pinned it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ServerKey {
    /// The server as a device.
    pub device: DeviceId,
    /// Its public key.
    pub public_key: [u8; 32],
}

/// How far an exchange has come, in events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Handed to the connection.
    pub sent: u64,
    /// To be sent in all, as far as known.
    pub to_send: u64,
    /// Taken in from the peer.
    pub received: u64,
    /// To be received in all, as far as known.
    pub to_receive: u64,
}

/// A log that stands at its last good point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefusedLog {
    /// In which scope.
    pub scope: ScopeId,
    /// Whose; none if a whole batch could not be read.
    pub device: Option<DeviceId>,
    /// Why, by code; see [`jemput_domain::log::Refused::code`].
    pub code: String,
    /// Whether the server refused it, or this side.
    pub by_server: bool,
}

/// What an exchange came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// Events sent.
    pub sent: u64,
    /// Events that were new here.
    pub received: u64,
    /// Requests made: 1 or 2, where one exchange was enough.
    pub round_trips: u8,
    /// Bytes of the requests' bodies.
    pub sent_bytes: u64,
    /// Bytes of the answers' bodies.
    pub received_bytes: u64,
    /// Logs that stand at their last good point, with the reason.
    pub refused: Vec<RefusedLog>,
    /// The server's word, scope by scope; verified against the pinned key.
    pub receipts: Vec<Receipt>,
    /// Scopes that the server holds and this journal did not.
    pub others: Vec<ScopeId>,
    /// What the server's clock said in it, if it signed anything.
    pub server_clock: Option<ServerClock>,
}

/// What the server's clock said at some time of an exchange. Times are counted from its beginning, by a clock that nobody sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ServerClock {
    /// What it said, signed.
    pub at: Moment,
    /// The request had been handed over by then: the server looked at its clock later.
    pub asked: Duration,
    /// The answer had been heard by then: the server had looked.
    pub answered: Duration,
}

impl ServerClock {
    /// How long the server may have taken to look.
    fn span(&self) -> Duration {
        self.answered.saturating_sub(self.asked)
    }

    /// The one that says more.
    #[must_use]
    pub fn finer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        one.into_iter().chain(other).min_by_key(Self::span)
    }
}

/// Which scopes an exchange is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// All that are here, and all that the server holds: for who keeps a copy of everything. A laptop never does.
    All,
    /// All that are here: a laptop holds its visits.
    Mine,
    /// Those named; those not here are fetched: how a laptop joins a visit.
    These(Vec<ScopeId>),
}

/// What the last exchange of this process taught of the peer. Kept in memory only: where in doubt it is forgotten, and
/// the digest asked first, so that nothing is sent twice.
#[derive(Clone, Debug)]
pub struct Memory {
    heads: BTreeMap<ScopeId, Vec<Head>>,
    /// Logs that were refused here in the last exchange. The next one does not ask for them, so that the peer's receipt for
    /// all others can be read; the one after it asks again.
    passed_over: BTreeMap<ScopeId, BTreeSet<DeviceId>>,
    batch_bytes: usize,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            heads: BTreeMap::new(),
            passed_over: BTreeMap::new(),
            batch_bytes: BATCH_BYTES,
        }
    }
}

impl Memory {
    /// Nothing known of the peer yet, and batches of about so many bytes of events.
    pub fn with_batch_bytes(batch_bytes: usize) -> Self {
        Self {
            heads: BTreeMap::new(),
            passed_over: BTreeMap::new(),
            batch_bytes: batch_bytes.clamp(BATCH_BYTES_MIN, BATCH_BYTES),
        }
    }

    fn pass_over(&mut self, scope: ScopeId, device: DeviceId) {
        self.passed_over.entry(scope).or_default().insert(device);
    }

    /// An exchange broke: smaller batches from here on, until one ends well.
    pub fn broke(&mut self) {
        self.batch_bytes = self.batch_bytes.min(BATCH_BYTES_SMALL);
    }

    fn ended_well(&mut self) {
        self.batch_bytes = (self.batch_bytes * 2).min(BATCH_BYTES);
    }
}

/// Why a conversation cannot go on. What was taken in before stays.
#[derive(Debug, thiserror::Error)]
pub enum Fault<E: std::error::Error> {
    /// The store here.
    #[error(transparent)]
    Store(E),
    /// The peer's bytes.
    #[error("the peer's message: {0}")]
    Body(#[from] BadBody),
    /// The answer does not fit the request.
    #[error("the answer does not fit the request")]
    Misfit,
    /// The request is over a limit.
    #[error("the request is over a limit")]
    TooMuch,
    /// A receipt that the pinned key did not sign, or another server's.
    #[error("the receipt is not signed by the server that this device knows")]
    Forged,
}

impl<E: std::error::Error> Fault<E> {
    /// The reason's code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(_) => "store",
            Self::Body(bad) => bad.code(),
            Self::Misfit => "answer_misfit",
            Self::TooMuch => "too_large",
            Self::Forged => "receipt_forged",
        }
    }
}
