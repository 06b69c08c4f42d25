//! Which visits this laptop holds: those planned on it, and those that a person chose from the server's. No other comes here.

use jemput_domain::{id::ScopeId, words::Lang};
use jemput_exchange::{
    conversation::Wanted,
    offers::{Offer, Offers},
};
use jemput_journal::{Journal, View};

use super::exchange::{server_address, sync};
use crate::{
    Desk, Trouble,
    desk::setting,
    enrol,
    view::{JoinInput, Joined, OffersInput, OffersView, SyncInput},
    visit_now::VisitNow,
};

/// The visits that the server holds and this laptop does not.
pub fn visit_offers(desk: &Desk, input: OffersInput) -> Result<OffersView, Trouble> {
    let offers = offered(desk, input.server)?;
    desk.read(|view| {
        let held = view.scopes()?;
        let mut lacking = offers.visits;
        lacking.retain(|offer| !held.contains(&offer.visit));
        if !input.shed {
            lacking = without_shed(view, lacking)?;
        }
        Ok(OffersView {
            visits: lacking.into_iter().map(Into::into).collect(),
            left_off: offers.left_off,
        })
    })
}

/// Takes a visit over from the server, whole, and stays in it. What breaks is gone on with at the next exchange.
pub fn visit_join(desk: &Desk, input: JoinInput) -> Result<Joined, Trouble> {
    let visit = input.visit;
    let held = |desk: &Desk| desk.read(|view| Ok(view.visit(visit)?.is_some_and(|v| v.plan.is_some())));
    let before = held(desk)?;
    if !before {
        remember(&mut desk.journal(), |joining| joining.push(visit))?;
    }
    let received = if before {
        0
    } else {
        let server = input.server;
        sync(
            desk,
            SyncInput {
                server,
                ..SyncInput::default()
            },
        )?
        .received
    };
    let waits = desk.read(|view| Ok(joining(view)?.contains(&visit)))?;
    if !held(desk)? {
        return Err(if waits {
            Trouble::JoinWaits
        } else {
            Trouble::NotAtServer
        });
    }
    let mut journal = desk.journal();
    let writing = journal.write()?;
    writing.set_setting(setting::ACTIVE, &visit.to_string())?;
    writing.commit()?;
    let view = journal.view();
    let now = VisitNow::load(desk, view, visit)?;
    Ok(Joined {
        visit,
        received,
        sentence: sentence(&now.site.name, before, desk.lang_in(view)),
    })
}

/// Chooses for a laptop that holds no visit at all where the server holds exactly one: there is nothing to ask. Answers how
/// many there are to choose from.
pub(super) fn take_only(desk: &Desk, server: &str) -> Result<u32, Trouble> {
    let has_one = desk.read(|view| {
        let visits = view.scopes()?.into_iter().map(|scope| view.visit(scope));
        Ok(visits
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .any(|v| v.plan.is_some()))
    })?;
    if has_one {
        return Ok(0);
    }
    let mut offers = offered(desk, Some(server.to_owned()))?;
    offers.visits = desk.read(|view| without_shed(view, offers.visits))?;
    if let ([only], 0) = (&offers.visits[..], offers.left_off) {
        let only = only.visit;
        remember(&mut desk.journal(), |joining| joining.push(only))?;
        return Ok(0);
    }
    let listed = u32::try_from(offers.visits.len()).unwrap_or(u32::MAX);
    Ok(listed.saturating_add(offers.left_off))
}

/// What an exchange is about: what is here, and what was chosen.
pub fn wanted(view: View<'_>) -> Result<Wanted, Trouble> {
    let mut scopes = view.scopes()?;
    let mut chosen = joining(view)?;
    let enrolment = enrol::kept(view)?;
    if let Some(enrolment) = &enrolment {
        scopes.retain(|scope| enrol::is_exchanged(Some(enrolment), view, *scope).unwrap_or(true));
        // The office's register first: it says whom to believe.
        scopes.sort_by_key(|scope| *scope != enrolment.office);
        chosen.extend([enrolment.office, enrolment.van]);
    }
    chosen.retain(|scope| !scopes.contains(scope));
    if chosen.is_empty() && enrolment.is_none() {
        return Ok(Wanted::Mine);
    }
    scopes.append(&mut chosen);
    Ok(Wanted::These(scopes))
}

/// An exchange came to its end: what was chosen is here now, or the server has no such visit.
pub(super) fn settled(journal: &mut Journal, wanted: &Wanted) -> Result<(), Trouble> {
    if let Wanted::These(scopes) = wanted {
        remember(journal, |joining| joining.retain(|scope| !scopes.contains(scope)))?;
    }
    Ok(())
}

fn offered(desk: &Desk, server: Option<String>) -> Result<Offers, Trouble> {
    let address = server_address(desk, server)?;
    // A connection of its own: an exchange that goes on is not waited for.
    Ok(enrol::connect(desk, &address)?.offers()?)
}

/// A visit that left this laptop is offered only to whoever asks for it.
fn without_shed(view: View<'_>, offers: Vec<Offer>) -> Result<Vec<Offer>, Trouble> {
    let mut fresh = Vec::with_capacity(offers.len());
    for offer in offers {
        if !view.is_shed(offer.visit)? {
            fresh.push(offer);
        }
    }
    Ok(fresh)
}

fn joining(view: View<'_>) -> Result<Vec<ScopeId>, Trouble> {
    let kept = view.setting(setting::JOINING)?.unwrap_or_default();
    Ok(kept.split(' ').filter_map(|scope| scope.parse().ok()).collect())
}

fn remember(journal: &mut Journal, change: impl FnOnce(&mut Vec<ScopeId>)) -> Result<(), Trouble> {
    let writing = journal.write()?;
    let mut scopes = joining(writing.view())?;
    change(&mut scopes);
    scopes.sort();
    scopes.dedup();
    if scopes.is_empty() {
        writing.drop_setting(setting::JOINING)?;
    } else {
        let words: Vec<String> = scopes.iter().map(ScopeId::to_string).collect();
        writing.set_setting(setting::JOINING, &words.join(" "))?;
    }
    Ok(writing.commit()?)
}

fn sentence(site: &str, before: bool, lang: Lang) -> String {
    if before {
        return lang.pick(
            format!("{site} memang sudah ada di laptop ini."),
            format!("{site} was on this laptop before."),
        );
    }
    lang.pick(
        format!("{site} sudah diambil; laptop ini ikut dalam kegiatan itu."),
        format!("{site} is here now; this laptop has joined that visit."),
    )
}
