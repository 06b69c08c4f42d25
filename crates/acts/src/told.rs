//! People, or their teacher, were told of the new time.

use jemput_domain::event::{Draft, Event, Subject, Told};

use crate::{
    Desk, Trouble, saying,
    view::{BookingsInput, Done},
    visit_now,
};

/// Ticks people off the list of those to tell. Who is not on it stays as they are.
pub fn told(desk: &Desk, input: BookingsInput) -> Result<Done, Trouble> {
    let (act, sentence) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let (mut drafts, mut names) = (Vec::new(), Vec::new());
        for id in &input.bookings {
            let row = visit_now::booking(view, visit.scope, *id)?;
            let draft = Draft::about(Subject::Booking(row.id), Event::Told(Told {}));
            if row.booking.to_tell && !drafts.contains(&draft) {
                drafts.push(draft);
                names.push(row.booking.person.name);
            }
        }
        let lang = visit.lang;
        let names = saying::names(&names, lang);
        let sentence = if drafts.is_empty() {
            lang.pick("Semua sudah diberi tahu.".into(), "Everybody had been told.".into())
        } else {
            lang.pick(format!("{names} sudah diberi tahu."), format!("Told: {names}."))
        };
        Ok((drafts, sentence))
    })?;
    Ok(Done { sentence, act })
}
