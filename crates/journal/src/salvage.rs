//! What a damaged journal still yields: each log from its first event on, as far as it can be read and its device signed.

use std::{path::Path, time::Duration};

use jemput_domain::{
    id::{DeviceId, ScopeId, ScopeSecret},
    log::Run,
};
use jemput_vault::VaultKey;
use rusqlite::{Connection, OpenFlags, config::DbConfig, params};

use crate::{Journal, JournalError, log::array, open::uuid_at, sealed};

/// A scope of a damaged journal.
#[derive(Clone, Debug)]
pub struct Salvaged {
    /// Which.
    pub scope: ScopeId,
    /// Its secret.
    pub secret: ScopeSecret,
    /// Its logs, the one that opened it first. They have proved nothing yet.
    pub runs: Vec<Run>,
}

/// What a damaged journal still yields.
#[derive(Clone, Debug, Default)]
pub struct Salvage {
    /// Its scopes.
    pub scopes: Vec<Salvaged>,
    /// Its settings, as far as they read.
    pub settings: Vec<(String, String)>,
}

impl Journal {
    /// Reads what can be read of a journal that does not open any more; changes nothing in it. What cannot be read is left
    /// out: a log ends at its last signed event before the first that is missing.
    ///
    /// # Errors
    ///
    /// The file is not there, or this key does not open its first page.
    pub fn salvage(path: &Path, key: Option<&VaultKey>) -> Result<Salvage, JournalError> {
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Else closing would write its log file into it, and delete that.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        conn.busy_timeout(Duration::from_secs(1))?;
        if let Some(key) = key {
            sealed::unlock(&conn, &key.hex())?;
        }
        let mut salvage = Salvage {
            settings: settings(&conn).unwrap_or_default(),
            scopes: Vec::new(),
        };
        for (row, scope, secret) in scopes(&conn)? {
            let runs = logs(&conn, row)
                .unwrap_or_default()
                .into_iter()
                .filter_map(|(device_row, device)| run(&conn, row, device_row, device))
                .collect();
            salvage.scopes.push(Salvaged { scope, secret, runs });
        }
        Ok(salvage)
    }
}

fn settings(conn: &Connection) -> Result<Vec<(String, String)>, JournalError> {
    let mut list = conn.prepare("SELECT key, value FROM settings")?;
    let rows = list.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    // The first row that does not read ends them.
    Ok(rows.map_while(Result::ok).collect())
}

fn scopes(conn: &Connection) -> Result<Vec<(i64, ScopeId, ScopeSecret)>, JournalError> {
    let mut list = conn.prepare("SELECT id, uuid, secret FROM scopes ORDER BY id")?;
    let rows = list.query_map([], |r| Ok((r.get(0)?, uuid_at(r, 1)?, r.get::<_, Vec<u8>>(2)?)))?;
    rows.map_while(Result::ok)
        .map(|(row, scope, secret)| Ok((row, ScopeId(scope), ScopeSecret(array(secret)?))))
        .collect()
}

fn logs(conn: &Connection, scope: i64) -> Result<Vec<(i64, DeviceId)>, JournalError> {
    let mut list = conn.prepare(
        "SELECT d.id, d.uuid FROM heads h JOIN devices d ON d.id = h.device JOIN scopes s ON s.id = h.scope
         WHERE h.scope = ? ORDER BY d.id <> s.opener, d.uuid",
    )?;
    let rows = list.query_map([scope], |r| Ok((r.get(0)?, DeviceId(uuid_at(r, 1)?))))?;
    Ok(rows.map_while(Result::ok).collect())
}

/// A log up to its last signed event before the first that does not read; none if there is no such event.
fn run(conn: &Connection, scope: i64, device_row: i64, device: DeviceId) -> Option<Run> {
    let mut read = conn
        .prepare("SELECT bytes, signature FROM events WHERE scope = ? AND device = ? AND seq = ?")
        .ok()?;
    let (mut events, mut signed) = (Vec::new(), None);
    for seq in 1u32.. {
        let found = read.query_row(params![scope, device_row, seq], |r| {
            Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, Option<Vec<u8>>>(1)?))
        });
        let Ok((bytes, signature)) = found else { break };
        events.push(bytes);
        if let Some(signature) = signature.and_then(|signature| array(signature).ok()) {
            signed = Some((events.len(), signature));
        }
    }
    let (length, signature) = signed?;
    events.truncate(length);
    Some(Run {
        device,
        first_seq: 1,
        events,
        signature,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_journal_and_its_log_file_stay_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.sqlite");
        let mut journal = Journal::open(&path).unwrap();
        let writing = journal.write().unwrap();
        writing.set_setting("left_in", "the log file").unwrap();
        writing.commit().unwrap();
        // As a power cut leaves it: what was written last stands in the log file.
        let cut = folder.path().join("cut.sqlite");
        let log = folder.path().join("cut.sqlite-wal");
        fs::copy(&path, &cut).unwrap();
        fs::copy(folder.path().join("journal.sqlite-wal"), &log).unwrap();
        let before = (fs::read(&cut).unwrap(), fs::read(&log).unwrap());
        assert!(!before.1.is_empty());
        let salvage = Journal::salvage(&cut, None).unwrap();
        assert!(salvage.settings.iter().any(|(key, _)| key == "left_in"));
        assert_eq!((fs::read(&cut).unwrap(), fs::read(&log).unwrap()), before);
    }
}
