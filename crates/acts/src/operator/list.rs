//! The operators of the office.

use jemput_domain::{
    id::OperatorId,
    operator::Operator,
    role::{Role, Roles, may_give},
};
use jemput_journal::View;

use super::{holders, office};
use crate::{
    Desk, Trouble, role, site,
    view::{Nothing, OperatorView, OperatorsView},
};

/// Lists the office's operators: by name, those who were removed last.
pub fn operators(desk: &Desk, _: Nothing) -> Result<OperatorsView, Trouble> {
    let granted = holders::granted(desk)?;
    desk.read(|view| {
        let me = desk.operator(view)?;
        let held = role::held(desk, view)?;
        let known = known(desk, view)?;
        let leads = known.iter().filter(|(_, operator)| role::leads(operator)).count();
        let mut operators: Vec<OperatorView> = known
            .iter()
            .map(|(id, operator)| OperatorView {
                operator: *id,
                name: operator.name.clone(),
                roles: operator.roles().list(),
                own: *id == me,
                granted: granted.holds(*id, operator),
                removed: operator.removed.is_some(),
                last_lead: leads == 1 && role::leads(operator),
            })
            .collect();
        operators.sort_by_key(|one| (one.removed, one.name.to_lowercase(), one.operator));
        let room = office::OPERATORS_MAX.saturating_sub(office::working(&known));
        Ok(OperatorsView {
            office: view
                .office(site::office(view)?)?
                .opened
                .map(|o| o.name)
                .unwrap_or_default(),
            operators,
            may_change: held.meets(Roles::OVER_OPERATORS),
            may_give: Role::ALL
                .into_iter()
                .filter(|role| may_give(held, Roles::of(&[*role])))
                .collect(),
            room: u32::try_from(room).unwrap_or(u32::MAX),
        })
    })
}

/// All that the office knows; on a laptop that no office has set up, its one operator.
pub(super) fn known(desk: &Desk, view: View<'_>) -> Result<Vec<(OperatorId, Operator)>, Trouble> {
    let known = role::of_office(view)?;
    if known.is_empty() {
        return Ok(vec![office::alone(desk, view)?]);
    }
    Ok(known)
}
