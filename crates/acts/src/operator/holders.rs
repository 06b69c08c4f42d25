//! This laptop's file of key holders, brought up to what the office's scope says: whoever was added anywhere opens this
//! laptop too, without anybody typing their secret here; who was removed opens it no more.

use std::collections::BTreeMap;

use jemput_domain::{
    event::{Draft, Event, OperatorKeyed, Subject},
    id::OperatorId,
    operator::Operator,
};
use jemput_journal::View;
use jemput_vault::{HoldersError, PublicKey, WRAPPED_BYTES, Wrapped};

use super::office;
use crate::{
    Desk, Trouble, hex, role,
    vault::{Holding, VaultTrouble},
};

/// Whom this laptop grants its journal to, with which key.
#[derive(Debug, Default)]
pub(super) struct Granted(BTreeMap<OperatorId, Holding>);

impl Granted {
    /// Whether an operator's newest secret opens this laptop.
    pub(super) fn holds(&self, id: OperatorId, operator: &Operator) -> bool {
        match (self.0.get(&id), wanted(id, operator)) {
            (Some(here), Some(wanted)) => *here == wanted,
            (here, None) => here.is_some() && operator.key.is_none(),
            (None, Some(_)) => false,
        }
    }
}

/// Whom this laptop grants its journal to now.
pub(super) fn granted(desk: &Desk) -> Result<Granted, Trouble> {
    let holdings = desk.holdings()?;
    Ok(Granted(holdings.into_iter().map(|one| (one.operator, one)).collect()))
}

/// An operator's key as their entry has it, for the event that tells it.
pub(super) fn own(desk: &Desk, operator: OperatorId) -> Result<Option<OperatorKeyed>, Trouble> {
    Ok(granted(desk)?.0.get(&operator).map(told))
}

/// A holding as an event.
pub(super) fn told(holding: &Holding) -> OperatorKeyed {
    OperatorKeyed {
        public_key: holding.public.0,
        wrapped: holding.wrapped.0.to_vec(),
    }
}

/// What is to be done to the file.
enum Step {
    Grant(String, Holding, bool),
    TakeAway(OperatorId),
    Tell(Holding),
}

/// Brings the file up to what the office's scope says. Safe to repeat: what a power cut left undone is done the next time.
///
/// # Errors
///
/// The file, the journal or the vault fails. Somebody for whom there is no room stays without an entry.
pub(crate) fn bring_up_to_date(desk: &Desk) -> Result<(), Trouble> {
    if desk.read(role::of_office)?.is_empty() || desk.vault.key()?.is_none() {
        return Ok(());
    }
    let granted = granted(desk)?;
    let steps = desk.read(|view| steps(desk, view, &granted))?;
    for step in steps {
        match step {
            Step::Grant(name, holding, replaces) => match desk.hold(&name, &holding) {
                Ok(()) => {
                    if replaces {
                        desk.want_rekey()?;
                    }
                    note_applied(desk, &name, &holding)?;
                }
                Err(Trouble::Vault(VaultTrouble::Holders(HoldersError::Full | HoldersError::NoPublicKey))) => {
                    tracing::warn!("an operator of the office has no entry on this laptop");
                }
                Err(trouble) => return Err(trouble),
            },
            Step::TakeAway(operator) => match desk.hold_no_more(operator) {
                // Nobody could open it any more: it stays until somebody else can.
                Ok(_) | Err(Trouble::Vault(VaultTrouble::LastOperator)) => {}
                Err(trouble) => return Err(trouble),
            },
            Step::Tell(holding) => tell(desk, &holding)?,
        }
    }
    Ok(())
}

/// Grants first, so that an entry is never taken from the last who can open.
fn steps(desk: &Desk, view: View<'_>, granted: &Granted) -> Result<Vec<Step>, Trouble> {
    let me = desk.operator(view)?;
    let known = role::of_office(view)?;
    let mut steps = Vec::new();
    for (id, operator) in &known {
        let Some(wanted) = wanted(*id, operator) else { continue };
        let here = granted.0.get(id);
        let applied = view.setting(&applied_key(*id))?;
        if applied.as_deref() != Some(applied_text(&operator.name, &wanted).as_str()) {
            let replaces = here.is_some_and(|here| here.public != wanted.public);
            steps.push(Step::Grant(operator.name.clone(), wanted, replaces));
        } else if *id == me
            && let Some(here) = here
            && *here != wanted
        {
            // Changed here since: the office has not been told.
            steps.push(Step::Tell(*here));
        }
    }
    for (id, operator) in &known {
        if operator.removed.is_some() && granted.0.contains_key(id) {
            steps.push(Step::TakeAway(*id));
        }
    }
    Ok(steps)
}

/// Tells the office of a key that this laptop's own operator got here.
fn tell(desk: &Desk, holding: &Holding) -> Result<(), Trouble> {
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let known = role::of_office(writing.view())?;
    let name = known
        .into_iter()
        .find(|(id, _)| *id == holding.operator)
        .map(|(_, one)| one.name);
    let keyed = Event::OperatorKeyed(told(holding));
    let draft = Draft::about(Subject::Operator(holding.operator), keyed);
    office::append(desk, &mut writing, vec![draft])?;
    let text = applied_text(&name.unwrap_or_default(), holding);
    writing.set_setting(&applied_key(holding.operator), &text)?;
    Ok(writing.commit()?)
}

/// The key that the office says an operator has; none for who was removed, or whose key is none.
fn wanted(id: OperatorId, operator: &Operator) -> Option<Holding> {
    let key = operator.granted()?;
    let wrapped: [u8; WRAPPED_BYTES] = key.wrapped.as_slice().try_into().ok()?;
    Some(Holding {
        operator: id,
        public: PublicKey(key.public_key),
        wrapped: Wrapped(wrapped),
    })
}

fn note_applied(desk: &Desk, name: &str, holding: &Holding) -> Result<(), Trouble> {
    let mut journal = desk.journal();
    let writing = journal.write()?;
    writing.set_setting(&applied_key(holding.operator), &applied_text(name, holding))?;
    Ok(writing.commit()?)
}

/// What of the office's word was last brought into the file: what stands in it and differs was changed here since.
pub(super) fn applied_key(operator: OperatorId) -> String {
    format!("operator_key:{operator}")
}

pub(super) fn applied_text(name: &str, holding: &Holding) -> String {
    let wrapped: String = holding.wrapped.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} {wrapped} {name}", hex::write(&holding.public.0))
}
