//! From events to rows: each touched subject is folded once, its row written once, and what spans subjects is recounted by
//! the difference between before and after.

use std::collections::{BTreeMap, HashMap};

use jemput_domain::{
    booking::Booking,
    event::{Arrived, Clock, Decoded, Event, Place, Subject},
    fold::{At, SubjectState, folds_on, refold},
    id::{BookingId, DeviceId, ScopeId},
    incarnation,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    JournalError,
    bookings::{SearchChanges, Stored, booking_row, write_booking},
    flags,
    open::{View, uuid_at},
    settings::heard_ticket,
    subjects::read_state,
};

/// What tells a fold's version: another one makes journals derive everything anew when they are opened.
pub(crate) const FOLD_VERSION: i64 = 3;

/// Where a booking is counted: slot (-1: none), day of arrival (empty: none), state.
type TallyKey = (i64, String, &'static str);

struct Entry {
    before: Option<Booking>,
    row: Option<i64>,
    state: SubjectState,
    last: (Clock, DeviceId, u32),
    last_device: i64,
    undone: bool,
    refold: bool,
}

/// Derives the rows of one scope from events that were just inserted.
pub(crate) struct Deriver<'c> {
    conn: &'c Connection,
    scope: ScopeId,
    scope_row: i64,
    touched: HashMap<Subject, Entry>,
    /// Which events of this batch a subject folds: kind, key, device, seq.
    places: Vec<(u8, Vec<u8>, i64, u32)>,
}

impl<'c> Deriver<'c> {
    pub(crate) fn new(conn: &'c Connection, scope: ScopeId, scope_row: i64) -> Self {
        Self {
            conn,
            scope,
            scope_row,
            touched: HashMap::new(),
            places: Vec::new(),
        }
    }

    /// Takes in one event. It must stand in `events` already.
    pub(crate) fn take(&mut self, device_row: i64, place: Place, decoded: Decoded) -> Result<(), JournalError> {
        // Which subjects it is of is asked of it as it stands; what it says, of the event that it may repeat.
        let subjects = decoded.header.subjects.clone();
        let (at, decoded) = incarnation::read(place, decoded);
        let read_row = self.row_of(device_row, place.device, at.device)?;
        for subject in subjects {
            let (kind, key) = subject.key();
            self.places.push((kind, key, device_row, place.seq));
            self.fold(subject, read_row, &at, &decoded)?;
        }
        match &decoded.event {
            Event::Arrived(arrived) => self.count_ticket(read_row, at.device, &decoded, arrived),
            _ => Ok(()),
        }
    }

    /// The local number of the device whose event this is read as; it gets one if nothing of it has come yet.
    fn row_of(&self, row: i64, here: DeviceId, read_as: DeviceId) -> Result<i64, JournalError> {
        if here == read_as {
            return Ok(row);
        }
        self.conn
            .prepare_cached("INSERT OR IGNORE INTO devices (uuid) VALUES (?)")?
            .execute([read_as.0.as_bytes()])?;
        let mut find = self.conn.prepare_cached("SELECT id FROM devices WHERE uuid = ?")?;
        Ok(find.query_row([read_as.0.as_bytes()], |r| r.get(0))?)
    }

    /// Keeps what number a device gave last. Who comes again with another device's ticket was given none.
    fn count_ticket(
        &self,
        device_row: i64,
        device: DeviceId,
        decoded: &Decoded,
        arrived: &Arrived,
    ) -> Result<(), JournalError> {
        let of_another = decoded.header.subjects.iter().any(|subject| {
            let state = self.touched.get(subject).map(|entry| &entry.state);
            matches!(state, Some(SubjectState::Booking(booking)) if booking.tickets.iter().any(|ticket| {
                (ticket.day, &ticket.mark, ticket.number) == (arrived.day, &arrived.mark, arrived.number)
                    && ticket.device != device
            }))
        });
        if of_another {
            return Ok(());
        }
        heard_ticket(self.conn, self.scope_row, device_row, arrived.day, arrived.number)
    }

    /// Folds an event that is indexed already: onto the state where it comes last, else the subject is folded anew at the end.
    fn fold(&mut self, subject: Subject, device_row: i64, at: &At, decoded: &Decoded) -> Result<(), JournalError> {
        if !self.touched.contains_key(&subject) {
            let entry = self.load(subject)?;
            self.touched.insert(subject, entry);
        }
        let entry = self.touched.get_mut(&subject).expect("it was just inserted");
        if !folds_on(&decoded.event) {
            entry.undone = true;
        }
        if at.order() <= entry.last || entry.undone {
            entry.refold = true;
        } else {
            entry.state.fold(subject, at, &decoded.event);
        }
        if at.order() > entry.last {
            entry.last = at.order();
            entry.last_device = device_row;
        }
        Ok(())
    }

    fn load(&self, subject: Subject) -> Result<Entry, JournalError> {
        let found = match subject {
            Subject::Booking(id) => self.load_booking(id)?,
            _ => self.load_other(subject)?,
        };
        Ok(found.unwrap_or_else(|| Entry {
            before: None,
            row: None,
            state: SubjectState::start(subject),
            last: (Clock(-1), DeviceId(uuid::Uuid::nil()), 0),
            last_device: 0,
            undone: false,
            refold: false,
        }))
    }

    fn load_booking(&self, id: BookingId) -> Result<Option<Entry>, JournalError> {
        let Some(Stored {
            row,
            booking,
            clock,
            device,
            device_row,
            seq,
            refold,
        }) = booking_row(self.conn, self.scope_row, id)?
        else {
            return Ok(None);
        };
        Ok(Some(Entry {
            before: Some(booking.clone()),
            row: Some(row),
            state: SubjectState::Booking(Box::new(booking)),
            last: (clock, device, seq),
            last_device: device_row,
            undone: refold,
            refold: false,
        }))
    }

    fn load_other(&self, subject: Subject) -> Result<Option<Entry>, JournalError> {
        let (kind, key) = subject.key();
        let mut find = self.conn.prepare_cached(
            "SELECT s.fold, s.clock, d.uuid, s.device, s.seq, s.refold FROM subjects s JOIN devices d ON d.id = s.device
             WHERE s.scope = ? AND s.kind = ? AND s.subject = ?",
        )?;
        let found = find
            .query_row(params![self.scope_row, kind, key], |r| {
                Ok((
                    r.get::<_, Vec<u8>>(0)?,
                    Clock(r.get(1)?),
                    uuid_at(r, 2)?,
                    r.get(3)?,
                    r.get(4)?,
                    r.get(5)?,
                ))
            })
            .optional()?;
        let Some((fold, clock, device, last_device, seq, undone)) = found else {
            return Ok(None);
        };
        Ok(Some(Entry {
            before: None,
            row: None,
            state: read_state(&fold)?,
            last: (clock, DeviceId(device), seq),
            last_device,
            undone,
            refold: false,
        }))
    }

    /// In the order of the table: subjects' ids are random, and as they come each would be another page.
    fn write_places(&mut self) -> Result<(), JournalError> {
        self.places.sort_unstable();
        let mut insert = self.conn.prepare_cached(
            "INSERT OR IGNORE INTO subject_events (scope, kind, subject, device, seq) VALUES (?, ?, ?, ?, ?)",
        )?;
        for (kind, key, device, seq) in self.places.drain(..) {
            insert.execute(params![self.scope_row, kind, key, device, seq])?;
        }
        Ok(())
    }

    /// Writes the rows of all touched subjects.
    pub(crate) fn finish(mut self) -> Result<(), JournalError> {
        self.write_places()?;
        let mut tallies: BTreeMap<TallyKey, i64> = BTreeMap::new();
        let mut changed = Vec::new();
        let mut search = SearchChanges::default();
        let mut touched: Vec<_> = self.touched.into_iter().collect();
        touched.sort_by_key(|(subject, _)| *subject);
        for (subject, mut entry) in touched {
            if entry.refold {
                let view = View { conn: self.conn };
                let mut events: Vec<_> = view
                    .events_of_row(self.scope_row, subject)?
                    .into_iter()
                    .map(|e| (e.at, e.decoded.event))
                    .collect();
                entry.state = refold(subject, &mut events);
            }
            match (subject, &entry.state) {
                (Subject::Booking(id), SubjectState::Booking(booking)) => {
                    count(&mut tallies, entry.before.as_ref(), -1);
                    count(&mut tallies, Some(booking), 1);
                    let stored = Stored {
                        row: entry.row.unwrap_or(0),
                        booking: (**booking).clone(),
                        clock: entry.last.0,
                        device: entry.last.1,
                        device_row: entry.last_device,
                        seq: entry.last.2,
                        refold: entry.undone,
                    };
                    write_booking(self.conn, self.scope_row, id, entry.row, entry.before.as_ref(), &stored, &mut search)?;
                    changed.push((id, entry.before, (**booking).clone()));
                }
                _ => self.conn
                    .prepare_cached(
                        "INSERT INTO subjects (scope, kind, subject, fold, clock, device, seq, refold) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                         ON CONFLICT (scope, kind, subject) DO UPDATE SET fold = ?4, clock = ?5, device = ?6, seq = ?7, refold = ?8",
                    )?
                    .execute(params![
                        self.scope_row,
                        subject.key().0,
                        subject.key().1,
                        postcard::to_allocvec(&entry.state).map_err(|_| JournalError::Damaged("a state that does not write"))?,
                        entry.last.0.0,
                        entry.last_device,
                        entry.last.2,
                        entry.undone
                    ])
                    .map(|_| ())?,
            }
        }
        search.write(self.conn, self.scope_row)?;
        apply(self.conn, self.scope_row, tallies)?;
        flags::recount(self.conn, self.scope_row, self.scope, &changed)
    }
}

/// Adds or takes away a booking's place in the tallies.
fn count(tallies: &mut BTreeMap<TallyKey, i64>, booking: Option<&Booking>, by: i64) {
    let Some(booking) = booking else { return };
    if !booking.made && booking.arrival.is_none() {
        return;
    }
    let slot = booking.slot.map_or(-1, |s| i64::from(s.0));
    let day = booking
        .arrival
        .as_ref()
        .map(|a| a.ticket.day.to_string())
        .unwrap_or_default();
    *tallies.entry((slot, day, booking.state.code())).or_default() += by;
}

fn apply(conn: &Connection, scope: i64, tallies: BTreeMap<TallyKey, i64>) -> Result<(), JournalError> {
    for ((slot, day, state), by) in tallies.into_iter().filter(|(_, by)| *by != 0) {
        conn.prepare_cached(
            "INSERT INTO tallies (scope, slot, arrival_day, state, people) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (scope, slot, arrival_day, state) DO UPDATE SET people = people + ?5",
        )?
        .execute(params![scope, slot, day, state, by])?;
        if by < 0 {
            conn.prepare_cached(
                "DELETE FROM tallies WHERE scope = ? AND slot = ? AND arrival_day = ? AND state = ? AND people = 0",
            )?
            .execute(params![scope, slot, day, state])?;
        }
    }
    Ok(())
}
