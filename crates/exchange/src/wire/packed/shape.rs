//! How an event is packed: field by field where it is one of the many, in parts or whole where not.

use jemput_domain::{
    event::{
        Arrived, BookingMade, Called, Capture, Clock, Decoded, Event, Header, Outcome, Personal, Recorded, Source,
        Standing, Started, decode, encode, frame, parts,
    },
    id::OperatorId,
    person::Person,
    time::{Day, Moment},
};
use uuid::Uuid;

/// Shapes fit so many bits.
pub const SHAPE_BITS: u32 = 3;
/// So many shapes there may be.
pub const SHAPES: usize = 1 << SHAPE_BITS;

/// Bytes as they are.
pub const WHOLE: usize = 0;
/// A booking, field by field.
pub const BOOKED: usize = 1;
/// An arrival.
pub const ARRIVED: usize = 2;
/// A call.
pub const CALLED: usize = 3;
/// A start.
pub const STARTED: usize = 4;
/// A recording.
pub const RECORDED: usize = 5;
/// Header field by field, the body's two parts as they are.
pub const PARTS: usize = 6;

/// An event taken apart as far as it gives the same bytes back.
#[derive(PartialEq, Eq, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time is held, and nearly all are the largest"
)]
pub enum Shaped {
    /// Nothing is known of it.
    Whole(Vec<u8>),
    /// A header and two parts.
    Parts(Header, Personal, Vec<u8>),
    /// A header and a known fact.
    Known(Header, Event),
}

impl Shaped {
    /// The best shape of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        if let Ok(Decoded { header, event }) = decode(bytes)
            && shape_of(&event) != PARTS
        {
            return Self::Known(header, event);
        }
        if let Ok((header, personal, rest)) = parts(bytes)
            && let Some(read) = Header::from_bytes(&header)
            && frame(read.to_bytes(), personal.clone(), rest.clone()) == bytes
        {
            return Self::Parts(read, personal, rest);
        }
        Self::Whole(bytes.to_vec())
    }

    /// Anything of a shape, for a reader to begin with.
    pub fn blank(shape: usize) -> Option<Self> {
        match shape {
            WHOLE => Some(Self::Whole(Vec::new())),
            PARTS => Some(Self::Parts(blank_header(), Personal::None, Vec::new())),
            known => {
                let event = blank_event(known)?;
                Some(Self::Known(
                    Header {
                        kind: event.kind(),
                        version: event.version(),
                        ..blank_header()
                    },
                    event,
                ))
            }
        }
    }

    /// The canonical bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Parts(header, personal, rest) => frame(header.to_bytes(), personal, rest),
            Self::Known(header, event) => encode(&header, &event),
        }
    }

    /// Its shape's number.
    pub fn number(&self) -> usize {
        match self {
            Self::Whole(_) => WHOLE,
            Self::Parts(..) => PARTS,
            Self::Known(_, event) => shape_of(event),
        }
    }
}

fn shape_of(event: &Event) -> usize {
    match event {
        Event::BookingMade(body) if !body.person.is_erased() => BOOKED,
        Event::Arrived(_) => ARRIVED,
        Event::Called(_) => CALLED,
        Event::Started(_) => STARTED,
        Event::Recorded(_) => RECORDED,
        _ => PARTS,
    }
}

fn blank_header() -> Header {
    Header {
        kind: 0,
        version: 0,
        act_step: 0,
        act_ends: false,
        clock: Clock(0),
        wall: Moment(0),
        offset_ms: 0,
        operator: OperatorId(Uuid::nil()),
        subjects: Vec::new(),
    }
}

fn blank_booking() -> BookingMade {
    BookingMade {
        person: Person::default(),
        source: Source::WalkIn,
        services: Vec::new(),
        slot: None,
        held: Vec::new(),
        warned: Vec::new(),
    }
}

fn blank_event(shape: usize) -> Option<Event> {
    Some(match shape {
        BOOKED => blank_booking().into(),
        ARRIVED => {
            let day = Day(chrono::NaiveDate::default());
            Arrived {
                day,
                mark: String::new(),
                number: 0,
                standing: Standing::Early,
            }
            .into()
        }
        CALLED => Called {
            station: 0,
            again: false,
        }
        .into(),
        STARTED => Started { station: 0 }.into(),
        RECORDED => Recorded {
            station: 0,
            photo: Capture::Captured,
            fingerprints: Capture::Captured,
            irises: Capture::Captured,
            signature: Capture::Captured,
            outcome: Outcome::Complete,
            detail: String::new(),
        }
        .into(),
        _ => return None,
    })
}
