//! The headers and ends of bodies, in postcard.

use jemput_domain::{
    event::Link,
    id::{DeviceId, ScopeId},
    log::Head,
    receipt::Grade,
    time::Moment,
};
use serde::{Deserialize, Serialize};

use super::limit;

/// A request: what is here, what is wanted. Frames may follow: first what the peer lacked when last heard, or, once its
/// heads are known, all that it lacks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Request {
    /// Who asks.
    pub device: DeviceId,
    /// Whether the peer lists the scopes that it holds and the request does not name.
    pub wants_others: bool,
    /// Bytes of events that the answer's batches should aim at.
    pub batch_bytes: u32,
    /// What the asker holds.
    pub scopes: Vec<Asked>,
}

/// A scope as the asker holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Which.
    pub scope: ScopeId,
    /// How far its logs go.
    pub stand: Stand,
}

/// How far a scope's logs go.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stand {
    /// Only the digest of all heads, this request's frames counted in: is it the same there?
    Digest([u8; 16]),
    /// The last seq of each log: stream what comes after.
    Seqs(Vec<(DeviceId, u32)>),
}

/// The answer to a request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Who answers.
    pub server: DeviceId,
    /// One for each scope of the request, in its order.
    pub scopes: Vec<ScopeAnswer>,
    /// Scopes that the request did not name.
    pub others: Vec<ScopeId>,
    /// Logs of the request's frames that stand at their last good point.
    pub refused: Vec<LogRefused>,
}

/// What the answer says of one scope.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ScopeAnswer {
    /// The digests are equal: nothing to do.
    Same(WireReceipt),
    /// They are not: so far go the logs here.
    Differs(Vec<LogHead>),
    /// Frames follow with so many events; the receipt stands in the end.
    Streams(u64),
}

/// A head with as much of its link as tells a fork.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LogHead {
    /// Whose log.
    pub device: DeviceId,
    /// Its last seq.
    pub seq: u32,
    /// The link's first 8 bytes.
    pub check: [u8; 8],
}

/// A log that was not taken in, by the reason's code.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LogRefused {
    /// Place in the request's scopes.
    pub scope: u32,
    /// Whose log; none if a whole batch could not be read.
    pub device: Option<DeviceId>,
    /// Why.
    pub code: String,
}

/// A receipt without what its reader knows already.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WireReceipt {
    /// The heads.
    pub heads: HeadsAs,
    /// Which of the server's keys signed.
    pub key_id: u32,
    /// How safe.
    pub grade: Grade,
    /// When.
    pub at: Moment,
    /// The signature in two halves, for serde.
    pub signature: ([u8; 32], [u8; 32]),
}

/// The heads of a receipt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum HeadsAs {
    /// Those that the reader now holds.
    Yours,
    /// Written out.
    Full(Vec<Head>),
}

/// What stands at the end of a body.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct End {
    /// Receipts by place in the request's scopes.
    pub receipts: Vec<(u32, WireReceipt)>,
}

/// The part of a link that tells a fork.
pub fn link_check(link: &Link) -> [u8; 8] {
    let mut check = [0; 8];
    check.copy_from_slice(&link[..8]);
    check
}

impl Request {
    /// Whether it keeps to the limits and names each scope and each log once.
    pub fn is_within_limits(&self) -> bool {
        self.scopes.len() <= limit::SCOPES_MAX
            && all_differ(self.scopes.iter().map(|s| s.scope))
            && self.scopes.iter().all(|s| match &s.stand {
                Stand::Digest(_) => true,
                Stand::Seqs(seqs) => seqs.len() <= limit::DEVICES_MAX && all_differ(seqs.iter().map(|s| s.0)),
            })
    }
}

fn all_differ<T: Ord>(items: impl Iterator<Item = T>) -> bool {
    let mut items: Vec<T> = items.collect();
    items.sort();
    items.windows(2).all(|pair| pair[0] != pair[1])
}
