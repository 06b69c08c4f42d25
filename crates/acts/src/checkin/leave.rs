//! A person leaves unserved.

use jemput_domain::{decide, text};

use crate::{
    Desk, Trouble,
    view::{Done, LeaveInput},
    visit_now,
};

/// A person leaves unserved; they may come back.
pub fn leave(desk: &Desk, input: LeaveInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, name) = desk.act(input.visit, |writing, visit| {
        let row = visit_now::booking(writing.view(), visit.scope, input.booking)?;
        let name = row.booking.person.name.clone();
        Ok((decide::leave(row.id, &row.booking, text::clean(&input.reason))?, name))
    })?;
    Ok(Done {
        sentence: lang.pick(
            format!("{name} pulang sebelum dilayani."),
            format!("{name} left unserved."),
        ),
        act,
    })
}
