//! Acts by someone without the role: a reading for an administrator. Nothing is refused or changed by it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Role, Roles, may_state};
use crate::{
    event::{ActRef, Decoded, Event, Subject},
    fold::At,
    id::OperatorId,
    office::Office,
    operator::Operator,
};

/// Why an act was not its operator's to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// The office knows no such operator.
    Unknown,
    /// They worked there no more.
    Removed,
    /// None of the roles that it takes.
    Lacks,
    /// It overrides, and no second person confirmed it.
    Unconfirmed,
}

/// The acts among these events that their operator had no role for, each once, with the gravest reason, in the order given.
/// `operator` says what the office knows of someone; acts by the machine itself are left to `is_machine`.
pub fn unfit<'a>(
    events: impl IntoIterator<Item = (&'a At, &'a Decoded)>,
    office: &Office,
    operator: impl Fn(OperatorId) -> Option<Operator>,
    is_machine: impl Fn(&At) -> bool,
) -> Vec<(ActRef, OperatorId, Unfit)> {
    let events: Vec<_> = events.into_iter().collect();
    let confirmed: BTreeSet<ActRef> = events
        .iter()
        .filter(|(at, d)| confirms(at, d))
        .map(|(at, _)| at.act)
        .collect();
    let enrolling: BTreeSet<ActRef> = events.iter().filter(|(_, d)| enrols(d)).map(|(at, _)| at.act).collect();
    let mut found: Vec<(ActRef, OperatorId, Unfit)> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, decoded) in events {
        // The act that opens an office says who its first operators are.
        if office.opened_by == Some(at.act) || is_machine(at) {
            continue;
        }
        if enrolling.contains(&at.act) && brings_itself(at, decoded) {
            continue;
        }
        let why = match needed(at, decoded) {
            None => None,
            Some(needed) => match operator(at.operator).filter(Operator::is_known) {
                None => Some(Unfit::Unknown),
                Some(known) => why(at, decoded, &known, needed),
            },
        };
        let lonely = (overrides(&decoded.event) && !confirmed.contains(&at.act)).then_some(Unfit::Unconfirmed);
        let Some(why) = why.or(lonely) else { continue };
        let place = *places.entry(at.act).or_insert(found.len());
        match found.get_mut(place) {
            Some((.., known)) => *known = why.min(*known),
            None => found.push((at.act, at.operator, why)),
        }
    }
    found
}

/// Whether a fact overrides what another said or a rule keeps out, so that a second person confirms it.
pub fn overrides(event: &Event) -> bool {
    match event {
        Event::RecordingMoved(_) => true,
        // A quarantined range that is admitted.
        other => other.kind() == 14,
    }
}

/// A laptop that the office's server let in begins its log.
fn enrols(decoded: &Decoded) -> bool {
    matches!(&decoded.event, Event::DeviceJoined(body) if body.credential.is_some())
}

/// Whoever was handed a code brings themselves, to lead the laptop's crew, in the act that begins its log.
fn brings_itself(at: &At, decoded: &Decoded) -> bool {
    let own = decoded.header.subjects == [Subject::Operator(at.operator)];
    own && matches!(&decoded.event, Event::OperatorRoles(body) if body.roles.within(Roles::ALONE))
}

fn confirms(at: &At, decoded: &Decoded) -> bool {
    matches!(&decoded.event, Event::Confirmed(body) if body.second != at.operator)
}

/// One's own key is one's own to change.
fn needed(at: &At, decoded: &Decoded) -> Option<Roles> {
    let own = decoded.header.subjects == [Subject::Operator(at.operator)];
    match decoded.event {
        Event::OperatorKeyed(_) if own => None,
        _ => may_state(&decoded.event),
    }
}

fn why(at: &At, decoded: &Decoded, known: &Operator, needed: Roles) -> Option<Unfit> {
    let of_office = matches!(
        decoded.event,
        Event::OperatorKeyed(_) | Event::OperatorRoles(_) | Event::OperatorRemoved(_) | Event::RecoveryKeySet(_)
    );
    let held = if of_office {
        known.roles_before(at.clock, at.at)
    } else {
        known.roles_at(at.at)
    };
    let gives_more = matches!(&decoded.event, Event::OperatorRoles(body) if !may_give(held, body.roles));
    if held.meets(needed) && !gives_more {
        return None;
    }
    if known.removed.is_some_and(|removed| removed < at.at) {
        return Some(Unfit::Removed);
    }
    Some(Unfit::Lacks)
}

/// Nobody gives a role that they do not hold, but the office gives any.
pub fn may_give(giver: Roles, given: Roles) -> bool {
    giver.has(Role::HeadOffice) || (giver.meets(Roles::OVER_OPERATORS) && given.within(giver))
}
