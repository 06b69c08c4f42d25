//! Where a laptop's data lies when no folder is named: the same place in which the window looks.

use std::{env, path::PathBuf};

/// The platform's data folder for Jemput; none where the platform does not say.
pub fn platform() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        folder("LOCALAPPDATA").map(|data| data.join("Jemput"))
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support/Jemput"))
    } else {
        folder("XDG_DATA_HOME")
            .or_else(|| folder("HOME").map(|home| home.join(".local/share")))
            .map(|data| data.join("jemput"))
    }
}
