//! The store as one device may see it: scopes of others are as if they were not here, and nothing is taken in for them.

use std::{collections::BTreeSet, sync::Arc};

use jemput_domain::{
    id::{DeviceId, ScopeId, ScopeSecret},
    log::{Head, Refused, Run},
    time::Moment,
};
use jemput_exchange::{Store, Taken};

/// A store with closed doors.
#[derive(Clone, Debug)]
pub struct Allowed<S> {
    /// The store.
    pub store: S,
    /// What is closed.
    pub closed: Arc<BTreeSet<ScopeId>>,
}

impl<S: Store> Store for Allowed<S> {
    type Error = S::Error;

    fn scopes(&self) -> Result<Vec<ScopeId>, S::Error> {
        let mut scopes = self.store.scopes()?;
        scopes.retain(|scope| !self.closed.contains(scope));
        Ok(scopes)
    }

    fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, S::Error> {
        if self.closed.contains(&scope) {
            return Ok(Vec::new());
        }
        self.store.heads(scope)
    }

    fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, S::Error> {
        if self.closed.contains(&scope) {
            return Ok(None);
        }
        self.store.secret(scope)
    }

    fn runs_within(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        up_to: &[Head],
        bytes_max: usize,
    ) -> Result<Vec<Run>, S::Error> {
        if self.closed.contains(&scope) {
            return Ok(Vec::new());
        }
        self.store.runs_within(scope, after, up_to, bytes_max)
    }

    fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, at: Moment) -> Result<Taken, S::Error> {
        if !self.closed.contains(&scope) {
            return self.store.take_in(scope, runs, at);
        }
        Ok(Taken {
            refused: runs.iter().map(|run| (run.device, Refused::NoAccess)).collect(),
            ..Taken::default()
        })
    }
}
