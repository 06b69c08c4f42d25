//! `GET /visits`: which visits this server holds, for a laptop that is to join one. Sites and days, nothing of a person.

use axum::{Extension, Json, extract::State};
use jemput_exchange::{CentralStore, Store, offers::Offers};
use tokio::task::spawn_blocking;

use super::App;
use crate::{refusal::Refusal, tls::Peer};

/// The visits, the latest day first.
pub async fn visits<S>(State(app): State<App<S>>, Extension(peer): Extension<Peer>) -> Result<Json<Offers>, Refusal>
where
    S: CentralStore + Send + 'static,
{
    let asking = app.clone();
    // Who asks is looked up in the journal, which may wait for a writer.
    let member = spawn_blocking(move || asking.member(peer));
    member.await.map_err(|_| Refusal::STORE)??;
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
