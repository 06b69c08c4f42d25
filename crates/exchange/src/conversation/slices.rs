//! A journal of very many scopes asks in several exchanges, each within the limits of one request.

use jemput_domain::id::ScopeId;

use super::{Outcome, Progress, ServerClock, Wanted};
use crate::store::Store;

/// The most scopes that one exchange is about: their heads fit an answer, whoever else wrote there meanwhile.
const SCOPES_AT_ONCE_MAX: usize = 1_024;

/// The most logs, as they stand here: the second request names each of them.
const LOGS_AT_ONCE_MAX: usize = 16_384;

/// Divides what is wanted into exchanges; nearly always it is one.
pub fn slices<S: Store>(store: &S, wanted: Wanted) -> Result<Vec<Wanted>, S::Error> {
    let scopes = match &wanted {
        // Who wants all hears of the others once, and must name all that it holds.
        Wanted::All => return Ok(vec![wanted]),
        Wanted::Mine => store.scopes()?,
        Wanted::These(scopes) => scopes.clone(),
    };
    let mut slices: Vec<Vec<ScopeId>> = vec![Vec::new()];
    let mut logs = 0;
    for scope in scopes {
        let more = store.heads(scope)?.len();
        let slice = slices.last().map_or(0, Vec::len);
        if slice > 0 && (slice >= SCOPES_AT_ONCE_MAX || logs + more > LOGS_AT_ONCE_MAX) {
            slices.push(Vec::new());
            logs = 0;
        }
        logs += more;
        if let Some(slice) = slices.last_mut() {
            slice.push(scope);
        }
    }
    if slices.len() == 1 {
        return Ok(vec![wanted]);
    }
    Ok(slices.into_iter().map(Wanted::These).collect())
}

impl Outcome {
    /// Together with what another exchange came to.
    pub fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.received += other.received;
        self.round_trips = self.round_trips.saturating_add(other.round_trips);
        self.sent_bytes += other.sent_bytes;
        self.received_bytes += other.received_bytes;
        self.refused.extend(other.refused);
        self.receipts.extend(other.receipts);
        self.others.extend(other.others);
        self.server_clock = ServerClock::finer(self.server_clock, other.server_clock);
    }

    /// What is done of it, for exchanges that follow.
    pub fn progress(&self) -> Progress {
        Progress {
            sent: self.sent,
            to_send: self.sent,
            received: self.received,
            to_receive: self.received,
        }
    }
}

impl Progress {
    /// Behind what was done before.
    #[must_use]
    pub fn after(self, before: Self) -> Self {
        Self {
            sent: before.sent + self.sent,
            to_send: before.to_send + self.to_send,
            received: before.received + self.received,
            to_receive: before.to_receive + self.to_receive,
        }
    }
}
