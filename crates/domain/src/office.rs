//! An office: what all its laptops share about secrets, as its own events come to.

use serde::{Deserialize, Serialize};

use crate::{
    event::{ActRef, Event, OfficeOpened},
    fold::At,
};

/// The fold of an office's events.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Office {
    /// How it began; none before. Of two the first in order holds: what was wrapped with its salt opens with no other.
    pub opened: Option<OfficeOpened>,
    /// The act in which it began.
    pub opened_by: Option<ActRef>,
    /// The public half of the recovery key that holds now.
    pub recovery: Option<[u8; 32]>,
}

impl Office {
    /// Takes in the next event in order.
    pub fn fold(&mut self, at: &At, event: &Event) {
        match event {
            Event::OfficeOpened(body) if self.opened.is_none() => {
                self.opened = Some(body.clone());
                self.opened_by = Some(at.act);
            }
            Event::RecoveryKeySet(body) => self.recovery = Some(body.public_key),
            _ => {}
        }
    }
}
