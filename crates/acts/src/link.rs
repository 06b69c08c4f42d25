//! How the connection to the server stands: kept in memory, shown calmly.

use std::time::Duration;

use jemput_domain::time::Moment;

use crate::{
    Desk,
    view::{LinkState, Problem},
};

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

impl Desk {
    /// Whoever exchanges by itself says when it will try again; none when nothing keeps it waiting.
    pub fn next_attempt(&self, wait: Option<Duration>) {
        let at = wait.map(|wait| Moment(self.clock().now().0 + i64::try_from(wait.as_millis()).unwrap_or(0)));
        self.link_status().next_attempt = at;
    }
}
