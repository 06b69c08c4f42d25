//! A visit's plan, and what would follow from other numbers. Writes nothing.

use std::collections::BTreeMap;

use jemput_domain::{
    id::ScopeId,
    plan::{Plan, Setup, SetupProblem, SlotNumber, capacity, forecast, plan as plan_of, replan_slots, saying::day_words, summary},
    refusal::Refusal,
    words::Lang,
};
use jemput_journal::View;
use uuid::Uuid;

use crate::{
    Desk, Trouble,
    desk::lang_of,
    rebooking::Rebooking,
    view::{OfVisit, PlanPreview, PlanPreviewInput, PlanView, SlotFigures, SlotRef},
    visit_now::{VisitNow, slot_id},
};

/// The most slots of a plan: an event holds no more.
const SLOTS_MAX: usize = 3_500;

/// A visit's plan as it stands.
pub fn plan(desk: &Desk, input: OfVisit) -> Result<PlanView, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let booked = crate::places::taken(view, visit)?;
        Ok(PlanView {
            site: visit.site.clone(),
            setup: visit.plan.setup.clone(),
            preview: preview_of(&visit.plan, visit.scope, &booked, lang_of(view)),
        })
    })
}

/// What would follow from the numbers; of a visit with bookings, with those where they would go.
pub fn plan_preview(desk: &Desk, input: PlanPreviewInput) -> Result<PlanPreview, Trouble> {
    let Some(scope) = input.visit else {
        return desk.read(|view| {
            let lang = lang_of(view);
            Ok(match new_plan(&input.setup) {
                Ok(plan) => preview_of(&plan, ScopeId(Uuid::nil()), &BTreeMap::new(), lang),
                Err(problems) => wrong(&problems, lang),
            })
        });
    };
    desk.read_visit(scope, |view, visit| {
        let lang = lang_of(view);
        Ok(match changed_plan(view, visit, &input.setup)? {
            Ok(plan) => {
                let booked = Rebooking::of(view, visit, &plan)?.taken_after(view, visit)?;
                preview_of(&plan, scope, &booked, lang)
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
        Refusal::BadPlan { problems: (joined(Lang::Id), joined(Lang::En)) }.into()
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
    use jemput_domain::event::{Event, Subject};
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
    }
}

/// What follows from a plan with so many people in its slots; with nobody in any, as if all were full.
pub(crate) fn preview_of(plan: &Plan, scope: ScopeId, booked: &BTreeMap<SlotNumber, u16>, lang: Lang) -> PlanPreview {
    let full: BTreeMap<SlotNumber, u16> = plan.slots.iter().map(|slot| (slot.number, plan.places(slot))).collect();
    let people = if plan.slots.iter().any(|slot| booked.contains_key(&slot.number)) { booked } else { &full };
    let mut sentences = Vec::new();
    let mut curves = Vec::new();
    for hours in &plan.setup.days {
        let curve = forecast(plan, hours.day, people, None);
        let words = day_words(hours.day, lang);
        sentences.push(format!("{words}: {}", summary(plan, &curve).say(lang)));
        let points = curve.points.iter().map(|point| (u32::from(point.minute.0), point.on_site));
        curves.push((hours.day, points.collect()));
    }
    PlanPreview {
        problems: Vec::new(),
        slots: plan.slots.iter().map(|slot| booked_in(scope, plan, slot.number, booked)).collect(),
        capacity: capacity(plan),
        sentences,
        curves,
    }
}
