//! Bookings' rows: written from folds, read by screens.

use jemput_domain::{
    booking::{Booking, State, Ticket},
    event::{Clock, Source},
    id::{BookingId, DeviceId, ScopeId},
    name,
    nik::Nik,
    plan::SlotNumber,
    time::{Day, Moment},
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use crate::{
    JournalError,
    open::{View, uuid_at},
    search,
};

/// A booking as it is stored.
pub(crate) struct Stored {
    pub(crate) row: i64,
    pub(crate) booking: Booking,
    pub(crate) clock: Clock,
    pub(crate) device: DeviceId,
    pub(crate) device_row: i64,
    pub(crate) seq: u32,
    pub(crate) refold: bool,
}

/// A booking with its id.
#[derive(Clone, Debug)]
pub struct BookingRow {
    /// Its id.
    pub id: BookingId,
    /// Its fold.
    pub booking: Booking,
}

/// Which people a list shows; every part narrows it.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Of one class.
    pub class: Option<String>,
    /// Of one slot.
    pub slot: Option<SlotNumber>,
    /// In one of these states; empty: any but withdrawn and joined.
    pub states: Vec<State>,
    /// Only who must be completed.
    pub held: bool,
    /// Only who must be told.
    pub to_tell: bool,
    /// Only who has no slot.
    pub unplaced: bool,
    /// Only who came on this day.
    pub arrival_day: Option<Day>,
}

const COLUMNS: &str = "b.id, b.fold";

fn read_fold(bytes: &[u8]) -> rusqlite::Result<Booking> {
    postcard::from_bytes(bytes)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Blob, Box::new(e)))
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<BookingRow> {
    Ok(BookingRow {
        id: BookingId(uuid_at(row, 0)?),
        booking: read_fold(row.get_ref(1)?.as_blob()?)?,
    })
}

pub(crate) fn booking_row(conn: &Connection, scope: i64, id: BookingId) -> Result<Option<Stored>, JournalError> {
    let mut find = conn.prepare_cached(
        "SELECT b.row, b.fold, b.clock, d.uuid, b.device, b.seq, b.refold FROM bookings b JOIN devices d ON d.id = b.device
         WHERE b.scope = ? AND b.id = ?",
    )?;
    Ok(find
        .query_row(params![scope, id.0.as_bytes()], |r| {
            Ok(Stored {
                row: r.get(0)?,
                booking: read_fold(r.get_ref(1)?.as_blob()?)?,
                clock: Clock(r.get(2)?),
                device: DeviceId(uuid_at(r, 3)?),
                device_row: r.get(4)?,
                seq: r.get(5)?,
                refold: r.get(6)?,
            })
        })
        .optional()?)
}

/// Writes a booking's row and what search knows of it.
pub(crate) fn write_booking(
    conn: &Connection,
    scope: i64,
    id: BookingId,
    row: Option<i64>,
    before: Option<&Booking>,
    stored: &Stored,
    search: &mut SearchChanges,
) -> Result<(), JournalError> {
    let b = &stored.booking;
    let fold = postcard::to_allocvec(b).map_err(|_| JournalError::Damaged("a booking that does not write"))?;
    let (import, import_row) = match b.source {
        Some(Source::Roster { import, row }) => (Some(import.0.into_bytes()), Some(row)),
        _ => (None, None),
    };
    let last = b.last_recording();
    let arrival = b.arrival.as_ref();
    let values: [(&str, &dyn ToSql); 27] = [
        ("scope", &scope),
        ("id", &id.0.as_bytes()),
        ("fold", &fold),
        ("clock", &stored.clock.0),
        ("device", &stored.device_row),
        ("seq", &stored.seq),
        ("refold", &stored.refold),
        ("state", &b.state.code()),
        ("made", &b.made),
        ("slot", &b.slot.map(|s| s.0)),
        ("name", &b.person.name),
        ("name_key", &name::search_key(&b.person.name)),
        ("nik", &b.person.nik.map(Nik::to_i64)),
        ("birth_date", &b.person.birth_date.map(|d| d.to_string())),
        ("class", &b.person.class),
        ("import", &import),
        ("import_row", &import_row),
        ("is_held", &(!b.held.is_empty() && b.state.takes_place())),
        ("to_tell", &(b.to_tell && !b.state.is_settled())),
        ("arrival_day", &arrival.map(|a| a.ticket.day.to_string())),
        ("arrival_at", &arrival.map(|a| a.at.0)),
        ("mark", &arrival.map(|a| a.ticket.mark.clone())),
        ("number", &arrival.map(|a| a.ticket.number)),
        ("station", &b.at_station.map(|s| s.station)),
        ("called_at", &b.last_called.map(|at| at.0)),
        ("finished_at", &last.map(|r| r.finished.0)),
        ("service_seconds", &last.map(|r| (r.finished.0 - r.started.0) / 1000)),
    ];
    let done_station = last.map(|r| r.marked.station);
    let row = match row {
        Some(row) => {
            let mut update = conn.prepare_cached(UPDATE)?;
            for (i, (_, value)) in values.iter().enumerate() {
                update.raw_bind_parameter(i + 1, value)?;
            }
            update.raw_bind_parameter(28, done_station)?;
            update.raw_bind_parameter(29, row)?;
            update.raw_execute()?;
            row
        }
        None => {
            let mut insert = conn.prepare_cached(INSERT)?;
            for (i, (_, value)) in values.iter().enumerate() {
                insert.raw_bind_parameter(i + 1, value)?;
            }
            insert.raw_bind_parameter(28, done_station)?;
            insert.raw_execute()?;
            conn.last_insert_rowid()
        }
    };
    search.note(conn, scope, row, before, b)
}

const INSERT: &str = "INSERT INTO bookings (scope, id, fold, clock, device, seq, refold, state, made, slot, name, name_key, nik,
 birth_date, class, import, import_row, is_held, to_tell, arrival_day, arrival_at, mark, number, station, called_at, finished_at,
 service_seconds, done_station)
 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)";

const UPDATE: &str = "UPDATE bookings SET scope = ?1, id = ?2, fold = ?3, clock = ?4, device = ?5, seq = ?6, refold = ?7, state = ?8,
 made = ?9, slot = ?10, name = ?11, name_key = ?12, nik = ?13, birth_date = ?14, class = ?15, import = ?16, import_row = ?17,
 is_held = ?18, to_tell = ?19, arrival_day = ?20, arrival_at = ?21, mark = ?22, number = ?23, station = ?24, called_at = ?25,
 finished_at = ?26, service_seconds = ?27, done_station = ?28 WHERE row = ?29";

/// What search must take back and take in, gathered over a batch: the index changes many keys at once far cheaper.
#[derive(Default)]
pub(crate) struct SearchChanges {
    entries: Vec<(i64, String, Option<Nik>)>,
    tickets: Vec<(i64, String, u16)>,
}

impl SearchChanges {
    /// Keeps the search index to the names, NIKs and tickets of bookings that are in the visit.
    fn note(
        &mut self,
        conn: &Connection,
        scope: i64,
        row: i64,
        before: Option<&Booking>,
        now: &Booking,
    ) -> Result<(), JournalError> {
        let entry = |b: &Booking| (b.made || b.arrival.is_some()).then(|| (b.person.name.clone(), b.person.nik));
        let (old, new) = (before.and_then(entry), entry(now));
        if old != new {
            if let Some((name, nik)) = &old {
                search::unindex(conn, scope, row, &search::Entry { name, nik: *nik })?;
            }
            self.entries.extend(new.map(|(name, nik)| (row, name, nik)));
        }
        let known: &[_] = before.map_or(&[], |b| &b.tickets);
        // The index knows a ticket's text, not its day: it stays while a ticket of another day says the same.
        let stays = |t: &Ticket| now.tickets.iter().any(|n| n.mark == t.mark && n.number == t.number);
        for ticket in known.iter().filter(|t| !stays(t)) {
            search::unindex_ticket(conn, scope, row, &ticket.mark, u32::from(ticket.number))?;
        }
        let new = now.tickets.iter().filter(|t| !known.contains(t));
        self.tickets.extend(new.map(|t| (row, t.mark.clone(), t.number)));
        Ok(())
    }

    /// Writes what was gathered.
    pub(crate) fn write(self, conn: &Connection, scope: i64) -> Result<(), JournalError> {
        if !self.entries.is_empty() {
            search::index_all(
                conn,
                scope,
                self.entries
                    .iter()
                    .map(|(row, name, nik)| (*row, search::Entry { name, nik: *nik })),
            )?;
        }
        for (row, mark, number) in self.tickets {
            search::index_ticket(conn, scope, row, &mark, u32::from(number))?;
        }
        Ok(())
    }
}

impl View<'_> {
    /// One booking.
    pub fn booking(&self, scope: ScopeId, id: BookingId) -> Result<Option<Booking>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(None);
        };
        Ok(booking_row(self.conn, scope_row, id)?.map(|s| s.booking))
    }

    /// The scope of a booking: on the command line a booking stands alone.
    pub fn scope_of_booking(&self, id: BookingId) -> Result<Option<ScopeId>, JournalError> {
        let mut find = self
            .conn
            .prepare_cached("SELECT s.uuid FROM scopes s JOIN bookings b ON b.scope = s.id AND b.id = ?")?;
        Ok(find
            .query_row([id.0.as_bytes()], |r| uuid_at(r, 0).map(ScopeId))
            .optional()?)
    }

    /// Who is found by name, NIK or ticket as typed; best first.
    pub fn find(&self, scope: ScopeId, text: &str, limit: u32) -> Result<Vec<BookingRow>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let rows = search::find(self.conn, scope_row, text, limit as usize)?;
        let mut read = self
            .conn
            .prepare_cached("SELECT b.id, b.fold FROM bookings b WHERE b.row = ?")?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            found.extend(read.query_row([row], read_row).optional()?);
        }
        Ok(found)
    }

    fn bookings_where(
        &self,
        scope: ScopeId,
        condition: &str,
        values: &[&dyn ToSql],
    ) -> Result<Vec<BookingRow>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM bookings b WHERE b.scope = ? AND {condition}"
        ))?;
        let mut all: Vec<&dyn ToSql> = vec![&scope_row];
        all.extend_from_slice(values);
        let rows = list.query_map(&all[..], read_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All bookings of a visit, in roster order.
    pub fn bookings(&self, scope: ScopeId) -> Result<Vec<BookingRow>, JournalError> {
        self.bookings_where(scope, "b.made = 1 ORDER BY b.import_row, b.id", &[])
    }

    /// Bookings with this NIK that are in the visit.
    // `+b.id`: else SQLite walks the whole visit in the order of its ids to save a sort of one or two rows.
    pub fn bookings_with_nik(&self, scope: ScopeId, nik: Nik) -> Result<Vec<BookingRow>, JournalError> {
        self.bookings_where(
            scope,
            "b.nik = ? AND b.state NOT IN ('withdrawn', 'joined') AND b.made = 1 ORDER BY +b.id",
            &[&nik.to_i64()],
        )
    }

    /// Bookings whose names fold to the same key.
    pub fn bookings_named_alike(&self, scope: ScopeId, name: &str) -> Result<Vec<BookingRow>, JournalError> {
        let key = name::search_key(name);
        self.bookings_where(
            scope,
            "b.name_key = ? AND b.state NOT IN ('withdrawn', 'joined') AND b.made = 1 ORDER BY +b.id",
            &[&key],
        )
    }

    /// Bookings that hold this ticket on a day, or on any day where `day` is none.
    pub fn bookings_with_ticket(
        &self,
        scope: ScopeId,
        mark: &str,
        number: u16,
        day: Option<Day>,
    ) -> Result<Vec<BookingRow>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let text = format!("{mark}-{number:03}");
        let rows = search::find(self.conn, scope_row, &text, 64)?;
        let mut read = self
            .conn
            .prepare_cached("SELECT b.id, b.fold FROM bookings b WHERE b.row = ?")?;
        let mut found = Vec::new();
        for row in rows {
            let Some(row) = read.query_row([row], read_row).optional()? else {
                continue;
            };
            let holds = |t: &Ticket| t.mark == mark && t.number == number && day.is_none_or(|d| t.day == d);
            if row.booking.tickets.iter().any(holds) {
                found.push(row);
            }
        }
        Ok(found)
    }

    /// Who waits on a day, in no order.
    pub fn queue(&self, scope: ScopeId, day: Day) -> Result<Vec<BookingRow>, JournalError> {
        self.bookings_where(
            scope,
            "b.state IN ('waiting', 'to_repeat') AND b.arrival_day = ?",
            &[&day.to_string()],
        )
    }

    /// Who is called or sits at a station.
    pub fn at_stations(&self, scope: ScopeId) -> Result<Vec<BookingRow>, JournalError> {
        self.bookings_where(
            scope,
            "b.state IN ('called', 'recording') ORDER BY b.station, b.called_at, b.id",
            &[],
        )
    }

    /// When people were last called, since an instant, ascending: one call a person, whatever came of it.
    pub fn calls_since(&self, scope: ScopeId, since: Moment) -> Result<Vec<Moment>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self
            .conn
            .prepare_cached("SELECT called_at FROM bookings WHERE scope = ? AND called_at >= ? ORDER BY called_at")?;
        let rows = list.query_map(params![scope_row, since.0], |r| r.get(0).map(Moment))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The classes of a visit.
    pub fn classes(&self, scope: ScopeId) -> Result<Vec<String>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self
            .conn
            .prepare_cached("SELECT DISTINCT class FROM bookings WHERE scope = ? AND made = 1 AND class <> ''")?;
        let rows = list.query_map([scope_row], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// People by filter, in class and roster order, and how many there are in all.
    pub fn people(
        &self,
        scope: ScopeId,
        filter: &PeopleFilter,
        offset: u32,
        limit: u32,
    ) -> Result<(u32, Vec<BookingRow>), JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok((0, Vec::new()));
        };
        let mut conditions = vec![
            "b.scope = ?".to_owned(),
            "(b.made = 1 OR b.arrival_day IS NOT NULL)".to_owned(),
        ];
        let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(scope_row)];
        if let Some(class) = &filter.class {
            conditions.push("b.class = ?".into());
            values.push(Box::new(class.clone()));
        }
        if let Some(slot) = filter.slot {
            conditions.push("b.slot = ?".into());
            values.push(Box::new(slot.0));
        }
        if let Some(day) = filter.arrival_day {
            conditions.push("b.arrival_day = ?".into());
            values.push(Box::new(day.to_string()));
        }
        if filter.states.is_empty() {
            conditions.push("b.state NOT IN ('withdrawn', 'joined')".into());
        } else {
            let marks = vec!["?"; filter.states.len()].join(", ");
            conditions.push(format!("b.state IN ({marks})"));
            values.extend(filter.states.iter().map(|s| Box::new(s.code()) as Box<dyn ToSql>));
        }
        for (wanted, condition) in [
            (filter.held, "b.is_held = 1"),
            (filter.to_tell, "b.to_tell = 1"),
            (filter.unplaced, "b.slot IS NULL AND b.state = 'booked'"),
        ] {
            if wanted {
                conditions.push(condition.into());
            }
        }
        let condition = conditions.join(" AND ");
        let mut all: Vec<&dyn ToSql> = values.iter().map(|v| &**v).collect();
        let total = self
            .conn
            .prepare_cached(&format!("SELECT count(*) FROM bookings b WHERE {condition}"))?
            .query_row(&all[..], |r| r.get(0))?;
        all.push(&limit);
        all.push(&offset);
        let mut list = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM bookings b WHERE {condition} ORDER BY b.class, b.import_row, b.id LIMIT ? OFFSET ?"
        ))?;
        let rows = list.query_map(&all[..], read_row)?;
        Ok((total, rows.collect::<Result<_, _>>()?))
    }
}
