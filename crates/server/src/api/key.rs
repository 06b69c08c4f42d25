//! `GET /key`: who this server is, and the keys that it announced, each signed by the one before it.

use axum::{Json, extract::State};
use jemput_exchange::{enrol::AnnouncedKey, hex};
use jemput_journal::{Journal, JournalError};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use super::App;
use crate::refusal::Refusal;

/// The server's device id, public key and announced keys.
pub async fn key<S>(State(app): State<App<S>>) -> Result<Json<Value>, Refusal> {
    let announced = match app.office {
        Some(office) => spawn_blocking(move || office.store.with(announced)).await,
        None => Ok(Ok(Vec::new())),
    };
    let announced = announced.map_err(|_| Refusal::STORE)?.map_err(|error| {
        tracing::error!(%error, "the announced keys cannot be read");
        Refusal::STORE
    })?;
    Ok(Json(json!({
        "device": app.signer.device,
        "key_id": app.signer.key_id,
        "public_key": hex::write(&app.signer.key.public()),
        "announced": announced,
    })))
}

fn announced(journal: &mut Journal) -> Result<Vec<AnnouncedKey>, JournalError> {
    let view = journal.view();
    let Some(trust) = view.trust()? else {
        return Ok(Vec::new());
    };
    Ok(view.announced_keys(&trust)?.iter().map(AnnouncedKey::of).collect())
}
