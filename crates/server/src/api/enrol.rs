//! `POST /enrol`: a one-time code and a proved key for a credential.

use std::time::Duration;

use axum::{Extension, Json, body::Body, extract::State};
use jemput_domain::time::Moment;
use jemput_exchange::enrol::{ENROL_BYTES_MAX, EnrolAnswer, EnrolAsk};
use tokio::{task::spawn_blocking, time::sleep};

use super::App;
use crate::{
    enrol::{NotEnrolled, enrol as enrol_by_code},
    refusal::Refusal,
    serve::now,
    tls::Peer,
};

/// Enrols who asks. Whoever guesses waits, and few at a time.
pub async fn enrol<S>(
    State(app): State<App<S>>,
    Extension(peer): Extension<Peer>,
    body: Body,
) -> Result<Json<EnrolAnswer>, Refusal> {
    let office = app.office.ok_or(Refusal::NO_OFFICE)?;
    let reading = axum::body::to_bytes(body, ENROL_BYTES_MAX);
    let read = tokio::time::timeout(app.config.progress, reading).await;
    let bytes = read.map_err(|_| Refusal::TOO_SLOW)?.map_err(|_| Refusal::TOO_LARGE)?;
    let asked: Option<EnrolAsk> = serde_json::from_slice(&bytes).ok();
    let asking = asked.and_then(|ask| ask.read()).ok_or(Refusal::UNREADABLE)?;
    if peer.0.is_some_and(|key| key != asking.public_key) {
        return Err(Refusal::NOT_PROVED);
    }
    // Only now: who says nothing holds no place.
    let place = office.enrolling.try_acquire();
    let _place = place.map_err(|_| Refusal::TOO_MANY_TRIES)?;
    let (store, signer) = (office.store.clone(), app.signer);
    let enrolled =
        spawn_blocking(move || store.with(|journal| enrol_by_code(journal, &signer, &asking, Moment(now()))));
    match enrolled.await.map_err(|_| Refusal::STORE)? {
        Ok(answer) => Ok(Json(answer)),
        Err(why) => {
            tracing::warn!(%why, "a laptop was not enrolled");
            slow(app.config.enrol_pause).await;
            Err(Refusal::from(why))
        }
    }
}

/// Who was wrong once is not right by trying faster.
async fn slow(pause: Duration) {
    sleep(pause).await;
}

impl From<NotEnrolled> for Refusal {
    fn from(why: NotEnrolled) -> Self {
        match why {
            NotEnrolled::Journal(error) => {
                tracing::error!(%error, "the store failed");
                Self::STORE
            }
            NotEnrolled::NoOffice => Self::NO_OFFICE,
            NotEnrolled::NotProved => Self::NOT_PROVED,
            NotEnrolled::CodeWrong => Self::CODE_WRONG,
            NotEnrolled::CodeUsed => Self::CODE_USED,
            NotEnrolled::CodeExpired => Self::CODE_EXPIRED,
            NotEnrolled::OtherDevice => Self::OTHER_DEVICE,
            NotEnrolled::Revoked => Self::REVOKED,
        }
    }
}
