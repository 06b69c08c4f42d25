//! Where a test takes place: folders that vanish with it.

use std::path::PathBuf;

use tempfile::TempDir;

/// An empty folder for the laptops' homes, the server's data and the files of one test.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty place.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder for the test"),
        }
    }

    /// A folder inside the test's folder.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(&path).expect("a folder in the test's folder");
        path
    }

    /// A path inside the test's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
