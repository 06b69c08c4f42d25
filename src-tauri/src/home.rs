//! Where a laptop's data lives, and the window's identity that follows from it.

use std::env;
use std::path::{Path, PathBuf};

/// The platform's data folder for Jemput, where no home is named; none where the platform does not say.
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

/// An identifier for the window of this home folder: a second start on the same home finds the first window by it, one
/// on another home does not.
pub fn identity(product: &str, home: &Path) -> String {
    // FNV-1a: the same in every build, and nothing secret hangs on it.
    let hash = home
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{product}.h{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_homes_are_two_windows() {
        let one = identity("id.jemput.desktop", Path::new("/home/van/a"));
        assert_eq!(one, identity("id.jemput.desktop", Path::new("/home/van/a")));
        assert_ne!(one, identity("id.jemput.desktop", Path::new("/home/van/b")));
        assert!(
            one.len() < 64
                && one
                    .split('.')
                    .all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()))
        );
    }
}
