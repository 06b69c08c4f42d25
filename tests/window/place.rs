//! Where a test takes place: a screen, and folders that vanish with it.

use std::path::PathBuf;

use tempfile::TempDir;

use super::display::Display;

/// A screen and an empty folder for the laptops' homes, the server's data and the files of one test.
pub struct Place {
    pub(super) display: Display,
    folder: TempDir,
}

impl Place {
    /// A screen of 1366 by 768 pixels, as the vans' laptops have, would be smaller than the smallest window plus its
    /// frame; 1280 by 900 leaves room for both.
    pub fn new() -> Self {
        Self {
            display: Display::start(1280, 900),
            folder: tempfile::tempdir().expect("a folder for the test"),
        }
    }

    /// A path inside the test's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
