//! Bookings that were joined into another: whoever asks for one is given the one that stays.

use jemput_domain::{booking::State, id::ScopeId, nik::Nik};
use jemput_journal::{BookingRow, View};

use crate::Trouble;

/// The longest chain of joins that is followed; laptops apart may have joined two into each other.
const JOINS_MAX: usize = 16;

/// The booking that stays for this one.
pub(super) fn staying(view: View<'_>, scope: ScopeId, mut row: BookingRow) -> Result<BookingRow, Trouble> {
    for _ in 0..JOINS_MAX {
        let into = row.booking.joined_into.filter(|_| row.booking.state == State::Joined);
        let Some(id) = into else { break };
        let Some(booking) = view.booking(scope, id)? else { break };
        row = BookingRow { id, booking };
    }
    Ok(row)
}

/// Each once, by the booking that stays.
pub(super) fn each_once(view: View<'_>, scope: ScopeId, rows: Vec<BookingRow>) -> Result<Vec<BookingRow>, Trouble> {
    let mut once: Vec<BookingRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let row = staying(view, scope, row)?;
        if once.iter().all(|other| other.id != row.id) {
            once.push(row);
        }
    }
    Ok(once)
}

/// Whose NIK this is in the visit, withdrawn bookings too.
pub(super) fn with_nik(view: View<'_>, scope: ScopeId, nik: Nik) -> Result<Vec<BookingRow>, Trouble> {
    each_once(view, scope, view.bookings_ever_with_nik(scope, nik)?)
}
