//! An operator by name, and roles by word.

use clap::ValueEnum;
use jemput_acts::{
    Desk, act,
    vault::VaultTrouble,
    view::{Nothing, OperatorView},
};
use jemput_domain::{role, text};

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

/// The operator of this name, or of this id, who works here.
pub fn operator(desk: &Desk, named: &str) -> Result<OperatorView, Failed> {
    let known = act::operators(desk, Nothing {})?.operators;
    let folded = |name: &str| text::clean(name).to_lowercase();
    let found = known
        .into_iter()
        .filter(|one| !one.removed)
        .find(|one| folded(&one.name) == folded(named) || one.operator.to_string() == named);
    found.ok_or_else(|| VaultTrouble::NoOperator.into())
}
