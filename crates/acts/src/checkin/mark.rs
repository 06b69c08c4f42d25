//! This laptop's mark in a visit: the letter on its tickets.

use jemput_domain::{
    event::{Draft, Event, MarkTaken, Subject},
    id::ScopeId,
    mark,
};
use jemput_journal::View;

use crate::{Desk, Trouble, visit_now::VisitNow};

/// The mark that this laptop holds in a visit; nothing where it has none, or another laptop took the same one earlier.
pub(crate) fn held(desk: &Desk, view: View<'_>, scope: ScopeId) -> Result<Option<String>, Trouble> {
    let own = view.seat(scope, desk.device())?;
    let Some(mark) = own.mark else {
        return Ok(None);
    };
    let since = (own.mark_since, desk.device());
    let taken_earlier = view
        .seats(scope)?
        .iter()
        .any(|(device, seat)| seat.mark.as_ref() == Some(&mark) && (seat.mark_since, *device) < since);
    Ok((!taken_earlier).then_some(mark))
}

/// This laptop's mark; where it holds none, the first that no laptop heard of ever took, and the event that takes it.
pub(crate) fn own(desk: &Desk, view: View<'_>, scope: ScopeId) -> Result<(String, Vec<Draft>), Trouble> {
    if let Some(mark) = held(desk, view, scope)? {
        return Ok((mark, Vec::new()));
    }
    let used: Vec<String> = view.seats(scope)?.into_iter().flat_map(|(_, s)| s.marks).collect();
    let mark = mark::first_unused(&used);
    let taken = Draft::about(
        Subject::Device(desk.device()),
        Event::MarkTaken(MarkTaken { mark: mark.clone() }),
    );
    Ok((mark, vec![taken]))
}

/// Takes a mark in each visit that is not over, while the others can be heard: laptops that meet before the first
/// arrival never print the same ticket. Tells whether one was taken.
pub fn take(desk: &Desk) -> Result<bool, Trouble> {
    let without = desk.read(|view| {
        let mut without = Vec::new();
        for scope in view.scopes()? {
            let Ok(visit) = VisitNow::load(desk, view, scope) else {
                continue;
            };
            if !visit.is_over() && held(desk, view, scope)?.is_none() {
                without.push(scope);
            }
        }
        Ok(without)
    })?;
    for scope in &without {
        desk.act(*scope, |writing, _| Ok((own(desk, writing.view(), *scope)?.1, ())))?;
    }
    Ok(!without.is_empty())
}
