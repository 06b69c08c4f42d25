//! Acts that their operator had no role for: a list for an administrator, at the server and on a laptop alike. Nothing is
//! refused or changed by it.

use std::collections::BTreeMap;

use jemput_domain::{
    event::ActRef,
    id::{DeviceId, OperatorId, ScopeId},
    operator::Operator,
    role::{Unfit, unfit},
};

use crate::{EventOf, JournalError, open::View};

/// An act without a role.
#[derive(Clone, Debug)]
pub struct UnfitActOf {
    /// The act.
    pub act: ActRef,
    /// Who did it.
    pub operator: OperatorId,
    /// What their name is, as far as the scope or the office knows.
    pub operator_name: String,
    /// Why it stands here.
    pub why: Unfit,
    /// Its first event.
    pub first: EventOf,
}

impl View<'_> {
    /// Whether an office's scope knows any operator: else nobody can be judged by it.
    pub fn judges_roles(&self, office: ScopeId) -> Result<bool, JournalError> {
        Ok(self.operators(office)?.iter().any(|(_, operator)| operator.is_known()))
    }

    /// The acts of a scope, the office's own or a visit's, that their operators had no role for as the office knows them
    /// now, or that override and nobody confirmed; the newest first. `machines` are the devices that write without an
    /// operator: servers.
    ///
    /// # Errors
    ///
    /// Whatever the store fails with.
    pub fn acts_without_role(
        &self,
        scope: ScopeId,
        office: ScopeId,
        machines: &[DeviceId],
    ) -> Result<Vec<UnfitActOf>, JournalError> {
        if !self.judges_roles(office)? {
            return Ok(Vec::new());
        }
        let known: BTreeMap<OperatorId, Operator> = self.operators(office)?.into_iter().collect();
        let mut events = Vec::new();
        for head in self.heads(scope)? {
            events.extend(self.newest_events_of(scope, head.device, u32::MAX)?);
        }
        events.sort_by_key(|event| event.at.order());
        let found = unfit(
            events.iter().map(|event| (&event.at, &event.decoded)),
            &self.office(office)?,
            |id| known.get(&id).cloned(),
            |at| at.operator.0.is_nil() && machines.contains(&at.device),
        );
        let mut list = Vec::new();
        for (act, operator, why) in found.into_iter().rev() {
            let Some(first) = events.iter().find(|event| event.at.act == act) else {
                continue;
            };
            let here = self.operator_name(scope, operator)?;
            let name = known
                .get(&operator)
                .map(|known| known.name.clone())
                .filter(|name| !name.is_empty());
            list.push(UnfitActOf {
                act,
                operator,
                operator_name: name.unwrap_or(here),
                why,
                first: first.clone(),
            });
        }
        Ok(list)
    }
}
