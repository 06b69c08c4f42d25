//! The time that acts go by.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jemput_domain::time::Moment;

/// Where the time comes from.
#[derive(Clone, Copy, Debug)]
pub enum TimeSource {
    /// The laptop's clock.
    System,
    /// The laptop's clock as it would be if it were wrong by so much: what it does is tried out.
    Wrong {
        /// How far it is ahead.
        ahead_ms: i64,
    },
    /// A held time: a command with `--now`.
    Held(Moment),
    /// Whatever the simulator says that the laptop's clock says, in milliseconds: right or wrong, and set anew at any time.
    #[cfg(feature = "simulated")]
    Told(&'static std::sync::atomic::AtomicI64),
    /// Runs on from a given time: the window with `--now`, for practice and tests.
    From {
        /// The time at the start.
        set: Moment,
        /// The start.
        started: Instant,
    },
}

impl TimeSource {
    /// Runs on from `set`.
    pub fn from(set: Moment) -> Self {
        Self::From {
            set,
            started: Instant::now(),
        }
    }

    /// What the clock says.
    pub fn now(&self) -> Moment {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Wrong { ahead_ms } => Moment(Self::System.now().0.saturating_add(*ahead_ms)),
            Self::Held(at) => *at,
            #[cfg(feature = "simulated")]
            Self::Told(at) => Moment(at.load(std::sync::atomic::Ordering::Relaxed)),
            Self::From { set, started } => Moment(set.0 + i64::try_from(started.elapsed().as_millis()).unwrap_or(0)),
        }
    }

    /// Whether it was set by hand: then it is taken as it is.
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Held(_) | Self::From { .. })
    }
}
