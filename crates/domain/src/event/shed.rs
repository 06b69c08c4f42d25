//! A visit left a laptop. What stays proves where its events are and says whose data were here, without a name or a NIK.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    id::{BookingId, ScopeId},
    log::Head,
    receipt::Receipt,
    time::Day,
};

/// The most bookings that one event names: with a receipt over the most logs of a scope it stays within an event's bytes.
pub const SHED_BOOKINGS_MAX: usize = 500;

/// A visit was taken off this laptop, in the van's scope; of the subject of that laptop. An act holds one for each 500
/// bookings: all say the same of the visit, each names its own bookings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct VisitShed {
    /// The visit's scope.
    pub visit: ScopeId,
    /// Its site's name.
    pub site: String,
    /// Its first and last day.
    pub days: Option<(Day, Day)>,
    /// Where this laptop's own log of it ended: who takes the visit again goes on after that.
    pub own: Option<Head>,
    /// The server's word that its backup holds all of it; its heads are the visit's last. In the act's first event.
    pub receipt: Option<Receipt>,
    /// Events that were here.
    pub events: u32,
    /// People whose data were here.
    pub people: u32,
    /// Of them, with a NIK.
    pub with_nik: u32,
    /// [`inventory_digest`] over all bookings that were here.
    pub inventory: [u8; 32],
    /// Bookings by id, ascending; the server tells whose they are.
    pub bookings: Vec<BookingId>,
}

/// SHA-256 over the ids of bookings, ascending: says of a list that it is whole.
pub fn inventory_digest(bookings: &[BookingId]) -> [u8; 32] {
    let mut sorted: Vec<&BookingId> = bookings.iter().collect();
    sorted.sort();
    let mut hash = Sha256::new();
    hash.update(b"jemput inventory\0");
    for booking in sorted {
        hash.update(booking.0.as_bytes());
    }
    hash.finalize().into()
}
