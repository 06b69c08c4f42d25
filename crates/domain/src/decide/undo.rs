//! Undo names an act and takes it back for each of its subjects, unless something later rests on it.

use std::collections::BTreeSet;

use crate::{
    event::{ActRef, ActUndone, Draft, Event, Subject},
    fold::At,
    refusal::Refusal,
};

/// Undoes an act. `events_of` gives a subject's events in order.
///
/// Refused where a later act of anyone's, itself not undone, speaks of one of the act's bookings: what was built on it must go first.
pub fn undo<E>(
    act: ActRef,
    subjects: &BTreeSet<Subject>,
    mut events_of: impl FnMut(Subject) -> Result<Vec<(At, Event)>, E>,
) -> Result<Result<Vec<Draft>, Refusal>, E> {
    let mut drafts = Vec::new();
    for subject in subjects {
        let events = events_of(*subject)?;
        let undone: BTreeSet<ActRef> = events
            .iter()
            .filter_map(|(_, e)| if let Event::ActUndone(u) = e { Some(u.act) } else { None })
            .collect();
        if undone.contains(&act) {
            return Ok(Err(Refusal::UndoneBefore));
        }
        let last = events.iter().rfind(|(at, _)| at.act == act).map(|(at, _)| at.order());
        let later = events.iter().any(|(at, e)| {
            Some(at.order()) > last && at.act != act && !undone.contains(&at.act) && !rests_on_nothing(e)
        });
        if later {
            return Ok(Err(Refusal::UndoTooLate {
                why: (
                    "sudah ada catatan sesudahnya yang bergantung padanya".into(),
                    "something later rests on it".into(),
                ),
            }));
        }
        drafts.push(Draft::about(*subject, Event::ActUndone(ActUndone { act })));
    }
    Ok(Ok(drafts))
}

/// Facts of their own, which stand whatever was before them.
fn rests_on_nothing(event: &Event) -> bool {
    matches!(
        event,
        Event::ActUndone(_)
            | Event::Told(_)
            | Event::Noted(_)
            | Event::GuardianFormSeen(_)
            | Event::GuardianRule(_)
            | Event::Exported(_)
    )
}
