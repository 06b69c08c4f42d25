//! `GET /visits`: which visits this server holds, for a laptop that is to join one. Sites and days, nothing of a person.

use axum::{Json, extract::State};
use jemput_exchange::{CentralStore, Store, offers::Offers};
use tokio::task::spawn_blocking;

use super::App;
use crate::refusal::Refusal;

/// The visits, the latest day first.
pub async fn visits<S>(State(app): State<App<S>>) -> Result<Json<Offers>, Refusal>
where
    S: CentralStore + Send + 'static,
{
    let store = app.store;
    let listed = spawn_blocking(move || {
        let mut offers = Vec::new();
        // The store is asked visit by visit: a long list keeps no exchange waiting.
        for scope in store.scopes()? {
            offers.extend(store.offer(scope)?);
        }
        Ok::<_, S::Error>(offers)
    });
    match listed.await {
        Ok(Ok(offers)) => Ok(Json(Offers::of(offers, 0))),
        Ok(Err(error)) => {
            tracing::error!(%error, "the visits cannot be listed");
            Err(Refusal::STORE)
        }
        Err(_) => Err(Refusal::STORE),
    }
}
