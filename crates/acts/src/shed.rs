//! Visits leave this laptop when they are behind and the server's backup holds them. What stays says that they were here:
//! without a name or a NIK, in the van's scope.

use jemput_domain::{
    booking::State,
    decide::{self, Leaving, SHED_AFTER_DAYS},
    event::{Draft, Event, SHED_BOOKINGS_MAX, Subject, VisitShed, inventory_digest},
    id::{ScopeId, ScopeSecret},
    receipt::Receipt,
    refusal::Refusal,
    time::Moment,
};
use jemput_journal::{View, Writing};

use crate::{
    Desk, Trouble,
    desk::setting,
    enrol,
    ids::{random, uuid_v7},
    inventory::{self, People},
    saying::people,
    sync,
    view::{Done, Nothing, ShedAfterInput, ShedInput, ShedList, ShedView, SheddingView},
    visit_now::VisitNow,
};

/// Days after the last one that a visit stays here.
const AFTER_DAYS_SETTING: &str = "shed_after_days";

/// The van's scope: one of this laptop's own until the office says which van it is of.
const VAN_SETTING: &str = "van";

/// The most days that a laptop may be told to keep a visit: longer is no retention any more.
const AFTER_DAYS_MAX: u16 = 365;

/// Past visits, which of them may go, and what went. Finishes a shedding that was cut off.
pub fn shed_list(desk: &Desk, _: Nothing) -> Result<ShedList, Trouble> {
    sweep(desk);
    desk.read(|view| {
        let after_days = after_days(view)?;
        let lang = desk.lang_in(view);
        let mut visits = Vec::new();
        for scope in view.scopes()? {
            let Ok(visit) = VisitNow::load(desk, view, scope) else {
                continue;
            };
            if visit.is_over() {
                visits.extend(standing(desk, view, &visit, after_days)?);
            }
        }
        visits.sort_by_key(|visit| visit.last_day);
        let ready: Vec<String> = visits.iter().filter(|v| v.ready).map(|v| v.site.clone()).collect();
        let named = crate::saying::names(&ready, lang);
        let offer = if ready.is_empty() {
            String::new()
        } else {
            lang.pick(
                format!("{named}: sudah selesai dan tersimpan di cadangan server Dinas. Hapus dari laptop ini di Kirim data."),
                format!("{named}: over, and kept in the server's backup. Take it off this laptop in the exchange screen."),
            )
        };
        Ok(ShedList {
            after_days,
            visits,
            shed: shed_before(desk, view)?,
            offer,
        })
    })
}

/// How long visits stay on this laptop.
pub fn shed_after(desk: &Desk, input: ShedAfterInput) -> Result<Done, Trouble> {
    let days = input.days.min(AFTER_DAYS_MAX);
    let mut journal = desk.journal();
    let writing = journal.write()?;
    let lang = desk.lang_in(writing.view());
    writing.set_setting(AFTER_DAYS_SETTING, &days.to_string())?;
    writing.commit()?;
    Ok(Done {
        sentence: lang.pick(
            format!("Kegiatan tinggal di laptop ini {days} hari sesudah hari terakhirnya."),
            format!("A visit stays on this laptop for {days} days after its last one."),
        ),
        act: None,
    })
}

/// Takes a visit off this laptop: in one transaction its events and rows go, and the van's scope says that they were here.
pub fn shed(desk: &Desk, input: ShedInput) -> Result<Done, Trouble> {
    let scope = input.visit;
    let sentence = {
        let mut journal = desk.journal();
        let mut writing = journal.write()?;
        let view = writing.view();
        let visit = VisitNow::load(desk, view, scope)?;
        let receipt = kept(view, scope)?;
        let leaving = leaving(view, &visit, after_days(view)?, receipt.is_some())?;
        decide::shed(&leaving, input.unsettled)?;
        let here = inventory::people(view, scope)?;
        let drafts = drafts(desk, view, &visit, &here, receipt.ok_or(Refusal::ShedNotKept)?)?;
        let van = van(desk, &writing)?;
        let opens = match writing.view().secret(van)? {
            Some(_) => None,
            None => Some(ScopeSecret(random()?)),
        };
        desk.append(&mut writing, van, drafts, opens)?;
        writing.shed(scope, desk.device())?;
        forget(&writing, scope)?;
        writing.commit()?;
        let count = people(here.count(), visit.lang);
        let site = &visit.site.name;
        visit.lang.pick(
            format!("{site} dihapus dari laptop ini: data {count} hanya ada di server Dinas sekarang."),
            format!("{site} is off this laptop: the data of {count} are at the server only now."),
        )
    };
    // The server is told of what is here now, not of what was.
    *desk
        .connection
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    sweep(desk);
    Ok(Done { sentence, act: None })
}

/// Clears the file of what a shedding left in free pages. What keeps it from that - another Jemput writes, the disk is full -
/// passes; until then it stays due.
fn sweep(desk: &Desk) {
    if let Err(error) = desk.journal().sweep() {
        tracing::warn!(
            code = error.code(),
            "free pages of a visit that was shed are not swept yet"
        );
    }
}

/// How a past visit stands; nothing where it has no day.
fn standing(desk: &Desk, view: View<'_>, visit: &VisitNow, after_days: u16) -> Result<Option<SheddingView>, Trouble> {
    let Some(last) = visit.plan.setup.days.last() else {
        return Ok(None);
    };
    let lang = desk.lang_in(view);
    let leaving = leaving(view, visit, after_days, kept(view, visit.scope)?.is_some())?;
    let why = decide::shed(&leaving, false).err();
    Ok(Some(SheddingView {
        visit: visit.scope,
        site: visit.site.name.clone(),
        last_day: last.day,
        people: inventory::people(view, visit.scope)?.count(),
        ready: why.is_none(),
        unsettled: matches!(why, Some(Refusal::ShedUnsettled { .. })),
        sentence: match why {
            Some(why) => why.say(lang),
            None => lang.pick(
                "Tersimpan di cadangan server Dinas. Boleh dihapus dari laptop ini.".into(),
                "Kept in the server's backup. It may leave this laptop.".into(),
            ),
        },
    }))
}

/// What decides whether a visit may go. Until a day can be closed, "closed" is: its last day is behind, and nobody stands on
/// site, no flag is open and no log is refused - or the lead goes on without.
fn leaving(view: View<'_>, visit: &VisitNow, after_days: u16, kept: bool) -> Result<Leaving, Trouble> {
    let last = visit.plan.setup.days.last().ok_or(Refusal::NoVisit)?;
    let flags = u32::try_from(view.flags(visit.scope)?.len()).unwrap_or(u32::MAX);
    Ok(Leaving {
        last_day: last.day,
        today: visit.day,
        after_days,
        on_site: on_site(view, visit.scope)?,
        flags: flags.saturating_add(view.refused_count(visit.scope)?),
        kept,
    })
}

/// People on site as far as the journal knows, whatever day they came.
fn on_site(view: View<'_>, scope: ScopeId) -> Result<u32, Trouble> {
    let here = [State::Waiting, State::Called, State::Recording, State::ToRepeat].map(State::code);
    let tallies = view.tallies(scope)?;
    Ok(tallies
        .iter()
        .filter(|tally| here.contains(&tally.state.as_str()))
        .map(|tally| tally.people)
        .sum())
}

/// The receipt of the server's backup that names every event that is here; none if there is none, whoever else signed.
fn kept(view: View<'_>, scope: ScopeId) -> Result<Option<Receipt>, Trouble> {
    let Some(server) = sync::in_force(view)? else {
        return Ok(None);
    };
    let receipt = view.kept_receipt(scope, server.device)?.map(|kept| kept.receipt);
    let heads = view.heads(scope)?;
    Ok(receipt.filter(|receipt| receipt.verify(&server.public_key) && receipt.covers(&heads)))
}

fn drafts(
    desk: &Desk,
    view: View<'_>,
    visit: &VisitNow,
    here: &People,
    receipt: Receipt,
) -> Result<Vec<Draft>, Trouble> {
    let heads = view.heads(visit.scope)?;
    let days = &visit.plan.setup.days;
    let said = VisitShed {
        visit: visit.scope,
        site: visit.site.name.clone(),
        days: days.first().zip(days.last()).map(|(first, last)| (first.day, last.day)),
        own: heads.into_iter().find(|head| head.device == desk.device()),
        receipt: None,
        events: view.event_count(Some(visit.scope))?,
        people: here.count(),
        with_nik: here.with_nik,
        inventory: inventory_digest(&here.bookings),
        bookings: Vec::new(),
    };
    let mut parts: Vec<VisitShed> = here
        .bookings
        .chunks(SHED_BOOKINGS_MAX)
        .map(|bookings| VisitShed {
            bookings: bookings.to_vec(),
            ..said.clone()
        })
        .collect();
    if parts.is_empty() {
        parts.push(said);
    }
    parts[0].receipt = Some(receipt);
    let about = |part| Draft::about(Subject::Device(desk.device()), Event::VisitShed(part));
    Ok(parts.into_iter().map(about).collect())
}

/// What this laptop chose about a visit that is not here any more.
fn forget(writing: &Writing<'_>, scope: ScopeId) -> Result<(), Trouble> {
    let chosen = writing.view().setting(setting::ACTIVE)?;
    if chosen.is_some_and(|active| active == scope.to_string()) {
        writing.drop_setting(setting::ACTIVE)?;
    }
    writing.drop_setting(setting::SERVER_REFUSED)?;
    Ok(())
}

fn after_days(view: View<'_>) -> Result<u16, Trouble> {
    let kept = view.setting(AFTER_DAYS_SETTING)?.and_then(|days| days.parse().ok());
    Ok(kept.unwrap_or(SHED_AFTER_DAYS))
}

/// The vans' scopes that this laptop writes or wrote in: the office's, once it is here, before one of the laptop's own.
fn vans(view: View<'_>) -> Result<Vec<ScopeId>, Trouble> {
    let offices = enrol::kept(view)?.map(|enrolment| enrolment.van);
    let own = view.setting(VAN_SETTING)?.and_then(|van| van.parse().ok());
    let mut vans = Vec::new();
    for van in offices.into_iter().chain(own) {
        if view.secret(van)?.is_some() {
            vans.push(van);
        }
    }
    Ok(vans)
}

fn van(desk: &Desk, writing: &Writing<'_>) -> Result<ScopeId, Trouble> {
    if let Some(van) = vans(writing.view())?.first() {
        return Ok(*van);
    }
    let van = ScopeId(uuid_v7(desk.now(writing.view())?)?);
    writing.set_setting(VAN_SETTING, &van.to_string())?;
    Ok(van)
}

/// What this laptop shed, the newest first; of each act one entry, with all its bookings.
pub(crate) fn shed_acts(desk: &Desk, view: View<'_>) -> Result<Vec<(Moment, VisitShed)>, Trouble> {
    let mut acts: Vec<(jemput_domain::event::ActRef, Moment, VisitShed)> = Vec::new();
    let mut devices = Vec::new();
    for van in vans(view)? {
        devices.extend(view.seats(van)?.into_iter().map(|(device, _)| (van, device)));
    }
    for (van, device) in devices {
        for event in view.events_of(van, Subject::Device(device))? {
            let Event::VisitShed(body) = event.decoded.event else {
                continue;
            };
            // Under whatever id this laptop had then: it was shed here if its log of it ended here.
            let here = device == desk.device() || view.surviving(body.visit)?.is_some_and(|own| own.device == device);
            match acts.last_mut() {
                Some((act, _, whole)) if *act == event.at.act => whole.bookings.extend(body.bookings),
                _ if here => acts.push((event.at.act, event.at.at, body)),
                _ => {}
            }
        }
    }
    acts.sort_by_key(|(_, at, _)| *at);
    Ok(acts.into_iter().rev().map(|(_, at, body)| (at, body)).collect())
}

fn shed_before(desk: &Desk, view: View<'_>) -> Result<Vec<ShedView>, Trouble> {
    let mut shed = Vec::new();
    for (at, body) in shed_acts(desk, view)? {
        shed.push(ShedView {
            is_back: view.visit(body.visit)?.is_some(),
            visit: body.visit,
            site: body.site,
            days: body.days.map(|(first, last)| vec![first, last]).unwrap_or_default(),
            people: body.people,
            at: at.in_zone(jemput_domain::time::Zone::Wib),
            receipt: body.receipt.map(|receipt| receipt.short_name()).unwrap_or_default(),
        });
    }
    Ok(shed)
}
