//! How much the server did since it started, for its operator and for tests. No names, no NIKs.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Events counted since the start.
#[derive(Debug, Default)]
pub struct Counts {
    taken: AtomicU64,
    known: AtomicU64,
    sent: AtomicU64,
}

impl Counts {
    /// Adds what one step of an exchange did.
    pub(crate) fn add(&self, taken: u64, known: u64, sent: u64) {
        self.taken.fetch_add(taken, Relaxed);
        self.known.fetch_add(known, Relaxed);
        self.sent.fetch_add(sent, Relaxed);
    }

    /// Events that were new here.
    pub fn taken(&self) -> u64 {
        self.taken.load(Relaxed)
    }

    /// Events that came though they were here already.
    pub fn known(&self) -> u64 {
        self.known.load(Relaxed)
    }

    /// Events that were sent.
    pub fn sent(&self) -> u64 {
        self.sent.load(Relaxed)
    }
}
