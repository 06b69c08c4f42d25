//! An operator by name, and roles by word.

use std::collections::HashSet;

use clap::ValueEnum;
use jemput_acts::{
    Desk, act,
    vault::VaultTrouble,
    view::{Nothing, OperatorView},
};
use jemput_domain::{id::OperatorId, role, text};

use crate::failed::Failed;

/// A role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Checks in, calls and records
    Operator,
    /// Leads the day, adds operators
    CrewLead,
    /// Plans visits, takes rosters in
    Planner,
    /// The office: gives any role
    HeadOffice,
}

impl From<Role> for role::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Operator => Self::Operator,
            Role::CrewLead => Self::CrewLead,
            Role::Planner => Self::Planner,
            Role::HeadOffice => Self::HeadOffice,
        }
    }
}

/// The operator of this id, or of this name where nobody else has it, who works here.
///
/// # Errors
///
/// Nobody, or more than one.
pub fn operator(desk: &Desk, named: &str) -> Result<OperatorView, Failed> {
    let mut working = act::operators(desk, Nothing {})?.operators;
    working.retain(|one| !one.removed);
    let id: Option<OperatorId> = named.trim().parse().ok();
    if let Some(found) = working.iter().find(|one| Some(one.operator) == id) {
        return Ok(found.clone());
    }
    working.retain(|one| folded(&one.name) == folded(named));
    match &working[..] {
        [only] => Ok(only.clone()),
        [] => Err(VaultTrouble::NoOperator.into()),
        more => {
            let ids: Vec<String> = more.iter().map(|one| one.operator.to_string()).collect();
            let (name, ids) = (text::clean(named), ids.join(", "));
            Err(Failed::refused(
                "operator_ambiguous",
                format!("Ada {} petugas bernama {name}. Sebutkan kodenya: {ids}.", more.len()),
                format!("{} operators are called {name}. Name one by id: {ids}.", more.len()),
            ))
        }
    }
}

/// Whether two who work here have one name: then only their ids tell them apart.
pub fn repeats(operators: &[OperatorView]) -> bool {
    let mut seen = HashSet::new();
    operators
        .iter()
        .filter(|one| !one.removed)
        .any(|one| !seen.insert(folded(&one.name)))
}

fn folded(name: &str) -> String {
    text::clean(name).to_lowercase()
}
