//! The frame's own: who works where, in which language, on which visit.

use jemput_domain::{id::ScopeId, text, time::Zone, words::Lang};
use jemput_exchange::http;
use jemput_journal::View;

use crate::{
    Desk, Trouble,
    desk::setting,
    role::{self, Who},
    sync::pins,
    view::{Nothing, Session, SettingsInput, Theme, VisitBrief},
    visit_now::VisitNow,
};

/// The frame.
pub fn session(desk: &Desk, _: Nothing) -> Result<Session, Trouble> {
    desk.read(|view| {
        let now = desk.now(view)?;
        let visits = visits(desk, view)?;
        let active = active(view, &visits)?;
        let zone = visits
            .iter()
            .find(|v| Some(v.visit) == active)
            .map_or(Zone::Wib, |v| v.site.zone);
        let mark = match active {
            Some(scope) => view.seat(scope, desk.device())?.mark,
            None => None,
        };
        let text = |key| view.setting(key).map(Option::unwrap_or_default);
        Ok(Session {
            device: desk.device(),
            device_name: text(setting::DEVICE_NAME)?,
            mark,
            operator: desk.operator(view)?,
            operator_name: desk.operator_name(view)?,
            unprotected: desk.is_unprotected(),
            wrong_secrets: desk.wrong_secrets(),
            server: view.setting(setting::SERVER)?,
            lang: desk.lang_in(view),
            theme: theme(view)?,
            active,
            visits,
            now: now.in_zone(zone),
            roles: role::held(desk, view)?.list(),
            clock_is_set: desk.clock().is_set(),
            clock: crate::sync::clock_warning(desk, view)?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    })
}

/// The theme that was chosen.
pub(crate) fn theme(view: View<'_>) -> Result<Theme, Trouble> {
    Ok(match view.setting(setting::THEME)?.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    })
}

/// All visits: today's first, then those ahead, the nearest first, then past ones, the latest first.
pub(crate) fn visits(desk: &Desk, view: View<'_>) -> Result<Vec<VisitBrief>, Trouble> {
    let mut briefs = Vec::new();
    for scope in view.scopes()? {
        let Ok(visit) = VisitNow::load(desk, view, scope) else {
            continue;
        };
        let days: Vec<_> = visit.plan.setup.days.iter().map(|d| d.day).collect();
        let booked = view
            .tallies(scope)?
            .iter()
            .filter(|t| t.state != "withdrawn" && t.state != "joined")
            .map(|t| t.people)
            .sum();
        let day_number = visit.plan.day_number(visit.day);
        let (first, last) = (days.first().copied(), days.last().copied());
        let distance = match (first, last) {
            _ if day_number.is_some() => (0, 0),
            (Some(first), _) if first > visit.day => (1, (first.0 - visit.day.0).num_days()),
            (_, Some(last)) => (2, (visit.day.0 - last.0).num_days()),
            _ => (3, 0),
        };
        briefs.push((
            distance,
            VisitBrief {
                visit: scope,
                shown_day: visit.shown_day(),
                site: visit.site,
                days,
                day_number,
                booked,
            },
        ));
    }
    briefs.sort_by_key(|(distance, _)| *distance);
    Ok(briefs.into_iter().map(|(_, brief)| brief).collect())
}

/// The visit that was chosen, else the first of the list.
pub(crate) fn active(view: View<'_>, visits: &[VisitBrief]) -> Result<Option<ScopeId>, Trouble> {
    let chosen: Option<ScopeId> = view.setting(setting::ACTIVE)?.and_then(|a| a.parse().ok());
    Ok(chosen
        .filter(|c| visits.iter().any(|v| v.visit == *c))
        .or_else(|| visits.first().map(|v| v.visit)))
}

/// Chooses for this laptop.
pub fn settings(desk: &Desk, input: SettingsInput) -> Result<Session, Trouble> {
    let server = input.server.as_deref().map(str::trim);
    if let Some(server) = server {
        may_set_server(desk, server)?;
    }
    {
        let mut journal = desk.journal();
        let writing = journal.write()?;
        if let Some(lang) = input.lang {
            writing.set_setting(setting::LANG, if lang == Lang::En { "en" } else { "id" })?;
        }
        if let Some(theme) = input.theme {
            let word = match theme {
                Theme::System => "system",
                Theme::Light => "light",
                Theme::Dark => "dark",
            };
            writing.set_setting(setting::THEME, word)?;
        }
        let operator_name = desk.operator_name_key(writing.view())?;
        for (key, value) in [
            (operator_name.as_str(), &input.operator_name),
            (setting::DEVICE_NAME, &input.device_name),
        ] {
            if let Some(value) = value {
                writing.set_setting(key, &text::clean(value))?;
            }
        }
        if let Some(active) = input.active {
            writing.set_setting(setting::ACTIVE, &active.to_string())?;
        }
        match server {
            Some("") => writing.drop_setting(setting::SERVER)?,
            Some(server) => writing.set_setting(setting::SERVER, server)?,
            None => {}
        }
        writing.commit()?;
    }
    session(desk, Nothing {})
}

/// Another address is for whoever leads or plans. An enrolled laptop may be given one with no network, for offices move: the
/// next contact there must prove the office's key, which takes TLS.
fn may_set_server(desk: &Desk, server: &str) -> Result<(), Trouble> {
    let address = match server {
        "" => None,
        server => Some(http::Address::parse(server)?),
    };
    let (set, is_enrolled) =
        desk.read(|view| Ok((view.setting(setting::SERVER)?, crate::enrol::kept(view)?.is_some())))?;
    if pins::same_address(&set.unwrap_or_default(), server) {
        return Ok(());
    }
    role::check(desk, Who::PlannerOrLead)?;
    if is_enrolled && address.is_some_and(|address| !address.is_tls()) {
        return Err(http::Failure::NotSecure.into());
    }
    Ok(())
}
