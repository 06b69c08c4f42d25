//! The exchange over HTTP, from the laptop's side. Waits are measured from the last progress, never over the whole.

mod address;
mod failure;
mod hand_in;
mod pinned;

use std::{
    convert::Infallible,
    ops::ControlFlow,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::stream;
use jemput_domain::{id::DeviceId, log::DeviceKey, server_key::NextKey, time::Moment};
use reqwest::{Body, Client, ClientBuilder, RequestBuilder, Response, StatusCode, header::CONTENT_TYPE, redirect};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::{
    runtime::{Builder, Runtime},
    sync::mpsc,
    task::JoinHandle,
    time::timeout,
};

pub use address::Address;
pub use failure::Failure;
pub use hand_in::HandingIn;
pub use pinned::Expected;

use crate::{
    conversation::{Asking, Memory, Next, Outcome, Progress, ServerClock, ServerKey, Wanted, slices},
    enrol::{AnnouncedKey, ENROL_BYTES_MAX, EnrolAnswer, EnrolAsk},
    hex,
    offers::{OFFERS_BYTES_MAX, Offers},
    store::Store,
    wire::MEDIA_TYPE,
};

/// The most bytes of a sentence that a server refuses with.
const REFUSAL_BYTES_MAX: usize = 64 << 10;

/// Bytes that are handed to the network at once: progress is counted in these.
const PIECE_BYTES: usize = 16 << 10;

/// How often a wait is told of.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

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
    pin: Option<Arc<pinned::Pin>>,
}

#[derive(Deserialize)]
struct KeyAnswer {
    device: DeviceId,
    public_key: String,
    #[serde(default)]
    announced: Vec<AnnouncedKey>,
}

#[derive(Deserialize)]
struct RefusalAnswer {
    error: String,
    #[serde(default)]
    message: String,
}

impl Connection {
    /// Prepares to talk to a server; nothing is sent yet. `https://` here means a certificate that this machine's own roots
    /// vouch for.
    pub fn new(address: &str, patience: Patience) -> Result<Self, Failure> {
        let address = Address::parse(address)?;
        let mut client = Client::builder();
        if address.is_loopback() {
            // Plain HTTP within this machine needs no certificates, and no proxy.
            client = client.no_proxy().tls_certs_only([]);
        }
        Self::over(client, address, patience, None)
    }

    /// Prepares to talk to the expected server and no other, and to prove to it that this is the device of this key.
    ///
    /// # Errors
    /// Not an `https://` address.
    pub fn pinned(address: &str, patience: Patience, expected: Expected, key: &DeviceKey) -> Result<Self, Failure> {
        let address = Address::parse(address)?;
        if !address.is_tls() {
            return Err(Failure::NotSecure);
        }
        let (config, pin) = pinned::client(expected, key)?;
        let mut client = Client::builder().tls_backend_preconfigured(config);
        if address.is_loopback() {
            client = client.no_proxy();
        }
        Self::over(client, address, patience, Some(pin))
    }

    fn over(
        client: ClientBuilder,
        address: Address,
        patience: Patience,
        pin: Option<Arc<pinned::Pin>>,
    ) -> Result<Self, Failure> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|_| Failure::Unreachable)?;
        let client = client
            .connect_timeout(patience.connect)
            .pool_idle_timeout(Duration::from_secs(30))
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|_| Failure::Unreachable)?;
        Ok(Self {
            runtime,
            client,
            address,
            patience,
            memory: Memory::default(),
            pin,
        })
    }

    /// Asks the server who it is: what a laptop pins at its first contact.
    pub fn server_key(&self) -> Result<ServerKey, Failure> {
        Ok(self.server_keys()?.0)
    }

    /// The same, and the keys that it announced, ascending: each is signed by the one before it.
    pub fn server_keys(&self) -> Result<(ServerKey, Vec<NextKey>), Failure> {
        let key: KeyAnswer = self.get("key", ENROL_BYTES_MAX)?;
        let unreadable = Failure::BadAnswer { code: "unreadable" };
        let public_key = hex::read_array(&key.public_key).ok_or(unreadable)?;
        let device = key.device;
        let announced = key.announced.iter().filter_map(|next| next.read(device));
        Ok((ServerKey { device, public_key }, announced.collect()))
    }

    /// Asks the server which visits it holds, to choose from.
    pub fn offers(&self) -> Result<Offers, Failure> {
        let said: Offers = self.get("visits", OFFERS_BYTES_MAX)?;
        Ok(Offers::of(said.visits, said.left_off))
    }

    /// Asks the server to enrol this device.
    pub fn enrol(&self, ask: &EnrolAsk) -> Result<EnrolAnswer, Failure> {
        let body = serde_json::to_vec(ask).map_err(|_| Failure::BadAnswer { code: "unreadable" })?;
        let request = self.client.post(self.address.of("enrol"));
        let request = request.header(CONTENT_TYPE, "application/json").body(body);
        self.short(request, ENROL_BYTES_MAX)
    }

    fn get<T: DeserializeOwned>(&self, endpoint: &str, bytes_max: usize) -> Result<T, Failure> {
        self.short(self.client.get(self.address.of(endpoint)), bytes_max)
    }

    /// A request whose answer is a short piece of JSON.
    fn short<T: DeserializeOwned>(&self, request: RequestBuilder, bytes_max: usize) -> Result<T, Failure> {
        self.runtime.block_on(async {
            let answer = timeout(self.patience.progress, request.send());
            let response = answer.await.map_err(|_| Failure::NoProgress)?;
            let response = self.accepted(response.map_err(|error| self.broken(error))?).await?;
            let body = self.short_body(response, bytes_max).await?;
            serde_json::from_slice(&body).map_err(|_| Failure::BadAnswer { code: "unreadable" })
        })
    }

    /// What a failing call means.
    fn broken(&self, error: reqwest::Error) -> Failure {
        if self.pin.as_ref().is_some_and(|pin| pin.met_another()) {
            return Failure::OtherServer;
        }
        failure::of(error)
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
        let slices = slices(store, wanted).map_err(|error| Failure::Store(Box::new(error)))?;
        let mut memory = std::mem::take(&mut self.memory);
        let mut whole = Outcome::default();
        let began = Instant::now();
        let outcome = slices.into_iter().try_for_each(|wanted| {
            let before = whole.progress();
            let asking = Asking::begin(store, device, server, wanted, at, &mut memory)?;
            let ended = self.converse(asking, store, began, &mut |progress| {
                on_progress(progress.after(before))
            })?;
            whole.add(ended);
            Ok(())
        });
        if outcome.is_err() {
            memory.broke();
        }
        self.memory = memory;
        outcome.map(|()| whole)
    }

    fn converse<S: Store>(
        &self,
        mut asking: Asking<'_>,
        store: &mut S,
        began: Instant,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Outcome, Failure> {
        let mut server_clock = None;
        loop {
            let signed_before = asking.outcome().receipts.len();
            let (next, asked) = self
                .runtime
                .block_on(self.round_trip(&mut asking, store, on_progress))?;
            let signed = asking.outcome().receipts.get(signed_before..).unwrap_or_default();
            let read = signed.last().map(|receipt| ServerClock {
                at: receipt.at,
                asked: asked.duration_since(began),
                answered: began.elapsed(),
            });
            server_clock = ServerClock::finer(server_clock, read);
            if next == Next::Done {
                let mut outcome = asking.into_outcome();
                outcome.server_clock = server_clock;
                return Ok(outcome);
            }
        }
    }

    /// One request and its answer; also when the request had been handed over.
    async fn round_trip<S: Store>(
        &self,
        asking: &mut Asking<'_>,
        store: &mut S,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(Next, Instant), Failure> {
        let (pieces, request) = self.open_request();
        let mut request = AbortOnDrop(request);
        'sending: while let Some(piece) = asking.send(store)? {
            for part in Bytes::from(piece).chunks(PIECE_BYTES) {
                let sent = pieces.send(Bytes::copy_from_slice(part));
                if self.patiently(asking, on_progress, sent).await?.is_err() {
                    break 'sending; // The server answers before it heard all: its answer says why.
                }
            }
            tell(on_progress, asking)?;
        }
        drop(pieces);
        let asked = Instant::now();
        let answer = self.patiently(asking, on_progress, &mut request.0).await?;
        let response = answer
            .map_err(|_| Failure::Interrupted)?
            .map_err(|error| self.broken(error))?;
        let mut response = self.accepted(response).await?;
        while let Some(bytes) = self
            .patiently(asking, on_progress, response.chunk())
            .await?
            .map_err(|error| self.broken(error))?
        {
            asking.hear(store, &bytes)?;
            tell(on_progress, asking)?;
        }
        Ok((asking.heard_all(store)?, asked))
    }

    /// Waits for the network; now and then it is told how far it has come, though nothing moved: whoever listens may stop
    /// it, and sees that it lives.
    async fn patiently<T>(
        &self,
        asking: &Asking<'_>,
        on_progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
        waiting: impl Future<Output = T>,
    ) -> Result<T, Failure> {
        let mut waiting = std::pin::pin!(waiting);
        let mut left = self.patience.progress;
        while !left.is_zero() {
            let step = left.min(SIGN_OF_LIFE);
            if let Ok(done) = timeout(step, &mut waiting).await {
                return Ok(done);
            }
            left = left.saturating_sub(step);
            tell(on_progress, asking)?;
        }
        Err(Failure::NoProgress)
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
            .map_err(|error| self.broken(error))
    }

    /// The response, unless the server refused.
    async fn accepted(&self, response: Response) -> Result<Response, Failure> {
        if response.status() == StatusCode::OK {
            return Ok(response);
        }
        let status = response.status().as_u16();
        let body = self.short_body(response, REFUSAL_BYTES_MAX).await.unwrap_or_default();
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

    async fn short_body(&self, mut response: Response, bytes_max: usize) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        while let Some(bytes) = self.next_bytes(&mut response).await? {
            if body.len() + bytes.len() > bytes_max {
                return Err(Failure::BadAnswer { code: "too_large" });
            }
            body.extend_from_slice(&bytes);
        }
        Ok(body)
    }
}

/// A request that is given up when nobody waits for it any more.
struct AbortOnDrop(JoinHandle<reqwest::Result<Response>>);

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
