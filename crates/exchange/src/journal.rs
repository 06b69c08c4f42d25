//! The device's journal as a store of the exchange, and as the server's.

use jemput_domain::{
    event::{ACT_EVENTS_MAX, Draft},
    id::{DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::{Head, Run},
    time::Moment,
};
use jemput_journal::{Author, Journal, JournalError};
use uuid::Uuid;

use crate::{
    conversation::Signer,
    store::{CentralStore, RecordedThere, Store, Taken},
};

/// What the logs of visits call the server.
const SERVER_NAME: &str = "Server";

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

impl CentralStore for Journal {
    fn recorded_there(&self, scope: ScopeId) -> Result<Vec<RecordedThere>, JournalError> {
        let view = self.view();
        let place =
            |there| Ok::<_, JournalError>(view.visit(there)?.and_then(|visit| visit.site).map(|site| site.name));
        view.recorded_there(scope)?
            .into_iter()
            .map(|found| {
                Ok(RecordedThere {
                    scope: found.scope,
                    booking: found.booking,
                    place: place(found.there)?.unwrap_or_default(),
                })
            })
            .collect()
    }

    fn append(&mut self, scope: ScopeId, author: &Signer, at: Moment, drafts: Vec<Draft>) -> Result<(), JournalError> {
        let author = Author {
            device: author.device,
            key: &author.key,
            device_name: SERVER_NAME,
            operator: OperatorId(Uuid::nil()),
            wall: at,
            offset_ms: 0,
        };
        let mut writing = self.write()?;
        // One place is left for the server's introduction.
        for act in drafts.chunks(usize::from(ACT_EVENTS_MAX) - 1) {
            writing.append(scope, &author, act.to_vec())?;
        }
        writing.commit()
    }
}
