//! A second person confirms what overrides: with their own name and secret, at the laptop of whoever acts. Why nobody is
//! asked for where nobody else is: `docs/decisions/0005-a-second-person-where-there-is-one.md`.

use jemput_domain::{
    event::{Confirmed, Draft, Event, OperatorNamed, Subject},
    id::{OperatorId, ScopeId},
    operator::Operator,
};
use jemput_journal::View;

use super::keyed;
use crate::{
    Desk, Trouble, role,
    vault::VaultTrouble,
    view::{Nothing, SecondInput, SecondsView},
};

/// Who could confirm what overrides.
pub fn seconds(desk: &Desk, _: Nothing) -> Result<SecondsView, Trouble> {
    desk.read(|view| {
        let mut names: Vec<String> = eligible(desk, view)?.into_iter().map(|(_, one)| one.name).collect();
        names.sort();
        Ok(SecondsView {
            needed: !names.is_empty(),
            names,
        })
    })
}

/// A second person's word; none where there is no second person.
#[derive(Clone, Debug)]
pub(crate) struct Confirmation(Option<(OperatorId, String)>);

/// Asks the second person, before the act is decided: opening with their secret takes its time. `second` is what the screen
/// or the command line was given.
///
/// # Errors
///
/// Nobody was named though somebody could confirm; or the name, the secret or the role is not a second person's, which
/// is one answer for all of these.
pub(crate) fn ask(desk: &Desk, second: Option<&SecondInput>) -> Result<Confirmation, Trouble> {
    let eligible = desk.read(|view| eligible(desk, view))?;
    let Some(second) = second else {
        if eligible.is_empty() {
            return Ok(Confirmation(None));
        }
        let mut people: Vec<String> = eligible.into_iter().map(|(_, one)| one.name).collect();
        people.sort();
        return Err(Trouble::SecondMissing { people });
    };
    let opened = match keyed::whose(desk, Some(&second.operator), &second.secret) {
        Err(Trouble::Vault(VaultTrouble::SecretWrong)) => return Err(Trouble::SecondWrong),
        opened => opened?,
    };
    let found = eligible.into_iter().find(|(id, _)| *id == opened);
    match found {
        Some((id, one)) => Ok(Confirmation(Some((id, one.name)))),
        None => Err(Trouble::SecondWrong),
    }
}

impl Confirmation {
    /// What to write into the act that was confirmed, beside its own events and about the same subjects. `what` is the act's
    /// code.
    pub(crate) fn drafts(
        &self,
        view: View<'_>,
        scope: ScopeId,
        what: &str,
        subjects: Vec<Subject>,
    ) -> Result<Vec<Draft>, Trouble> {
        let Some((second, name)) = &self.0 else {
            return Ok(Vec::new());
        };
        let mut drafts = vec![Draft {
            subjects,
            event: Event::Confirmed(Confirmed {
                second: *second,
                what: what.to_owned(),
            }),
        }];
        // The scope says by itself who that was.
        if view.operator_name(scope, *second)? != *name {
            drafts.push(Draft::about(
                Subject::Operator(*second),
                Event::OperatorNamed(OperatorNamed { name: name.clone() }),
            ));
        }
        Ok(drafts)
    }
}

/// Whoever else leads; where nobody else does, whoever else works here.
fn eligible(desk: &Desk, view: View<'_>) -> Result<Vec<(OperatorId, Operator)>, Trouble> {
    let me = desk.operator(view)?;
    let mut others = role::of_office(view)?;
    others.retain(|(id, one)| *id != me && one.granted().is_some() && !one.roles().is_empty());
    if others.iter().any(|(_, one)| role::leads(one)) {
        others.retain(|(_, one)| role::leads(one));
    }
    Ok(others)
}
