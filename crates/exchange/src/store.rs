//! What the exchange asks of a journal, and what a central server asks beyond it. SQLite's stands in `jemput-journal`;
//! PostgreSQL's will stand in the server.

use jemput_domain::{
    event::{Draft, RevokedFor},
    id::{BookingId, DeviceId, ScopeId, ScopeSecret},
    log::{Head, Refused, Run},
    receipt::Receipt,
    time::Moment,
};

use crate::{conversation::Signer, offers::Offer};

/// What became of runs that were taken in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Taken {
    /// Events that were new.
    pub new_events: u64,
    /// Events that were here already.
    pub known_events: u64,
    /// Logs that stand at their last good point, with the reason.
    pub refused: Vec<(DeviceId, Refused)>,
}

/// A booking that has still to be served, and the visit that recorded its NIK.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedThere {
    /// The visit that the person is booked for.
    pub scope: ScopeId,
    /// The booking.
    pub booking: BookingId,
    /// The site of the visit that recorded the NIK; empty where it is not known.
    pub place: String,
}

/// A set of per-device logs by scope.
pub trait Store {
    /// What can go wrong in the store itself.
    type Error: std::error::Error + Send + Sync + 'static;

    /// All scopes that it holds.
    fn scopes(&self) -> Result<Vec<ScopeId>, Self::Error>;

    /// The heads of a scope, ascending by device; empty if it is not here.
    fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, Self::Error>;

    /// The scope's secret, once the log that opened it is here: the wire format leaves out what follows from it.
    fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, Self::Error>;

    /// Pieces of logs after the given seqs (devices not named: from the beginning), each ending at a signed point, the
    /// log that opened the scope first, about `bytes_max` bytes of events in all but at least one act. Empty: nothing is missing.
    fn runs_after(&self, scope: ScopeId, after: &[(DeviceId, u32)], bytes_max: usize) -> Result<Vec<Run>, Self::Error> {
        self.runs_within(scope, after, &self.heads(scope)?, bytes_max)
    }

    /// The same up to these heads, which stood here: what was appended since is left out, and so are logs that they do not
    /// name.
    fn runs_within(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        up_to: &[Head],
        bytes_max: usize,
    ) -> Result<Vec<Run>, Self::Error>;

    /// Proves, deduplicates, appends and derives, all in one transaction. What does not prove itself is kept aside and
    /// reported; `at` is when, by the clock here.
    fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, at: Moment) -> Result<Taken, Self::Error>;
}

/// A store that holds the visits of all laptops, and in which the server itself writes.
pub trait CentralStore: Store {
    /// Bookings of this visit that another one recorded, and bookings of others that this one recorded, where the booking
    /// does not say so yet. Each booking once.
    fn recorded_there(&self, scope: ScopeId) -> Result<Vec<RecordedThere>, Self::Error>;

    /// This scope as a laptop that chooses is told of it; none if it is no visit.
    fn offer(&self, scope: ScopeId) -> Result<Option<Offer>, Self::Error>;

    /// Whether the office revoked this device, and why: it is sent nothing, and what it wrote waits for a person.
    fn revoked(&self, _device: DeviceId) -> Result<Option<RevokedFor>, Self::Error> {
        Ok(None)
    }

    /// The server's own word that its backup holds a scope, as it was last signed.
    fn kept(&self, _scope: ScopeId, _server: DeviceId) -> Result<Option<Receipt>, Self::Error> {
        Ok(None)
    }

    /// Notes that a laptop asked for these visits: whose data are on it, should it be stolen.
    fn note_held_on(&mut self, _device: DeviceId, _scopes: &[ScopeId], _at: Moment) -> Result<(), Self::Error> {
        Ok(())
    }

    /// Appends to the log of `author`, which introduces itself with its first event; whole acts, all or nothing. `at`:
    /// when, by the clock here.
    fn append(&mut self, scope: ScopeId, author: &Signer, at: Moment, drafts: Vec<Draft>) -> Result<(), Self::Error>;
}
