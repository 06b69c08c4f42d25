//! `GET /ready`: the store answers, so exchanges are taken.

use axum::{Json, extract::State};
use jemput_exchange::Store;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use super::App;
use crate::refusal::Refusal;

/// Asks the store.
pub async fn ready<S: Store + Send + 'static>(State(app): State<App<S>>) -> Result<Json<Value>, Refusal> {
    match spawn_blocking(move || app.store.scopes()).await {
        Ok(Ok(scopes)) => Ok(Json(json!({ "status": "ready", "scopes": scopes.len() }))),
        Ok(Err(error)) => {
            tracing::error!(%error, "the store failed");
            Err(Refusal::STORE)
        }
        Err(_) => Err(Refusal::STORE),
    }
}
