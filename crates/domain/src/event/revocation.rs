//! A device that belongs to the office no more, and what becomes of what it wrote since. Stands in the office's scope; only the
//! server's own log counts.

use serde::{Deserialize, Serialize};

use super::Link;
use crate::id::ScopeId;

/// Why a device was revoked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RevokedFor {
    /// Out of service: what it still holds is handed in, then it wipes itself.
    Retired,
    /// Out of our hands: it wipes its keys at once, handed in or not.
    LostOrStolen,
}

impl RevokedFor {
    /// The word in JSON, in tables and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Retired => "retired",
            Self::LostOrStolen => "lost_or_stolen",
        }
    }

    /// The reason of a word.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Retired, Self::LostOrStolen]
            .into_iter()
            .find(|reason| reason.code() == code)
    }
}

/// A device is revoked. What it wrote after this event's clock waits for an administrator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceRevoked {
    /// Why.
    pub reason: RevokedFor,
}

/// An administrator settled a range of a revoked device's log that stood in quarantine.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RangeSettled {
    /// Of which scope.
    pub scope: ScopeId,
    /// The range's first event.
    pub first_seq: u32,
    /// Its last event, at a signed point.
    pub last_seq: u32,
    /// The link after it: this range and no other.
    pub link: Link,
    /// Whether it is taken in like any other; if not, it stays kept aside.
    pub admitted: bool,
    /// Why, in the administrator's words.
    pub reason: String,
}
