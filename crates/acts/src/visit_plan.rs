//! A new visit: a scope of its own that begins with its site and its plan.

use jemput_domain::{
    event::{self, Draft, Event, Subject},
    id::{ScopeId, ScopeSecret},
    plan::capacity,
};

use crate::{
    Desk, Trouble,
    desk::setting,
    ids::{random, uuid_v7},
    plan::new_plan,
    site,
    view::{VisitPlanInput, VisitPlanned},
};

/// Plans a visit. It becomes the one that the screens show where they show none.
pub fn visit_plan(desk: &Desk, input: VisitPlanInput) -> Result<VisitPlanned, Trouble> {
    let plan = new_plan(&input.setup)?;
    let planned = |visit| VisitPlanned {
        visit,
        slots: u32::try_from(plan.slots.len()).unwrap_or(u32::MAX),
        capacity: capacity(&plan),
    };
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let site = site::find(desk, writing.view(), input.site)?;
    let visit = ScopeId(uuid_v7(desk.now(writing.view())?)?);
    let event = Event::VisitPlanned(event::VisitPlanned {
        site,
        plan: plan.clone(),
    });
    desk.append(
        &mut writing,
        visit,
        vec![Draft::about(Subject::Visit, event)],
        Some(ScopeSecret(random()?)),
    )?;
    let active: Option<ScopeId> = writing
        .view()
        .setting(setting::ACTIVE)?
        .and_then(|active| active.parse().ok());
    let shown = match active {
        Some(active) => writing.view().visit(active)?.is_some(),
        None => false,
    };
    if !shown {
        writing.set_setting(setting::ACTIVE, &visit.to_string())?;
    }
    writing.commit()?;
    Ok(planned(visit))
}
