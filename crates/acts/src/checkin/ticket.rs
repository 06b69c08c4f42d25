//! A person's ticket for today.

use jemput_domain::{
    booking::Booking,
    decide::{self, Ticketing},
};
use jemput_journal::Writing;

use crate::{Desk, Trouble, visit_now::VisitNow};

/// The ticket of this day that the person has, else this laptop's next.
pub(crate) fn next(
    desk: &Desk,
    writing: &Writing<'_>,
    visit: &VisitNow,
    mark: &str,
    booking: &Booking,
) -> Result<Ticketing, Trouble> {
    if let Some(ticketing) = decide::ticket_again(booking, visit.day) {
        return Ok(ticketing);
    }
    let number = writing.next_ticket_number(visit.scope, desk.device(), visit.day)?;
    Ok(Ticketing {
        mark: mark.to_owned(),
        number,
    })
}
