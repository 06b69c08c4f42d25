//! Which visits are, or were, on which laptop, as the server knows it: what it needs to tell people when one is stolen.

use jemput_domain::{
    event::{Event, Subject, VisitShed},
    id::{BookingId, DeviceId, ScopeId},
    time::Moment,
};
use rusqlite::params;

use crate::{
    BookingRow, JournalError, Writing,
    open::{View, uuid_at},
};

/// A visit on a laptop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldOn {
    /// The visit.
    pub scope: ScopeId,
    /// When the laptop was first heard of with it; none if only its own events tell.
    pub since: Option<Moment>,
    /// And last.
    pub heard: Option<Moment>,
    /// When the laptop shed it, if it has.
    pub shed: Option<Moment>,
}

impl Writing<'_> {
    /// A laptop asks for these scopes at this time.
    pub fn note_held_on(&self, device: DeviceId, scopes: &[ScopeId], at: Moment) -> Result<(), JournalError> {
        let mut note = self.tx.prepare_cached(
            "INSERT INTO held_on (device, scope, since, heard) VALUES (?1, ?2, ?3, ?3)
             ON CONFLICT (device, scope) DO UPDATE SET heard = ?3",
        )?;
        for scope in scopes {
            note.execute(params![device.0.as_bytes(), scope.0.as_bytes(), at.0])?;
        }
        Ok(())
    }
}

impl View<'_> {
    /// Whether a laptop was heard of with a visit since then; of a scope that is not here nothing is to be noted.
    pub fn is_noted(&self, device: DeviceId, scope: ScopeId, since: Moment) -> Result<bool, JournalError> {
        if self.scope_row(scope)?.is_none() {
            return Ok(true);
        }
        let mut find = self
            .conn
            .prepare_cached("SELECT 1 FROM held_on WHERE device = ? AND scope = ? AND heard >= ?")?;
        Ok(find.exists(params![device.0.as_bytes(), scope.0.as_bytes(), since.0])?)
    }

    /// The visits that are, or were, on a laptop: those that it asked for, those that it wrote in, those that it shed.
    pub fn held_on(&self, device: DeviceId) -> Result<Vec<HeldOn>, JournalError> {
        let mut list = self.conn.prepare_cached(
            "SELECT s.uuid, o.since, o.heard FROM scopes s LEFT JOIN held_on o ON o.scope = s.uuid AND o.device = ?1
             WHERE o.scope IS NOT NULL
                OR EXISTS (SELECT 1 FROM heads h JOIN devices d ON d.id = h.device WHERE h.scope = s.id AND d.uuid = ?1)
             ORDER BY s.id",
        )?;
        let rows = list.query_map([device.0.as_bytes()], |r| {
            Ok(HeldOn {
                scope: ScopeId(uuid_at(r, 0)?),
                since: r.get::<_, Option<i64>>(1)?.map(Moment),
                heard: r.get::<_, Option<i64>>(2)?.map(Moment),
                shed: None,
            })
        })?;
        let shed = self.shed_by(device)?;
        let mut held = Vec::new();
        for row in rows {
            let mut row = row?;
            if self.visit(row.scope)?.is_none() {
                continue;
            }
            row.shed = shed
                .iter()
                .filter(|(body, at)| body.visit == row.scope && row.heard.is_none_or(|heard| heard <= *at))
                .map(|(_, at)| *at)
                .max();
            held.push(row);
        }
        Ok(held)
    }

    /// All that a laptop said that it shed, and when.
    fn shed_by(&self, device: DeviceId) -> Result<Vec<(VisitShed, Moment)>, JournalError> {
        let mut shed = Vec::new();
        for scope in self.scopes()? {
            for event in self.events_of(scope, Subject::Device(device))? {
                if let Event::VisitShed(body) = event.decoded.event
                    && event.at.device == device
                {
                    shed.push((body, event.at.at));
                }
            }
        }
        Ok(shed)
    }

    /// Everybody of a visit, withdrawn and joined ones too.
    pub fn everybody(&self, scope: ScopeId) -> Result<Vec<BookingRow>, JournalError> {
        let mut list = self.conn.prepare_cached(
            "SELECT b.id FROM bookings b JOIN scopes s ON s.id = b.scope WHERE s.uuid = ? ORDER BY b.name_key, b.id",
        )?;
        let ids = list.query_map([scope.0.as_bytes()], |r| uuid_at(r, 0).map(BookingId))?;
        let ids: Vec<_> = ids.collect::<Result<_, _>>()?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(booking) = self.booking(scope, id)? {
                rows.push(BookingRow { id, booking });
            }
        }
        Ok(rows)
    }
}
