//! Who has a journal open. The first to come learns whether the last to go closed it.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// As long as this lives, others see that the journal is in use. The system takes it back from a process that dies.
#[derive(Debug)]
pub struct InUse {
    _sign: File,
    ended_badly: bool,
}

impl InUse {
    /// Takes a place beside the journal at `path`; call it before the journal is opened.
    ///
    /// # Errors
    ///
    /// The sign beside the journal cannot be made: a disk that is full or read-only. Then nothing is known.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let sign = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(beside(path, "-in-use"))?;
        let ended_badly = match sign.try_lock() {
            // Nobody else is here. Whoever closes last leaves no log of changes behind.
            Ok(()) => beside(path, "-wal").metadata().is_ok_and(|wal| wal.len() > 0),
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => return Err(error),
        };
        sign.unlock()?;
        sign.lock_shared()?;
        Ok(Self {
            _sign: sign,
            ended_badly,
        })
    }

    /// Nobody had the journal open, and still it was not closed: a program was killed, or the power went.
    pub fn ended_badly(&self) -> bool {
        self.ended_badly
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
