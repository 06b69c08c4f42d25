//! Completing a held row from the family card, or correcting a person: the booking stays.

use jemput_domain::{booking::Booking, decide, event::Event};

use super::{person, walk_in::recorded_before, warning::warnings};
use crate::{
    Desk, Trouble,
    view::{CorrectInput, Done},
    visit_now,
};

/// Completes or corrects a person. Someone else's NIK is refused with the owner's name and class. Who turns out too young,
/// or recorded before, is kept all the same, and said so.
pub fn correct(desk: &Desk, input: CorrectInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, (name, warnings)) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let row = visit_now::booking(view, visit.scope, input.booking)?;
        let person = person::laid_over(&row.booking.person, &input.person, visit.day)?;
        if person == row.booking.person {
            return Ok((Vec::new(), (person.name, Vec::new())));
        }
        let owner = match person.nik {
            Some(nik) => view
                .bookings_with_nik(visit.scope, nik)?
                .into_iter()
                .find(|r| r.id != row.id),
            None => None,
        };
        let name = person.name.clone();
        let owner = owner.as_ref().map(|owner| &owner.booking.person);
        let mut drafts = decide::correct(row.id, &row.booking, person.clone(), owner)?;
        let news = person.nik != row.booking.person.nik || person.birth_date != row.booking.person.birth_date;
        let mut after = Booking { person, ..row.booking };
        if news && !after.state.is_settled() {
            let recorded = recorded_before(view, visit, row.id, &after)?;
            if let Some(Event::RecordedElsewhere(said)) = recorded.as_ref().map(|draft| &draft.event) {
                after.recorded_elsewhere = Some(said.place.clone());
            }
            drafts.extend(recorded);
        }
        let warnings = if news { warnings(visit, &after) } else { Vec::new() };
        Ok((drafts, (name, warnings)))
    })?;
    let mut sentence = match act {
        Some(_) => lang.pick(
            format!("Data {name} diperbaiki."),
            format!("{name}'s data was corrected."),
        ),
        None => lang.pick(
            format!("Data {name} tidak berubah."),
            format!("Nothing changed for {name}."),
        ),
    };
    for warning in warnings {
        sentence.push(' ');
        sentence.push_str(&warning);
    }
    Ok(Done { sentence, act })
}
