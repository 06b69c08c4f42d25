//! Who is booked here and was recorded completely at another visit of this journal.

use std::collections::HashSet;

use jemput_domain::id::{BookingId, ScopeId};

use crate::{
    JournalError,
    open::{View, uuid_at},
};

/// A booking that has still to be served, and the visit that recorded its NIK.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RecordedThere {
    /// The visit that the person is booked for.
    pub scope: ScopeId,
    /// The booking.
    pub booking: BookingId,
    /// The visit that recorded the NIK.
    pub there: ScopeId,
}

/// `t` is to be told, `o` is the other visit's. The joins are crossed so that the order is as written: first the visit's own
/// people, then each by the index of NIKs over all visits.
const TOLD_HERE: &str = "SELECT ts.uuid, t.id, os.uuid FROM scopes ts CROSS JOIN bookings t CROSS JOIN bookings o
     JOIN scopes os ON os.id = o.scope
     WHERE ts.uuid = ?1 AND t.scope = ts.id AND t.nik IS NOT NULL AND t.made = 1
     AND t.state NOT IN ('recorded', 'already_recorded', 'withdrawn', 'joined')
     AND o.nik = t.nik AND o.scope <> t.scope AND o.state = 'recorded' ORDER BY t.id, os.uuid";
const TOLD_THERE: &str = "SELECT ts.uuid, t.id, os.uuid FROM scopes os CROSS JOIN bookings o CROSS JOIN bookings t
     JOIN scopes ts ON ts.id = t.scope
     WHERE os.uuid = ?1 AND o.scope = os.id AND o.state = 'recorded' AND o.nik IS NOT NULL
     AND t.nik = o.nik AND t.scope <> o.scope AND t.made = 1
     AND t.state NOT IN ('recorded', 'already_recorded', 'withdrawn', 'joined') ORDER BY ts.uuid, t.id";

impl View<'_> {
    /// Bookings of this visit that another one recorded, and bookings of others that this one recorded, where the booking
    /// does not say so yet.
    pub fn recorded_there(&self, scope: ScopeId) -> Result<Vec<RecordedThere>, JournalError> {
        let mut found: Vec<RecordedThere> = Vec::new();
        let mut asked = HashSet::new();
        for sql in [TOLD_HERE, TOLD_THERE] {
            let mut list = self.conn.prepare_cached(sql)?;
            let rows = list.query_map([scope.0.as_bytes()], |r| {
                let (scope, booking, there) = (uuid_at(r, 0)?, uuid_at(r, 1)?, uuid_at(r, 2)?);
                Ok(RecordedThere {
                    scope: ScopeId(scope),
                    booking: BookingId(booking),
                    there: ScopeId(there),
                })
            })?;
            for row in rows {
                let row = row?;
                if asked.insert((row.scope, row.booking))
                    && let Some(booking) = self.booking(row.scope, row.booking)?
                    && booking.recorded_elsewhere.is_none()
                {
                    found.push(row);
                }
            }
        }
        Ok(found)
    }
}
