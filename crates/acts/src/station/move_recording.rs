//! A recording made under the wrong person is moved or swapped, with a reason and a second person's word.

use jemput_domain::{decide, event::Subject};

use crate::{
    Desk, Trouble,
    operator::second,
    view::{Done, MoveRecordingInput},
    visit_now,
};

/// Moves a recording to whom it belongs.
pub fn move_recording(desk: &Desk, input: MoveRecordingInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let confirmation = second::ask(desk, input.second.as_ref())?;
    let (act, (from, to)) = desk.act(input.visit, |writing, visit| {
        let from = visit_now::booking(writing.view(), visit.scope, input.from)?;
        let to = visit_now::booking(writing.view(), visit.scope, input.to)?;
        let mut drafts = decide::move_recording(
            (from.id, &from.booking),
            (to.id, &to.booking),
            input.swap,
            &input.reason,
        )?;
        let subjects = vec![Subject::Booking(from.id), Subject::Booking(to.id)];
        drafts.extend(confirmation.drafts(writing.view(), visit.scope, "move_recording", subjects)?);
        Ok((drafts, (from.booking.person.name, to.booking.person.name)))
    })?;
    let sentence = if input.swap {
        lang.pick(
            format!("Perekaman {from} dan {to} ditukar."),
            format!("The recordings of {from} and {to} were swapped."),
        )
    } else {
        lang.pick(
            format!("Perekaman {from} dipindah ke {to}."),
            format!("{from}'s recording was moved to {to}."),
        )
    };
    Ok(Done { sentence, act })
}
