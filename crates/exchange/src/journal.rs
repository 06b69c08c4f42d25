//! The device's journal as a store of the exchange.

use jemput_domain::{
    id::{DeviceId, ScopeId, ScopeSecret},
    log::{Head, Run},
    time::Moment,
};
use jemput_journal::{Journal, JournalError};

use crate::store::{Store, Taken};

impl Store for Journal {
    type Error = JournalError;

    fn scopes(&self) -> Result<Vec<ScopeId>, JournalError> {
        self.view().scopes()
    }

    fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, JournalError> {
        self.view().heads(scope)
    }

    fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, JournalError> {
        self.view().secret(scope)
    }

    fn runs_after(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        bytes_max: usize,
    ) -> Result<Vec<Run>, JournalError> {
        self.view().runs_after(scope, after, bytes_max)
    }

    fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, at: Moment) -> Result<Taken, JournalError> {
        let taken = Journal::take_in(self, scope, runs, at)?;
        Ok(Taken {
            new_events: taken.new_events,
            known_events: taken.known_events,
            refused: taken.refused,
        })
    }
}
