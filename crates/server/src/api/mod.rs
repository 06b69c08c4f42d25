//! The server's endpoints, one a file.

mod admin;
mod body;
mod enrol;
mod exchange;
mod health;
mod key;
mod ready;
mod revoked;
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
    token::Gate,
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
    /// How often administrators may ask.
    pub gate: Arc<Gate>,
}

impl<S> App<S> {
    /// The device of the office that asks; none where no office is open.
    ///
    /// # Errors
    /// It is none of the office's, or not any more.
    pub fn member(&self, peer: Peer) -> Result<Option<Member>, Refusal> {
        let Some(office) = &self.office else {
            return Ok(None);
        };
        let member = office.members.of(peer)?;
        match office.store.with(|journal| journal.view().revocation(member.device)) {
            Ok(None) => Ok(Some(member)),
            Ok(Some(_)) => Err(Refusal::REVOKED),
            Err(error) => Err(error.into()),
        }
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
            gate: Arc::clone(&self.gate),
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
        .route("/revoked", post(revoked::revoked::<S>))
        .route("/hand-in", post(revoked::hand_in::<S>))
        .route("/kept", post(revoked::kept::<S>))
        .merge(admin::router())
        .with_state(app)
}
