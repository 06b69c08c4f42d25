//! The server's endpoints, one a file.

mod exchange;
mod health;
mod key;
mod ready;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use jemput_exchange::Signer;
use jemput_journal::Journal;

use crate::{config::Config, counts::Counts, elsewhere::Touched, held::Held, turns::Turns};

/// What every request may use.
#[derive(Clone)]
pub struct App {
    /// The journal.
    pub store: Held<Journal>,
    /// Who the server is.
    pub signer: Arc<Signer>,
    /// Its limits.
    pub config: Arc<Config>,
    /// What it did so far.
    pub counts: Arc<Counts>,
    /// Whose requests are under way.
    pub turns: Arc<Turns>,
    /// Where scopes are named that something new came for.
    pub touched: Touched,
}

/// All endpoints.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/health", get(health::health))
        .route("/ready", get(ready::ready))
        .route("/key", get(key::key))
        .route("/exchange", post(exchange::exchange))
        .with_state(app)
}
