//! The next ticket of this laptop.

use jemput_domain::decide::Ticketing;
use jemput_journal::Writing;

use crate::{Desk, Trouble, visit_now::VisitNow};

/// A ticket for today.
pub(crate) fn next(desk: &Desk, writing: &Writing<'_>, visit: &VisitNow, mark: &str) -> Result<Ticketing, Trouble> {
    let number = writing.next_ticket_number(visit.scope, desk.device(), visit.day)?;
    Ok(Ticketing {
        mark: mark.to_owned(),
        number,
    })
}
