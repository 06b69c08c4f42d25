//! Scopes, logs and heads.

use jemput_domain::{
    event::{Clock, Decoded, Link, Place, decode},
    id::{DeviceId, ScopeId, ScopeSecret},
    log::{Head, Known, Run},
};
use rusqlite::{OptionalExtension, params};

use crate::{
    JournalError,
    open::{View, uuid_at},
};

/// A log as panels show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogView {
    /// Its head.
    pub head: Head,
    /// The last event.
    pub last: Option<Decoded>,
}

pub(crate) fn array<const N: usize>(bytes: Vec<u8>) -> Result<[u8; N], JournalError> {
    bytes
        .try_into()
        .map_err(|_| JournalError::Damaged("a value of the wrong length"))
}

impl View<'_> {
    /// All scopes, in the order in which they came here.
    pub fn scopes(&self) -> Result<Vec<ScopeId>, JournalError> {
        let mut list = self.conn.prepare_cached("SELECT uuid FROM scopes ORDER BY id")?;
        let rows = list.query_map([], |r| uuid_at(r, 0).map(ScopeId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A scope's secret.
    pub fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, JournalError> {
        let mut find = self.conn.prepare_cached("SELECT secret FROM scopes WHERE uuid = ?")?;
        let secret: Option<Vec<u8>> = find.query_row([scope.0.as_bytes()], |r| r.get(0)).optional()?;
        secret.map(|s| array(s).map(ScopeSecret)).transpose()
    }

    /// The heads of a scope, ascending by device.
    pub fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, JournalError> {
        let Some(row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self
            .conn
            .prepare_cached("SELECT d.uuid, h.seq, h.link FROM heads h JOIN devices d ON d.id = h.device WHERE h.scope = ? ORDER BY d.uuid")?;
        let rows = list.query_map([row], |r| Ok((uuid_at(r, 0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?)))?;
        rows.map(|r| {
            let (device, seq, link) = r?;
            Ok(Head {
                device: DeviceId(device),
                seq,
                link: array(link)?,
            })
        })
        .collect()
    }

    /// A number that changes when another process or connection has written, as far as this view sees it.
    pub fn data_version(&self) -> Result<i64, JournalError> {
        Ok(self.conn.pragma_query_value(None, "data_version", |r| r.get(0))?)
    }

    /// How many events are here, in one scope or in all.
    pub fn event_count(&self, scope: Option<ScopeId>) -> Result<u32, JournalError> {
        let count: i64 = match scope {
            Some(scope) => {
                let row = self.scope_row(scope)?;
                self.conn
                    .query_row("SELECT coalesce(sum(seq), 0) FROM heads WHERE scope = ?", [row], |r| {
                        r.get(0)
                    })?
            }
            None => self
                .conn
                .query_row("SELECT coalesce(sum(seq), 0) FROM heads", [], |r| r.get(0))?,
        };
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// A log as far as it is known here.
    pub(crate) fn known(&self, scope_row: i64, device_row: i64) -> Result<Known, JournalError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT seq, link, clock, public_key FROM heads WHERE scope = ? AND device = ?")?;
        let found = find
            .query_row([scope_row, device_row], |r| {
                Ok((
                    r.get::<_, u32>(0)?,
                    r.get::<_, Vec<u8>>(1)?,
                    r.get::<_, i64>(2)?,
                    r.get::<_, Vec<u8>>(3)?,
                ))
            })
            .optional()?;
        match found {
            None => Ok(Known::NOTHING),
            Some((seq, link, clock, key)) => Ok(Known {
                seq,
                link: array::<32>(link)? as Link,
                clock: Clock(clock),
                public_key: Some(array(key)?),
            }),
        }
    }

    /// The logs of a scope with their last events.
    pub fn logs(&self, scope: ScopeId) -> Result<Vec<LogView>, JournalError> {
        self.heads(scope)?
            .into_iter()
            .map(|head| {
                let last = self.event(
                    scope,
                    Place {
                        device: head.device,
                        seq: head.seq,
                    },
                )?;
                Ok(LogView { head, last })
            })
            .collect()
    }

    /// One event.
    pub fn event(&self, scope: ScopeId, place: Place) -> Result<Option<Decoded>, JournalError> {
        let mut find = self.conn.prepare_cached(
            "SELECT e.bytes FROM events e WHERE e.scope = (SELECT id FROM scopes WHERE uuid = ?)
             AND e.device = (SELECT id FROM devices WHERE uuid = ?) AND e.seq = ?",
        )?;
        let bytes: Option<Vec<u8>> = find
            .query_row(params![scope.0.as_bytes(), place.device.0.as_bytes(), place.seq], |r| {
                r.get(0)
            })
            .optional()?;
        bytes
            .map(|b| decode(&b).map_err(|_| JournalError::Damaged("an event that does not read")))
            .transpose()
    }

    /// Pieces of logs after the given seqs (devices not named: from the beginning), each ending at a signed point, the
    /// opener's log first; about `bytes_max` bytes in all, but at least one signed piece where anything is missing.
    pub fn runs_after(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        bytes_max: usize,
    ) -> Result<Vec<Run>, JournalError> {
        self.runs_within(scope, after, &self.heads(scope)?, bytes_max)
    }

    /// The same up to these heads, at which the logs are signed: what was appended since is left for another time, and so
    /// are logs that are not named in them.
    pub fn runs_within(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        up_to: &[Head],
        bytes_max: usize,
    ) -> Result<Vec<Run>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut logs = self.conn.prepare_cached(
            "SELECT d.id, d.uuid FROM heads h JOIN devices d ON d.id = h.device JOIN scopes s ON s.id = h.scope
             WHERE h.scope = ? ORDER BY d.id <> s.opener, d.uuid",
        )?;
        let logs: Vec<(i64, DeviceId)> = logs
            .query_map([scope_row], |r| Ok((r.get(0)?, DeviceId(uuid_at(r, 1)?))))?
            .collect::<Result<_, _>>()?;
        let mut runs = Vec::new();
        let mut room = bytes_max;
        for (device_row, device) in logs {
            let from = after.iter().find(|(d, _)| *d == device).map_or(0, |(_, s)| *s);
            let to = up_to.iter().find(|h| h.device == device).map_or(0, |h| h.seq);
            if from >= to {
                continue;
            }
            if let Some(run) = self.run_between(scope_row, device_row, device, (from, to), room, runs.is_empty())? {
                let bytes: usize = run.events.iter().map(Vec::len).sum();
                runs.push(run);
                if bytes >= room {
                    break;
                }
                room -= bytes;
            }
        }
        Ok(runs)
    }

    /// One run after `from` and up to `to`, cut at the last signed point within `room` bytes, or at the first one if
    /// `at_least_one`.
    fn run_between(
        &self,
        scope_row: i64,
        device_row: i64,
        device: DeviceId,
        (from, to): (u32, u32),
        room: usize,
        at_least_one: bool,
    ) -> Result<Option<Run>, JournalError> {
        let mut read = self.conn.prepare_cached(
            "SELECT bytes, signature FROM events WHERE scope = ? AND device = ? AND seq > ? AND seq <= ? ORDER BY seq",
        )?;
        let mut rows = read.query(params![scope_row, device_row, from, to])?;
        let mut events: Vec<Vec<u8>> = Vec::new();
        let mut cut: Option<(usize, [u8; 64])> = None;
        let mut bytes_read = 0;
        while let Some(row) = rows.next()? {
            let bytes: Vec<u8> = row.get(0)?;
            bytes_read += bytes.len();
            if bytes_read > room && (cut.is_some() || !at_least_one) {
                #[cfg(feature = "mutants")]
                if jemput_domain::mutant::is(jemput_domain::mutant::Mutant::CutAct) {
                    cut = cut.map(|(_, signature)| (events.len(), signature));
                }
                break;
            }
            events.push(bytes);
            if let Some(signature) = row.get::<_, Option<Vec<u8>>>(1)? {
                cut = Some((events.len(), array(signature)?));
            }
        }
        Ok(cut.map(|(length, signature)| {
            events.truncate(length);
            Run {
                device,
                first_seq: from + 1,
                events,
                signature,
            }
        }))
    }
}
