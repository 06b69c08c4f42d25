//! What an event is about. A subject's state is the fold of its own events and reads no other subject.

use serde::{Deserialize, Serialize};

use crate::id::{BookingId, DeviceId, ImportId, OperatorId, SiteId};

/// A subject within a scope. The order of the variants is part of the stored format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Subject {
    /// The visit itself: its site and plan.
    Visit,
    /// A site, in an office's scope.
    Site(SiteId),
    /// A device that writes in this scope.
    Device(DeviceId),
    /// A person who works with it.
    Operator(OperatorId),
    /// A booking.
    Booking(BookingId),
    /// A recording station, from 1.
    Station(u8),
    /// One taking-in of a roster.
    Import(ImportId),
    /// The office itself, in its own scope.
    Office,
}

impl Subject {
    /// The subject as a store's key: a kind and up to 16 bytes.
    pub fn key(&self) -> (u8, Vec<u8>) {
        match self {
            Self::Visit => (0, Vec::new()),
            Self::Site(id) => (1, id.0.as_bytes().to_vec()),
            Self::Device(id) => (2, id.0.as_bytes().to_vec()),
            Self::Operator(id) => (3, id.0.as_bytes().to_vec()),
            Self::Booking(id) => (4, id.0.as_bytes().to_vec()),
            Self::Station(number) => (5, vec![*number]),
            Self::Import(id) => (6, id.0.as_bytes().to_vec()),
            Self::Office => (7, Vec::new()),
        }
    }
}
