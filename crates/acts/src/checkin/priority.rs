//! Priority for people who need it, with a reason.

use jemput_domain::{
    event::{Draft, Event, PriorityGiven, Subject},
    refusal::Refusal,
};

use crate::{
    Desk, Trouble,
    view::{Done, PriorityInput},
    visit_now,
};

/// The reasons for priority, by code.
const REASONS: [&str; 5] = ["elderly", "disabled", "pregnant", "small_child", "unwell"];

/// Gives priority or takes it back.
pub fn priority(desk: &Desk, input: PriorityInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, name) = desk.act(input.visit, |writing, visit| {
        let row = visit_now::booking(writing.view(), visit.scope, input.booking)?;
        if input.reason.as_ref().is_some_and(|r| !REASONS.contains(&r.as_str())) {
            return Err(Refusal::ReasonMissing.into());
        }
        let name = row.booking.person.name.clone();
        if row.booking.priority == input.reason {
            return Ok((Vec::new(), name));
        }
        let event = Event::PriorityGiven(PriorityGiven {
            reason: input.reason.clone(),
        });
        Ok((vec![Draft::about(Subject::Booking(row.id), event)], name))
    })?;
    let sentence = match input.reason {
        Some(_) => lang.pick(format!("{name} didahulukan."), format!("{name} goes first.")),
        None => lang.pick(
            format!("{name} kembali ke urutan biasa."),
            format!("{name} is back in the usual order."),
        ),
    };
    Ok(Done { sentence, act })
}
