//! Completing a held row from the family card, or correcting a person: the booking stays.

use jemput_domain::decide;

use super::person;
use crate::{
    Desk, Trouble,
    view::{CorrectInput, Done},
    visit_now,
};

/// Completes or corrects a person. Someone else's NIK is refused with the owner's name and class.
pub fn correct(desk: &Desk, input: CorrectInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, name) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let row = visit_now::booking(view, visit.scope, input.booking)?;
        let person = person::laid_over(&row.booking.person, &input.person, visit.day)?;
        if person == row.booking.person {
            return Ok((Vec::new(), person.name));
        }
        let owner = match person.nik {
            Some(nik) => view
                .bookings_with_nik(visit.scope, nik)?
                .into_iter()
                .find(|r| r.id != row.id),
            None => None,
        };
        let name = person.name.clone();
        Ok((
            decide::correct(row.id, &row.booking, person, owner.as_ref().map(|o| &o.booking.person))?,
            name,
        ))
    })?;
    let sentence = match act {
        Some(_) => lang.pick(
            format!("Data {name} diperbaiki."),
            format!("{name}'s data was corrected."),
        ),
        None => lang.pick(
            format!("Data {name} tidak berubah."),
            format!("Nothing changed for {name}."),
        ),
    };
    Ok(Done { sentence, act })
}
