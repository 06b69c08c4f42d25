//! How an event is packed: field by field where it is one of the many, in parts or whole where not.

use jemput_domain::event::{Decoded, Event, Header, Personal, decode, frame, parts};

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
#[derive(Debug)]
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
        Event::BookingMade(_) => BOOKED,
        Event::Arrived(_) => ARRIVED,
        Event::Called(_) => CALLED,
        Event::Started(_) => STARTED,
        Event::Recorded(_) => RECORDED,
        _ => PARTS,
    }
}
