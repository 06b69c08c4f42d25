//! `GET /admin/inventory/{device}`: whose data are, or were, on a laptop, as CSV. `?nik=full` for whole NIKs.

use axum::{
    extract::{Path, State},
    http::{
        HeaderMap, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use jemput_domain::id::DeviceId;
use jemput_exchange::CentralStore;
use uuid::Uuid;

use super::{App, Denied, may, with_token};
use crate::inventory;

/// The inventory.
pub async fn inventory<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    Path(device): Path<Uuid>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Denied> {
    let (signer, full_niks) = (app.signer.clone(), uri.query() == Some("nik=full"));
    let csv = with_token(&app, &headers, move |journal, token| {
        may(journal, token, DeviceId(device))?;
        inventory::inventory(journal, &signer, DeviceId(device), full_niks)?.csv()
    });
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((headers, csv.await?).into_response())
}
