//! Erasing: a person's data leave the events that carried them, under a stated retention. Links, signatures, receipts and
//! heads hold as before, because the chain runs over what stands for the personal part (`domain::event::Linker::erase`).

use jemput_domain::{
    event::{Decoded, Linker, Personal, Place, Subject, decode, parts},
    id::{BookingId, DeviceId, ScopeId, ScopeSecret},
    log::{Proved, Refused},
    nik::Nik,
    time::Moment,
};
use rusqlite::{Connection, functions::FunctionFlags, params, types::ValueRef};

use crate::{
    Journal, JournalError, Writing,
    derive::Deriver,
    log::array,
    open::{View, uuid_at},
    refused,
};

/// What was erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Erasing {
    /// Subjects - people, mostly - that had personal data.
    pub subjects: u32,
    /// Events that carried them.
    pub events: u32,
}

impl Journal {
    /// Erases the personal parts of all events about these subjects, and commits; what comes of them later is erased when it
    /// comes. `reason` is for the record, `at` by the clock here. Overwritten within the file; [`Journal::scrub`] then leaves
    /// nothing of what was moved about before.
    pub fn erase(
        &mut self,
        scope: ScopeId,
        subjects: &[Subject],
        reason: &str,
        at: Moment,
    ) -> Result<Erasing, JournalError> {
        self.conn.pragma_update(None, "secure_delete", true)?;
        let mut writing = self.write()?;
        let erasing = writing.erase(scope, subjects, reason, at)?;
        writing.commit()?;
        Ok(erasing)
    }

    /// Writes the file anew, without whatever freed pages still hold, and empties the write-ahead log. Others wait meanwhile.
    pub fn scrub(&self) -> Result<(), JournalError> {
        self.conn.execute_batch("VACUUM")?;
        // A reader may hold the log's end: it is emptied by the next checkpoint then.
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

impl View<'_> {
    /// All bookings of a visit with this NIK, whatever became of them.
    pub fn booked_with_nik(&self, scope: ScopeId, nik: Nik) -> Result<Vec<BookingId>, JournalError> {
        let mut list = self.conn.prepare_cached(
            "SELECT b.id FROM bookings b JOIN scopes s ON s.id = b.scope WHERE s.uuid = ? AND b.nik = ? ORDER BY b.id",
        )?;
        let rows = list.query_map(params![scope.0.as_bytes(), nik.to_i64()], |r| {
            uuid_at(r, 0).map(BookingId)
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The subjects of a visit whose events carry personal data: its bookings, and its rosters by their files' names.
    pub fn personal_subjects(&self, scope: ScopeId) -> Result<Vec<Subject>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self.conn.prepare_cached(
            "SELECT DISTINCT kind, subject FROM subject_events WHERE scope = ?1 AND kind IN (4, 6)
             AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.scope = ?2 AND e.kind = subject_events.kind
                             AND e.subject = subject_events.subject)",
        )?;
        let rows = list.query_map(params![scope_row, scope.0.as_bytes()], |r| {
            let id = uuid_at(r, 1)?;
            Ok(match r.get::<_, u8>(0)? {
                4 => Subject::Booking(BookingId(id)),
                _ => Subject::Import(jemput_domain::id::ImportId(id)),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn erases_in(&self, scope: ScopeId) -> Result<bool, JournalError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT 1 FROM erasures WHERE scope = ? LIMIT 1")?;
        Ok(find.exists([scope.0.as_bytes()])?)
    }

    fn is_erased(&self, scope: ScopeId, subjects: &[Subject]) -> Result<bool, JournalError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT 1 FROM erasures WHERE scope = ? AND kind = ? AND subject = ?")?;
        for subject in subjects {
            let (kind, key) = subject.key();
            if find.exists(params![scope.0.as_bytes(), kind, key])? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Writing<'_> {
    /// As [`Journal::erase`], within this transaction.
    pub fn erase(
        &mut self,
        scope: ScopeId,
        subjects: &[Subject],
        reason: &str,
        at: Moment,
    ) -> Result<Erasing, JournalError> {
        let scope_row = self.view().scope_row(scope)?.ok_or(JournalError::NoScope)?;
        let secret = self.view().secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let mut erasing = Erasing::default();
        let mut deriver = Deriver::new(&self.tx, scope, scope_row);
        for subject in subjects {
            self.note_erasure(scope, *subject, reason, at)?;
            let changed = self.erase_events(scope_row, &linker, *subject)?;
            erasing.events += changed.len() as u32;
            erasing.subjects += u32::from(!changed.is_empty());
            for (device_row, place, decoded) in changed {
                deriver.take(device_row, place, decoded)?;
            }
        }
        deriver.finish()?;
        self.erase_refused(scope, &linker)?;
        self.erase_aside(scope, &linker)?;
        Ok(erasing)
    }

    fn note_erasure(&self, scope: ScopeId, subject: Subject, reason: &str, at: Moment) -> Result<(), JournalError> {
        let (kind, key) = subject.key();
        self.tx
            .prepare_cached("INSERT OR IGNORE INTO erasures (scope, kind, subject, reason, at) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![scope.0.as_bytes(), kind, key, reason, at.0])?;
        Ok(())
    }

    /// The events of one subject in their erased form, where they had personal data.
    fn erase_events(
        &self,
        scope_row: i64,
        linker: &Linker,
        subject: Subject,
    ) -> Result<Vec<(i64, Place, Decoded)>, JournalError> {
        let (kind, key) = subject.key();
        let mut read = self.tx.prepare_cached(
            "SELECT e.device, d.uuid, e.seq, e.bytes FROM subject_events s
             JOIN events e ON e.scope = s.scope AND e.device = s.device AND e.seq = s.seq
             JOIN devices d ON d.id = s.device WHERE s.scope = ? AND s.kind = ? AND s.subject = ?",
        )?;
        let rows = read.query_map(params![scope_row, kind, key], |r| {
            Ok((
                r.get::<_, i64>(0)?,
                uuid_at(r, 1)?,
                r.get::<_, u32>(2)?,
                r.get::<_, Vec<u8>>(3)?,
            ))
        })?;
        let all: Vec<_> = rows.collect::<Result<_, _>>()?;
        let mut change = self
            .tx
            .prepare_cached("UPDATE events SET bytes = ?4 WHERE scope = ?1 AND device = ?2 AND seq = ?3")?;
        let mut changed = Vec::new();
        for (device_row, device, seq, bytes) in all {
            let Some(erased) = linker.erase(&bytes) else { continue };
            let decoded = decode(&erased).map_err(|_| JournalError::Damaged("an event that does not read"))?;
            change.execute(params![scope_row, device_row, seq, erased])?;
            let device = DeviceId(device);
            changed.push((device_row, Place { device, seq }, decoded));
        }
        Ok(changed)
    }

    /// What of these events may be stored: in their erased form where they are about somebody whose data were erased.
    pub(crate) fn erase_late(
        &self,
        scope: ScopeId,
        linker: &Linker,
        proved: Vec<Proved>,
    ) -> Result<Vec<Proved>, JournalError> {
        if !self.view().erases_in(scope)? {
            return Ok(proved);
        }
        let erased = |event: Proved| {
            let subjects = &event.decoded.header.subjects;
            let late = match linker.erase(&event.bytes) {
                Some(bytes) if self.view().is_erased(scope, subjects)? => bytes,
                _ => return Ok(event),
            };
            let decoded = decode(&late).map_err(|_| JournalError::Damaged("an event that does not read"))?;
            Ok(Proved {
                bytes: late,
                decoded,
                ..event
            })
        };
        proved.into_iter().map(erased).collect()
    }

    /// Whether an event came erased though nobody's data were erased here that it is about. Only a server asks: it is the one
    /// that erases, and what a laptop left out on the way could be lost for all.
    pub(crate) fn left_out(&self, scope: ScopeId, proved: &[Proved]) -> Result<Option<Refused>, JournalError> {
        if !self.view().keeps_quarantine()? {
            return Ok(None);
        }
        for event in proved {
            if matches!(parts(&event.bytes), Ok((_, Personal::Erased(_), _)))
                && !self.view().is_erased(scope, &event.decoded.header.subjects)?
            {
                return Ok(Some(Refused::Erased));
            }
        }
        Ok(None)
    }

    /// The same in what stands refused of this scope.
    fn erase_refused(&self, scope: ScopeId, linker: &Linker) -> Result<(), JournalError> {
        let mut read = self
            .tx
            .prepare_cached("SELECT device, run FROM refused WHERE scope = ?")?;
        let rows = read.query_map([scope.0.as_bytes()], |r| {
            Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, Vec<u8>>(1)?))
        })?;
        let kept: Vec<_> = rows.collect::<Result<_, _>>()?;
        for (device, run) in kept {
            let mut events = refused::unpack(&run);
            let mut changed = false;
            for bytes in &mut events {
                if let Some(erased) = self.erased_form(scope, linker, bytes)? {
                    (*bytes, changed) = (erased, true);
                }
            }
            if changed {
                self.tx
                    .prepare_cached("UPDATE refused SET run = ?3 WHERE scope = ?1 AND device = ?2")?
                    .execute(params![scope.0.as_bytes(), device, refused::pack(&events)])?;
            }
        }
        Ok(())
    }

    /// An event's erased form, where it has personal data and is about somebody whose data were erased.
    pub(crate) fn erased_form(
        &self,
        scope: ScopeId,
        linker: &Linker,
        bytes: &[u8],
    ) -> Result<Option<Vec<u8>>, JournalError> {
        // What is kept aside may be anything.
        let Ok((header, Personal::Present(_), _)) = parts(bytes) else {
            return Ok(None);
        };
        let Some(header) = jemput_domain::event::Header::from_bytes(&header) else {
            return Ok(None);
        };
        Ok(if self.view().is_erased(scope, &header.subjects)? {
            linker.erase(bytes)
        } else {
            None
        })
    }
}

/// Gives a connection the function by which the trigger over events knows the one change that they may see.
pub(crate) fn teach(conn: &Connection) -> Result<(), JournalError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("jemput_erases", 3, flags, |given| {
        let blob = |at: usize| match given.get_raw(at) {
            ValueRef::Blob(bytes) => bytes,
            _ => &[],
        };
        let Ok(secret) = array(blob(0).to_vec()) else {
            return Ok(false);
        };
        let erased = Linker::new(&ScopeSecret(secret)).erase(blob(1));
        Ok(erased.is_some_and(|erased| erased == blob(2)))
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jemput_domain::{
        event::{BookingMade, Draft, Event, Personal, Source, frame},
        id::OperatorId,
        log::DeviceKey,
        person::Person,
    };
    use uuid::Uuid;

    use super::*;
    use crate::Author;

    const SECRET: ScopeSecret = ScopeSecret([7; 32]);

    fn scope() -> ScopeId {
        ScopeId(Uuid::from_u128(1))
    }

    fn subject() -> Subject {
        Subject::Booking(BookingId(Uuid::from_u128(5)))
    }

    fn journal() -> Journal {
        let mut journal = Journal::in_memory().unwrap();
        let key = DeviceKey::from_bytes(&[1; 32]);
        let author = Author {
            device: DeviceId(Uuid::from_u128(2)),
            key: &key,
            device_name: "Loket A",
            operator: OperatorId(Uuid::nil()),
            wall: Moment(1_636_331_400_000),
            offset_ms: 0,
        };
        let made = BookingMade {
            person: Person {
                name: "Warga Contoh".into(),
                ..Person::default()
            },
            source: Source::WalkIn,
            services: vec![],
            slot: None,
            held: vec![],
            warned: vec![],
        };
        let drafts = vec![Draft::about(subject(), Event::BookingMade(made))];
        let mut writing = journal.write().unwrap();
        writing.append_opening(scope(), SECRET, &author, drafts).unwrap();
        writing.commit().unwrap();
        journal
    }

    fn stored(journal: &Journal) -> Vec<u8> {
        let read = "SELECT bytes FROM events WHERE seq = 2";
        journal.conn.query_row(read, [], |r| r.get(0)).unwrap()
    }

    #[test]
    fn the_trigger_lets_the_erased_form_pass_and_nothing_else() {
        let journal = journal();
        let (was, linker) = (stored(&journal), Linker::new(&SECRET));
        let (header, personal, rest) = parts(&was).unwrap();
        let Personal::Present(fields) = personal else {
            panic!("a booking has a personal part")
        };
        let mac = linker.personal_mac(&fields);
        let other_header = {
            let mut header = jemput_domain::event::Header::from_bytes(&header).unwrap();
            header.act_ends = !header.act_ends;
            header.to_bytes()
        };
        let other_rest = [rest.clone(), vec![0]].concat();
        let forms = [
            ("the same", was.clone()),
            ("nothing", Vec::new()),
            (
                "another mac",
                frame(header.clone(), Personal::Erased([9; 32]), rest.clone()),
            ),
            ("no personal part", frame(header.clone(), Personal::None, rest.clone())),
            (
                "another person",
                frame(header.clone(), Personal::Present(vec![1]), rest.clone()),
            ),
            (
                "another header",
                frame(other_header, Personal::Erased(mac), rest.clone()),
            ),
            ("another rest", frame(header.clone(), Personal::Erased(mac), other_rest)),
        ];
        let change = "UPDATE events SET bytes = ? WHERE seq = 2";
        for (what, bytes) in forms {
            let refused = journal.conn.execute(change, [bytes]).unwrap_err();
            assert!(refused.to_string().contains("never changed"), "{what}: {refused}");
        }
        let erased = frame(header, Personal::Erased(mac), rest);
        for sql in [
            "UPDATE events SET bytes = ?, signature = zeroblob(64) WHERE seq = 2",
            "UPDATE events SET bytes = ?, seq = 3 WHERE seq = 2",
            "UPDATE events SET bytes = ?, device = 9 WHERE seq = 2",
        ] {
            assert!(journal.conn.execute(sql, [&erased]).is_err(), "{sql}");
        }
        journal.conn.execute(change, [&erased]).unwrap();
        assert_eq!(stored(&journal), erased);
        assert!(
            journal.conn.execute(change, [&was]).is_err(),
            "what is erased stays erased"
        );
        assert!(journal.conn.execute("DELETE FROM events WHERE seq = 2", []).is_err());
    }

    #[test]
    fn another_program_changes_nothing_at_all() {
        let journal = journal();
        let erased = Linker::new(&SECRET).erase(&stored(&journal)).unwrap();
        journal.conn.remove_function("jemput_erases", 3).unwrap();
        assert!(
            journal
                .conn
                .execute("UPDATE events SET bytes = ? WHERE seq = 2", [erased])
                .is_err()
        );
    }
}
