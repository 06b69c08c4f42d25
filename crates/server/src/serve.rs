//! Starting and stopping.

use std::{
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use jemput_journal::{Journal, Rebuilding};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::{JoinHandle, spawn_blocking},
    time::timeout,
};

use crate::{
    api::{App, router},
    config::Config,
    connections::Connections,
    counts::Counts,
    elsewhere,
    held::Held,
    identity::{self, IdentityError},
};

/// How long exchanges under way may go on when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The data folder.
    #[error("the data folder {path}: {source}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The identity.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The journal.
    #[error("the server's journal: {0}")]
    Journal(#[from] jemput_journal::JournalError),
    /// The address.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// A task of ours ended badly.
    #[error("the server broke off")]
    Broke,
}

/// A server that runs. Dropping it lets the server run on; [`Running::stop`] ends it.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it did so far.
    pub counts: Arc<Counts>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    /// Stops it: no new requests; those under way may end within a few seconds.
    pub async fn stop(self) {
        // Nobody listens any more if the server has ended by itself.
        let _ = self.stop.send(true);
        let _ = timeout(FAREWELL, self.task).await;
    }
}

/// Starts a server; it answers when this returns.
pub async fn serve(config: Config) -> Result<Running, ServeError> {
    let prepared = config.clone();
    let (signer, journal) = spawn_blocking(move || prepare(&prepared))
        .await
        .map_err(|_| ServeError::Broke)??;
    let address = config.listen;
    let failed = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let counts = Arc::new(Counts::default());
    let (store, signer) = (Held::new(journal), Arc::new(signer));
    let touched = elsewhere::start(store.clone(), Arc::clone(&signer));
    let (idle, places) = (config.idle, Arc::new(Semaphore::new(config.connections_max)));
    let app = App {
        store,
        signer,
        counts: Arc::clone(&counts),
        turns: Arc::default(),
        large: Arc::new(Semaphore::new(config.large_max)),
        config: Arc::new(config),
        touched,
    };
    let (stop, stopped) = watch::channel(false);
    let connections = Connections {
        listener,
        router: router(app),
        places,
        idle,
    };
    let task = tokio::spawn(connections.serve(stopped));
    tracing::info!(%address, "listening");
    Ok(Running {
        address,
        counts,
        stop,
        task,
    })
}

fn prepare(config: &Config) -> Result<(jemput_exchange::Signer, Journal), ServeError> {
    std::fs::create_dir_all(&config.data).map_err(|source| ServeError::Folder {
        path: config.data.clone(),
        source,
    })?;
    let path = config.data.join("server.sqlite");
    let signer = identity::load_or_make(&config.data, &path, now().unsigned_abs())?;
    let progress = &mut |Rebuilding { done, total }| tracing::info!(done, total, "deriving the tables anew");
    let journal = Journal::open_telling(&path, progress)?;
    Ok((signer, journal))
}

/// UTC milliseconds.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
