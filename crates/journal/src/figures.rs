//! Figures that are kept, never counted by scanning.

use jemput_domain::{
    id::ScopeId,
    plan::SlotNumber,
    time::{Day, Moment},
};
use rusqlite::params;

use crate::{JournalError, open::View};

/// How many bookings of a slot and a day of arrival stand in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The slot.
    pub slot: Option<SlotNumber>,
    /// The day of arrival.
    pub arrival_day: Option<Day>,
    /// The state's code.
    pub state: String,
    /// How many.
    pub people: u32,
}

/// Finished recordings of a station since an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// The station.
    pub station: u8,
    /// How many.
    pub people: u32,
    /// Their length in all.
    pub seconds: u32,
    /// The last one's length.
    pub last_seconds: u32,
}

impl View<'_> {
    /// All tallies of a visit.
    pub fn tallies(&self, scope: ScopeId) -> Result<Vec<Tally>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self
            .conn
            .prepare_cached("SELECT slot, arrival_day, state, people FROM tallies WHERE scope = ?")?;
        let rows = list.query_map([scope_row], |r| {
            Ok(Tally {
                slot: u16::try_from(r.get::<_, i64>(0)?).ok().map(SlotNumber),
                arrival_day: Day::parse(&r.get::<_, String>(1)?),
                state: r.get(2)?,
                people: r.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Recordings by station that finished from `since` until before `until`.
    pub fn services(&self, scope: ScopeId, since: Moment, until: Moment) -> Result<Vec<Service>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self.conn.prepare_cached(
            "SELECT done_station, service_seconds FROM bookings WHERE scope = ? AND finished_at >= ? AND finished_at < ?
             AND done_station IS NOT NULL ORDER BY finished_at",
        )?;
        let rows = list.query_map(params![scope_row, since.0, until.0], |r| {
            Ok((r.get::<_, u8>(0)?, r.get::<_, i64>(1)?))
        })?;
        let mut services: Vec<Service> = Vec::new();
        for row in rows {
            let (station, seconds) = row?;
            let seconds = u32::try_from(seconds).unwrap_or(0);
            match services.iter_mut().find(|s| s.station == station) {
                Some(service) => {
                    service.people += 1;
                    service.seconds = service.seconds.saturating_add(seconds);
                    service.last_seconds = seconds;
                }
                None => services.push(Service {
                    station,
                    people: 1,
                    seconds,
                    last_seconds: seconds,
                }),
            }
        }
        Ok(services)
    }

    /// From when until when people were on site who came on a day, as far as is known; open at its end: is there still.
    /// Who left unserved, or was not there when called, went when they were last called, or at once.
    pub fn stays(&self, scope: ScopeId, day: Day) -> Result<Vec<(Moment, Option<Moment>)>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self.conn.prepare_cached(
            "SELECT arrival_at, CASE WHEN state IN ('waiting', 'to_repeat', 'called', 'recording') THEN NULL
                 ELSE coalesce(finished_at, called_at, arrival_at) END
             FROM bookings WHERE scope = ? AND arrival_day = ? AND arrival_at IS NOT NULL
             AND state IN ('waiting', 'to_repeat', 'called', 'recording', 'recorded', 'already_recorded', 'incomplete',
                 'biodata_problem', 'not_served', 'left', 'missed')",
        )?;
        let rows = list.query_map(params![scope_row, day.to_string()], |r| {
            Ok((Moment(r.get(0)?), r.get::<_, Option<i64>>(1)?.map(Moment)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
