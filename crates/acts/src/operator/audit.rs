//! Acts that their operator had no role for, and overriding ones that nobody confirmed: for an administrator.

use jemput_domain::{role::Unfit, time::Zone, words::Lang};

use crate::{
    Desk, Trouble, history, site, sync,
    view::{RolesAudit, RolesAuditInput, UnfitAct},
    visit_now::VisitNow,
};

/// Looks through a visit, or through all that is here and the office's own scope; the newest first.
pub fn roles_audit(desk: &Desk, input: RolesAuditInput) -> Result<RolesAudit, Trouble> {
    desk.read(|view| {
        let office = site::office(view)?;
        let lang = desk.lang_in(view);
        let servers: Vec<_> = sync::in_force(view)?.map(|server| server.device).into_iter().collect();
        let scopes = match input.visit {
            Some(visit) => vec![visit],
            None => view.scopes()?,
        };
        let mut acts = Vec::new();
        for scope in scopes {
            let visit = match VisitNow::load(desk, view, scope) {
                Ok(visit) => Some(visit),
                Err(_) if scope == office => None,
                Err(trouble) if input.visit.is_some() => return Err(trouble),
                Err(_) => continue,
            };
            for found in view.acts_without_role(scope, office, &servers)? {
                let events = view.events_of_act(scope, found.act)?;
                let seat = view.seat(scope, found.act.device)?;
                let first = found.first.at.at;
                acts.push((
                    first,
                    UnfitAct {
                        visit: visit.as_ref().map(|visit| visit.scope),
                        act: found.act.id(scope),
                        at: first.in_zone(visit.as_ref().map_or(Zone::Wib, VisitNow::zone)),
                        device_name: seat.joined.map(|joined| joined.name).unwrap_or_default(),
                        operator: found.operator,
                        operator_name: found.operator_name,
                        why: found.why,
                        why_words: words(found.why, lang),
                        sentence: match &visit {
                            Some(visit) => history::sentence(view, visit, &events)?,
                            None => history::of_office(view, scope, &events, lang)?,
                        },
                    },
                ));
            }
        }
        acts.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(RolesAudit {
            judged: view.judges_roles(office)?,
            acts: acts.into_iter().map(|(_, act)| act).collect(),
        })
    })
}

/// Why an act stands in the list.
pub(crate) fn words(why: Unfit, lang: Lang) -> String {
    let (id, en) = match why {
        Unfit::Unknown => (
            "petugas tidak dikenal di kantor ini",
            "an operator that the office does not know",
        ),
        Unfit::Removed => ("petugas ini sudah tidak bertugas", "an operator who works here no more"),
        Unfit::Lacks => (
            "petugas ini tidak punya peran untuk itu",
            "an operator without the role for it",
        ),
        Unfit::Unconfirmed => ("tanpa persetujuan orang kedua", "without a second person's word"),
    };
    lang.pick(id.into(), en.into())
}
