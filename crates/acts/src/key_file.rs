//! The file that holds a laptop's signing key.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use jemput_domain::log::DeviceKey;

use crate::{Trouble, hex, ids::random};

/// The file of a laptop's folder.
pub(crate) struct DeviceKeyFile(PathBuf);

impl DeviceKeyFile {
    pub(crate) fn in_folder(home: &Path) -> Self {
        Self(home.join("device.key"))
    }

    /// Reads the key.
    pub(crate) fn read(&self) -> Result<DeviceKey, Trouble> {
        let secret = fs::read_to_string(&self.0).ok().and_then(|text| hex::read(text.trim()));
        secret
            .map(|secret: [u8; 32]| DeviceKey::from_bytes(&secret))
            .ok_or_else(|| Trouble::NoKey(self.0.clone()))
    }

    /// Makes a key, whole and on disk when this returns; one that is there stays.
    pub(crate) fn make(&self) -> Result<(), Trouble> {
        if self.0.exists() {
            return self.read().map(drop);
        }
        let secret: [u8; 32] = random()?;
        self.write(&hex::write(&secret)).map_err(|source| Trouble::File {
            path: self.0.clone(),
            source,
        })
    }

    fn write(&self, text: &str) -> io::Result<()> {
        let unfinished = self.0.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&unfinished)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, &self.0)?;
        #[cfg(unix)]
        if let Some(folder) = self.0.parent() {
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}
