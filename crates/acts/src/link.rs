//! How the connection to the server stands: kept in memory, shown calmly.

use jemput_domain::time::Moment;

use crate::view::{LinkState, Problem};

/// The connection as the exchanger last saw it.
#[derive(Clone, Debug, Default)]
pub struct LinkStatus {
    /// Its state.
    pub(crate) state: LinkState,
    /// Since.
    pub(crate) since: Option<Moment>,
    /// While sending: events done.
    pub(crate) done: u32,
    /// While sending: of how many.
    pub(crate) total: u32,
    /// What the last attempt met.
    pub(crate) problem: Option<Problem>,
    /// When the next attempt is made.
    pub(crate) next_attempt: Option<Moment>,
}
