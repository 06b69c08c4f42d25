//! The file in which earlier versions kept a laptop's signing key. This one keeps it inside the sealed journal, and takes
//! such a file in where it finds one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jemput_domain::log::DeviceKey;
use zeroize::Zeroizing;

use crate::{Trouble, hex};

/// Its name.
pub(crate) const NAME: &str = "device.key";

/// The file of a laptop's folder.
pub(crate) struct DeviceKeyFile(PathBuf);

impl DeviceKeyFile {
    pub(crate) fn in_folder(home: &Path) -> Self {
        Self(home.join(NAME))
    }

    pub(crate) fn exists(&self) -> bool {
        self.0.exists()
    }

    /// Reads the key.
    pub(crate) fn read(&self) -> Result<DeviceKey, Trouble> {
        self.read_bytes().map(|secret| DeviceKey::from_bytes(&secret))
    }

    /// Reads its bytes.
    pub(crate) fn read_bytes(&self) -> Result<Zeroizing<[u8; 32]>, Trouble> {
        let secret = fs::read_to_string(&self.0).ok().map(Zeroizing::new);
        secret
            .and_then(|text| hex::read(text.trim()))
            .map(Zeroizing::new)
            .ok_or_else(|| Trouble::NoKey(self.0.clone()))
    }
}
