//! A note on a booking.

use jemput_domain::{
    event::{Draft, Event, Noted, Subject},
    text,
};

use crate::{
    Desk, Trouble,
    view::{Done, NoteInput},
    visit_now,
};

/// Keeps a note; an empty one takes it away.
pub fn note(desk: &Desk, input: NoteInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, name) = desk.act(input.visit, |writing, visit| {
        let row = visit_now::booking(writing.view(), visit.scope, input.booking)?;
        let note = text::clean(&input.note);
        let name = row.booking.person.name.clone();
        if row.booking.note == note {
            return Ok((Vec::new(), name));
        }
        Ok((
            vec![Draft::about(Subject::Booking(row.id), Event::Noted(Noted { note }))],
            name,
        ))
    })?;
    Ok(Done {
        sentence: lang.pick(
            format!("Catatan untuk {name} disimpan."),
            format!("The note on {name} is kept."),
        ),
        act,
    })
}
