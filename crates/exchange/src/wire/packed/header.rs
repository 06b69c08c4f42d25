//! Headers, each after the one before it in its log.

use jemput_domain::{
    event::{Clock, Header, Subject},
    id::{BookingId, DeviceId, ImportId, OperatorId, SiteId},
    time::Moment,
};
use uuid::Uuid;

use super::{
    coder::{Bit, Coder},
    model::{Expected, Number, Seen, raw16, tree},
    shape::{BOOKED, PARTS, SHAPES},
    subjects::Bookings,
};

/// More subjects than any event has.
const SUBJECTS_MAX: u64 = 4_096;

const SUBJECT_BITS: u32 = 3;

/// What the headers of a batch have in common.
#[derive(Debug, Default)]
pub struct Headers {
    kind: Seen<(u16, u8)>,
    kind_number: Number,
    step: Expected,
    ends: [[Bit; SHAPES]; 2],
    later_by: [Number; SHAPES],
    counter: Expected,
    behind: Expected,
    offset: Expected,
    operators: Seen<[u8; 16]>,
    is_one_booking: [Bit; SHAPES],
    is_derived: Bit,
    count: Number,
    variant: [Bit; 1 << SUBJECT_BITS],
    stations: Number,
    ids: Seen<[u8; 16]>,
}

/// The header before, in the same log.
#[derive(Clone, Debug)]
pub struct Before {
    step: u16,
    ended: bool,
    clock: Clock,
    behind: i64,
    offset_ms: i64,
}

impl Before {
    /// Before a log's piece.
    pub fn first() -> Self {
        Self {
            step: 0,
            ended: true,
            clock: Clock(0),
            behind: 0,
            offset_ms: 0,
        }
    }
}

impl Headers {
    /// A header; `derived` is the booking that follows from the body, if any.
    pub fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        bookings: &mut Bookings,
        before: &mut Before,
        shape: usize,
        kind: (u16, u8),
        header: &Header,
    ) -> Option<Header> {
        let (kind, version) = if shape == PARTS {
            self.kind(coder, (header.kind, header.version))?
        } else {
            kind
        };
        let expected = if before.ended { 0 } else { i64::from(before.step) + 1 };
        let act_step = u16::try_from(self.step.code(coder, expected, i64::from(header.act_step))).ok()?;
        let act_ends = coder.bit(&mut self.ends[usize::from(before.ended)][shape], header.act_ends);
        let clock = self.clock(coder, before.clock, shape, header.clock)?;
        let behind = header.wall.0.wrapping_sub(header.clock.millis());
        let behind = self.behind.code(coder, before.behind, behind);
        let offset_ms = self.offset.code(coder, before.offset_ms, header.offset_ms);
        let operator = self
            .operators
            .code(coder, header.operator.0.as_bytes(), |c, id| Some(raw16(c, id)))?;
        *before = Before {
            step: act_step,
            ended: act_ends,
            clock,
            behind,
            offset_ms,
        };
        Some(Header {
            kind,
            version,
            act_step,
            act_ends,
            clock,
            wall: Moment(clock.millis().wrapping_add(behind)),
            offset_ms,
            operator: OperatorId(Uuid::from_bytes(operator)),
            subjects: if shape == BOOKED {
                Vec::new()
            } else {
                self.subjects(coder, bookings, shape, &header.subjects)?
            },
        })
    }

    fn kind<C: Coder>(&mut self, coder: &mut C, kind: (u16, u8)) -> Option<(u16, u8)> {
        let number = &mut self.kind_number;
        self.kind.code(coder, &kind, |c, kind| {
            let (high, low) = (number.code(c, u64::from(kind.0)), number.code(c, u64::from(kind.1)));
            Some((u16::try_from(high).ok()?, u8::try_from(low).ok()?))
        })
    }

    /// Clocks rise. A counter stands in the low 16 bits: 0 in a later millisecond, one more in the same.
    fn clock<C: Coder>(&mut self, coder: &mut C, before: Clock, shape: usize, clock: Clock) -> Option<Clock> {
        let later = clock.millis().checked_sub(before.millis()).filter(|ms| *ms >= 0);
        // What does not rise is no log; it is packed as if it did, and comes out whole by another form.
        let later = i64::try_from(self.later_by[shape].code(coder, later.unwrap_or(0) as u64)).ok()?;
        let expected = if later == 0 { (before.0 & 0xffff) + 1 } else { 0 };
        let counter = self.counter.code(coder, expected, clock.0 & 0xffff);
        let millis = before.millis().checked_add(later)?;
        (0..=0xffff).contains(&counter).then_some(())?;
        (millis <= Clock::MAX.millis()).then_some(Clock(millis << 16 | counter))
    }

    /// The subject of a booking that is made, which mostly follows from its NIK.
    pub fn booked<C: Coder>(
        &mut self,
        coder: &mut C,
        bookings: &mut Bookings,
        derived: Option<BookingId>,
        subjects: &[Subject],
    ) -> Option<Vec<Subject>> {
        if let Some(id) = derived
            && coder.bit(&mut self.is_derived, *subjects == [Subject::Booking(id)])
        {
            bookings.note(id, BOOKED);
            return Some(vec![Subject::Booking(id)]);
        }
        self.subjects(coder, bookings, BOOKED, subjects)
    }

    fn subjects<C: Coder>(
        &mut self,
        coder: &mut C,
        bookings: &mut Bookings,
        shape: usize,
        subjects: &[Subject],
    ) -> Option<Vec<Subject>> {
        if coder.bit(
            &mut self.is_one_booking[shape],
            matches!(subjects, [Subject::Booking(_)]),
        ) {
            return Some(vec![self.subject(coder, bookings, shape, 4, subjects.first())?]);
        }
        let count = self.count.code(coder, subjects.len() as u64);
        if count > SUBJECTS_MAX {
            return None;
        }
        let mut read = Vec::new();
        for i in 0..count as usize {
            let subject = subjects.get(i);
            let variant = subject.map_or(0, |s| u64::from(s.key().0));
            let variant = tree(coder, &mut self.variant, SUBJECT_BITS, variant);
            read.push(self.subject(coder, bookings, shape, variant, subject)?);
        }
        Some(read)
    }

    fn subject<C: Coder>(
        &mut self,
        coder: &mut C,
        bookings: &mut Bookings,
        shape: usize,
        variant: u64,
        subject: Option<&Subject>,
    ) -> Option<Subject> {
        if variant == 4 {
            let id = match subject {
                Some(Subject::Booking(id)) => *id,
                _ => BookingId(Uuid::nil()),
            };
            return bookings.code(coder, shape, id).map(Subject::Booking);
        }
        let key = subject.map(|s| s.key().1).unwrap_or_default();
        if variant == 5 {
            let station = self.stations.code(coder, u64::from(key.first().copied().unwrap_or(0)));
            return u8::try_from(station).ok().map(Subject::Station);
        }
        if variant == 0 {
            return Some(Subject::Visit);
        }
        if variant == 7 {
            return Some(Subject::Office);
        }
        let id = <[u8; 16]>::try_from(key).unwrap_or_default();
        let id = Uuid::from_bytes(self.ids.code(coder, &id, |c, id| Some(raw16(c, id)))?);
        match variant {
            1 => Some(Subject::Site(SiteId(id))),
            2 => Some(Subject::Device(DeviceId(id))),
            3 => Some(Subject::Operator(OperatorId(id))),
            6 => Some(Subject::Import(ImportId(id))),
            _ => None,
        }
    }
}
