//! What the server holds of one log from a point on, without taking it in: to see where it leaves the one that stands here.

use std::ops::ControlFlow;

use jemput_domain::{
    id::{DeviceId, ScopeId, ScopeSecret},
    log::{Head, Run},
    time::Moment,
};
use jemput_exchange::{
    Store, Taken,
    conversation::{ServerKey, Wanted},
    http::Connection,
};
use jemput_journal::{Journal, JournalError};

use crate::Trouble;

/// The journal as if one log ended earlier. It sends nothing and keeps what comes of that log.
struct Earlier<'j> {
    journal: &'j Journal,
    scope: ScopeId,
    end: Head,
    runs: Vec<Run>,
}

impl Store for Earlier<'_> {
    type Error = JournalError;

    fn scopes(&self) -> Result<Vec<ScopeId>, JournalError> {
        Ok(vec![self.scope])
    }

    fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, JournalError> {
        let mut heads = self.journal.view().heads(scope)?;
        heads.retain(|head| head.device != self.end.device);
        heads.extend((self.end.seq > 0).then_some(self.end));
        heads.sort();
        Ok(heads)
    }

    fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, JournalError> {
        self.journal.view().secret(scope)
    }

    fn runs_within(&self, _: ScopeId, _: &[(DeviceId, u32)], _: &[Head], _: usize) -> Result<Vec<Run>, JournalError> {
        Ok(Vec::new())
    }

    fn take_in(&mut self, _: ScopeId, runs: Vec<Run>, _: Moment) -> Result<Taken, JournalError> {
        self.runs
            .extend(runs.into_iter().filter(|run| run.device == self.end.device));
        Ok(Taken::default())
    }
}

/// The server's runs of the log behind `end`, in order. They have proved nothing yet.
pub(super) fn after(
    journal: &Journal,
    connection: &mut Connection,
    (writer, server): (DeviceId, ServerKey),
    scope: ScopeId,
    end: Head,
    at: Moment,
) -> Result<Vec<Run>, Trouble> {
    let mut earlier = Earlier {
        journal,
        scope,
        end,
        runs: Vec::new(),
    };
    connection.exchange(
        &mut earlier,
        writer,
        server,
        Wanted::These(vec![scope]),
        at,
        &mut |_| ControlFlow::Continue(()),
    )?;
    Ok(earlier.runs)
}
