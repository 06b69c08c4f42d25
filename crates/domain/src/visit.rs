//! A visit: what its own events come to.

use serde::{Deserialize, Serialize};

use crate::{
    event::{Event, GuardianForm},
    plan::{Plan, PlanChange, Slot, SlotNumber},
    site::Site,
    time::{Day, Minute, Moment},
};

/// The fold of a visit's events.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Visit {
    /// Its site as planned or since corrected; none until the planning event is here.
    pub site: Option<Site>,
    /// The plan that holds now.
    pub plan: Option<Plan>,
    /// How often it changed.
    pub changes: Vec<PlanChange>,
    /// Whether a guardian's form is asked for.
    pub guardian: GuardianForm,
}

impl Visit {
    /// Takes in the next event in order.
    pub fn fold(&mut self, at: Moment, event: &Event) {
        match event {
            Event::VisitPlanned(body) => {
                self.site = Some(body.site.clone());
                self.plan.get_or_insert_with(|| body.plan.clone());
            }
            // The copy of the site is corrected; a visit begins with its plan, never with this.
            Event::SiteAdded(body) => {
                if let Some(site) = &mut self.site {
                    *site = body.0.clone();
                }
            }
            Event::PlanChanged(body) => {
                self.plan = Some(body.plan.clone());
                self.changes.push(PlanChange { at, cause: body.cause });
            }
            Event::GuardianRule(body) => self.guardian = body.rule,
            _ => {}
        }
    }
}

impl Plan {
    /// The slot of a number.
    pub fn slot(&self, number: SlotNumber) -> Option<&Slot> {
        self.slots.iter().find(|s| s.number == number)
    }

    /// The slots of a day.
    pub fn slots_on(&self, day: Day) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(move |s| s.day == day)
    }

    /// The slot that runs at a minute of a day, else the next one that day.
    pub fn slot_at(&self, day: Day, minute: Minute) -> Option<&Slot> {
        self.slots_on(day).find(|s| minute < s.span.end)
    }

    /// The day's number in the visit, from 1.
    pub fn day_number(&self, day: Day) -> Option<usize> {
        self.setup.days.iter().position(|d| d.day == day).map(|i| i + 1)
    }
}
