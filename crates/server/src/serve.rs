//! Starting and stopping.

use std::{
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use jemput_domain::time::Moment;
use jemput_journal::{Journal, Rebuilding};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::{JoinHandle, spawn_blocking},
    time::timeout,
};

use crate::{
    api::{App, Office, router},
    backup,
    config::Config,
    connections::Connections,
    counts::Counts,
    elsewhere, erase,
    exposed::exposed,
    held::Held,
    identity::{self, IdentityError},
    members::Members,
    private, tls,
};

/// How long exchanges under way may go on when the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Enrolments at once; a van has three laptops.
const ENROLLING_MAX: usize = 4;

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
    /// TLS.
    #[error(transparent)]
    Tls(#[from] crate::tls::TlsError),
    /// Without an office, other machines are not served.
    #[error("{0}")]
    Exposed(&'static str),
    /// After it came back from a backup.
    #[error(transparent)]
    Restored(#[from] Box<crate::admin::AdminError>),
    /// A task of ours ended badly.
    #[error("the server broke off")]
    Broke,
}

/// A server that runs. Dropping it lets the server run on; [`Running::stop`] ends it.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Whether an office is open: then it speaks TLS, and takes the office's devices only.
    pub has_office: bool,
    /// What it did so far.
    pub counts: Arc<Counts>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
    house: Vec<JoinHandle<()>>,
}

impl Running {
    /// Where it answers: `https://` where an office is open.
    pub fn url(&self) -> String {
        let scheme = if self.has_office { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Stops it: no new requests; those under way may end within a few seconds.
    pub async fn stop(self) {
        // Nobody listens any more if the server has ended by itself.
        let _ = self.stop.send(true);
        for task in &self.house {
            task.abort();
        }
        let _ = timeout(FAREWELL, self.task).await;
    }
}

/// Starts a server; it answers when this returns.
pub async fn serve(config: Config) -> Result<Running, ServeError> {
    let prepared = config.clone();
    let (signer, mut journal) = spawn_blocking(move || prepare(&prepared))
        .await
        .map_err(|_| ServeError::Broke)??;
    let has_office = know_own_keys(&mut journal, &signer)?;
    if let Some(why) = exposed(config.listen).filter(|_| !has_office) {
        return Err(ServeError::Exposed(why));
    }
    let tls = if has_office {
        Some((tls::acceptor(&signer.key)?, config.handshake))
    } else {
        None
    };
    let address = config.listen;
    let failed = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let counts = Arc::new(Counts::default());
    let (store, signer) = (Held::new(journal), Arc::new(signer));
    let touched = elsewhere::start(store.clone(), Arc::clone(&signer));
    let tasks = keep_house(&config);
    let (idle, places) = (config.idle, Arc::new(Semaphore::new(config.connections_max)));
    let office = has_office.then(|| {
        Arc::new(Office {
            store: store.clone(),
            members: Members::new(store.clone()),
            enrolling: Semaphore::new(ENROLLING_MAX),
        })
    });
    let app = App {
        store,
        signer,
        counts: Arc::clone(&counts),
        turns: Arc::default(),
        large: Arc::new(Semaphore::new(config.large_max)),
        config: Arc::new(config),
        touched,
        office,
        gate: Arc::default(),
    };
    let (stop, stopped) = watch::channel(false);
    let connections = Connections {
        listener,
        router: router(app),
        places,
        idle,
        tls,
    };
    let task = tokio::spawn(connections.serve(stopped));
    tracing::info!(%address, "listening");
    Ok(Running {
        address,
        has_office,
        counts,
        stop,
        task,
        house: tasks,
    })
}

/// What is done beside answering, for as long as the server runs: backups, and erasing whose retention is over.
fn keep_house(config: &Config) -> Vec<JoinHandle<()>> {
    let mut tasks = vec![tokio::spawn(erase::keep_up(config.data.clone()))];
    if let Some(plan) = config.backup.clone() {
        tasks.push(tokio::spawn(backup::keep_up(config.data.clone(), plan)));
    }
    tasks
}

fn prepare(config: &Config) -> Result<(jemput_exchange::Signer, Journal), ServeError> {
    std::fs::create_dir_all(&config.data).map_err(|source| ServeError::Folder {
        path: config.data.clone(),
        source,
    })?;
    let path = config.data.join("server.sqlite");
    let signer = identity::load_or_make(&config.data, &path, now().unsigned_abs())?;
    private::make(&path).map_err(|source| ServeError::Folder {
        path: path.clone(),
        source,
    })?;
    let progress = &mut |Rebuilding { done, total }| tracing::info!(done, total, "deriving the tables anew");
    let mut journal = Journal::open_telling(&path, progress)?;
    if let Some(device) = backup::wake(&mut journal, Moment(now())).map_err(Box::new)? {
        tracing::warn!(%device, "came back from a backup: the server's own logs go on under another id");
    }
    Ok((signer, journal))
}

/// Whether an office is open; its register then knows all keys of this server.
fn know_own_keys(journal: &mut Journal, signer: &jemput_exchange::Signer) -> Result<bool, ServeError> {
    let writing = journal.write()?;
    let Some(mut trust) = writing.view().trust()? else {
        return Ok(false);
    };
    writing.keep_quarantine()?;
    let known = trust.keys.len();
    for key in signer.public_keys() {
        if !trust.keys.contains(&key) {
            trust.keys.push(key);
        }
    }
    if trust.keys.len() > known {
        writing.set_trust(&trust)?;
    }
    writing.commit()?;
    Ok(true)
}

/// UTC milliseconds.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
