//! `GET /health`: the process lives, and whom it takes.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::App;

/// Answers always.
pub async fn health<S>(State(app): State<App<S>>) -> Json<Value> {
    let takes = match app.office {
        Some(_) => "enrolled",
        None => "anyone on this machine: no office is open",
    };
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "takes": takes }))
}
