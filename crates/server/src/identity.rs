//! Who the server is: a device id and a key pair, made at its first start and kept for its owner's eyes only.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use jemput_domain::{id::DeviceId, log::DeviceKey};
use jemput_exchange::Signer;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

const FILE: &str = "identity.json";

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The file cannot be read or written.
    #[error("the server's identity {path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is there and is no identity. It is never replaced: laptops have pinned its key.
    #[error("the server's identity {path} cannot be read: restore it from the backup, laptops know this server by it")]
    Broken {
        /// Which file.
        path: PathBuf,
    },
    /// There is a journal and no identity. A new one would be another server to every laptop.
    #[error(
        "{journal} is a server's journal, but its identity {path} is missing: restore it from the backup, laptops know \
         this server by it; or move the journal away to begin as a new server"
    )]
    Lost {
        /// The file that is missing.
        path: PathBuf,
        /// The journal.
        journal: PathBuf,
    },
    /// The system gives no random bytes.
    #[error("no random bytes from the system: {0}")]
    Random(getrandom::Error),
}

#[derive(Serialize, Deserialize)]
struct Stored {
    device: DeviceId,
    key_id: u32,
    secret: [u8; 32],
}

/// The server's identity in this folder; made if there is none, and no `journal` either that was written under another.
/// `now_ms`: UTC milliseconds, for the device id.
pub fn load_or_make(folder: &Path, journal: &Path, now_ms: u64) -> Result<Signer, IdentityError> {
    let path = folder.join(FILE);
    let failed = |source| IdentityError::File {
        path: path.clone(),
        source,
    };
    let stored = match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| IdentityError::Broken { path: path.clone() })?,
        Err(error) if error.kind() == io::ErrorKind::NotFound && journal.exists() => {
            return Err(IdentityError::Lost {
                path,
                journal: journal.to_owned(),
            });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let made = make(now_ms)?;
            let text = serde_json::to_vec(&made).expect("an identity is plain data");
            write_private(folder, &path, &text).map_err(failed)?;
            made
        }
        Err(error) => return Err(failed(error)),
    };
    Ok(Signer {
        device: stored.device,
        key_id: stored.key_id,
        key: DeviceKey::from_bytes(&stored.secret),
    })
}

fn make(now_ms: u64) -> Result<Stored, IdentityError> {
    let (mut random, mut secret) = ([0; 10], [0; 32]);
    getrandom::fill(&mut random).map_err(IdentityError::Random)?;
    getrandom::fill(&mut secret).map_err(IdentityError::Random)?;
    let device: Uuid = Builder::from_unix_timestamp_millis(now_ms, &random).into_uuid();
    Ok(Stored {
        device: DeviceId(device),
        key_id: 1,
        secret,
    })
}

/// Whole or not at all, readable by the owner only.
fn write_private(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = folder.join(format!("{FILE}.new"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_the_same_over_starts_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let first = load_or_make(folder.path(), &folder.path().join("server.sqlite"), 1_636_331_400_000).unwrap();
        let again = load_or_make(folder.path(), &folder.path().join("server.sqlite"), 1_700_000_000_000).unwrap();
        assert_eq!((first.device, first.key.public()), (again.device, again.key.public()));
        assert_eq!(first.device.0.get_version_num(), 7);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_broken_one_is_named_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "{").unwrap();
        assert!(matches!(
            load_or_make(folder.path(), &folder.path().join("server.sqlite"), 0),
            Err(IdentityError::Broken { .. })
        ));
        assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), b"{");
    }

    #[test]
    fn a_lost_one_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("server.sqlite");
        load_or_make(folder.path(), &journal, 0).unwrap();
        fs::write(&journal, "").unwrap();
        fs::remove_file(folder.path().join(FILE)).unwrap();
        assert!(matches!(
            load_or_make(folder.path(), &journal, 0),
            Err(IdentityError::Lost { .. })
        ));
        assert!(!folder.path().join(FILE).exists());
    }
}
