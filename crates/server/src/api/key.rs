//! `GET /key`: who this server is. A laptop pins it at its first contact.

use std::fmt::Write;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::App;

/// The server's device id and public key.
pub async fn key<S>(State(app): State<App<S>>) -> Json<Value> {
    let mut hex = String::with_capacity(64);
    for byte in app.signer.key.public() {
        write!(hex, "{byte:02x}").expect("a String takes all");
    }
    Json(json!({ "device": app.signer.device, "key_id": app.signer.key_id, "public_key": hex }))
}
