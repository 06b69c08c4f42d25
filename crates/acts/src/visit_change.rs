//! A visit's numbers change: its slots follow, and with them the people whose slots fall away.

use jemput_domain::{
    event::{ActRef, Draft, Event, PlanCause, PlanChanged, Subject},
    id::ScopeId,
    plan::capacity,
    words::Lang,
};
use jemput_journal::Writing;

use crate::{
    Desk, Trouble,
    plan::changed_plan,
    rebooking::Rebooking,
    saying::{names, people},
    view::{Done, VisitChangeInput},
    visit_now::VisitNow,
};

/// The most events that the acts of a long list hold each: what the journal adds of itself fits beside them.
pub(crate) const ACT_DRAFTS_MAX: usize = jemput_domain::event::ACT_EVENTS_MAX as usize - 6;

/// Changes a visit's numbers. Who has come stays; who has no slot gets one if the new plan has a place.
pub fn visit_change(desk: &Desk, input: VisitChangeInput) -> Result<Done, Trouble> {
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let view = writing.view();
    let lang = desk.lang_in(view);
    let visit = VisitNow::load(desk, view, input.visit)?;
    let plan = changed_plan(view, &visit, &input.setup)??;
    if plan == visit.plan {
        let same = lang.pick("Jadwal tetap sama.".into(), "The plan stays as it is.".into());
        return Ok(Done {
            sentence: same,
            act: None,
        });
    }
    let rebooking = Rebooking::of(view, &visit, &plan)?;
    let sentence = sentence(plan.slots.len(), capacity(&plan), &rebooking, lang);
    let changed = PlanChanged {
        cause: PlanCause::Planner,
        plan,
    };
    let mut drafts = vec![Draft::about(Subject::Visit, Event::PlanChanged(changed))];
    drafts.extend(rebooking.drafts());
    let acts = append_all(desk, &mut writing, input.visit, drafts)?;
    writing.commit()?;
    // Of several acts each could be undone alone, which would leave half a plan.
    let act = if let [act] = acts[..] {
        Some(act.id(input.visit))
    } else {
        None
    };
    Ok(Done { sentence, act })
}

/// Appends a long list as acts of one transaction.
pub(crate) fn append_all(
    desk: &Desk,
    writing: &mut Writing<'_>,
    scope: ScopeId,
    drafts: Vec<Draft>,
) -> Result<Vec<ActRef>, Trouble> {
    let mut acts = Vec::new();
    let mut rest = drafts;
    while !rest.is_empty() {
        let later = rest.split_off(rest.len().min(ACT_DRAFTS_MAX));
        acts.push(desk.append(writing, scope, std::mem::replace(&mut rest, later), None)?);
    }
    Ok(acts)
}

fn sentence(slots: usize, capacity: u32, rebooking: &Rebooking, lang: Lang) -> String {
    let mut text = lang.pick(
        format!("Jadwal diubah: {slots} sesi, muat {capacity} orang."),
        format!("The plan is changed: {slots} slots for {}.", people(capacity, lang)),
    );
    let (without, moved): (Vec<_>, Vec<_>) = rebooking.moves.iter().partition(|mover| mover.to.is_err());
    let count = |list: &[_]| people(u32::try_from(list.len()).unwrap_or(u32::MAX), lang);
    if !moved.is_empty() {
        let moved = count(&moved);
        text.push_str(&lang.pick(
            format!(" {moved} mendapat sesi lain dan perlu diberi tahu."),
            format!(" {moved} have another slot and must be told."),
        ));
    }
    if !without.is_empty() {
        let list: Vec<String> = without.iter().map(|mover| mover.name.clone()).collect();
        let (without, list) = (count(&without), names(&list, lang));
        text.push_str(&lang.pick(
            format!(" {without} belum mendapat sesi: {list}. Tambah hari, jam, atau meja."),
            format!(" {without} have no slot: {list}. Add days, hours or stations."),
        ));
    }
    text
}
