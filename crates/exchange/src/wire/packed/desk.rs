//! What happens at the desk and at the stations, field by field.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use jemput_domain::{
    event::{Arrived, Called, Capture, ExceptionReason, FailureReason, Outcome, Recorded, Standing, Started},
    id::BookingId,
    time::Day,
};

use super::{
    coder::{Bit, Coder},
    model::{Expected, Number, Seen, Text, tree},
};

/// What the facts of a day have in common.
#[derive(Debug, Default)]
pub struct DeskWork {
    text: Text,
    day: i64,
    days: Expected,
    marks: Seen<String>,
    numbers: HashMap<(i64, String), i64>,
    number: Expected,
    standing: [Bit; 4],
    stations: HashMap<BookingId, u8>,
    /// Stations that have nobody, the longest first: that one mostly calls next.
    free: Vec<u8>,
    is_first_free: Bit,
    station: Seen<u8>,
    station_number: Number,
    as_called: [Bit; 2],
    again: Bit,
    captures: [Bit; 4],
    capture: [[Bit; 4]; 4],
    reasons: [Bit; 8],
    parts: Number,
    outcome: [Bit; 8],
    details: Seen<String>,
}

impl DeskWork {
    /// An arrival.
    pub fn arrived<C: Coder>(&mut self, coder: &mut C, body: &Arrived) -> Option<Arrived> {
        self.day = self
            .days
            .code(coder, self.day, i64::from(body.day.0.num_days_from_ce()));
        let day = NaiveDate::from_num_days_from_ce_opt(i32::try_from(self.day).ok()?)?;
        let text = &mut self.text;
        let mark = self.marks.code(coder, &body.mark, |c, t| text.code(c, t))?;
        let last = self.numbers.entry((self.day, mark.clone())).or_insert(0);
        *last = self.number.code(coder, *last + 1, i64::from(body.number));
        let number = u16::try_from(*last).ok()?;
        let standing = tree(coder, &mut self.standing, 2, body.standing as u64);
        let standing = [Standing::Early, Standing::OnTime, Standing::Late, Standing::OtherDay][standing as usize];
        Some(Arrived {
            day: Day(day),
            mark,
            number,
            standing,
        })
    }

    /// A call.
    pub fn called<C: Coder>(&mut self, coder: &mut C, id: BookingId, body: &Called) -> Option<Called> {
        let station = match self.free.first() {
            Some(&free) if coder.bit(&mut self.is_first_free, body.station == free) => free,
            _ => self.new_station(coder, body.station)?,
        };
        self.free.retain(|s| *s != station);
        self.stations.insert(id, station);
        Some(Called {
            station,
            again: coder.bit(&mut self.again, body.again),
        })
    }

    /// A start, mostly where the person was called to.
    pub fn started<C: Coder>(&mut self, coder: &mut C, id: BookingId, body: &Started) -> Option<Started> {
        Some(Started {
            station: self.station_of(coder, 0, id, body.station)?,
        })
    }

    /// A recording, mostly where the person sat, and mostly of all.
    pub fn recorded<C: Coder>(&mut self, coder: &mut C, id: BookingId, body: &Recorded) -> Option<Recorded> {
        let station = self.station_of(coder, 1, id, body.station)?;
        self.free.retain(|s| *s != station);
        self.free.push(station);
        let text = &mut self.text;
        let detail = self.details.code(coder, &body.detail, |c, t| text.code(c, t))?;
        let outcome = match tree(coder, &mut self.outcome, 3, body.outcome as u64) {
            0 => Outcome::Complete,
            1 => Outcome::Incomplete,
            2 => Outcome::AlreadyRecorded,
            3 => Outcome::BiodataProblem,
            4 => Outcome::NotServed,
            _ => return None,
        };
        let mut captures = [Capture::Captured; 4];
        for (i, capture) in [body.photo, body.fingerprints, body.irises, body.signature]
            .into_iter()
            .enumerate()
        {
            captures[i] = self.capture(coder, i, capture)?;
        }
        let [photo, fingerprints, irises, signature] = captures;
        Some(Recorded {
            station,
            photo,
            fingerprints,
            irises,
            signature,
            outcome,
            detail,
        })
    }

    fn capture<C: Coder>(&mut self, coder: &mut C, which: usize, capture: Capture) -> Option<Capture> {
        if coder.bit(&mut self.captures[which], capture == Capture::Captured) {
            return Some(Capture::Captured);
        }
        let (failed, reason, parts) = match capture {
            Capture::Exception { reason, parts } => (false, reason as u64, parts),
            Capture::Failed { reason } => (true, reason as u64, 0),
            Capture::Captured => (false, 0, 0),
        };
        let failed = coder.bit(&mut self.capture[which][0], failed);
        let reason = tree(coder, &mut self.reasons[if failed { 4..8 } else { 0..4 }], 2, reason) as usize;
        if failed {
            use FailureReason::{Device, Person, Quality, Unsaid};
            return Some(Capture::Failed {
                reason: [Device, Quality, Person, Unsaid][reason],
            });
        }
        use ExceptionReason::{CannotSign, EyeCondition, Injured, MissingFinger};
        let parts = u16::try_from(self.parts.code(coder, u64::from(parts))).ok()?;
        Some(Capture::Exception {
            reason: [MissingFinger, Injured, EyeCondition, CannotSign][reason],
            parts,
        })
    }

    fn station_of<C: Coder>(&mut self, coder: &mut C, which: usize, id: BookingId, station: u8) -> Option<u8> {
        if let Some(&called) = self.stations.get(&id)
            && coder.bit(&mut self.as_called[which], called == station)
        {
            return Some(called);
        }
        let station = self.new_station(coder, station)?;
        self.stations.insert(id, station);
        Some(station)
    }

    fn new_station<C: Coder>(&mut self, coder: &mut C, station: u8) -> Option<u8> {
        let number = &mut self.station_number;
        self.station
            .code(coder, &station, |c, s| u8::try_from(number.code(c, u64::from(*s))).ok())
    }
}
