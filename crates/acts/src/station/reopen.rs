//! A finished recording must be done again: the person goes to the front.

use jemput_domain::decide;

use super::record::scope_of;
use crate::{
    Desk, Trouble,
    view::{RecordDone, ReopenInput},
    visit_now,
};

/// Reopens a recording, with a reason.
pub fn reopen(desk: &Desk, input: ReopenInput) -> Result<RecordDone, Trouble> {
    let lang = desk.lang();
    let scope = scope_of(desk, input.visit, input.booking)?;
    let (act, name) = desk.act(scope, |writing, visit| {
        let row = visit_now::booking(writing.view(), visit.scope, input.booking)?;
        let name = row.booking.person.name.clone();
        Ok((decide::reopen(row.id, &row.booking, &input.reason)?, name))
    })?;
    let state = desk.read(|view| Ok(visit_now::booking(view, scope, input.booking)?.booking.state))?;
    let sentence = lang.pick(
        format!("{name} perlu rekam ulang dan didahulukan."),
        format!("{name} is to repeat and goes first."),
    );
    Ok(RecordDone {
        booking: input.booking,
        state,
        sentence,
        act,
    })
}
