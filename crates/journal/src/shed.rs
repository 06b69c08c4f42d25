//! Shedding: a scope leaves this device with all its events and rows. What survives is where the device's own log ended, so
//! that no place in it is ever used twice.

use jemput_domain::{
    event::LINK_START,
    id::{DeviceId, ScopeId},
    log::Head,
    receipt::Receipt,
    time::Moment,
};
use rusqlite::{OptionalExtension, params};

use crate::{
    Journal, JournalError, KeptReceipt, Writing,
    log::array,
    open::{View, uuid_at},
};

/// That a scope was shed and the file holds free pages of it still.
const SWEEP_SETTING: &str = "sweep_due";

/// Rows of a scope that stay: whose data were erased stays erased where the visit comes back.
const STAYS: &str = "erasures";

impl View<'_> {
    /// The newest receipt of this server's backup: only that lets a scope go.
    pub fn kept_receipt(&self, scope: ScopeId, server: DeviceId) -> Result<Option<KeptReceipt>, JournalError> {
        let mut find = self.conn.prepare_cached(
            "SELECT r.receipt, r.heard_at FROM receipts r JOIN scopes s ON s.id = r.scope
             WHERE s.uuid = ? AND r.server = ? AND r.grade = 2",
        )?;
        let found: Option<(Vec<u8>, Option<i64>)> = find
            .query_row([scope.0.as_bytes(), server.0.as_bytes()], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .optional()?;
        let Some((bytes, heard_at)) = found else {
            return Ok(None);
        };
        let receipt: Receipt =
            postcard::from_bytes(&bytes).map_err(|_| JournalError::Damaged("a receipt that does not read"))?;
        Ok(Some(KeptReceipt {
            heard_at: heard_at.map_or(receipt.at, Moment),
            receipt,
        }))
    }

    /// How many logs of a scope stand refused: what came of them is here and nowhere else.
    pub fn refused_count(&self, scope: ScopeId) -> Result<u32, JournalError> {
        let mut count = self
            .conn
            .prepare_cached("SELECT count(*) FROM refused WHERE scope = ?")?;
        Ok(count.query_row([scope.0.as_bytes()], |r| r.get(0))?)
    }

    /// How many NIKs the office's list of who is recorded already has here.
    pub fn recorded_count(&self) -> Result<u32, JournalError> {
        let mut count = self.conn.prepare_cached("SELECT count(*) FROM recorded_niks")?;
        Ok(count.query_row([], |r| r.get(0))?)
    }

    /// Where this device's own log of a scope ended when the scope was shed; seq 0 if it wrote nothing. None if the scope never
    /// was.
    pub fn surviving(&self, scope: ScopeId) -> Result<Option<Head>, JournalError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT device, seq, link FROM surviving WHERE visit = ?")?;
        let found = find
            .query_row([scope.0.as_bytes()], |r| {
                Ok((uuid_at(r, 0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?))
            })
            .optional()?;
        let Some((device, seq, link)) = found else {
            return Ok(None);
        };
        Ok(Some(Head {
            device: DeviceId(device),
            seq,
            link: array(link)?,
        }))
    }

    /// Whether a scope was shed and is not here.
    pub fn is_shed(&self, scope: ScopeId) -> Result<bool, JournalError> {
        Ok(self.surviving(scope)?.is_some() && self.scope_row(scope)?.is_none())
    }

    /// Whether the file still holds free pages of a scope that was shed: [`Journal::sweep`] is due.
    pub fn is_sweep_due(&self) -> Result<bool, JournalError> {
        Ok(self.setting(SWEEP_SETTING)?.is_some())
    }

    /// Whether this device's log of a scope is shorter here than it once was: it may not be written before the rest is back.
    pub(crate) fn is_behind_surviving(&self, scope: ScopeId, known: &Head) -> Result<bool, JournalError> {
        let ended = self.surviving(scope)?;
        Ok(ended.is_some_and(|ended| ended.device == known.device && known.seq < ended.seq))
    }
}

impl Writing<'_> {
    /// Deletes a scope with all its events and rows, and keeps where this device's own log of it ended. Deleted content is
    /// overwritten; free space that held it before is swept by [`Journal::sweep`] after the commit.
    pub fn shed(&mut self, scope: ScopeId, this: DeviceId) -> Result<(), JournalError> {
        let scope_row = self.view().scope_row(scope)?.ok_or(JournalError::NoScope)?;
        let heads = self.view().heads(scope)?;
        let own = heads.into_iter().find(|head| head.device == this).unwrap_or(Head {
            device: this,
            seq: 0,
            link: LINK_START,
        });
        self.tx.pragma_update(None, "secure_delete", true)?;
        // The scope goes before its events, which no trigger would let go otherwise.
        self.tx.pragma_update(None, "defer_foreign_keys", true)?;
        self.forget_recorded(scope_row)?;
        self.tx.execute("DELETE FROM scopes WHERE id = ?", [scope_row])?;
        for (table, by_uuid) in self.tables_of_scopes()? {
            let delete = format!("DELETE FROM \"{table}\" WHERE scope = ?");
            if by_uuid {
                self.tx.execute(&delete, [scope.0.as_bytes()])?;
            } else {
                self.tx.execute(&delete, [scope_row])?;
            }
        }
        self.tx.execute(
            "INSERT OR REPLACE INTO surviving (visit, device, seq, link) VALUES (?, ?, ?, ?)",
            params![scope.0.as_bytes(), own.device.0.as_bytes(), own.seq, &own.link[..]],
        )?;
        self.set_setting(SWEEP_SETTING, "1")
    }

    /// The office's list knows the scope's people too; with the last visit goes all of it.
    fn forget_recorded(&self, scope_row: i64) -> Result<(), JournalError> {
        self.tx.execute(
            "DELETE FROM recorded_niks
             WHERE nik IN (SELECT nik FROM bookings WHERE scope = ?1)
             OR NOT EXISTS (SELECT 1 FROM bookings WHERE scope <> ?1)",
            [scope_row],
        )?;
        Ok(())
    }

    /// Every table with rows of scopes, and whether it names them by UUID rather than by local number. Read from the schema,
    /// so that no table is ever forgotten.
    fn tables_of_scopes(&self) -> Result<Vec<(String, bool)>, JournalError> {
        let mut list = self.tx.prepare(
            "SELECT m.name, upper(c.type) = 'BLOB' FROM sqlite_schema m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND c.name = 'scope' AND m.name <> ?",
        )?;
        let rows = list.query_map([STAYS], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Journal {
    /// Writes the file anew where a scope was shed, so that no free page holds anything of it, and empties the write-ahead
    /// log. Cut off, it is still due at the next start.
    ///
    /// # Errors
    ///
    /// The disk is full, or another Jemput writes just now: it stays due.
    pub fn sweep(&mut self) -> Result<(), JournalError> {
        if !self.view().is_sweep_due()? {
            return Ok(());
        }
        self.scrub()?;
        let writing = self.write()?;
        writing.drop_setting(SWEEP_SETTING)?;
        writing.commit()
    }
}
