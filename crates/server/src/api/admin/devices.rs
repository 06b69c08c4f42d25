//! `GET /admin/devices`, `POST /admin/devices/{device}/revoke`.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use jemput_domain::{event::RevokedFor, id::DeviceId};
use jemput_exchange::CentralStore;
use serde::Deserialize;
use uuid::Uuid;

use super::{App, Denied, may, with_token};
use crate::{
    admin::AdminError,
    revoke::{self, DeviceLine},
};

/// Why, by code.
#[derive(Deserialize)]
pub struct Why {
    reason: String,
}

/// The office's devices; with a van's token, the van's.
pub async fn list<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Result<Json<Vec<DeviceLine>>, Denied> {
    let lines = with_token(&app, &headers, |journal, token| {
        let mut lines = revoke::devices(journal.view())?;
        lines.retain(|line| token.van.is_none_or(|van| van == line.van));
        Ok(lines)
    });
    Ok(Json(lines.await?))
}

/// Revokes a device.
pub async fn revoke<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    Path(device): Path<Uuid>,
    headers: HeaderMap,
    Json(why): Json<Why>,
) -> Result<Json<DeviceLine>, Denied> {
    let signer = app.signer.clone();
    let line = with_token(&app, &headers, move |journal, token| {
        may(journal, token, DeviceId(device))?;
        let reason = RevokedFor::of(&why.reason).ok_or(AdminError::NoReason)?;
        tracing::info!(%device, reason = reason.code(), by = token.id, "a device is revoked");
        revoke::revoke(journal, &signer, DeviceId(device), reason)
    });
    Ok(Json(line.await?))
}
