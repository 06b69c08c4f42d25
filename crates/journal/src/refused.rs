//! What was refused: kept aside for a person to see, one run a log, until the log flows again.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::{Refused, Run},
    time::Moment,
};
use rusqlite::{OptionalExtension, params};

use crate::{
    JournalError, TakenIn, Writing,
    open::{View, uuid_at},
};

/// The most bytes of a refused run that are kept: enough to look at, too few to fill a disk.
const KEPT_BYTES_MAX: usize = 1024 * 1024;

/// The most logs of one scope whose refused runs are kept: names of devices are easily invented.
const KEPT_LOGS_MAX: u32 = 32;

/// A run that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRun {
    /// Of which scope.
    pub scope: ScopeId,
    /// Whose log.
    pub device: DeviceId,
    /// The reason's code, as [`Refused::code`].
    pub code: String,
    /// When.
    pub at: Moment,
    /// Where it began.
    pub first_seq: u32,
}

/// The first of these events, as many as are kept: each behind its length.
pub(crate) fn pack(events: &[Vec<u8>]) -> Vec<u8> {
    let mut kept = Vec::new();
    for bytes in events {
        if kept.len() + bytes.len() + 4 > KEPT_BYTES_MAX {
            break;
        }
        kept.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        kept.extend_from_slice(bytes);
    }
    kept
}

/// The events that were packed.
pub(crate) fn unpack(mut kept: &[u8]) -> Vec<Vec<u8>> {
    let mut events = Vec::new();
    while let Some((length, rest)) = kept.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        let Some((bytes, rest)) = rest.split_at_checked(length) else {
            break;
        };
        events.push(bytes.to_vec());
        kept = rest;
    }
    events
}

impl Writing<'_> {
    pub(crate) fn refuse(
        &self,
        scope: ScopeId,
        run: &Run,
        why: Refused,
        at: Moment,
        taken: &mut TakenIn,
    ) -> Result<(), JournalError> {
        taken.refused.push((run.device, why));
        if !self.has_place_aside(scope, run.device)? {
            return Ok(());
        }
        let kept = pack(&run.events);
        self.tx
            .prepare_cached(
                "INSERT INTO refused (scope, device, code, at, first_seq, run) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (scope, device) DO UPDATE SET code = ?3, at = ?4, first_seq = ?5, run = ?6",
            )?
            .execute(params![
                scope.0.as_bytes(),
                run.device.0.as_bytes(),
                why.code(),
                at.0,
                run.first_seq,
                kept
            ])?;
        Ok(())
    }

    /// Whether a refused run of this log is kept: one that stands here takes the place of one that does not.
    fn has_place_aside(&self, scope: ScopeId, device: DeviceId) -> Result<bool, JournalError> {
        let mut count = self
            .tx
            .prepare_cached("SELECT count(*) FROM refused WHERE scope = ?1 AND device <> ?2")?;
        let (scope, device) = (scope.0.as_bytes(), device.0.as_bytes());
        if count.query_row([scope, device], |r| r.get::<_, u32>(0))? < KEPT_LOGS_MAX {
            return Ok(true);
        }
        const STANDS_HERE: &str = "SELECT d.uuid FROM heads h JOIN devices d ON d.id = h.device
            WHERE h.scope = (SELECT id FROM scopes WHERE uuid = ?1)";
        let mut stands = self.tx.prepare_cached(&format!("SELECT ?2 IN ({STANDS_HERE})"))?;
        if !stands.query_row([scope, device], |r| r.get::<_, bool>(0))? {
            return Ok(false);
        }
        let mut leave = self.tx.prepare_cached(&format!(
            "DELETE FROM refused WHERE scope = ?1 AND device = (SELECT device FROM refused
             WHERE scope = ?1 AND device NOT IN ({STANDS_HERE}) ORDER BY at LIMIT 1)"
        ))?;
        Ok(leave.execute([scope])? > 0)
    }

    /// A log flows again: what was refused of it is no longer news.
    pub(crate) fn no_longer_refused(&self, scope: ScopeId, device: DeviceId) -> Result<(), JournalError> {
        self.tx
            .prepare_cached("DELETE FROM refused WHERE scope = ? AND device = ?")?
            .execute(params![scope.0.as_bytes(), device.0.as_bytes()])?;
        Ok(())
    }
}

impl View<'_> {
    /// All runs that stand refused.
    pub fn refused(&self) -> Result<Vec<RefusedRun>, JournalError> {
        let mut list = self
            .conn
            .prepare_cached("SELECT scope, device, code, at, first_seq FROM refused ORDER BY at, device")?;
        let rows = list.query_map([], |r| {
            Ok(RefusedRun {
                scope: ScopeId(uuid_at(r, 0)?),
                device: DeviceId(uuid_at(r, 1)?),
                code: r.get(2)?,
                at: Moment(r.get(3)?),
                first_seq: r.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is kept of a log's refused run: its first events, as they came. They have proved nothing.
    pub fn refused_events(&self, scope: ScopeId, device: DeviceId) -> Result<Vec<Vec<u8>>, JournalError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT run FROM refused WHERE scope = ? AND device = ?")?;
        let kept: Option<Vec<u8>> = find
            .query_row(params![scope.0.as_bytes(), device.0.as_bytes()], |r| r.get(0))
            .optional()?;
        Ok(kept.map(|kept| unpack(&kept)).unwrap_or_default())
    }
}

impl Writing<'_> {
    /// Takes a refused run off the list: the log was asked for again, and stands here as who sent it says.
    pub fn settle_refused(&self, scope: ScopeId, device: DeviceId) -> Result<(), JournalError> {
        self.no_longer_refused(scope, device)
    }
}
