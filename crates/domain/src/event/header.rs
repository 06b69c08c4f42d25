//! What every event says of itself: its kind, its act, its subjects, its times, its operator.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Subject;
use crate::{
    id::{ActId, DeviceId, OperatorId, ScopeId, uuid_v8},
    time::Moment,
};

/// A hybrid logical clock of one scope: `milliseconds * 65536 + counter`. It orders; it is never shown and never compared
/// with a plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Clock(pub i64);

impl Clock {
    /// 2100-01-01T00:00:00Z: a clock after it is malformed.
    pub const MAX: Self = Self(4_102_444_800_000 << 16);

    /// The clock of the next event: above every clock heard in the scope, and the time where that is later.
    pub fn next(heard: Self, now: Moment) -> Self {
        let time = now.0.clamp(0, Self::MAX.millis() - 1) << 16;
        Self(time.max(heard.0 + 1))
    }

    /// Its milliseconds.
    pub fn millis(self) -> i64 {
        self.0 >> 16
    }
}

/// Where an event stands in its scope.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Place {
    /// Whose log.
    pub device: DeviceId,
    /// Which of its events, from 1, without gaps.
    pub seq: u32,
}

/// An act inside its scope, named by the place of its first event: unique without drawing a random number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ActRef {
    /// Whose log.
    pub device: DeviceId,
    /// The seq of the act's first event.
    pub first_seq: u32,
}

impl ActRef {
    /// The act's id as interfaces show it.
    pub fn id(&self, scope: ScopeId) -> ActId {
        let mut hash = Sha256::new();
        hash.update(b"jemput act\0");
        hash.update(scope.0.as_bytes());
        hash.update(self.device.0.as_bytes());
        hash.update(self.first_seq.to_le_bytes());
        ActId(uuid_v8(&hash.finalize().into()))
    }
}

/// The most events that one act holds.
pub const ACT_EVENTS_MAX: u16 = 4096;

/// An event's header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// What kind of fact the body is; see [`super::Event`].
    pub kind: u16,
    /// Which form of that kind; a stored form never changes.
    pub version: u8,
    /// Position in its act, from 0.
    pub act_step: u16,
    /// Whether its act ends here. Readers derive whole acts only.
    pub act_ends: bool,
    /// Orders it within the scope.
    pub clock: Clock,
    /// What the device's clock said.
    pub wall: Moment,
    /// Distance from the device's clock to the server's as last learned; add it to `wall`.
    pub offset_ms: i64,
    /// Who did it.
    pub operator: OperatorId,
    /// What it is about.
    pub subjects: Vec<Subject>,
}

/// The format of a header and of the frame around it.
const FORMAT: u8 = 1;

type Stored = (u8, u16, u8, u16, bool, i64, i64, i64, OperatorId, Vec<Subject>);

impl Header {
    /// When it happened, as rules and screens count: `wall` corrected by the offset.
    pub fn at(&self) -> Moment {
        Moment(self.wall.0.saturating_add(self.offset_ms))
    }

    /// The header as it stands within a frame.
    pub fn to_bytes(&self) -> Vec<u8> {
        let wall = self.wall.0.wrapping_sub(self.clock.millis());
        let stored: Stored = (
            FORMAT,
            self.kind,
            self.version,
            self.act_step,
            self.act_ends,
            self.clock.0,
            wall,
            self.offset_ms,
            self.operator,
            self.subjects.clone(),
        );
        postcard::to_allocvec(&stored).expect("a header is plain data")
    }

    /// Reads a header; it need not be canonical, which [`super::decode`] checks.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (stored, rest) = postcard::take_from_bytes::<Stored>(bytes).ok()?;
        let (format, kind, version, act_step, act_ends, clock, wall, offset_ms, operator, subjects) = stored;
        let clock = Clock(clock);
        let header = Self {
            kind,
            version,
            act_step,
            act_ends,
            clock,
            wall: Moment(wall.wrapping_add(clock.millis())),
            offset_ms,
            operator,
            subjects,
        };
        (rest.is_empty() && format == FORMAT && clock.0 >= 0 && clock <= Clock::MAX && act_step < ACT_EVENTS_MAX)
            .then_some(header)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.device, self.seq)
    }
}
