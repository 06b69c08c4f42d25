//! The server: the same journal on a disk of ours, and the key that signs its receipts.

use std::path::Path;

use jemput_domain::{id::DeviceId, log::DeviceKey};
use jemput_exchange::{Signer, conversation::ServerKey};
use jemput_journal::{Journal, JournalError};
use uuid::Uuid;

use crate::{disk::Disk, vfs};

/// Its disk's name.
pub const DISK: &str = "server";

/// The server.
pub struct Server {
    /// Who signs.
    pub signer: Signer,
    /// None: it is off.
    pub journal: Option<Journal>,
}

impl Default for Server {
    fn default() -> Self {
        vfs::put_disk(DISK, Disk::default());
        let signer = Signer {
            device: DeviceId(Uuid::from_u128(0x5e)),
            key_id: 1,
            key: DeviceKey::from_bytes(&[200; 32]),
            earlier: Vec::new(),
        };
        Self { signer, journal: None }
    }
}

impl Server {
    /// As laptops pinned it.
    pub fn key(&self) -> ServerKey {
        ServerKey {
            device: self.signer.device,
            public_key: self.signer.key.public(),
        }
    }

    /// Starts it, if it does not run.
    pub fn start(&mut self) -> Result<&mut Journal, JournalError> {
        if self.journal.is_none() {
            self.journal = Some(Journal::open(&Path::new(DISK).join("journal.sqlite"))?);
        }
        Ok(self.journal.as_mut().expect("it was just started"))
    }
}
