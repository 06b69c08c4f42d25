//! Who the server is: a device id and a key pair, made at its first start and kept for its owner's eyes only.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use jemput_domain::{id::DeviceId, log::DeviceKey, server_key::NextKey, time::Moment};
use jemput_exchange::Signer;
use serde::{Deserialize, Serialize};

use crate::random;

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
    /// A key is to take its place, and none was announced.
    #[error("no next key was announced: jemput-server key announce --data DIR, and give laptops time to hear it")]
    NotAnnounced,
    /// The system gives no random bytes.
    #[error("no random bytes from the system: {0}")]
    Random(getrandom::Error),
}

#[derive(Serialize, Deserialize)]
struct Stored {
    device: DeviceId,
    key_id: u32,
    secret: [u8; 32],
    /// The secrets of the keys before, the latest last: logs that began under them go on under them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<[u8; 32]>,
    /// The next key's secret, once it is announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<[u8; 32]>,
}

impl Stored {
    fn signer(&self) -> Signer {
        Signer {
            device: self.device,
            key_id: self.key_id,
            key: DeviceKey::from_bytes(&self.secret),
            earlier: self.earlier.iter().map(DeviceKey::from_bytes).collect(),
        }
    }
}

/// Where a folder keeps it.
pub fn path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// The server's identity in this folder; made if there is none, and no `journal` either that was written under another.
/// `now_ms`: UTC milliseconds, for the device id.
pub fn load_or_make(folder: &Path, journal: &Path, now_ms: u64) -> Result<Signer, IdentityError> {
    let path = folder.join(FILE);
    match load(&path) {
        Ok(stored) => Ok(stored.signer()),
        Err(IdentityError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            if journal.exists() {
                return Err(IdentityError::Lost {
                    path,
                    journal: journal.to_owned(),
                });
            }
            let made = make(now_ms)?;
            keep(folder, &made)?;
            Ok(made.signer())
        }
        Err(other) => Err(other),
    }
}

/// The next key, announced under the present one; made if there is none yet.
pub fn announce(folder: &Path) -> Result<NextKey, IdentityError> {
    let mut stored = load(&folder.join(FILE))?;
    let next = match stored.next {
        Some(next) => next,
        None => random::bytes().map_err(IdentityError::Random)?,
    };
    if stored.next.is_none() {
        stored.next = Some(next);
        keep(folder, &stored)?;
    }
    let signer = stored.signer();
    let public_key = DeviceKey::from_bytes(&next).public();
    Ok(NextKey::sign(
        &signer.key,
        signer.device,
        signer.key_id.saturating_add(1),
        public_key,
    ))
}

/// The key that was announced takes the present one's place, from the next start on.
pub fn switch(folder: &Path) -> Result<Signer, IdentityError> {
    let mut stored = load(&folder.join(FILE))?;
    let next = stored.next.take().ok_or(IdentityError::NotAnnounced)?;
    stored.earlier.push(stored.secret);
    stored.secret = next;
    stored.key_id = stored.key_id.saturating_add(1);
    keep(folder, &stored)?;
    Ok(stored.signer())
}

fn load(path: &Path) -> Result<Stored, IdentityError> {
    let bytes = fs::read(path).map_err(|source| IdentityError::File {
        path: path.to_owned(),
        source,
    })?;
    serde_json::from_slice(&bytes).map_err(|_| IdentityError::Broken { path: path.to_owned() })
}

fn keep(folder: &Path, stored: &Stored) -> Result<(), IdentityError> {
    let path = folder.join(FILE);
    let text = serde_json::to_vec(stored).expect("an identity is plain data");
    write_private(folder, &path, &text).map_err(|source| IdentityError::File { path, source })
}

fn make(now_ms: u64) -> Result<Stored, IdentityError> {
    let at = Moment(i64::try_from(now_ms).unwrap_or(i64::MAX));
    Ok(Stored {
        device: DeviceId(random::id(at).map_err(IdentityError::Random)?),
        key_id: 1,
        secret: random::bytes().map_err(IdentityError::Random)?,
        earlier: Vec::new(),
        next: None,
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
    fn the_next_key_is_announced_before_it_is_used_and_the_earlier_one_stays_at_hand() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let first = load_or_make(path, &path.join("server.sqlite"), 0).unwrap();
        assert!(matches!(switch(path), Err(IdentityError::NotAnnounced)));
        let next = announce(path).unwrap();
        assert_eq!(announce(path).unwrap(), next, "announced once");
        assert!(next.verify(&first.key.public()));
        let second = switch(path).unwrap();
        assert_eq!((second.key_id, second.key.public()), (2, next.public_key));
        let again = load_or_make(path, &path.join("server.sqlite"), 0).unwrap();
        assert_eq!(again.device, first.device);
        assert_eq!(again.public_keys(), [first.key.public(), next.public_key]);
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
