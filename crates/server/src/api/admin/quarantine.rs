//! `GET /admin/quarantine`, `POST /admin/quarantine/settle`.

use axum::{Json, extract::State, http::HeaderMap};
use jemput_domain::time::Moment;
use jemput_exchange::CentralStore;
use serde_json::{Value, json};

use super::{App, Denied, may, with_token};
use crate::{
    quarantine::{self, RangeLine, Settling},
    serve::now,
};

/// What waits; with a van's token, of the van's devices.
pub async fn list<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Result<Json<Vec<RangeLine>>, Denied> {
    let lines = with_token(&app, &headers, |journal, token| {
        let mut lines = quarantine::list(journal.view())?;
        lines.retain(|line| may(journal, token, line.device).is_ok());
        Ok(lines)
    });
    Ok(Json(lines.await?))
}

/// Admits or refuses a range. Each token is one person: admitting takes two.
pub async fn settle<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
    Json(settling): Json<Settling>,
) -> Result<Json<Value>, Denied> {
    let signer = app.signer.clone();
    let touched = settling.scope;
    let settled = with_token(&app, &headers, move |journal, token| {
        may(journal, token, settling.device)?;
        quarantine::settle(journal, &signer, settling, &token.name, Moment(now()))
    });
    let settled = settled.await?;
    // Nobody looks any more only when the server stops.
    let _ = app.touched.send(touched);
    Ok(Json(json!({ "settled": settled })))
}
