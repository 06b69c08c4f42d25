//! `/admin/...`: what an administrator does over the network, with a token. The same as at the command line, over the same
//! functions.

mod devices;
mod inventory;
mod quarantine;
mod unfit;

use std::{sync::Arc, time::Instant};

use axum::{
    Json, Router,
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use jemput_domain::{id::DeviceId, words::Lang};
use jemput_exchange::CentralStore;
use jemput_journal::Journal;
use serde_json::json;
use tokio::task::spawn_blocking;

use super::{App, Office};
use crate::{
    admin::AdminError,
    revoke,
    token::{self, Token},
};

/// All that a token opens.
pub fn router<S: CentralStore + Send + 'static>() -> Router<App<S>> {
    Router::new()
        .route("/admin/devices", get(devices::list::<S>))
        .route("/admin/devices/{device}/revoke", post(devices::revoke::<S>))
        .route("/admin/quarantine", get(quarantine::list::<S>))
        .route("/admin/quarantine/settle", post(quarantine::settle::<S>))
        .route("/admin/inventory/{device}", get(inventory::inventory::<S>))
        .route("/admin/acts-without-role", get(unfit::list::<S>))
}

/// What an administrator is answered instead of the thing asked for.
#[derive(Debug)]
pub enum Denied {
    /// No token, a wrong one, or a revoked one.
    Token,
    /// Too many wrong tokens; a right one always passes.
    TooMany,
    /// No office is open here.
    NoOffice,
    /// The server broke off.
    Broke,
    /// What was asked for.
    Admin(AdminError),
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        let (status, code, message) = match &self {
            Self::Token => (
                StatusCode::UNAUTHORIZED,
                "token",
                "Token tidak berlaku. / The token opens nothing.".to_owned(),
            ),
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                "too_many",
                "Terlalu banyak permintaan; coba lagi sebentar lagi. / Too many requests; try again in a minute."
                    .to_owned(),
            ),
            Self::NoOffice => (StatusCode::CONFLICT, "no_office", both(&AdminError::NoOffice)),
            Self::Broke => (
                StatusCode::SERVICE_UNAVAILABLE,
                "store",
                "Server sedang tidak menjawab; coba lagi nanti. / The server does not answer; try again later."
                    .to_owned(),
            ),
            Self::Admin(error) => (status(error), error.code(), both(error)),
        };
        (status, Json(json!({ "error": code, "message": message }))).into_response()
    }
}

fn both(error: &AdminError) -> String {
    format!("{} / {}", error.say(Lang::Id), error.say(Lang::En))
}

fn status(error: &AdminError) -> StatusCode {
    match error {
        AdminError::Unknown { .. } => StatusCode::NOT_FOUND,
        AdminError::OtherVan => StatusCode::FORBIDDEN,
        AdminError::NoReason | AdminError::Unreadable => StatusCode::BAD_REQUEST,
        AdminError::Already | AdminError::SecondPerson | AdminError::NoOffice => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Does something for whoever holds a token, off the threads that answer.
async fn with_token<S, T, W>(app: &App<S>, headers: &HeaderMap, work: W) -> Result<T, Denied>
where
    T: Send + 'static,
    W: FnOnce(&mut Journal, &Token) -> Result<T, AdminError> + Send + 'static,
{
    let office: Arc<Office> = app.office.clone().ok_or(Denied::NoOffice)?;
    let given = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(|token| token.trim().to_owned());
    let done = spawn_blocking(move || {
        office.store.with(|journal| {
            let found = token::check(journal.view(), given.as_deref().unwrap_or_default());
            match found.map_err(AdminError::from)? {
                Some(token) => work(journal, &token).map(Some),
                None => Ok(None),
            }
        })
    });
    match done.await {
        Ok(Ok(Some(answer))) => Ok(answer),
        Ok(Ok(None)) => {
            let too_many = app.gate.missed(Instant::now());
            Err(if too_many { Denied::TooMany } else { Denied::Token })
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "an administrator's request was not done");
            Err(Denied::Admin(error))
        }
        Err(_) => Err(Denied::Broke),
    }
}

/// Whether a token is for this device: one of its van's, or of any in the office.
fn may(journal: &Journal, token: &Token, device: DeviceId) -> Result<(), AdminError> {
    let line = revoke::device(journal.view(), device)?;
    if token.van.is_none_or(|van| van == line.van) {
        Ok(())
    } else {
        Err(AdminError::OtherVan)
    }
}
