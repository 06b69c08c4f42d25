//! What this device keeps for itself: never exchanged, never compared.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    nik::Nik,
    time::Day,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{JournalError, Writing, open::View};

impl View<'_> {
    /// A setting.
    pub fn setting(&self, key: &str) -> Result<Option<String>, JournalError> {
        let mut find = self.conn.prepare_cached("SELECT value FROM settings WHERE key = ?")?;
        Ok(find.query_row([key], |r| r.get(0)).optional()?)
    }

    /// Where the office knows a NIK as recorded, if it does.
    pub fn recorded_place(&self, nik: Nik) -> Result<Option<String>, JournalError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT place FROM recorded_niks WHERE nik = ?")?;
        Ok(find.query_row([nik.to_i64()], |r| r.get(0)).optional()?)
    }

    /// A visit of this journal, other than `scope`, that recorded this NIK completely.
    pub fn recorded_in_other_visit(&self, scope: ScopeId, nik: Nik) -> Result<Option<ScopeId>, JournalError> {
        for other in self.scopes()?.into_iter().filter(|s| *s != scope) {
            let rows = self.bookings_with_nik(other, nik)?;
            if rows
                .iter()
                .any(|r| r.booking.state == jemput_domain::booking::State::Recorded)
            {
                return Ok(Some(other));
            }
        }
        Ok(None)
    }
}

/// A ticket that a device gave was heard of: its next number is above, here too, where its log came back from others.
pub(crate) fn heard_ticket(
    conn: &Connection,
    scope_row: i64,
    device_row: i64,
    day: Day,
    number: u16,
) -> Result<(), JournalError> {
    conn.prepare_cached(
        "INSERT INTO ticket_numbers (scope, device, day, number) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (scope, device, day) DO UPDATE SET number = ?4 WHERE number < ?4",
    )?
    .execute(params![scope_row, device_row, day.to_string(), number])?;
    Ok(())
}

impl Writing<'_> {
    /// Keeps a setting.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<(), JournalError> {
        self.tx
            .prepare_cached(
                "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            )?
            .execute([key, value])?;
        Ok(())
    }

    /// Forgets a setting.
    pub fn drop_setting(&self, key: &str) -> Result<(), JournalError> {
        self.tx
            .prepare_cached("DELETE FROM settings WHERE key = ?")?
            .execute([key])?;
        Ok(())
    }

    /// Keeps a NIK that the office knows as recorded.
    pub fn set_recorded_nik(&self, nik: Nik, place: &str) -> Result<(), JournalError> {
        self.tx
            .prepare_cached(
                "INSERT INTO recorded_niks (nik, place) VALUES (?1, ?2) ON CONFLICT (nik) DO UPDATE SET place = ?2",
            )?
            .execute(params![nik.to_i64(), place])?;
        Ok(())
    }

    /// The next ticket number of this device on a day: never given twice, even where a check-in is undone or the device's
    /// log came back to it from others.
    pub fn next_ticket_number(&self, scope: ScopeId, device: DeviceId, day: Day) -> Result<u16, JournalError> {
        let scope_row = self.view().scope_row(scope)?.ok_or(JournalError::NoScope)?;
        let device_row = self.device_row(device)?;
        let number: i64 = self
            .tx
            .prepare_cached(
                "INSERT INTO ticket_numbers (scope, device, day, number) VALUES (?1, ?2, ?3, 1)
                 ON CONFLICT (scope, device, day) DO UPDATE SET number = number + 1 RETURNING number",
            )?
            .query_row(params![scope_row, device_row, day.to_string()], |r| r.get(0))?;
        u16::try_from(number).map_err(|_| JournalError::Damaged("more tickets than a day has numbers"))
    }
}
