//! Files with people's data: readable by their owner only, from their first byte on.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// Makes the file, if it is not there; nobody else reads it from now on.
///
/// # Errors
/// It cannot be made, or is another's.
pub fn make(path: &Path) -> io::Result<()> {
    open(path).map(drop)
}

/// Writes the whole file anew.
///
/// # Errors
/// The disk's.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = open(path)?;
    if file.metadata()?.is_file() {
        file.set_len(0)?;
    }
    file.write_all(bytes)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // One that was there before has the mode it had; a pipe or a terminal keeps its own.
    #[cfg(unix)]
    if file.metadata()?.is_file() {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    Ok(file)
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    #[test]
    fn new_and_old_files_are_the_owners_only_and_lose_nothing_but_what_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        make(&path).unwrap();
        assert_eq!(mode(), 0o600);
        fs::write(&path, "some longer text").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        make(&path).unwrap();
        assert_eq!(
            (mode(), fs::read(&path).unwrap()),
            (0o600, b"some longer text".to_vec())
        );
        write(&path, b"short").unwrap();
        assert_eq!((mode(), fs::read(&path).unwrap()), (0o600, b"short".to_vec()));
    }
}
