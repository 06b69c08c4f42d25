//! An operator: a person who works with Jemput, as the office's events come to.

use serde::{Deserialize, Serialize};

use crate::{
    event::{Clock, Event, OperatorKeyed},
    fold::At,
    role::Roles,
    time::Moment,
};

/// The longest wrapped private half that is one; a longer one is kept as an event and is nobody's key.
pub const WRAPPED_BYTES_MAX: usize = 512;

/// Roles from a time on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Since {
    /// In the order of the office's events.
    pub clock: Clock,
    /// As rules count.
    pub at: Moment,
    /// What they may do from then on.
    pub roles: Roles,
}

/// The fold of an operator's events, in (clock, device, seq) order: of what laptops apart said, the last holds, but a
/// removal stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Operator {
    /// The name that history shows; the only thing that a visit's scope knows of them.
    pub name: String,
    /// The key pair that holds now.
    pub key: Option<OperatorKeyed>,
    /// What they may do and could do, in order.
    pub since: Vec<Since>,
    /// Since when they work here no more.
    pub removed: Option<Moment>,
}

impl Operator {
    /// Takes in the next event in order.
    pub fn fold(&mut self, at: &At, event: &Event) {
        match event {
            Event::OperatorNamed(body) => self.name.clone_from(&body.name),
            Event::OperatorKeyed(body) if body.wrapped.len() <= WRAPPED_BYTES_MAX => self.key = Some(body.clone()),
            Event::OperatorRoles(body) => self.since.push(Since {
                clock: at.clock,
                at: at.at,
                roles: body.roles,
            }),
            Event::OperatorRemoved(_) => {
                self.removed.get_or_insert(at.at);
            }
            _ => {}
        }
    }

    /// What they may do now: nothing, once removed.
    pub fn roles(&self) -> Roles {
        match self.removed {
            Some(_) => Roles::NONE,
            None => self.since.last().map(|since| since.roles).unwrap_or_default(),
        }
    }

    /// What they could do at a time, as the office says now.
    pub fn roles_at(&self, at: Moment) -> Roles {
        if self.removed.is_some_and(|removed| removed < at) {
            return Roles::NONE;
        }
        // Who was added later cannot have acted before: a clock that was behind says so.
        let held = self
            .since
            .iter()
            .rev()
            .find(|since| since.at <= at)
            .or(self.since.first());
        held.map(|since| since.roles).unwrap_or_default()
    }

    /// What they could do just before an event of the office's own scope.
    pub fn roles_before(&self, clock: Clock, at: Moment) -> Roles {
        if self.removed.is_some_and(|removed| removed < at) {
            return Roles::NONE;
        }
        let held = self.since.iter().rev().find(|since| since.clock < clock);
        held.map(|since| since.roles).unwrap_or_default()
    }

    /// The key that a laptop of the office grants its journal to; none before they have one, and none once removed.
    pub fn granted(&self) -> Option<&OperatorKeyed> {
        self.key.as_ref().filter(|_| self.removed.is_none())
    }

    /// Whether the office has said anything of them but a name.
    pub fn is_known(&self) -> bool {
        self.key.is_some() || !self.since.is_empty() || self.removed.is_some()
    }
}
