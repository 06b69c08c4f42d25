//! A journal that nobody reads without its key: opening it, sealing one of an earlier version, changing the key.

use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use jemput_vault::VaultKey;
use rusqlite::{Connection, ErrorCode};
use zeroize::Zeroizing;

use crate::{
    Journal, JournalError,
    open::{self, BUSY_WAIT},
    rebuild::Rebuilding,
};

/// How a database that is not encrypted begins.
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

impl Journal {
    /// Opens the encrypted journal at `path`, or makes it. A plain one, as earlier versions kept it, is sealed first: at
    /// every instant one whole journal stands at `path`, and the plain one is overwritten and gone when this returns.
    ///
    /// # Errors
    ///
    /// [`JournalError::Key`] where the file does not open by this key, and as [`Journal::open`].
    pub fn open_sealed(path: &Path, key: &VaultKey) -> Result<Self, JournalError> {
        Self::open_sealed_telling(path, key, &mut |_| {})
    }

    /// As [`Journal::open_sealed`]; `progress` hears how far a rebuild is.
    ///
    /// # Errors
    ///
    /// As [`Journal::open_sealed`].
    pub fn open_sealed_telling(
        path: &Path,
        key: &VaultKey,
        progress: &mut dyn FnMut(Rebuilding),
    ) -> Result<Self, JournalError> {
        let io = |source| JournalError::Io {
            path: path.to_owned(),
            source,
        };
        if is_plain(path).map_err(io)? || left_over(path).exists() {
            seal(path, key)?;
        }
        let conn = Connection::open(path)?;
        unlock(&conn, &key.hex())?;
        fits(&conn, path)?;
        conn.pragma_update(None, "secure_delete", true)?;
        let mut journal = Self::prepare(conn, path, progress)?;
        journal.sealed = true;
        Ok(journal)
    }

    /// Encrypts it with another key. Whatever cuts it, the file opens by the old key or by the new one, whole. When this
    /// returns well, the file was opened anew by the new key and read.
    ///
    /// # Errors
    ///
    /// [`JournalError::Busy`] where another process has the journal open: nothing was changed, and this one works on. With
    /// any other error this journal is empty and leads to no file any more: open it anew, by the old key or by the new one.
    pub fn rekey(&mut self, key: &VaultKey) -> Result<(), JournalError> {
        let nowhere = Connection::open_in_memory()?;
        let path = self.conn.path().filter(|path| !path.is_empty()).map(PathBuf::from);
        let path = path.ok_or(JournalError::Damaged("the journal has no file"))?;
        // Without the log file, SQLite grants this only to who is alone; and a page is of one key only.
        match alone(&self.conn) {
            Err(JournalError::Busy) => return Err(JournalError::Busy),
            granted => {
                // A change that failed leaves a connection that writes pages by the new key among those of the old one, and
                // a commit that failed is told to nobody: this connection ends before anything is written again.
                let old = std::mem::replace(&mut self.conn, nowhere);
                granted?;
                old.execute_batch(&pragma("rekey", &key.hex()))?;
            }
        }
        *self = Self::open_sealed(&path, key)?;
        Ok(())
    }

    /// Whether the file at `path` is a database that anybody can read.
    ///
    /// # Errors
    ///
    /// It cannot be read at all.
    pub fn is_plain(path: &Path) -> io::Result<bool> {
        is_plain(path)
    }
}

/// An empty database of a random key, in a file that nobody else sees.
pub(crate) fn scratch() -> Result<Connection, JournalError> {
    let conn = Connection::open("")?;
    let key: Zeroizing<String> = Zeroizing::new(conn.query_row("SELECT lower(hex(randomblob(32)))", [], |r| r.get(0))?);
    unlock(&conn, &key)?;
    Ok(conn)
}

/// Gives the key to a connection that has not looked into its file yet. It is a raw one: no derivation slows this.
pub(crate) fn unlock(conn: &Connection, hex: &str) -> Result<(), JournalError> {
    conn.busy_timeout(BUSY_WAIT)?;
    // Else it writes of damaged pages to the standard error, past whoever reads that. What it met, it also answers.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    conn.execute_batch(&pragma("key", hex))?;
    Ok(())
}

fn pragma(name: &str, hex: &str) -> Zeroizing<String> {
    let mut sql = Zeroizing::new(String::with_capacity(96));
    for part in ["PRAGMA ", name, " = \"x'", hex, "'\""] {
        sql.push_str(part);
    }
    sql
}

/// Reads the first page: a wrong key shows here.
fn fits(conn: &Connection, path: &Path) -> Result<(), JournalError> {
    match conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Err(JournalError::Key(path.to_owned())),
        done => Ok(done?),
    }
}

/// Waits until no other connection has the file open, and sees to it that none can change it.
fn alone(conn: &Connection) -> Result<(), JournalError> {
    let mode: Result<String, _> = conn.query_row("PRAGMA journal_mode = DELETE", [], |r| r.get(0));
    match mode {
        Ok(mode) if mode == "delete" => Ok(()),
        Ok(_) => Err(JournalError::Busy),
        Err(e)
            if matches!(
                e.sqlite_error_code(),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
            ) =>
        {
            Err(JournalError::Busy)
        }
        Err(e) => Err(e.into()),
    }
}

fn is_plain(path: &Path) -> io::Result<bool> {
    let mut header = [0; 16];
    match File::open(path).and_then(|mut file| file.read_exact(&mut header)) {
        Ok(()) => Ok(&header == PLAIN_HEADER),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof) => Ok(false),
        Err(e) => Err(e),
    }
}

/// The second name of the plain journal while the sealed one takes its place.
fn left_over(path: &Path) -> PathBuf {
    beside(path, "plain")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Seals the plain journal at `path`, or ends what a power cut left of that.
fn seal(path: &Path, key: &VaultKey) -> Result<(), JournalError> {
    let io = |source| JournalError::Io {
        path: path.to_owned(),
        source,
    };
    // Two processes that start at once: the second one finds it done.
    let turn = beside(path, "sealing-turn");
    let lock = File::create(&turn).map_err(io)?;
    lock.lock().map_err(io)?;
    let old = left_over(path);
    if is_plain(path).map_err(io)? {
        // Until the sealed one stands at `path`, this is only another name of the same file.
        remove(&old).map_err(io)?;
        export(path, &beside(path, "sealing"), key)?;
        // Where a disk knows no second names, the plain file's room is given back without being overwritten.
        let _ = fs::hard_link(path, &old);
        fs::rename(beside(path, "sealing"), path).map_err(io)?;
        sync_folder(path).map_err(io)?;
    }
    wipe(&old).map_err(io)?;
    remove(&turn).map_err(io)
}

/// Writes all that stands in the plain journal into a sealed one, on disk when this returns.
fn export(path: &Path, to: &Path, key: &VaultKey) -> Result<(), JournalError> {
    let io = |source| JournalError::Io {
        path: to.to_owned(),
        source,
    };
    for ending in ["", "-journal", "-wal", "-shm"] {
        let mut name = to.as_os_str().to_owned();
        name.push(ending);
        remove(Path::new(&name)).map_err(io)?;
    }
    let conn = Connection::open(path)?;
    conn.busy_timeout(BUSY_WAIT)?;
    open::refuse_others(&conn, path)?;
    alone(&conn)?;
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
    let mut secret = Zeroizing::new(String::with_capacity(67));
    for part in ["x'", &key.hex(), "'"] {
        secret.push_str(part);
    }
    let target = to
        .to_str()
        .ok_or(JournalError::Damaged("the folder's name is not text"))?;
    conn.execute("ATTACH DATABASE ?1 AS sealed KEY ?2", [target, &secret])?;
    conn.query_row("SELECT sqlcipher_export('sealed')", [], |_| Ok(()))?;
    for name in ["application_id", "user_version"] {
        let number: i32 = conn.pragma_query_value(None, name, |r| r.get(0))?;
        conn.pragma_update(Some("sealed"), name, number)?;
    }
    conn.execute_batch("DETACH DATABASE sealed")?;
    File::open(to).and_then(|file| file.sync_all()).map_err(io)
}

/// Overwrites a file and removes it. What the disk itself keeps of it is beyond us.
fn wipe(path: &Path) -> io::Result<()> {
    let mut file = match fs::OpenOptions::new().write(true).open(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    let mut left = file.metadata()?.len();
    file.rewind()?;
    let zeros = [0; 65_536];
    while left > 0 {
        let piece = usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len());
        file.write_all(&zeros[..piece])?;
        left -= piece as u64;
    }
    file.sync_all()?;
    drop(file);
    remove(path)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
