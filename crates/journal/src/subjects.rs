//! Subjects: their events, and the states that these fold to.

use jemput_domain::{
    event::{Decoded, Place, StationStatus, Subject, decode},
    fold::{At, Import, Seat, SubjectState},
    id::{BookingId, DeviceId, ImportId, OperatorId, ScopeId, SiteId},
    incarnation,
    office::Office,
    operator::Operator,
    site::Site,
    visit::Visit,
};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use crate::{
    JournalError,
    open::{View, uuid_at},
};

/// An event with its place, as it is read: an adopted one as the event that it repeats.
#[derive(Clone, Debug)]
pub struct EventOf {
    /// Where it stands in the order, when and by whom it was made; its act is the one in which it stands here.
    pub at: At,
    /// The event.
    pub decoded: Decoded,
    /// Where it stands in the log that holds it.
    pub place: Place,
}

impl EventOf {
    fn read(place: Place, decoded: Decoded) -> Self {
        let (at, decoded) = incarnation::read(place, decoded);
        Self { at, decoded, place }
    }

    /// The booking that it is about, if it is about one.
    pub fn booking(&self) -> Option<BookingId> {
        self.decoded
            .header
            .subjects
            .iter()
            .find_map(|s| if let Subject::Booking(id) = s { Some(*id) } else { None })
    }
}

pub(crate) fn read_state(bytes: &[u8]) -> Result<SubjectState, JournalError> {
    postcard::from_bytes(bytes).map_err(|_| JournalError::Damaged("a folded state that does not read"))
}

impl View<'_> {
    /// The events of a subject, in the order in which they fold.
    pub fn events_of(&self, scope: ScopeId, subject: Subject) -> Result<Vec<EventOf>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        self.events_of_row(scope_row, subject)
    }

    pub(crate) fn events_of_row(&self, scope_row: i64, subject: Subject) -> Result<Vec<EventOf>, JournalError> {
        let (kind, key) = subject.key();
        let mut read = self.conn.prepare_cached(
            "SELECT d.uuid, e.seq, e.bytes FROM subject_events s
             JOIN events e ON e.scope = s.scope AND e.device = s.device AND e.seq = s.seq
             JOIN devices d ON d.id = s.device
             WHERE s.scope = ? AND s.kind = ? AND s.subject = ?",
        )?;
        let rows = read.query_map(params![scope_row, kind, key], |r| {
            Ok((uuid_at(r, 0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?))
        })?;
        let mut events = Vec::new();
        for row in rows {
            let (device, seq, bytes) = row?;
            let decoded = decode(&bytes).map_err(|_| JournalError::Damaged("an event that does not read"))?;
            let place = Place {
                device: DeviceId(device),
                seq,
            };
            events.push(EventOf::read(place, decoded));
        }
        events.sort_by_key(|e| e.at.order());
        Ok(events)
    }

    /// The events of one act, in order.
    pub fn events_of_act(
        &self,
        scope: ScopeId,
        act: jemput_domain::event::ActRef,
    ) -> Result<Vec<EventOf>, JournalError> {
        let mut read = self.conn.prepare_cached(
            "SELECT seq, bytes FROM events WHERE scope = (SELECT id FROM scopes WHERE uuid = ?)
             AND device = (SELECT id FROM devices WHERE uuid = ?) AND seq >= ? ORDER BY seq LIMIT 4096",
        )?;
        let mut rows = read.query(params![scope.0.as_bytes(), act.device.0.as_bytes(), act.first_seq])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let decoded =
                decode(&row.get::<_, Vec<u8>>(1)?).map_err(|_| JournalError::Damaged("an event that does not read"))?;
            let place = Place {
                device: act.device,
                seq: row.get(0)?,
            };
            let ends = decoded.header.act_ends;
            events.push(EventOf::read(place, decoded));
            if ends {
                break;
            }
        }
        Ok(events)
    }

    /// The newest events of a scope by clock, for its history: at most `limit`.
    pub fn newest_events(&self, scope: ScopeId, limit: u32) -> Result<Vec<EventOf>, JournalError> {
        let mut all = Vec::new();
        for head in self.heads(scope)? {
            all.extend(self.newest_events_of(scope, head.device, limit)?);
        }
        all.sort_by_key(|e| std::cmp::Reverse(e.at.order()));
        all.truncate(limit as usize);
        Ok(all)
    }

    /// The newest events of one device's log, the newest first: at most `limit`.
    pub fn newest_events_of(&self, scope: ScopeId, device: DeviceId, limit: u32) -> Result<Vec<EventOf>, JournalError> {
        let mut read = self.conn.prepare_cached(
            "SELECT seq, bytes FROM events WHERE scope = (SELECT id FROM scopes WHERE uuid = ?)
             AND device = (SELECT id FROM devices WHERE uuid = ?) ORDER BY seq DESC LIMIT ?",
        )?;
        let mut rows = read.query(params![scope.0.as_bytes(), device.0.as_bytes(), limit])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let decoded =
                decode(&row.get::<_, Vec<u8>>(1)?).map_err(|_| JournalError::Damaged("an event that does not read"))?;
            let place = Place {
                device,
                seq: row.get(0)?,
            };
            events.push(EventOf::read(place, decoded));
        }
        Ok(events)
    }

    fn state(&self, scope: ScopeId, subject: Subject) -> Result<Option<SubjectState>, JournalError> {
        let (kind, key) = subject.key();
        let mut find = self.conn.prepare_cached(
            "SELECT fold FROM subjects WHERE scope = (SELECT id FROM scopes WHERE uuid = ?) AND kind = ? AND subject = ?",
        )?;
        let fold: Option<Vec<u8>> = find
            .query_row(params![scope.0.as_bytes(), kind, key], |r| r.get(0))
            .optional()?;
        fold.map(|f| read_state(&f)).transpose()
    }

    /// All subjects of a kind: key bytes and state, ascending by key.
    fn states(&self, scope: ScopeId, kind: u8) -> Result<Vec<(Vec<u8>, SubjectState)>, JournalError> {
        let mut list = self.conn.prepare_cached(
            "SELECT subject, fold FROM subjects WHERE scope = (SELECT id FROM scopes WHERE uuid = ?) AND kind = ? ORDER BY subject",
        )?;
        let rows = list.query_map(params![scope.0.as_bytes(), kind], |r| {
            Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, Vec<u8>>(1)?))
        })?;
        rows.map(|r| {
            let (key, fold) = r?;
            Ok((key, read_state(&fold)?))
        })
        .collect()
    }

    /// The visit of a scope; `None` if the scope is not here or is no visit.
    pub fn visit(&self, scope: ScopeId) -> Result<Option<Visit>, JournalError> {
        Ok(match self.state(scope, Subject::Visit)? {
            Some(SubjectState::Visit(visit)) => Some(*visit),
            _ => None,
        })
    }

    /// A station's status.
    pub fn station(&self, scope: ScopeId, number: u8) -> Result<StationStatus, JournalError> {
        Ok(match self.state(scope, Subject::Station(number))? {
            Some(SubjectState::Station(status)) => status,
            _ => StationStatus::default(),
        })
    }

    /// A device's seat.
    pub fn seat(&self, scope: ScopeId, device: DeviceId) -> Result<Seat, JournalError> {
        Ok(match self.state(scope, Subject::Device(device))? {
            Some(SubjectState::Device(seat)) => seat,
            _ => Seat::default(),
        })
    }

    /// All devices that wrote in a scope.
    pub fn seats(&self, scope: ScopeId) -> Result<Vec<(DeviceId, Seat)>, JournalError> {
        let mut seats = Vec::new();
        for (key, state) in self.states(scope, 2)? {
            if let (Ok(id), SubjectState::Device(seat)) = (Uuid::from_slice(&key), state) {
                seats.push((DeviceId(id), seat));
            }
        }
        Ok(seats)
    }

    /// An operator's name; empty if it is not known in this scope.
    pub fn operator_name(&self, scope: ScopeId, operator: OperatorId) -> Result<String, JournalError> {
        Ok(match self.state(scope, Subject::Operator(operator))? {
            Some(SubjectState::Operator(operator)) => operator.name,
            _ => String::new(),
        })
    }

    /// What a scope knows of an operator: in the office's, their roles and key; in a visit's, the name.
    pub fn operator(&self, scope: ScopeId, operator: OperatorId) -> Result<Option<Operator>, JournalError> {
        Ok(match self.state(scope, Subject::Operator(operator))? {
            Some(SubjectState::Operator(operator)) => Some(*operator),
            _ => None,
        })
    }

    /// All operators of a scope, ascending by id.
    pub fn operators(&self, scope: ScopeId) -> Result<Vec<(OperatorId, Operator)>, JournalError> {
        let mut operators = Vec::new();
        for (key, state) in self.states(scope, 3)? {
            if let (Ok(id), SubjectState::Operator(operator)) = (Uuid::from_slice(&key), state) {
                operators.push((OperatorId(id), *operator));
            }
        }
        Ok(operators)
    }

    /// What an office's scope says of the office itself.
    pub fn office(&self, scope: ScopeId) -> Result<Office, JournalError> {
        Ok(match self.state(scope, Subject::Office)? {
            Some(SubjectState::Office(office)) => *office,
            _ => Office::default(),
        })
    }

    /// All sites of an office's scope.
    pub fn sites(&self, scope: ScopeId) -> Result<Vec<Site>, JournalError> {
        let states = self.states(scope, 1)?;
        Ok(states
            .into_iter()
            .filter_map(|(_, s)| if let SubjectState::Site(site) = s { site } else { None })
            .collect())
    }

    /// One site.
    pub fn site(&self, scope: ScopeId, site: SiteId) -> Result<Option<Site>, JournalError> {
        Ok(match self.state(scope, Subject::Site(site))? {
            Some(SubjectState::Site(site)) => site,
            _ => None,
        })
    }

    /// All imports of a visit.
    pub fn imports(&self, scope: ScopeId) -> Result<Vec<(ImportId, Import)>, JournalError> {
        let mut imports = Vec::new();
        for (key, state) in self.states(scope, 6)? {
            if let (Ok(id), SubjectState::Import(import)) = (Uuid::from_slice(&key), state) {
                imports.push((ImportId(id), import));
            }
        }
        Ok(imports)
    }
}
