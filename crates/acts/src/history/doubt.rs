//! What stands beside an act in its history: that its operator had no role for it, or who confirmed it and whether anybody
//! did.

use std::collections::BTreeMap;

use jemput_domain::{
    event::Event,
    id::{DeviceId, OperatorId, ScopeId},
    office::Office,
    operator::Operator,
    role::{Unfit, unfit},
};
use jemput_journal::{EventOf, View};

use crate::{Trouble, role, site, sync};

/// What the office says of operators, read once for a list.
pub(super) struct Doubts {
    office: Office,
    known: BTreeMap<OperatorId, Operator>,
    servers: Vec<DeviceId>,
}

impl Doubts {
    pub(super) fn load(view: View<'_>) -> Result<Self, Trouble> {
        Ok(Self {
            office: view.office(site::office(view)?)?,
            known: role::of_office(view)?.into_iter().collect(),
            servers: sync::in_force(view)?.map(|server| server.device).into_iter().collect(),
        })
    }

    /// Why an act should be looked at; none mostly. Where the office knows nobody, nobody's role is judged.
    pub(super) fn of(&self, events: &[EventOf]) -> Option<Unfit> {
        let found = unfit(
            events.iter().map(|event| (&event.at, &event.decoded)),
            &self.office,
            |id| self.known.get(&id).cloned(),
            |at| at.operator.0.is_nil() && self.servers.contains(&at.device),
        );
        let why = found.first().map(|(.., why)| *why)?;
        if !self.known.is_empty() {
            return Some(why);
        }
        let overrides = |event: &EventOf| jemput_domain::role::overrides(&event.decoded.event);
        (events.iter().any(overrides) && confirmed(events).is_none()).then_some(Unfit::Unconfirmed)
    }

    /// The second person's name, where one confirmed the act.
    pub(super) fn confirmed_by(
        &self,
        view: View<'_>,
        scope: ScopeId,
        events: &[EventOf],
    ) -> Result<Option<String>, Trouble> {
        let Some(second) = confirmed(events) else {
            return Ok(None);
        };
        let here = view.operator_name(scope, second)?;
        let name = self
            .known
            .get(&second)
            .map(|known| known.name.clone())
            .filter(|_| here.is_empty());
        Ok(Some(name.unwrap_or(here)))
    }
}

fn confirmed(events: &[EventOf]) -> Option<OperatorId> {
    events.iter().find_map(|event| match &event.decoded.event {
        Event::Confirmed(body) if body.second != event.at.operator => Some(body.second),
        _ => None,
    })
}
