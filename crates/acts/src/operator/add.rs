//! A new operator, added on any laptop of the office: each laptop grants them its journal when it hears of it.

use jemput_domain::{
    event::{Draft, Event, OperatorNamed, OperatorRoles, Subject},
    id::OperatorId,
    operator::Operator,
    refusal::Refusal,
    role::{Roles, may_give},
    text,
};
use jemput_vault::{HoldersError, Name};

use super::{holders, keyed, list, office};
use crate::{
    Desk, Trouble,
    ids::uuid_v7,
    role,
    vault::VaultTrouble,
    view::{OperatorAddInput, OperatorAdded},
};

/// Adds an operator: their name, key pair and roles in one act.
pub fn operator_add(desk: &Desk, input: OperatorAddInput) -> Result<OperatorAdded, Trouble> {
    let name = text::clean(&input.name);
    if name.is_empty() {
        return Err(Refusal::NameMissing.into());
    }
    let roles: Roles = input.roles.iter().copied().collect();
    // Deriving takes its time, so it is done before anything is held.
    let operator = OperatorId(uuid_v7(desk.read(|view| desk.now(view))?)?);
    let key = keyed::pair(desk, operator, &input.secret)?;
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let view = writing.view();
    gives(role::held(desk, view)?, roles)?;
    let known = list::known(desk, view)?;
    is_free(&known, &name)?;
    if office::working(&known) >= office::OPERATORS_MAX {
        return Err(VaultTrouble::Holders(HoldersError::Full).into());
    }
    let lang = desk.lang_in(view);
    let about = |event| Draft::about(Subject::Operator(operator), event);
    let drafts = vec![
        about(Event::OperatorNamed(OperatorNamed { name: name.clone() })),
        about(Event::OperatorKeyed(key)),
        about(Event::OperatorRoles(OperatorRoles { roles })),
    ];
    office::append(desk, &mut writing, drafts)?;
    writing.commit()?;
    drop(journal);
    holders::bring_up_to_date(desk)?;
    let words = roles.words(lang);
    let sentence = lang.pick(
        format!("{name} ditambahkan sebagai {words}. Laptop lain membukakan data baginya sesudah Kirim data."),
        format!("{name} was added as {words}. The other laptops open for them after their next exchange."),
    );
    Ok(OperatorAdded { operator, sentence })
}

/// Refuses roles that are none, or above the giver's own.
pub(super) fn gives(held: Roles, roles: Roles) -> Result<(), Trouble> {
    if roles.is_empty() {
        return Err(Trouble::RolesMissing);
    }
    if may_give(held, roles) {
        Ok(())
    } else {
        Err(Trouble::RoleAbove { held, asked: roles })
    }
}

/// A name opens the vault, so it is one person's, however it is typed.
fn is_free(known: &[(OperatorId, Operator)], name: &str) -> Result<(), Trouble> {
    let taken = known
        .iter()
        .any(|(_, operator)| operator.removed.is_none() && Name::of(&operator.name) == Name::of(name));
    if taken {
        return Err(Trouble::OperatorKnown(name.to_owned()));
    }
    Ok(())
}
