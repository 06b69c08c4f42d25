//! The server's endpoints, one a file.

mod enrol;
mod exchange;
mod health;
mod key;
mod ready;
mod visits;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use jemput_exchange::{CentralStore, Signer};
use jemput_journal::Journal;
use tokio::sync::Semaphore;

use crate::{
    config::Config,
    counts::Counts,
    elsewhere::Touched,
    held::Held,
    members::{Member, Members},
    refusal::Refusal,
    tls::Peer,
    turns::Turns,
};

/// The office, where one is open at this server.
pub struct Office {
    /// The journal that holds its register.
    pub store: Held<Journal>,
    /// Who belongs to it.
    pub members: Members,
    /// Places for enrolments.
    pub enrolling: Semaphore,
}

/// What every request may use.
pub struct App<S> {
    /// The events of all visits.
    pub store: Held<S>,
    /// Who the server is.
    pub signer: Arc<Signer>,
    /// Its limits.
    pub config: Arc<Config>,
    /// What it did so far.
    pub counts: Arc<Counts>,
    /// Whose requests are under way.
    pub turns: Arc<Turns>,
    /// Places for requests that keep much in memory.
    pub large: Arc<Semaphore>,
    /// Where scopes are named that something new came for.
    pub touched: Touched,
    /// The office; none: laptops are taken as they come, within this machine.
    pub office: Option<Arc<Office>>,
}

impl<S> App<S> {
    /// The device of the office that asks; none where no office is open.
    ///
    /// # Errors
    /// It is none of the office's.
    pub fn member(&self, peer: Peer) -> Result<Option<Member>, Refusal> {
        self.office.as_ref().map(|office| office.members.of(peer)).transpose()
    }
}

impl<S> Clone for App<S> {
    fn clone(&self) -> Self {
        Self {
            store: self.store.clone(),
            signer: Arc::clone(&self.signer),
            config: Arc::clone(&self.config),
            counts: Arc::clone(&self.counts),
            turns: Arc::clone(&self.turns),
            large: Arc::clone(&self.large),
            touched: self.touched.clone(),
            office: self.office.clone(),
        }
    }
}

/// All endpoints.
pub fn router<S: CentralStore + Send + 'static>(app: App<S>) -> Router {
    Router::new()
        .route("/health", get(health::health::<S>))
        .route("/ready", get(ready::ready::<S>))
        .route("/key", get(key::key::<S>))
        .route("/enrol", post(enrol::enrol::<S>))
        .route("/visits", get(visits::visits::<S>))
        .route("/exchange", post(exchange::exchange::<S>))
        .with_state(app)
}
