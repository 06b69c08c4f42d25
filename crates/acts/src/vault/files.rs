//! The small files beside the journal: who holds its key, the machine-made secret, the count of wrong ones. Each is written
//! whole or not at all.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::Path,
};

use jemput_vault::{FILE_BYTES, Holders, Secret};
use zeroize::Zeroizing;

use super::VaultTrouble;
use crate::Trouble;

/// Who holds the journal's key.
pub(super) const HOLDERS: &str = "holders";
/// The holders of the key that the journal is about to have.
pub(super) const NEXT: &str = "holders.next";
/// The machine-made secret: whoever can read it opens the laptop.
pub(super) const SECRET: &str = "secret";
/// Wrong secrets since the last right one.
pub(super) const MISSES: &str = "misses";
/// Held while any of these files changes.
const TURN: &str = "vault-turn";

/// The most bytes that a small file may have.
const SMALL_BYTES_MAX: u64 = 4_096;

/// Whether a folder's secret lies beside its data.
pub(crate) fn is_unprotected(home: &Path) -> bool {
    home.join(SECRET).exists()
}

/// One process at a time changes the files of a folder. The lock goes with this value.
pub(super) struct Turn(#[expect(dead_code, reason = "the lock lives as long as the file is open")] File);

impl Turn {
    pub(super) fn take(home: &Path) -> Result<Self, Trouble> {
        let path = home.join(TURN);
        let taken = private().open(&path).and_then(|file| file.lock().map(|()| Self(file)));
        taken.map_err(|source| Trouble::File { path, source })
    }
}

/// Reads a file of holders.
pub(super) fn read_holders(home: &Path, name: &str) -> Result<Holders, Trouble> {
    let path = home.join(name);
    match read(&path, FILE_BYTES as u64 + 1) {
        Ok(bytes) => Ok(Holders::read(&bytes).map_err(VaultTrouble::from)?),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(VaultTrouble::NoHolders(path).into()),
        Err(source) => Err(Trouble::File { path, source }),
    }
}

/// Writes a file of holders, on disk when this returns.
pub(super) fn write_holders(home: &Path, name: &str, holders: &Holders) -> Result<(), Trouble> {
    write(home, name, &holders.to_bytes())
}

/// Reads a secret from a file; none if there is no such file.
pub(super) fn read_secret(path: &Path) -> Result<Option<Secret>, Trouble> {
    let bytes = match read(path, SMALL_BYTES_MAX) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(Trouble::File {
                path: path.to_owned(),
                source,
            });
        }
    };
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    Ok(Some(Secret::given(text).map_err(VaultTrouble::from)?))
}

/// Writes a file that only this user reads: whole, and on disk when this returns.
pub(super) fn write(home: &Path, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
    let path = home.join(name);
    let unfinished = home.join(format!("{name}.new"));
    let done = private().truncate(true).open(&unfinished).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&unfinished, &path)?;
        sync(home)
    });
    done.map_err(|source| Trouble::File { path, source })
}

/// Gives a file the place of another, on disk when this returns.
pub(super) fn take_place(home: &Path, from: &str, to: &str) -> Result<(), Trouble> {
    let done = fs::rename(home.join(from), home.join(to)).and_then(|()| sync(home));
    done.map_err(|source| Trouble::File {
        path: home.join(to),
        source,
    })
}

/// Overwrites a small file and removes it; none there is as good.
pub(super) fn wipe(home: &Path, name: &str) -> Result<(), Trouble> {
    let path = home.join(name);
    let done = match fs::OpenOptions::new().write(true).open(&path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(e) => Err(e),
        Ok(mut file) => file.metadata().and_then(|meta| {
            let length = usize::try_from(meta.len().min(SMALL_BYTES_MAX)).unwrap_or(0);
            file.write_all(&vec![0; length])?;
            file.sync_all()?;
            fs::remove_file(&path)?;
            sync(home)
        }),
    };
    done.map_err(|source| Trouble::File { path, source })
}

/// Reads a file of at most so many bytes.
pub(super) fn read(path: &Path, bytes_max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(bytes_max).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

#[cfg(unix)]
fn sync(home: &Path) -> io::Result<()> {
    File::open(home)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
