//! The window's way in: answers whether there is a desk or none, lets an operator in, and shuts behind them.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use jemput_domain::words::Lang;
use jemput_journal::Rebuilding;
use serde_json::Value;

use super::{Unlock, VaultTrouble, window};
use crate::{
    Desk, Failure, Trouble,
    clock::TimeSource,
    table,
    view::{Nothing, VaultOpenInput},
};
use jemput_vault::Secret;

/// Told of each desk that opens.
pub type Opened = Box<dyn Fn(&Arc<Desk>) + Send + Sync>;

/// The door of a folder.
pub struct Door {
    home: PathBuf,
    clock: TimeSource,
    /// The desk, or why there is none.
    desk: RwLock<Result<Arc<Desk>, Failure>>,
    /// One hand opens it at a time.
    opening: Mutex<()>,
    opened: Mutex<Option<Opened>>,
}

impl Door {
    /// Opens a folder as far as it opens without a secret, and sets it up under `first_name` where it is new.
    pub fn new(home: &Path, clock: TimeSource, first_name: &str) -> Self {
        let desk = open(home, clock, first_name).map(Arc::new).map_err(|trouble| {
            if !matches!(trouble, Trouble::Vault(VaultTrouble::Closed)) {
                tracing::error!(code = trouble.code(), %trouble, "the home folder does not open");
            }
            trouble.failure(Lang::Id)
        });
        Self {
            home: home.to_owned(),
            clock,
            desk: RwLock::new(desk),
            opening: Mutex::new(()),
            opened: Mutex::new(None),
        }
    }

    /// The desk, if there is one. Whoever keeps it for long keeps nothing open: a closed one answers nothing.
    pub fn desk(&self) -> Option<Arc<Desk>> {
        self.state().as_ref().ok().cloned()
    }

    /// Tells `hear` of the desk that is open, and of each one that opens later.
    pub fn on_open(&self, hear: Opened) {
        if let Some(desk) = self.desk() {
            hear(&desk);
        }
        *lock(&self.opened) = Some(hear);
    }

    /// Does what a screen asks by name.
    ///
    /// # Errors
    ///
    /// Why it was not done; where the folder does not open at all, the same for every act.
    pub fn act(&self, name: &str, input: Value) -> Result<Value, Failure> {
        let shut = match self.state() {
            Ok(desk) => {
                let done = table::dispatch(&desk, name, input);
                self.shut_if_closed(&desk);
                return done;
            }
            Err(shut) => shut,
        };
        match name {
            _ if shut.code != VaultTrouble::Closed.code() => Err(shut),
            "vault_state" => json(&window::desk_closed(&self.home)),
            "vault_open" => self.enter(input),
            _ => Err(shut),
        }
    }

    /// Locks and closes what time has come for; for a thread that looks now and then. Whether the vault is shut.
    pub fn look(&self) -> bool {
        match self.desk() {
            Some(desk) => {
                let closed = desk.close_in_time();
                self.shut_if_closed(&desk);
                closed
            }
            None => true,
        }
    }

    /// Closes the vault: the laptop slept, or its lid was shut. An unprotected laptop has nothing to close.
    pub fn close(&self) {
        if let Some(desk) = self.desk().filter(|desk| !desk.is_unprotected()) {
            desk.close_vault();
            self.shut_if_closed(&desk);
        }
    }

    fn enter(&self, input: Value) -> Result<Value, Failure> {
        let _one = lock(&self.opening);
        if let Some(desk) = self.desk() {
            // Another hand was quicker.
            return table::dispatch(&desk, "vault_open", input);
        }
        let open = || -> Result<Arc<Desk>, Trouble> {
            let input: VaultOpenInput = serde_json::from_value(input).map_err(|e| Trouble::BadInput(e.to_string()))?;
            let secret = Secret::given(&input.secret.0).map_err(|_| VaultTrouble::SecretWrong)?;
            let unlock = Unlock::new(&input.operator, secret);
            let desk = Desk::open_as_telling(&self.home, self.clock, &unlock, &mut told)?;
            Ok(Arc::new(desk))
        };
        let desk = open().map_err(|trouble| trouble.failure(Lang::Id))?;
        *self.desk.write().unwrap_or_else(PoisonError::into_inner) = Ok(Arc::clone(&desk));
        if let Some(hear) = lock(&self.opened).as_ref() {
            hear(&desk);
        }
        window::vault_state(&desk, Nothing {})
            .map_err(|trouble| trouble.failure(desk.lang()))
            .and_then(|state| json(&state))
    }

    fn shut_if_closed(&self, desk: &Desk) {
        if desk.vault.guard().is_closed() {
            let shut = Trouble::from(VaultTrouble::Closed).failure(Lang::Id);
            *self.desk.write().unwrap_or_else(PoisonError::into_inner) = Err(shut);
        }
    }

    fn state(&self) -> Result<Arc<Desk>, Failure> {
        self.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn json(value: &impl serde::Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|e| Trouble::BadInput(e.to_string()).failure(Lang::Id))
}

/// Before the window: a new version may have to derive the tables anew, once.
fn told(Rebuilding { done, total }: Rebuilding) {
    tracing::info!(done, total, "deriving the tables anew");
}

fn open(home: &Path, clock: TimeSource, first_name: &str) -> Result<Desk, Trouble> {
    match Desk::open_telling(home, clock, &mut told) {
        Err(Trouble::NotSetUp(_)) => {}
        opened => return opened,
    }
    match Desk::init(home, clock, first_name, None) {
        // The command line was quicker.
        Err(Trouble::SetUpBefore(_)) => Desk::open(home, clock),
        other => other,
    }
}
