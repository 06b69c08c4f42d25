//! What a server is started with.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use crate::backup::BackupPlan;

/// Where the server listens and keeps its data, and how patient it is.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The folder of its identity and its journal; made if it is not there.
    pub data: PathBuf,
    /// How long to wait for a laptop's next bytes, or for it to take ours.
    pub progress: Duration,
    /// How long one exchange may take in all.
    pub exchange: Duration,
    /// The most bytes of one request.
    pub body_bytes_max: u64,
    /// How long a connection may be open without the beginning of a request.
    pub idle: Duration,
    /// The most connections at once; more wait until one of these ends.
    pub connections_max: usize,
    /// How long a TLS handshake may take.
    pub handshake: Duration,
    /// How long who asks to be enrolled in vain waits for the answer.
    pub enrol_pause: Duration,
    /// The most requests at once that may keep a large part of themselves in memory (up to 32 MiB each).
    pub large_max: usize,
    /// Where to back up to; none: nothing is signed for as kept.
    pub backup: Option<BackupPlan>,
}

impl Config {
    /// The usual limits.
    pub fn new(listen: SocketAddr, data: impl Into<PathBuf>) -> Self {
        Self {
            listen,
            data: data.into(),
            progress: Duration::from_secs(60),
            exchange: Duration::from_secs(3_600),
            body_bytes_max: 1 << 30,
            idle: Duration::from_secs(90),
            connections_max: 512,
            handshake: Duration::from_secs(15),
            enrol_pause: Duration::from_secs(1),
            large_max: 8,
            backup: None,
        }
    }
}

/// A wish that this build cannot fulfil.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ConfigError {
    /// Another store than the embedded one.
    #[error("PostgreSQL is not in this build yet: leave out --database, and the server keeps its data in --data")]
    NoPostgres,
}
