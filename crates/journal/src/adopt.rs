//! A log that others hold otherwise than this journal: theirs takes its place, and what only stood here is given back, to be
//! issued again under another id.

use jemput_domain::{
    event::{Clock, LINK_START, Link, Linker, Place, decode},
    id::{DeviceId, ScopeId},
    incarnation::Stray,
    log::{Head, Known, Proved, Refused, Run, prove},
    shown::shown,
};
use rusqlite::params;

use crate::{JournalError, Writing, open::View};

/// The setting in which a device's own journal names the device: what comes of its log from others was written elsewhere.
pub const OWN_DEVICE: &str = "device";

/// Set from the moment on at which a device knows that others hold a later or another event of its log.
pub const WRITTEN_ELSEWHERE: &str = "written_elsewhere";

impl View<'_> {
    /// A log's events after `after`, each with its link.
    pub fn strays(&self, scope: ScopeId, device: DeviceId, after: u32) -> Result<Vec<Stray>, JournalError> {
        let secret = self.secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let mut read = self.conn.prepare_cached(
            "SELECT seq, bytes FROM events WHERE scope = (SELECT id FROM scopes WHERE uuid = ?)
             AND device = (SELECT id FROM devices WHERE uuid = ?) ORDER BY seq",
        )?;
        let mut rows = read.query(params![scope.0.as_bytes(), device.0.as_bytes()])?;
        let (mut link, mut strays) = (LINK_START, Vec::new());
        while let Some(row) = rows.next()? {
            let (seq, bytes): (u32, Vec<u8>) = (row.get(0)?, row.get(1)?);
            link = linker
                .link(&link, &bytes)
                .map_err(|_| JournalError::Damaged("an event that does not read"))?;
            if seq > after {
                strays.push(Stray { seq, link, bytes });
            }
        }
        Ok(strays)
    }

    /// The last event of a log that this device signed, of those up to `at_most`: there it may be cut. 0: none.
    pub fn signed_up_to(&self, scope: ScopeId, device: DeviceId, at_most: u32) -> Result<u32, JournalError> {
        let mut find = self.conn.prepare_cached(
            "SELECT coalesce(max(seq), 0) FROM events WHERE scope = (SELECT id FROM scopes WHERE uuid = ?)
             AND device = (SELECT id FROM devices WHERE uuid = ?) AND seq <= ? AND signature IS NOT NULL",
        )?;
        Ok(find.query_row(params![scope.0.as_bytes(), device.0.as_bytes(), at_most], |r| r.get(0))?)
    }
}

impl Writing<'_> {
    /// Notes, where others brought more of this device's own log than it wrote, that it is written elsewhere too. In the
    /// same transaction: whatever happens next, nothing more is written under that id. What comes back of a visit that was
    /// shed is its own.
    pub(crate) fn note_if_own(&self, scope: ScopeId, head: &Head) -> Result<(), JournalError> {
        let own = self.view().setting(OWN_DEVICE)?;
        if own.is_none_or(|own| own.parse() != Ok(head.device)) {
            return Ok(());
        }
        let ended = self.view().surviving(scope)?;
        if ended.is_none_or(|ended| ended.device != head.device || ended.seq < head.seq) {
            self.note_written_elsewhere()?;
        }
        Ok(())
    }

    /// Notes that this device's own log is written elsewhere too.
    pub fn note_written_elsewhere(&self) -> Result<(), JournalError> {
        self.set_setting(WRITTEN_ELSEWHERE, "1")
    }

    /// Puts what others hold of a log in the place of what stands here after its event `common`, a signed point; derives
    /// everything anew. Returns what stood here and nowhere else.
    ///
    /// Refused, with nothing changed: what they hold does not prove itself there.
    pub fn replace_after(
        &mut self,
        scope: ScopeId,
        device: DeviceId,
        common: u32,
        theirs: Vec<Run>,
    ) -> Result<Result<Vec<Stray>, Refused>, JournalError> {
        let scope_row = self.view().scope_row(scope)?.ok_or(JournalError::NoScope)?;
        let device_row = self.known_device_row(device)?.ok_or(JournalError::NoScope)?;
        let secret = self.view().secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let known = self.known_at(scope, scope_row, device_row, device, common)?;
        let mut proved: Vec<(Vec<Proved>, [u8; 64])> = Vec::new();
        let mut now = known;
        for run in theirs {
            let signature = run.signature;
            match prove(scope, &linker, &now, run) {
                Ok(events) => {
                    if let Some(last) = events.last() {
                        (now.seq, now.link, now.clock) = (last.place.seq, last.link, last.decoded.header.clock);
                    }
                    proved.push((events, signature));
                }
                Err(why) => return Ok(Err(why)),
            }
        }
        let strays = self.view().strays(scope, device, common)?;
        self.lay_aside(scope_row, device_row, device, &known)?;
        self.put(scope, scope_row, device_row, device, &linker, proved)?;
        self.tx.execute("DELETE FROM laid_aside", [])?;
        self.show_anew(scope_row, device_row, common)?;
        self.forget_what_was_said(scope, device)?;
        self.rebuild_one(scope)?;
        Ok(Ok(strays))
    }

    /// The log as it was after its event `seq`.
    fn known_at(
        &self,
        scope: ScopeId,
        scope_row: i64,
        device_row: i64,
        device: DeviceId,
        seq: u32,
    ) -> Result<Known, JournalError> {
        let head = self.view().known(scope_row, device_row)?;
        if seq == 0 {
            return Ok(Known::NOTHING);
        }
        let place = Place { device, seq };
        let last = self
            .view()
            .event(scope, place)?
            .ok_or(JournalError::Damaged("a log with a hole"))?;
        Ok(Known {
            seq,
            link: self.link_at(scope, device, seq)?,
            clock: last.header.clock,
            public_key: head.public_key,
        })
    }

    fn link_at(&self, scope: ScopeId, device: DeviceId, seq: u32) -> Result<Link, JournalError> {
        let all = self.view().strays(scope, device, seq - 1)?;
        let at = all.first().filter(|stray| stray.seq == seq);
        at.map(|stray| stray.link)
            .ok_or(JournalError::Damaged("a log with a hole"))
    }

    fn lay_aside(&self, scope_row: i64, device_row: i64, device: DeviceId, known: &Known) -> Result<(), JournalError> {
        let after = params![scope_row, device_row, known.seq];
        self.tx.execute(
            "INSERT INTO laid_aside (scope, device, seq, bytes)
             SELECT scope, device, seq, bytes FROM events WHERE scope = ? AND device = ? AND seq > ?",
            after,
        )?;
        self.tx
            .execute("DELETE FROM events WHERE scope = ? AND device = ? AND seq > ?", after)?;
        let head = Head {
            device,
            seq: known.seq,
            link: known.link,
        };
        self.move_head(scope_row, device_row, &head, known.clock)
    }

    fn move_head(&self, scope_row: i64, device_row: i64, head: &Head, clock: Clock) -> Result<(), JournalError> {
        self.tx.execute(
            "UPDATE heads SET seq = ?3, link = ?4, clock = ?5 WHERE scope = ?1 AND device = ?2",
            params![scope_row, device_row, head.seq, &head.link[..], clock.0],
        )?;
        Ok(())
    }

    fn put(
        &self,
        scope: ScopeId,
        scope_row: i64,
        device_row: i64,
        device: DeviceId,
        linker: &Linker,
        proved: Vec<(Vec<Proved>, [u8; 64])>,
    ) -> Result<(), JournalError> {
        for (events, signature) in proved {
            let Some(last) = events.last() else { continue };
            let head = Head {
                device,
                seq: last.place.seq,
                link: last.link,
            };
            self.move_head(scope_row, device_row, &head, last.decoded.header.clock)?;
            self.tx.execute(
                "UPDATE scopes SET clock = max(clock, ?) WHERE id = ?",
                params![last.decoded.header.clock.0, scope_row],
            )?;
            for event in self.erase_late(scope, linker, events)? {
                let signed = (event.place.seq == head.seq).then_some(&signature);
                self.insert_event(scope_row, device_row, event.place.seq, &event.bytes, signed)?;
            }
        }
        Ok(())
    }

    /// What of the log may be shown now.
    fn show_anew(&self, scope_row: i64, device_row: i64, common: u32) -> Result<(), JournalError> {
        let before = self.shown(scope_row, device_row)?.min(common);
        let mut read = self
            .tx
            .prepare_cached("SELECT bytes FROM events WHERE scope = ? AND device = ? AND seq > ? ORDER BY seq")?;
        let rows = read.query_map(params![scope_row, device_row, before], |r| r.get::<_, Vec<u8>>(0))?;
        let events: Vec<_> = rows
            .map(|bytes| decode(&bytes?).map_err(|_| JournalError::Damaged("an event that does not read")))
            .collect::<Result<_, _>>()?;
        let more = u32::try_from(shown(&events)).unwrap_or(u32::MAX);
        self.set_shown(scope_row, device_row, before.saturating_add(more))
    }

    /// What servers said of the log that stood here says nothing of this one; and it is refused no more.
    fn forget_what_was_said(&self, scope: ScopeId, device: DeviceId) -> Result<(), JournalError> {
        self.tx.execute(
            "DELETE FROM confirmed WHERE scope = (SELECT id FROM scopes WHERE uuid = ?) AND device = ?",
            params![scope.0.as_bytes(), device.0.as_bytes()],
        )?;
        self.no_longer_refused(scope, device)
    }
}
