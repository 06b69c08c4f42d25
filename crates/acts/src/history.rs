//! What happened, newest first, in plain sentences.

mod doubt;
mod office;
mod sentence;

use std::collections::{BTreeMap, BTreeSet};

use jemput_domain::{
    event::{ActRef, Event, Subject},
    id::DeviceId,
};
use jemput_journal::{Confirmed, EventOf, View};

use crate::{
    Desk, Trouble, role, sync, undo,
    view::{HistoryInput, HistoryLine, Safety},
    visit_now::VisitNow,
};

pub(crate) use office::of_office;
pub(crate) use sentence::sentence;

/// Lines, where no number was asked for.
const LINES: u32 = 50;
/// The most lines.
const LINES_MAX: u32 = 500;
/// The most events that are read for a list: an act may hold many.
const EVENTS_MAX: u32 = 20_000;

/// Acts of a visit or of one booking, newest first.
pub fn history(desk: &Desk, input: HistoryInput) -> Result<Vec<HistoryLine>, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let limit = input.limit.unwrap_or(LINES).min(LINES_MAX) as usize;
        let of = input.booking.map(Subject::Booking);
        let acts = match of {
            Some(subject) => Acts::about(view, visit, subject)?,
            None => Acts::newest(view, visit, limit)?,
        };
        let held = sync::confirmed(view, visit.scope, sync::in_force(view)?)?;
        let doubts = doubt::Doubts::load(view)?;
        let mut names = Names::load(view, visit)?;
        let mut lines = Vec::new();
        for act in acts.newest_first.iter().take(limit) {
            let events = view.events_of_act(visit.scope, *act)?;
            let Some(first) = events.first() else { continue };
            let undone = acts.is_undone(*act, &events, of);
            let own = act.device == desk.device();
            lines.push(HistoryLine {
                act: act.id(visit.scope),
                at: visit.show(first.at.at),
                device_name: names.device(act.device),
                operator_name: names.operator(view, visit, first)?,
                sentence: sentence(view, visit, &events)?,
                undoable: own
                    && !undone
                    && may_undo(desk, view, &events)?
                    && undo::can_undo(view, visit, *act, &events)?,
                undone,
                safety: safety(&held, &events),
                doubt: doubts.of(&events),
                confirmed_by: doubts.confirmed_by(view, visit.scope, &events)?,
            });
        }
        Ok(lines)
    })
}

/// Acts, and for which of their subjects they were undone.
struct Acts {
    newest_first: Vec<ActRef>,
    undone: BTreeMap<ActRef, BTreeSet<Subject>>,
}

impl Acts {
    /// Those about a subject.
    fn about(view: View<'_>, visit: &VisitNow, subject: Subject) -> Result<Self, Trouble> {
        let mut events = view.events_of(visit.scope, subject)?;
        events.reverse();
        Ok(Self::of(&events))
    }

    /// The newest of the visit. Reads more events until there are enough acts, or no more events.
    fn newest(view: View<'_>, visit: &VisitNow, limit: usize) -> Result<Self, Trouble> {
        let mut read = u32::try_from(limit * 4).unwrap_or(EVENTS_MAX).min(EVENTS_MAX);
        loop {
            let events = view.newest_events(visit.scope, read)?;
            let acts = Self::of(&events);
            if acts.newest_first.len() > limit || events.len() < read as usize || read == EVENTS_MAX {
                return Ok(acts);
            }
            read = read.saturating_mul(4).min(EVENTS_MAX);
        }
    }

    /// From events that stand newest first.
    fn of(events: &[EventOf]) -> Self {
        let mut acts = Self {
            newest_first: Vec::new(),
            undone: BTreeMap::new(),
        };
        let mut seen = BTreeSet::new();
        for event in events {
            if let Event::ActUndone(body) = &event.decoded.event {
                acts.undone
                    .entry(body.act)
                    .or_default()
                    .extend(&event.decoded.header.subjects);
            }
            if seen.insert(event.at.act) {
                acts.newest_first.push(event.at.act);
            }
        }
        acts
    }

    /// Whether an act was undone: as a whole, or where one subject is asked for, for that one.
    fn is_undone(&self, act: ActRef, events: &[EventOf], of: Option<Subject>) -> bool {
        let Some(undone) = self.undone.get(&act) else {
            return false;
        };
        of.map_or_else(
            || undo::subjects(events).is_subset(undone),
            |subject| undone.contains(&subject),
        )
    }
}

/// Whether who acts now has the roles for an act, and so may take it back.
fn may_undo(desk: &Desk, view: View<'_>, events: &[EventOf]) -> Result<bool, Trouble> {
    match role::judge_all(desk, view, events.iter().map(|event| &event.decoded.event)) {
        Ok(()) => Ok(true),
        Err(Trouble::Role { .. }) => Ok(false),
        Err(trouble) => Err(trouble),
    }
}

fn safety(held: &Confirmed, events: &[EventOf]) -> Safety {
    match events.last() {
        Some(last) if held.seq_of(last.place.device) >= last.place.seq => Safety::Held,
        _ => Safety::Here,
    }
}

/// Devices and operators by name, each looked up once.
struct Names {
    devices: BTreeMap<DeviceId, String>,
    operators: BTreeMap<jemput_domain::id::OperatorId, String>,
}

impl Names {
    fn load(view: View<'_>, visit: &VisitNow) -> Result<Self, Trouble> {
        let seats = view.seats(visit.scope)?;
        let devices = seats
            .into_iter()
            .map(|(id, seat)| (id, seat.joined.map(|joined| joined.name).unwrap_or_default()));
        Ok(Self {
            devices: devices.collect(),
            operators: BTreeMap::new(),
        })
    }

    fn device(&self, device: DeviceId) -> String {
        self.devices.get(&device).cloned().unwrap_or_default()
    }

    fn operator(&mut self, view: View<'_>, visit: &VisitNow, event: &EventOf) -> Result<String, Trouble> {
        let operator = event.at.operator;
        if let Some(name) = self.operators.get(&operator) {
            return Ok(name.clone());
        }
        let name = view.operator_name(visit.scope, operator)?;
        self.operators.insert(operator, name.clone());
        Ok(name)
    }
}
