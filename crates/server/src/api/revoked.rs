//! `POST /revoked` and `POST /hand-in`: a revoked laptop hears that it is, and hands in what is not here yet. It is sent nothing
//! else. `POST /kept`: a laptop in good standing asks what the backup holds.

use std::sync::Arc;

use axum::{Extension, Json, body::Body, extract::State};
use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::Head,
    revoked::{AsideWord, RevokedWord},
    time::Moment,
};
use jemput_exchange::{
    CentralStore, Signer,
    hand_in::{Aside, HAND_IN_BYTES_MAX, HandIn, HandedIn, LogSeq, RevokedAnswer, RevokedAsk},
    hex,
    kept::{KEPT_BYTES_MAX, KEPT_SCOPES_MAX, KeptAnswer, KeptAsk, KeptReceipt},
    wire::{BadBody, Item, Reader, batch, limit},
};
use jemput_journal::{Journal, JournalError, View};
use serde::de::DeserializeOwned;
use tokio::{task::spawn_blocking, time::timeout};

use super::{App, Office, body};
use crate::{config::Config, members::Member, refusal::Refusal, serve::now, tls::Peer};

/// Says that the laptop is revoked, and how far its logs are here.
pub async fn revoked<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    Extension(peer): Extension<Peer>,
    body: Body,
) -> Result<Json<RevokedAnswer>, Refusal> {
    let member = known(&app, peer).await?;
    let ask: RevokedAsk = json(body, HAND_IN_BYTES_MAX, &app.config).await?;
    if !ask.is_within_limits() {
        return Err(Refusal::TOO_LARGE);
    }
    with_office(&app, move |office, signer| {
        let reason = revoked_device(office, &member, ask.device)?;
        office.store.with(|journal| {
            let at = Moment(now());
            let word = RevokedWord {
                device: ask.device,
                reason,
                at,
            };
            let mut answer = RevokedAnswer {
                reason: reason.code().to_owned(),
                at,
                signature: hex::write(&word.sign(&signer.key)),
                logs: Vec::new(),
                aside: Vec::new(),
            };
            for log in &ask.logs {
                let here = head_of(journal.view(), log.scope, log.device)?;
                answer.logs.push(LogSeq {
                    seq: here.map_or(0, |head| head.seq),
                    ..*log
                });
                if log.device == ask.device {
                    answer.aside.extend(here.map(|head| aside(log.scope, head, at, signer)));
                }
            }
            Ok(answer)
        })
    })
    .await
    .map(Json)
}

/// Takes what the laptop hands in of one scope: its own events into quarantine, others' like any.
pub async fn hand_in<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    Extension(peer): Extension<Peer>,
    body: Body,
) -> Result<Json<HandedIn>, Refusal> {
    let member = known(&app, peer).await?;
    let large = timeout(app.config.progress, Arc::clone(&app.large).acquire_owned());
    let large = large.await.map_err(|_| Refusal::BUSY)?;
    let bytes = body::whole(body, limit::FRAME_BYTES_MAX + (64 << 10), &app.config).await?;
    let touched = app.touched.clone();
    with_office(&app, move |office, signer| {
        let _large = large;
        let (header, frame) = read(&bytes).map_err(Refusal::of_body)?;
        revoked_device(office, &member, header.device)?;
        let handed_in = office.store.with(|journal| take(journal, signer, &header, &frame))?;
        // Nobody looks any more only when the server stops.
        let _ = touched.send(header.scope);
        Ok(handed_in)
    })
    .await
    .map(Json)
}

/// The kept receipts of these scopes.
pub async fn kept<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    Extension(peer): Extension<Peer>,
    body: Body,
) -> Result<Json<KeptAnswer>, Refusal> {
    let asking = app.clone();
    let member = spawn_blocking(move || asking.member(peer));
    let member = member.await.map_err(|_| Refusal::STORE)??;
    let ask: KeptAsk = json(body, KEPT_BYTES_MAX, &app.config).await?;
    if ask.scopes.len() > KEPT_SCOPES_MAX {
        return Err(Refusal::TOO_LARGE);
    }
    let asking = app.clone();
    let receipts = spawn_blocking(move || {
        if member.as_ref().is_some_and(|member| member.device != ask.device) {
            return Err(Refusal::OTHER_DEVICE);
        }
        let mut receipts = Vec::new();
        for scope in ask.scopes {
            if member.as_ref().is_none_or(|member| !member.closed.contains(&scope)) {
                let kept = asking.store.with(|store| store.kept(scope, asking.signer.device));
                receipts.extend(
                    kept.map_err(|error| failed(&error))?
                        .map(|receipt| KeptReceipt::of(&receipt)),
                );
            }
        }
        Ok(receipts)
    });
    let receipts = receipts.await.map_err(|_| Refusal::STORE)??;
    Ok(Json(KeptAnswer { receipts }))
}

async fn with_office<S, T: Send + 'static>(
    app: &App<S>,
    work: impl FnOnce(&Office, &Signer) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let (office, signer) = (app.office.clone().ok_or(Refusal::NO_OFFICE)?, Arc::clone(&app.signer));
    spawn_blocking(move || work(&office, &signer))
        .await
        .map_err(|_| Refusal::STORE)?
}

/// The device that proved itself, revoked or not: before a byte of its body is read. Who is none waits for nothing here.
async fn known<S>(app: &App<S>, peer: Peer) -> Result<Member, Refusal> {
    let office = app.office.clone().ok_or(Refusal::NO_OFFICE)?;
    spawn_blocking(move || office.members.of(peer))
        .await
        .map_err(|_| Refusal::STORE)?
}

/// The reason of the device that proved itself, if it is the one it says and revoked.
fn revoked_device(
    office: &Office,
    member: &Member,
    device: DeviceId,
) -> Result<jemput_domain::event::RevokedFor, Refusal> {
    if member.device != device {
        return Err(Refusal::OTHER_DEVICE);
    }
    let found = office.store.with(|journal| journal.view().revocation(device));
    let revocation = found.map_err(|error| failed(&error))?.ok_or(Refusal::NOT_REVOKED)?;
    Ok(revocation.reason)
}

fn take(journal: &mut Journal, signer: &Signer, header: &HandIn, frame: &[u8]) -> Result<HandedIn, Refusal> {
    let at = Moment(now());
    let secret = journal.view().secret(header.scope)?;
    let runs = batch::decode(secret.as_ref(), frame).map_err(|_| Refusal::UNREADABLE)?;
    let mut devices: Vec<DeviceId> = runs.iter().map(|run| run.device).collect();
    devices.sort();
    devices.dedup();
    journal.take_in(header.scope, runs, at)?;
    let mut handed_in = HandedIn {
        logs: Vec::new(),
        aside: Vec::new(),
    };
    for device in devices {
        let Some(head) = head_of(journal.view(), header.scope, device)? else {
            continue;
        };
        handed_in.logs.push(LogSeq {
            scope: header.scope,
            device,
            seq: head.seq,
        });
        if device == header.device {
            handed_in.aside.push(aside(header.scope, head, at, signer));
        }
    }
    Ok(handed_in)
}

/// The end of a log, in quarantine or among the events.
fn head_of(view: View<'_>, scope: ScopeId, device: DeviceId) -> Result<Option<Head>, JournalError> {
    let aside = view
        .quarantined(Some(device))?
        .into_iter()
        .find(|range| range.scope == scope);
    if let Some(range) = aside {
        return Ok(Some(range.head));
    }
    Ok(view.heads(scope)?.into_iter().find(|head| head.device == device))
}

fn aside(scope: ScopeId, head: Head, at: Moment, signer: &Signer) -> Aside {
    Aside::sign(&AsideWord { scope, head, at }, &signer.key)
}

/// The header and the one frame.
fn read(bytes: &[u8]) -> Result<(HandIn, Vec<u8>), BadBody> {
    let mut reader = Reader::default();
    reader.push(bytes);
    let Some(Item::Header(header)) = reader.next_item::<HandIn, ()>()? else {
        return Err(BadBody::Cut);
    };
    let Some(Item::Frame(0, frame)) = reader.next_item::<HandIn, ()>()? else {
        return Err(BadBody::Unreadable);
    };
    match reader.next_item::<HandIn, ()>()? {
        Some(Item::End(())) => reader.finish().map(|()| (header, frame)),
        _ => Err(BadBody::Cut),
    }
}

async fn json<T: DeserializeOwned>(body: Body, bytes_max: usize, config: &Config) -> Result<T, Refusal> {
    let bytes = body::whole(body, bytes_max, config).await?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::UNREADABLE)
}

fn failed(error: &dyn std::error::Error) -> Refusal {
    tracing::error!(%error, "the store failed");
    Refusal::STORE
}
