//! The office's own scope: opened by the first act that needs it, on a laptop that no office has set up.

use jemput_domain::{
    event::{ActRef, Draft, Event, OfficeOpened, OperatorNamed, OperatorRoles, SecretCost, Subject},
    id::{OperatorId, ScopeSecret},
    operator::{Operator, Since},
    role::Roles,
};
use jemput_journal::{View, Writing};

use super::holders;
use crate::{Desk, Trouble, desk::setting, ids::random, role, site};

/// How many operators an office's laptops have room for: the entries of a file of key holders, without the recovery key's.
pub(super) const OPERATORS_MAX: usize = jemput_vault::ENTRIES - 1;

/// How many work here now.
pub(super) fn working(known: &[(OperatorId, Operator)]) -> usize {
    known.iter().filter(|(_, operator)| operator.removed.is_none()).count()
}

/// Appends an act to the office's scope; where no office was set up, this laptop begins one first, with the operator that
/// it has.
pub(super) fn append(desk: &Desk, writing: &mut Writing<'_>, drafts: Vec<Draft>) -> Result<ActRef, Trouble> {
    let office = site::office(writing.view())?;
    if writing.view().office(office)?.opened.is_none() {
        let opening = opening(desk, writing.view())?;
        put(desk, writing, opening)?;
    }
    put(desk, writing, drafts)
}

fn put(desk: &Desk, writing: &mut Writing<'_>, drafts: Vec<Draft>) -> Result<ActRef, Trouble> {
    let office = site::office(writing.view())?;
    let opens = match writing.view().secret(office)? {
        Some(_) => None,
        None => Some(ScopeSecret(random()?)),
    };
    desk.append(writing, office, drafts, opens)
}

/// What begins the office: the salt and cost that this laptop's secrets have, and its one operator.
fn opening(desk: &Desk, view: View<'_>) -> Result<Vec<Draft>, Trouble> {
    let (salt, cost) = desk.salt_and_cost()?;
    let mut drafts = vec![Draft::about(
        Subject::Office,
        Event::OfficeOpened(OfficeOpened {
            name: String::new(),
            salt: salt.0,
            cost: SecretCost {
                memory_kib: cost.memory_kib,
                passes: cost.passes,
                lanes: cost.lanes,
            },
        }),
    )];
    if !role::of_office(view)?.is_empty() {
        return Ok(drafts);
    }
    let (me, alone) = alone(desk, view)?;
    let about = |event| Draft::about(Subject::Operator(me), event);
    drafts.push(about(Event::OperatorNamed(OperatorNamed { name: alone.name })));
    drafts.extend(alone.key.map(|key| about(Event::OperatorKeyed(key))));
    drafts.push(about(Event::OperatorRoles(OperatorRoles { roles: Roles::ALONE })));
    Ok(drafts)
}

/// The one operator of a laptop that no office has set up.
pub(super) fn alone(desk: &Desk, view: View<'_>) -> Result<(OperatorId, Operator), Trouble> {
    let me = desk.operator(view)?;
    let name = view.setting(setting::OPERATOR_NAME)?.filter(|name| !name.is_empty());
    let operator = Operator {
        name: name.unwrap_or_else(|| ALONE.to_owned()),
        key: holders::own(desk, me)?,
        since: vec![Since {
            clock: jemput_domain::event::Clock::default(),
            at: desk.now(view)?,
            roles: Roles::ALONE,
        }],
        removed: None,
    };
    Ok((me, operator))
}

/// What the one operator is called until they say their name.
const ALONE: &str = "lead";
