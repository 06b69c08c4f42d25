//! The server's journal, shared by all requests: one writer at a time, locked only while the store itself works.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jemput_domain::{
    event::{Draft, RevokedFor},
    id::{DeviceId, ScopeId, ScopeSecret},
    log::{Head, Run},
    receipt::Receipt,
    time::Moment,
};
use jemput_exchange::{CentralStore, RecordedThere, Signer, Store, Taken, offers::Offer};

/// A store behind a lock. Packing, unpacking and waiting for the network happen outside of it.
#[derive(Debug)]
pub struct Held<S>(Arc<Mutex<S>>);

impl<S> Held<S> {
    /// Shares a store.
    pub fn new(store: S) -> Self {
        Self(Arc::new(Mutex::new(store)))
    }

    /// Does something with the store alone.
    pub fn with<T>(&self, work: impl FnOnce(&mut S) -> T) -> T {
        work(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, S> {
        // A request that panicked left no half transaction behind: SQLite rolled it back.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S> Clone for Held<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: Store> Store for Held<S> {
    type Error = S::Error;

    fn scopes(&self) -> Result<Vec<ScopeId>, S::Error> {
        self.lock().scopes()
    }

    fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, S::Error> {
        self.lock().heads(scope)
    }

    fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, S::Error> {
        self.lock().secret(scope)
    }

    fn runs_within(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        up_to: &[Head],
        bytes_max: usize,
    ) -> Result<Vec<Run>, S::Error> {
        self.lock().runs_within(scope, after, up_to, bytes_max)
    }

    fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, at: Moment) -> Result<Taken, S::Error> {
        self.lock().take_in(scope, runs, at)
    }
}

impl<S: CentralStore> CentralStore for Held<S> {
    fn recorded_there(&self, scope: ScopeId) -> Result<Vec<RecordedThere>, S::Error> {
        self.lock().recorded_there(scope)
    }

    fn offer(&self, scope: ScopeId) -> Result<Option<Offer>, S::Error> {
        self.lock().offer(scope)
    }

    fn revoked(&self, device: DeviceId) -> Result<Option<RevokedFor>, S::Error> {
        self.lock().revoked(device)
    }

    fn kept(&self, scope: ScopeId, server: DeviceId) -> Result<Option<Receipt>, S::Error> {
        self.lock().kept(scope, server)
    }

    fn note_held_on(&mut self, device: DeviceId, scopes: &[ScopeId], at: Moment) -> Result<(), S::Error> {
        self.lock().note_held_on(device, scopes, at)
    }

    fn append(&mut self, scope: ScopeId, author: &Signer, at: Moment, drafts: Vec<Draft>) -> Result<(), S::Error> {
        self.lock().append(scope, author, at, drafts)
    }
}
