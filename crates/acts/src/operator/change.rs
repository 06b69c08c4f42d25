//! Other roles, and other secrets: of one who forgot theirs, and one's own.

use jemput_domain::{
    event::{Draft, Event, OperatorRoles, Subject},
    id::OperatorId,
    operator::Operator,
    role::{Role, Roles, may_give},
};

use super::{add, holders, keyed, list, office};
use crate::{
    Desk, Trouble, role,
    vault::{self, VaultTrouble},
    view::{Done, OperatorResetInput, OperatorRolesInput, OperatorSecretInput},
};

/// Gives an operator these roles, and no others.
pub fn operator_roles(desk: &Desk, input: OperatorRolesInput) -> Result<Done, Trouble> {
    let roles: Roles = input.roles.iter().copied().collect();
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let view = writing.view();
    let held = role::held(desk, view)?;
    add::gives(held, roles)?;
    let known = list::known(desk, view)?;
    let whom = working(&known, input.operator)?;
    over(held, &whom)?;
    if !roles.has(Role::CrewLead) {
        keeps_a_lead(&known, input.operator)?;
    }
    let lang = desk.lang_in(view);
    let (name, words) = (&whom.name, roles.words(lang));
    let sentence = lang.pick(format!("{name} sekarang {words}."), format!("{name} is {words} now."));
    if whom.roles() == roles {
        return Ok(Done { sentence, act: None });
    }
    let draft = Draft::about(
        Subject::Operator(input.operator),
        Event::OperatorRoles(OperatorRoles { roles }),
    );
    office::append(desk, &mut writing, vec![draft])?;
    writing.commit()?;
    Ok(Done { sentence, act: None })
}

/// Gives an operator who forgot theirs another secret: a new key pair. The old one opens no laptop that has heard of it.
pub fn operator_reset(desk: &Desk, input: OperatorResetInput) -> Result<Done, Trouble> {
    let key = keyed::pair(desk, input.operator, &input.secret)?;
    let (name, lang) = {
        let mut journal = desk.journal();
        let mut writing = journal.write()?;
        let view = writing.view();
        let held = role::held(desk, view)?;
        let whom = working(&list::known(desk, view)?, input.operator)?;
        over(held, &whom)?;
        let lang = desk.lang_in(view);
        let draft = Draft::about(Subject::Operator(input.operator), Event::OperatorKeyed(key));
        office::append(desk, &mut writing, vec![draft])?;
        writing.commit()?;
        (whom.name, lang)
    };
    holders::bring_up_to_date(desk)?;
    let sentence = lang.pick(
        format!("Kata sandi {name} diganti. Laptop lain memakainya sesudah Kirim data."),
        format!("{name} has a new secret. The other laptops take it with their next exchange."),
    );
    Ok(Done { sentence, act: None })
}

/// Another secret of one's own, with a new key pair: whoever has seen the old one has nothing of the new.
pub fn operator_secret(desk: &Desk, input: OperatorSecretInput) -> Result<Done, Trouble> {
    if vault::is_unprotected(desk.home()) {
        return Err(VaultTrouble::Unprotected(desk.home().join("secret")).into());
    }
    let (me, known, lang) =
        desk.read(|view| Ok((desk.operator(view)?, list::known(desk, view)?, desk.lang_in(view))))?;
    let own = working(&known, me)?;
    // Whoever has this secret is known by it: the name that was typed to sign in is not asked again.
    match keyed::whose(desk, None, &input.old)? {
        who if who == me => {}
        _ => return Err(VaultTrouble::SecretWrong.into()),
    }
    let key = keyed::pair(desk, me, &input.new)?;
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let draft = Draft::about(Subject::Operator(me), Event::OperatorKeyed(key));
    office::append(desk, &mut writing, vec![draft])?;
    writing.commit()?;
    drop(journal);
    holders::bring_up_to_date(desk)?;
    let name = own.name;
    let sentence = lang.pick(
        format!("Kata sandi {name} diganti. Laptop lain memakainya sesudah Kirim data."),
        format!("{name}'s secret is changed. The other laptops take it with their next exchange."),
    );
    Ok(Done { sentence, act: None })
}

/// One of those who work here.
pub(super) fn working(known: &[(OperatorId, Operator)], operator: OperatorId) -> Result<Operator, Trouble> {
    let found = known.iter().find(|(id, one)| *id == operator && one.removed.is_none());
    found
        .map(|(_, one)| one.clone())
        .ok_or_else(|| VaultTrouble::NoOperator.into())
}

/// Nobody changes who may do what they themselves may not.
pub(super) fn over(held: Roles, whom: &Operator) -> Result<(), Trouble> {
    if may_give(held, whom.roles()) {
        Ok(())
    } else {
        Err(Trouble::RoleAbove {
            held,
            asked: whom.roles(),
        })
    }
}

/// Somebody always leads: nobody else could add or reset an operator.
pub(super) fn keeps_a_lead(known: &[(OperatorId, Operator)], without: OperatorId) -> Result<(), Trouble> {
    let is_lead = |(id, operator): &&(OperatorId, Operator)| *id == without && role::leads(operator);
    let others = known
        .iter()
        .any(|(id, operator)| *id != without && role::leads(operator));
    match known.iter().find(is_lead) {
        Some((_, last)) if !others => Err(Trouble::LastLead(last.name.clone())),
        _ => Ok(()),
    }
}
