//! Which booking an event is about. What happens next mostly happens to whoever waited longest: a booking is named by the
//! kind of fact that was its last, and its place in the queue of those.

use std::collections::HashMap;

use jemput_domain::id::BookingId;
use uuid::Uuid;

use super::{
    coder::{Bit, Coder},
    model::{Number, raw16, tree},
    shape::{SHAPE_BITS, SHAPES},
};

/// The slot of a booking whose making is not in this batch.
const NO_SLOT: u16 = u16::MAX;

#[derive(Clone, Copy, Debug)]
struct Known {
    id: BookingId,
    shape: usize,
    slot: u16,
}

/// All bookings that this batch named so far.
#[derive(Debug)]
pub struct Bookings {
    known: Vec<Known>,
    places: HashMap<BookingId, usize>,
    /// By the shape of the last fact: bookings by slot, then in the order in which they came.
    queues: Vec<Vec<u32>>,
    is_new: [Bit; SHAPES],
    last_shape: [[Bit; SHAPES]; SHAPES],
    place: Vec<Number<4>>,
}

impl Default for Bookings {
    fn default() -> Self {
        Self {
            known: Vec::new(),
            places: HashMap::new(),
            queues: vec![Vec::new(); SHAPES],
            is_new: [Bit::default(); SHAPES],
            last_shape: [[Bit::default(); SHAPES]; SHAPES],
            place: vec![Number::default(); SHAPES * SHAPES],
        }
    }
}

impl Bookings {
    /// The booking of a fact of this shape.
    pub fn code<C: Coder>(&mut self, coder: &mut C, shape: usize, id: BookingId) -> Option<BookingId> {
        let place = self.places.get(&id).copied();
        if coder.bit(&mut self.is_new[shape], place.is_none()) {
            let id = BookingId(Uuid::from_bytes(raw16(coder, id.0.as_bytes())));
            self.add(id, shape);
            return Some(id);
        }
        let last = place.map_or(0, |place| self.known[place].shape);
        let last = tree(coder, &mut self.last_shape[shape], SHAPE_BITS, last as u64) as usize;
        let queue = &self.queues[last];
        let at = place
            .and_then(|place| queue.iter().position(|p| *p as usize == place))
            .unwrap_or(0);
        let at = usize::try_from(self.place[shape * SHAPES + last].code(coder, at as u64)).ok()?;
        Some(self.known[*queue.get(at)? as usize].id)
    }

    /// A booking whose id follows from what is known besides.
    pub fn note(&mut self, id: BookingId, shape: usize) {
        if !self.places.contains_key(&id) {
            self.add(id, shape);
        }
    }

    fn add(&mut self, id: BookingId, shape: usize) {
        let place = self.known.len();
        self.places.insert(id, place);
        self.known.push(Known {
            id,
            shape,
            slot: NO_SLOT,
        });
        self.queues[shape].push(place as u32);
    }

    /// A fact of this shape came last; `slot`, if it says one.
    pub fn moved(&mut self, id: BookingId, shape: usize, slot: Option<u16>) {
        let Some(&place) = self.places.get(&id) else { return };
        let known = &mut self.known[place];
        let (old, new_slot) = (known.shape, slot.unwrap_or(known.slot));
        (known.shape, known.slot) = (shape, new_slot);
        if let Some(at) = self.queues[old].iter().position(|p| *p as usize == place) {
            self.queues[old].remove(at);
        }
        let after = self.queues[shape].partition_point(|p| self.known[*p as usize].slot <= new_slot);
        self.queues[shape].insert(after, place as u32);
    }
}
