//! The exchange over HTTP, from the laptop's side. Waits are measured from the last progress, never over the whole.

mod address;
mod failure;

use std::{convert::Infallible, ops::ControlFlow, time::Duration};

use bytes::Bytes;
use futures_util::stream;
use jemput_domain::{id::DeviceId, time::Moment};
use reqwest::{Body, Client, Response, StatusCode, header::CONTENT_TYPE, redirect};
use serde::Deserialize;
use tokio::{
    runtime::{Builder, Runtime},
    sync::mpsc,
    task::JoinHandle,
    time::timeout,
};

pub use address::Address;
pub use failure::Failure;

use crate::{
    conversation::{Asking, Memory, Next, Outcome, Progress, ServerKey, Wanted},
    store::Store,
    wire::MEDIA_TYPE,
};

/// The most bytes of a sentence that a server refuses with.
const REFUSAL_BYTES_MAX: usize = 64 << 10;

/// Bytes that are handed to the network at once: progress is counted in these.
const PIECE_BYTES: usize = 16 << 10;

/// How long to wait without any progress.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// For the connection to be made.
    pub connect: Duration,
    /// For the next bytes to be taken or to come.
    pub progress: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            progress: Duration::from_secs(60),
        }
    }
}

/// A server, reached over HTTP. Keep it between exchanges: it remembers the connection and what the server had.
///
/// Its calls block; never make them on a thread that runs asynchronous tasks.
#[derive(Debug)]
pub struct Connection {
    runtime: Runtime,
    client: Client,
    address: Address,
    patience: Patience,
    memory: Memory,
}

#[derive(Deserialize)]
struct KeyAnswer {
    device: DeviceId,
    public_key: String,
}

#[derive(Deserialize)]
struct RefusalAnswer {
    error: String,
    #[serde(default)]
    message: String,
}

impl Connection {
    /// Prepares to talk to a server; nothing is sent yet.
    pub fn new(address: &str, patience: Patience) -> Result<Self, Failure> {
        let address = Address::parse(address)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|_| Failure::Unreachable)?;
        let mut client = Client::builder()
            .connect_timeout(patience.connect)
            .pool_idle_timeout(Duration::from_secs(30))
            .redirect(redirect::Policy::none());
        if address.is_loopback() {
            // Plain HTTP within this machine needs no certificates, and no proxy.
            client = client.no_proxy().tls_certs_only([]);
        }
        let client = client.build().map_err(|_| Failure::Unreachable)?;
        Ok(Self {
            runtime,
            client,
            address,
            patience,
            memory: Memory::default(),
        })
    }

    /// Asks the server who it is: what a laptop pins at its first contact.
    pub fn server_key(&self) -> Result<ServerKey, Failure> {
        self.runtime.block_on(async {
            let answer = timeout(self.patience.progress, self.client.get(self.address.of("key")).send());
            let response = answer.await.map_err(|_| Failure::NoProgress)?.map_err(failure::of)?;
            let response = self.accepted(response).await?;
            let body = self.short_body(response).await?;
            let key: KeyAnswer =
                serde_json::from_slice(&body).map_err(|_| Failure::BadAnswer { code: "unreadable" })?;
            let public_key = from_hex(&key.public_key).ok_or(Failure::BadAnswer { code: "unreadable" })?;
            Ok(ServerKey {
                device: key.device,
                public_key,
            })
        })
    }

    /// Exchanges with the server; `at` is now, by the clock here. `on_progress` hears how far it has come and may stop it; what was taken in stays.
    ///
    /// # Errors
    /// Whatever breaks it. Nothing that was to be sent is dropped: the next exchange goes on from the heads.
    pub fn exchange<S: Store>(
        &mut self,
        store: &mut S,
        device: DeviceId,
        server: ServerKey,
        wanted: Wanted,
        at: Moment,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Outcome, Failure> {
        let mut memory = std::mem::take(&mut self.memory);
        let outcome = Asking::begin(store, device, server, wanted, at, &mut memory)
            .map_err(Failure::from)
            .and_then(|asking| self.converse(asking, store, on_progress));
        if outcome.is_err() {
            memory.broke();
        }
        self.memory = memory;
        outcome
    }

    fn converse<S: Store>(
        &self,
        mut asking: Asking<'_>,
        store: &mut S,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Outcome, Failure> {
        while self
            .runtime
            .block_on(self.round_trip(&mut asking, store, on_progress))?
            == Next::AskAgain
        {}
        Ok(asking.into_outcome())
    }

    /// One request and its answer.
    async fn round_trip<S: Store>(
        &self,
        asking: &mut Asking<'_>,
        store: &mut S,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Next, Failure> {
        let (pieces, request) = self.open_request();
        let request = AbortOnDrop(request);
        'sending: while let Some(piece) = asking.send(store)? {
            for part in Bytes::from(piece).chunks(PIECE_BYTES) {
                let sent = timeout(self.patience.progress, pieces.send(Bytes::copy_from_slice(part))).await;
                if sent.map_err(|_| Failure::NoProgress)?.is_err() {
                    break 'sending; // The server answers before it heard all: its answer says why.
                }
            }
            tell(on_progress, asking)?;
        }
        drop(pieces);
        let response = request.answer(self.patience.progress).await?;
        let mut response = self.accepted(response).await?;
        while let Some(bytes) = self.next_bytes(&mut response).await? {
            asking.hear(store, &bytes)?;
            tell(on_progress, asking)?;
        }
        Ok(asking.heard_all(store)?)
    }

    /// A request under way, and where its body's pieces go.
    fn open_request(&self) -> (mpsc::Sender<Bytes>, JoinHandle<reqwest::Result<Response>>) {
        let (pieces, taken) = mpsc::channel::<Bytes>(4);
        let body = stream::unfold(taken, |mut taken| async move {
            let piece = taken.recv().await?;
            Some((Ok::<_, Infallible>(piece), taken))
        });
        let request = self
            .client
            .post(self.address.of("exchange"))
            .header(CONTENT_TYPE, MEDIA_TYPE)
            .body(Body::wrap_stream(body));
        (pieces, self.runtime.spawn(request.send()))
    }

    async fn next_bytes(&self, response: &mut Response) -> Result<Option<Bytes>, Failure> {
        timeout(self.patience.progress, response.chunk())
            .await
            .map_err(|_| Failure::NoProgress)?
            .map_err(failure::of)
    }

    /// The response, unless the server refused.
    async fn accepted(&self, response: Response) -> Result<Response, Failure> {
        if response.status() == StatusCode::OK {
            return Ok(response);
        }
        let status = response.status().as_u16();
        let body = self.short_body(response).await.unwrap_or_default();
        Err(match serde_json::from_slice::<RefusalAnswer>(&body) {
            Ok(said) => Failure::Refused {
                status,
                code: said.error,
                message: said.message,
            },
            Err(_) => Failure::Refused {
                status,
                code: "unsaid".to_owned(),
                message: String::new(),
            },
        })
    }

    async fn short_body(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        while let Some(bytes) = self.next_bytes(&mut response).await? {
            if body.len() + bytes.len() > REFUSAL_BYTES_MAX {
                return Err(Failure::BadAnswer { code: "too_large" });
            }
            body.extend_from_slice(&bytes);
        }
        Ok(body)
    }
}

/// A request that is given up when nobody waits for it any more.
struct AbortOnDrop(JoinHandle<reqwest::Result<Response>>);

impl AbortOnDrop {
    async fn answer(mut self, patience: Duration) -> Result<Response, Failure> {
        match timeout(patience, &mut self.0).await {
            Err(_) => Err(Failure::NoProgress),
            Ok(Err(_)) => Err(Failure::Interrupted),
            Ok(Ok(answer)) => answer.map_err(failure::of),
        }
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn tell(on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>, asking: &Asking<'_>) -> Result<(), Failure> {
    match on_progress(asking.progress()) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Failure::Stopped),
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
