//! `GET /health`: the process lives.

use axum::Json;
use serde_json::{Value, json};

/// Answers always.
pub async fn health() -> Json<Value> {
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}
