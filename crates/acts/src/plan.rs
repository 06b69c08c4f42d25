//! A visit's plan, and what would follow from other numbers. Writes nothing.

use std::collections::BTreeMap;

use jemput_domain::{
    event::{Event, Subject},
    id::ScopeId,
    plan::{
        Plan, Setup, SetupProblem, SlotNumber, capacity, forecast, plan as plan_of, replan_slots, saying::day_words,
        summary,
    },
    refusal::Refusal,
    words::Lang,
};
use jemput_journal::View;
use uuid::Uuid;

use crate::{
    Desk, Trouble,
    figures::slot_figures,
    rebooking::Rebooking,
    view::{OfVisit, PlanPreview, PlanPreviewInput, PlanView, SlotFigures, SlotRef, WithoutSlot},
    visit_now::{VisitNow, slot_id},
};

/// The most slots of a plan: an event holds no more.
const SLOTS_MAX: usize = 3_500;

/// A visit's plan as it stands.
pub fn plan(desk: &Desk, input: OfVisit) -> Result<PlanView, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let slots = slot_figures(view, visit)?;
        Ok(PlanView {
            site: visit.site.clone(),
            setup: visit.plan.setup.clone(),
            guardian: visit.guardian,
            preview: preview_of(&visit.plan, slots, visit.lang),
        })
    })
}

/// What would follow from the numbers; of a visit with bookings, with those where they would go.
pub fn plan_preview(desk: &Desk, input: PlanPreviewInput) -> Result<PlanPreview, Trouble> {
    let Some(scope) = input.visit else {
        return desk.read(|view| {
            let lang = desk.lang_in(view);
            Ok(match new_plan(&input.setup) {
                Ok(plan) => preview_of(&plan, empty_slots(&plan), lang),
                Err(problems) => wrong(&problems, lang),
            })
        });
    };
    desk.read_visit(scope, |view, visit| {
        let lang = visit.lang;
        Ok(match changed_plan(view, visit, &input.setup)? {
            Ok(plan) => {
                let rebooking = Rebooking::of(view, visit, &plan)?;
                let slots = slots_after(view, visit, &plan, &rebooking.taken)?;
                PlanPreview {
                    without: without_slot(&rebooking, lang),
                    ..preview_of(&plan, slots, lang)
                }
            }
            Err(problems) => wrong(&problems, lang),
        })
    })
}

/// What keeps numbers from becoming a plan.
pub(crate) enum Problems {
    /// They do not go together.
    Setup(Vec<SetupProblem>),
    /// They make more slots than a plan may have.
    TooManySlots,
}

impl Problems {
    fn say(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Setup(problems) => problems.iter().map(|problem| problem.say(lang)).collect(),
            Self::TooManySlots => vec![lang.pick(
                format!("Kegiatan ini akan punya lebih dari {SLOTS_MAX} sesi. Perpanjang sesi, atau bagi menjadi beberapa kegiatan."),
                format!("This visit would have more than {SLOTS_MAX} slots. Make them longer, or make several visits of it."),
            )],
        }
    }
}

impl From<Problems> for Trouble {
    fn from(problems: Problems) -> Self {
        let joined = |lang| problems.say(lang).join(" ");
        Refusal::BadPlan {
            problems: (joined(Lang::Id), joined(Lang::En)),
        }
        .into()
    }
}

/// The plan of a new visit.
pub(crate) fn new_plan(setup: &Setup) -> Result<Plan, Problems> {
    small_enough(plan_of(setup))
}

/// The plan of a visit whose numbers change; slots are numbered above every number that the visit ever used.
pub(crate) fn changed_plan(view: View<'_>, visit: &VisitNow, setup: &Setup) -> Result<Result<Plan, Problems>, Trouble> {
    let next = next_number(view, visit)?;
    Ok(small_enough(replan_slots(&visit.plan, setup, next)))
}

fn small_enough(plan: Result<Plan, Vec<SetupProblem>>) -> Result<Plan, Problems> {
    match plan.map_err(Problems::Setup)? {
        plan if plan.slots.len() > SLOTS_MAX => Err(Problems::TooManySlots),
        plan => Ok(plan),
    }
}

/// Above every slot number of every plan that the visit has had, on any laptop.
fn next_number(view: View<'_>, visit: &VisitNow) -> Result<u16, Trouble> {
    let events = view.events_of(visit.scope, Subject::Visit)?;
    let plans = events.iter().filter_map(|event| match &event.decoded.event {
        Event::VisitPlanned(body) => Some(&body.plan),
        Event::PlanChanged(body) => Some(&body.plan),
        _ => None,
    });
    let highest = plans.flat_map(|plan| &plan.slots).map(|slot| slot.number.0).max();
    Ok(highest.map_or(0, |number| number.saturating_add(1)))
}

fn wrong(problems: &Problems, lang: Lang) -> PlanPreview {
    PlanPreview {
        problems: problems.say(lang),
        slots: Vec::new(),
        capacity: 0,
        sentences: Vec::new(),
        curves: Vec::new(),
        without: Vec::new(),
    }
}

/// What follows from a plan with these people in its slots; with nobody in any, as if all were full.
fn preview_of(plan: &Plan, slots: Vec<SlotFigures>, lang: Lang) -> PlanPreview {
    let empty = slots.iter().all(|slot| slot.booked == 0);
    let people = |slot: &SlotFigures| if empty { slot.capacity } else { slot.booked };
    let people: BTreeMap<SlotNumber, u16> = slots
        .iter()
        .map(|slot| (slot.slot.number, u16::try_from(people(slot)).unwrap_or(u16::MAX)))
        .collect();
    let mut sentences = Vec::new();
    let mut curves = Vec::new();
    for hours in &plan.setup.days {
        let curve = forecast(plan, hours.day, &people, None);
        sentences.push(format!(
            "{}: {}",
            day_words(hours.day, lang),
            summary(plan, &curve).say(lang)
        ));
        let points = curve
            .points
            .iter()
            .map(|point| (u32::from(point.minute.0), point.on_site));
        curves.push((hours.day, points.collect()));
    }
    PlanPreview {
        problems: Vec::new(),
        slots,
        capacity: capacity(plan),
        sentences,
        curves,
        without: Vec::new(),
    }
}

/// Who loses a slot and finds no other.
fn without_slot(rebooking: &Rebooking, lang: Lang) -> Vec<WithoutSlot> {
    let without = rebooking.moves.iter().filter_map(|mover| {
        Some(WithoutSlot {
            booking: mover.booking,
            name: mover.name.clone(),
            class: mover.class.clone(),
            sentence: mover.to.err()?.say(lang),
        })
    });
    without.collect()
}

/// The slots of a plan that nobody is booked in.
fn empty_slots(plan: &Plan) -> Vec<SlotFigures> {
    let scope = ScopeId(Uuid::nil());
    let slots = plan.slots.iter().map(|slot| {
        let places = plan.places(slot);
        SlotFigures {
            slot: SlotRef {
                slot: slot_id(scope, slot.number),
                number: slot.number,
                day: slot.day,
                span: slot.span,
            },
            capacity: u32::from(places),
            reserve: u32::from(slot.capacity.saturating_sub(places)),
            booked: 0,
            not_here: 0,
            arrived: 0,
            waiting: 0,
            recording: 0,
            recorded: 0,
            open: 0,
            left: 0,
            no_show: 0,
        }
    });
    slots.collect()
}

/// The slots of a changed plan with the people that would be in them.
fn slots_after(
    view: View<'_>,
    visit: &VisitNow,
    plan: &Plan,
    taken: &BTreeMap<SlotNumber, u16>,
) -> Result<Vec<SlotFigures>, Trouble> {
    let after = VisitNow {
        plan: plan.clone(),
        ..visit.clone()
    };
    let mut slots = slot_figures(view, &after)?;
    for slot in &mut slots {
        slot.booked = taken.get(&slot.slot.number).copied().unwrap_or(0).into();
    }
    Ok(slots)
}
