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

    /// A day before [`Clock::MAX`]: a clock after it is not taken in from others, so that nobody is made to count past the end.
    pub const TAKEN_MAX: Self = Self(Self::MAX.0 - Self::DAY);

    /// Two days before [`Clock::MAX`]: a clock heard after it is not counted on from. There is room for more events between
    /// here and [`Clock::TAKEN_MAX`] than a scope may hold many times over, so what is counted from here is always taken in.
    pub const FOLLOWED_MAX: Self = Self(Self::MAX.0 - 2 * Self::DAY);

    const DAY: i64 = 86_400_000 << 16;

    /// The clock of a log's next event: above the log's last one, above every clock heard in the scope, and the time where
    /// that is later.
    pub fn next(last: Self, heard: Self, now: Moment) -> Self {
        let time = now.0.clamp(0, Self::FOLLOWED_MAX.millis()) << 16;
        let heard = heard.min(Self::FOLLOWED_MAX);
        Self(time.max(heard.0 + 1).max(last.0.saturating_add(1)))
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
    /// When it happened, as rules and screens count: `wall` corrected by the offset, within 1970 and 2100: what another
    /// device says of its clock may be anything.
    pub fn at(&self) -> Moment {
        Moment(self.wall.0.saturating_add(self.offset_ms).clamp(0, Clock::MAX.millis()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counting_on_from_the_last_clock_that_others_may_have_is_taken_in_by_all() {
        let mut last = Clock(0);
        for _ in 0..1_000 {
            last = Clock::next(last, Clock::TAKEN_MAX, Moment(1_636_331_400_000));
            assert!(last > Clock::FOLLOWED_MAX && last < Clock::TAKEN_MAX);
        }
    }

    proptest! {
        #[test]
        fn clocks_rise_and_follow_what_was_heard(
            last in 0..Clock::FOLLOWED_MAX.0, heard in 0..=Clock::MAX.0, now: i64,
        ) {
            let next = Clock::next(Clock(last), Clock(heard), Moment(now));
            prop_assert!(next > Clock(last));
            prop_assert!(next > Clock(heard) || Clock(heard) > Clock::FOLLOWED_MAX);
            prop_assert!(next < Clock::TAKEN_MAX);
        }

        #[test]
        fn any_wall_and_offset_are_a_time_that_can_be_shown(wall: i64, offset_ms: i64) {
            let header = Header {
                kind: 1, version: 1, act_step: 0, act_ends: true, clock: Clock(0), wall: Moment(wall), offset_ms,
                operator: OperatorId(uuid::Uuid::nil()), subjects: vec![],
            };
            let at = header.at();
            prop_assert!((0..=Clock::MAX.millis()).contains(&at.0));
        }
    }
}
