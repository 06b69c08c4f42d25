//! How much of a log may be shown: whole acts, and an import of several acts only when all of them are here.

use crate::event::{Decoded, Event};

/// Of events that follow on what is shown already, in their log's order: how many may be shown now.
pub fn shown<'a>(events: impl IntoIterator<Item = &'a Decoded>) -> usize {
    let mut whole = 0;
    let mut acts_to_come: u16 = 0;
    for (at, decoded) in events.into_iter().enumerate() {
        match &decoded.event {
            Event::RosterImported(import) => acts_to_come = import.acts,
            Event::Adopted(adopted) => {
                if let Ok(Event::RosterImported(import)) = adopted.original().map(|original| original.event) {
                    acts_to_come = import.acts;
                }
            }
            _ => {}
        }
        if decoded.header.act_ends {
            acts_to_come = acts_to_come.saturating_sub(1);
            if acts_to_come == 0 {
                whole = at + 1;
            }
        }
    }
    whole
}
