//! Who opens this laptop: the file of key holders beside the journal, the secrets that it answers to, the lock of the
//! screen. The keys themselves are `jemput-vault`'s business; here is where files, clocks and randomness come in.

mod change;
mod door;
mod files;
mod holding;
mod init;
pub mod lock;
mod opening;
pub(crate) mod parcel;
pub(crate) mod protect;
mod recovery;
mod rekey;
mod trouble;
pub(crate) mod window;
mod wrong;

use std::{
    sync::{Mutex, MutexGuard, PoisonError, RwLock},
    time::Instant,
};

use jemput_domain::id::OperatorId;
pub use jemput_vault::{Cost, PublicKey, RecoveryKey, Salt, Secret, VaultKey, Wrapped};
use jemput_vault::{Draw, Misses, OperatorTag};

pub use self::{
    door::Door,
    holding::Holding,
    opening::{Unlock, is_plain, key_at, open_journal},
    trouble::VaultTrouble,
};
pub(crate) use self::{
    files::is_unprotected,
    init::{init, seal_plain, take_in_key_file},
    opening::{Entered, Standing, enter, own_secret, standing},
};
use crate::{Trouble, ids::random};
use lock::Guard;

/// Randomness for one act.
pub(crate) fn draw() -> Result<Draw, Trouble> {
    Ok(Draw::new(random()?))
}

/// An operator as the holders' file names them.
pub(crate) fn tag(operator: OperatorId) -> OperatorTag {
    OperatorTag(*operator.0.as_bytes())
}

/// What an open desk knows of its vault.
pub(crate) struct Vault {
    /// None in a journal that was never sealed (the simulator's), and once the vault is closed.
    key: RwLock<Option<VaultKey>>,
    sealed: bool,
    /// Whose secret opened it.
    pub operator: Option<OperatorId>,
    /// Wrong secrets before the right one.
    pub misses: Misses,
    guard: Mutex<Guard>,
    opened: Instant,
}

impl Vault {
    /// Of a journal without a key.
    pub(crate) fn none() -> Self {
        Self {
            key: RwLock::new(None),
            sealed: false,
            operator: None,
            misses: Misses::default(),
            guard: Mutex::new(Guard::new(0)),
            opened: Instant::now(),
        }
    }

    pub(crate) fn open(key: VaultKey, operator: OperatorId, misses: Misses) -> Self {
        Self {
            key: RwLock::new(Some(key)),
            sealed: true,
            operator: Some(operator),
            misses,
            guard: Mutex::new(Guard::new(0)),
            opened: Instant::now(),
        }
    }

    /// The journal's key; none where it has none.
    pub(crate) fn key(&self) -> Result<Option<VaultKey>, Trouble> {
        let key = self.key.read().unwrap_or_else(PoisonError::into_inner).clone();
        if key.is_none() && self.sealed {
            return Err(VaultTrouble::Closed.into());
        }
        Ok(key)
    }

    /// The journal's key, for what only a sealed journal has.
    pub(crate) fn must_key(&self) -> Result<VaultKey, Trouble> {
        self.key()?.ok_or_else(|| VaultTrouble::Closed.into())
    }

    pub(crate) fn set_key(&self, key: Option<VaultKey>) {
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = key;
    }

    pub(crate) fn guard(&self) -> MutexGuard<'_, Guard> {
        self.guard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
