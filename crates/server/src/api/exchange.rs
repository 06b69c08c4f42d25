//! `POST /exchange`: one request of the conversation and its answer, both streamed.

use std::{io, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use jemput_domain::time::Moment;
use jemput_exchange::{Signer, conversation::Replying, wire::MEDIA_TYPE};
use jemput_journal::Journal;
use tokio::{
    sync::mpsc,
    task::spawn_blocking,
    time::{Instant, timeout, timeout_at},
};

use super::App;
use crate::{counts::Counts, held::Held, refusal::Refusal, serve::now};

/// Takes in the request as it comes, then streams the answer.
pub async fn exchange(State(app): State<App>, body: Body) -> Result<Response, Refusal> {
    let deadline = Instant::now() + app.config.exchange;
    let replying = timeout_at(deadline, hear(&app, body))
        .await
        .map_err(|_| Refusal::TOO_SLOW)??;
    let mut turn = Turn {
        replying,
        store: app.store,
        signer: app.signer,
        counts: app.counts,
    };
    let first = turn.send().await?;
    let (pieces, taken) = mpsc::channel::<Result<Bytes, io::Error>>(2);
    let patience = app.config.progress;
    tokio::spawn(async move {
        // Nobody takes the rest: the laptop goes on from its heads next time.
        let _ = timeout_at(deadline, turn.stream(pieces, patience)).await;
    });
    let rest = stream::unfold(taken, |mut taken| async move {
        taken.recv().await.map(|piece| (piece, taken))
    });
    let body = Body::from_stream(stream::iter(first.map(Ok)).chain(rest));
    Ok(([(CONTENT_TYPE, MEDIA_TYPE)], body).into_response())
}

/// Reads the request to its end; whole frames are committed on the way, whatever comes after them.
async fn hear(app: &App, body: Body) -> Result<Replying, Refusal> {
    let mut replying = Replying::default();
    let mut stream = body.into_data_stream();
    let mut bytes_left = app.config.body_bytes_max;
    while let Some(bytes) = timeout(app.config.progress, stream.next())
        .await
        .map_err(|_| Refusal::TOO_SLOW)?
    {
        let bytes = bytes.map_err(|_| Refusal::of_body(jemput_exchange::wire::BadBody::Cut))?;
        bytes_left = bytes_left.checked_sub(bytes.len() as u64).ok_or(Refusal::TOO_LARGE)?;
        let mut store = app.store.clone();
        let (taken, known) = (replying.taken, replying.known);
        let heard = spawn_blocking(move || {
            let heard = replying.hear(&mut store, &bytes, Moment(now()));
            (replying, heard)
        });
        let (after, heard) = heard.await.map_err(|_| Refusal::STORE)?;
        app.counts.add(after.taken - taken, after.known - known, 0);
        heard?;
        replying = after;
    }
    replying.heard_all().map_err(Refusal::of_body)?;
    Ok(replying)
}

/// The answer's side of one request.
struct Turn {
    replying: Replying,
    store: Held<Journal>,
    signer: Arc<Signer>,
    counts: Arc<Counts>,
}

impl Turn {
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
