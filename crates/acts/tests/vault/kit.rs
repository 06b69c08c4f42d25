//! A folder, and secrets for it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jemput_acts::{
    Desk, Trouble, act,
    clock::TimeSource,
    vault::{RecoveryKey, Secret, Unlock},
    view::{Nothing, Session},
};
use tempfile::TempDir;

pub const SRI: &str = "kereta malam ke Solo";
pub const OTHER: &str = "hujan pagi di Bogor";

/// What a call was refused with.
pub fn code<T>(result: Result<T, Trouble>) -> &'static str {
    result.err().expect("a refusal").code()
}

pub fn secret(text: &str) -> Secret {
    Secret::chosen(text).unwrap()
}

pub fn unlock(operator: &str, text: &str) -> Unlock {
    Unlock::new(operator, Secret::given(text).unwrap())
}

pub struct Laptop(TempDir);

impl Laptop {
    pub fn bare() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Set up for Sri, with a secret of hers.
    pub fn sris() -> (Self, RecoveryKey) {
        let laptop = Self::bare();
        let (_, recovery) =
            Desk::init_as(laptop.home(), TimeSource::System, "Loket A", None, &unlock("Sri", SRI)).unwrap();
        (laptop, recovery)
    }

    pub fn home(&self) -> &Path {
        self.0.path()
    }

    pub fn open(&self) -> Result<Desk, Trouble> {
        Desk::open(self.home(), TimeSource::System)
    }

    pub fn open_as(&self, operator: &str, text: &str) -> Result<Desk, Trouble> {
        Desk::open_as(self.home(), TimeSource::System, &unlock(operator, text))
    }

    pub fn has(&self, name: &str) -> bool {
        self.home().join(name).exists()
    }

    pub fn files(&self) -> Vec<PathBuf> {
        fs::read_dir(self.home()).unwrap().map(|e| e.unwrap().path()).collect()
    }

    /// Ends all waiting for wrong secrets: they were long ago.
    pub fn wait(&self) {
        let path = self.home().join("misses");
        let Ok(text) = fs::read_to_string(&path) else { return };
        let count = text.split(' ').next().unwrap().to_owned();
        fs::write(path, format!("{count} 1 1\n")).unwrap();
    }
}

pub fn session(desk: &Desk) -> Session {
    act::session(desk, Nothing {}).unwrap()
}
