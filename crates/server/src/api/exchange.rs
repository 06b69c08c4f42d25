//! `POST /exchange`: one request of the conversation and its answer, both streamed.

use std::{collections::BTreeSet, io, sync::Arc, time::Duration};

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use jemput_domain::{id::ScopeId, time::Moment};
use jemput_exchange::{
    CentralStore, Signer, Store,
    conversation::Replying,
    wire::{BadBody, MEDIA_TYPE},
};
use jemput_journal::Journal;
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    task::spawn_blocking,
    time::{Instant, timeout, timeout_at},
};

use super::App;
use crate::{
    allowed::Allowed, counts::Counts, held::Held, members::Member, refusal::Refusal, serve::now, tls::Peer, turns::Turn,
};

/// More than this of an unfinished frame is much: usual ones are a tenth of it.
const LARGE_BYTES: usize = 1 << 20;

/// Takes in the request as it comes, then streams the answer.
pub async fn exchange<S>(
    State(app): State<App<S>>,
    Extension(peer): Extension<Peer>,
    body: Body,
) -> Result<Response, Refusal>
where
    S: Store + Send + 'static,
{
    let deadline = Instant::now() + app.config.exchange;
    let asking = app.clone();
    let member = spawn_blocking(move || asking.member(peer));
    let member = member.await.map_err(|_| Refusal::STORE)??;
    let store = Allowed {
        store: app.store.clone(),
        closed: member
            .as_ref()
            .map(|member| Arc::clone(&member.closed))
            .unwrap_or_default(),
    };
    let replying = timeout_at(deadline, hear(&app, &store, member, body))
        .await
        .map_err(|_| Refusal::TOO_SLOW)??;
    note_held_on(&app, &replying, &store.closed).await?;
    let mut sending = Sending {
        replying,
        store,
        signer: app.signer,
        counts: app.counts,
    };
    let first = sending.send().await?;
    let (pieces, taken) = mpsc::channel::<Result<Bytes, io::Error>>(2);
    let patience = app.config.progress;
    tokio::spawn(async move {
        // Nobody takes the rest: the laptop goes on from its heads next time.
        let _ = timeout_at(deadline, sending.stream(pieces, patience)).await;
    });
    let rest = stream::unfold(taken, |mut taken| async move {
        taken.recv().await.map(|piece| (piece, taken))
    });
    let body = Body::from_stream(stream::iter(first.map(Ok)).chain(rest));
    Ok(([(CONTENT_TYPE, MEDIA_TYPE)], body).into_response())
}

/// Whose data are on the laptop from now on, should it be stolen.
async fn note_held_on<S>(app: &App<S>, replying: &Replying, closed: &BTreeSet<ScopeId>) -> Result<(), Refusal> {
    let (Some(office), Some(request)) = (app.office.clone(), replying.request()) else {
        return Ok(());
    };
    let (device, scopes) = (request.device, request.scopes.iter().map(|asked| asked.scope));
    let scopes: Vec<ScopeId> = scopes.filter(|scope| !closed.contains(scope)).collect();
    let noted = spawn_blocking(move || {
        let note = |journal: &mut Journal| CentralStore::note_held_on(journal, device, &scopes, Moment(now()));
        office.store.with(note)
    });
    Ok(noted.await.map_err(|_| Refusal::STORE)??)
}

/// Reads the request to its end; whole frames are committed on the way, whatever comes after them.
async fn hear<S: Store + Send + 'static>(
    app: &App<S>,
    store: &Allowed<Held<S>>,
    member: Option<Member>,
    body: Body,
) -> Result<Replying, Refusal> {
    let mut hearing = Hearing {
        app,
        store,
        member,
        replying: Replying::default(),
        turn: None,
        large: None,
    };
    let mut stream = body.into_data_stream();
    let mut bytes_left = app.config.body_bytes_max;
    while let Some(bytes) = hearing
        .or_over(timeout(app.config.progress, stream.next()))
        .await?
        .map_err(|_| Refusal::TOO_SLOW)?
    {
        let bytes = bytes.map_err(|_| Refusal::of_body(BadBody::Cut))?;
        bytes_left = bytes_left.checked_sub(bytes.len() as u64).ok_or(Refusal::TOO_LARGE)?;
        hearing.take(bytes).await?;
    }
    hearing.replying.heard_all().map_err(Refusal::of_body)?;
    Ok(hearing.replying)
}

/// A request that is being read.
struct Hearing<'a, S> {
    app: &'a App<S>,
    store: &'a Allowed<Held<S>>,
    /// The device that proved itself; none where no office is open.
    member: Option<Member>,
    replying: Replying,
    turn: Option<Turn>,
    /// Its place among the few that may keep much in memory.
    large: Option<OwnedSemaphorePermit>,
}

impl<S: Store + Send + 'static> Hearing<'_, S> {
    /// Waits, unless the same device begins anew.
    async fn or_over<T>(&mut self, wait: impl Future<Output = T>) -> Result<T, Refusal> {
        let Some(turn) = &mut self.turn else {
            return Ok(wait.await);
        };
        tokio::select! {
            done = wait => Ok(done),
            () = turn.is_over() => Err(Refusal::OVER),
        }
    }

    /// Takes in the next bytes.
    async fn take(&mut self, bytes: Bytes) -> Result<(), Refusal> {
        if self.large.is_none() && self.replying.held_bytes() + bytes.len() > LARGE_BYTES {
            let place = timeout(self.app.config.progress, Arc::clone(&self.app.large).acquire_owned());
            // Never closed.
            self.large = self.or_over(place).await?.map_err(|_| Refusal::BUSY)?.ok();
        }
        self.replying.push(&bytes).map_err(Refusal::of_body)?;
        if self.turn.is_none()
            && let Some(request) = self.replying.request()
        {
            if self
                .member
                .as_ref()
                .is_some_and(|member| member.device != request.device)
            {
                return Err(Refusal::OTHER_DEVICE);
            }
            self.turn = Some(self.app.turns.begin(request.device).await.ok_or(Refusal::OVER)?);
        }
        let (app, turn, mut replying) = (self.app.clone(), self.turn.clone(), std::mem::take(&mut self.replying));
        let mut store = self.store.clone();
        let working = spawn_blocking(move || {
            let heard = commit(&app, &mut store, &mut replying);
            // The device's turn lasts until here, even where nobody waits for the answer any more.
            drop(turn);
            (replying, heard)
        });
        let (replying, heard) = working.await.map_err(|_| Refusal::STORE)?;
        self.replying = replying;
        heard
    }
}

/// Takes in the whole frames that are here.
fn commit<S: Store>(app: &App<S>, store: &mut Allowed<Held<S>>, replying: &mut Replying) -> Result<(), Refusal> {
    let (taken, known) = (replying.taken, replying.known);
    let heard = replying.work(store, Moment(now()));
    app.counts.add(replying.taken - taken, replying.known - known, 0);
    for scope in std::mem::take(&mut replying.touched) {
        // Nobody looks any more only when the server stops; it looks at everything when it starts.
        let _ = app.touched.send(scope);
    }
    Ok(heard?)
}

/// The answer's side of one request.
struct Sending<S> {
    replying: Replying,
    store: Allowed<Held<S>>,
    signer: Arc<Signer>,
    counts: Arc<Counts>,
}

impl<S: Store + Send + 'static> Sending<S> {
    /// The next piece.
    async fn send(&mut self) -> Result<Option<Bytes>, Refusal> {
        let mut replying = std::mem::take(&mut self.replying);
        let (store, signer) = (self.store.clone(), Arc::clone(&self.signer));
        let (replying, piece) = spawn_blocking(move || {
            let piece = replying.send(&store, &signer, Moment(now()));
            (replying, piece)
        })
        .await
        .map_err(|_| Refusal::STORE)?;
        self.replying = replying;
        Ok(piece?.map(Bytes::from))
    }

    /// All pieces that are left.
    async fn stream(mut self, pieces: mpsc::Sender<Result<Bytes, io::Error>>, patience: Duration) {
        loop {
            let piece = match self.send().await {
                Ok(Some(piece)) => Ok(piece),
                Ok(None) => break,
                Err(_) => Err(io::Error::other("the store failed")),
            };
            let failed = piece.is_err();
            if !matches!(timeout(patience, pieces.send(piece)).await, Ok(Ok(()))) || failed {
                return;
            }
        }
        let Replying { taken, known, sent, .. } = self.replying;
        self.counts.add(0, 0, sent);
        tracing::info!(taken, known, sent, "an exchange ended");
    }
}
