//! Adopting: what only this laptop holds of a log that others hold otherwise is issued again under its new id, after one
//! question to a person. The log itself becomes what all others have.

use jemput_domain::{
    event::{Event, Linker, decode},
    id::{DeviceId, ScopeId},
    incarnation::{Stray, adopt as issue_again},
    log::{Head, Run},
    time::{Moment, Zone},
    words::Lang,
};
use jemput_journal::{Journal, JournalError, View, Writing};

use super::{exchange, link, pins, their_log};
use crate::{
    Desk, Trouble, incarnation,
    view::{AdoptView, Adopted, Nothing, SyncInput},
};

/// A log of this laptop's that goes on otherwise at the server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Forked {
    scope: ScopeId,
    /// The last event that is known to stand here and there.
    common: Head,
    /// The last event here.
    seq: u32,
}

/// All of them.
fn forked(desk: &Desk, view: View<'_>) -> Result<Vec<Forked>, Trouble> {
    let server = pins::in_force(view)?;
    let mut forked = Vec::new();
    for scope in view.scopes()? {
        let heads = view.heads(scope)?;
        for log in link::confirmed(view, scope, server)?.forks() {
            let here = heads.iter().find(|head| head.device == log.head.device);
            if let Some(here) = here
                && incarnation::is_own(desk, view, log.head.device)?
            {
                forked.push(Forked {
                    scope,
                    common: log.head,
                    seq: here.seq,
                });
            }
        }
    }
    Ok(forked)
}

/// What waits to be adopted, as Kirim data asks; none where nothing does.
pub(super) fn waiting(desk: &Desk, view: View<'_>, lang: Lang, zone: Zone) -> Result<Option<AdoptView>, Trouble> {
    let (mut events, mut first): (u32, Option<Moment>) = (0, None);
    for fork in forked(desk, view)? {
        let strays = view.strays(fork.scope, fork.common.device, fork.common.seq)?;
        events = events.saturating_add(u32::try_from(strays.len()).unwrap_or(u32::MAX));
        let began = strays.first().and_then(|stray| decode(&stray.bytes).ok());
        first = first.into_iter().chain(began.map(|decoded| decoded.header.at())).min();
    }
    Ok(first.map(|since| {
        let shown = since.in_zone(zone);
        let (day, time) = (shown.get(..10).unwrap_or_default(), shown.get(11..16).unwrap_or_default());
        AdoptView {
            events,
            sentence: lang.pick(
                format!("{events} catatan sejak {day} pukul {} hanya ada di laptop ini. Ambil alih agar semuanya ikut terkirim dengan identitas laptop yang baru? Tidak ada yang hilang, dan tidak ada yang terhitung dua kali.", time.replace(':', ".")),
                format!("{events} events since {day} {time} are on this laptop only. Adopt them, so that all are sent under this laptop's new id? Nothing is lost, and nothing counts twice."),
            ),
            since: shown,
        }
    }))
}

/// What waits to be adopted.
pub fn adoptable(desk: &Desk, _: Nothing) -> Result<Option<AdoptView>, Trouble> {
    desk.read(|view| waiting(desk, view, desk.lang_in(view), Zone::Wib))
}

/// Adopts it. Asks the server where its log leaves ours, once; what breaks on the way changes nothing.
pub fn adopt(desk: &Desk, _: Nothing) -> Result<Adopted, Trouble> {
    exchange::sync(desk, SyncInput::default())?;
    let mut journal = desk.journal_beside()?;
    let mut events = 0u32;
    for fork in forked(desk, journal.view())? {
        let theirs = theirs(desk, &journal, &fork)?;
        events = events.saturating_add(one(desk, &mut journal, fork, theirs)?);
    }
    let done = exchange::sync(desk, SyncInput::default())?;
    let lang = desk.lang();
    Ok(Adopted {
        events,
        pending: done.pending,
        sentence: sentence(events, lang),
    })
}

/// Adopts with what `fetch` brings of the server's log behind a head; returns how many events.
///
/// # Errors
/// As [`adopt`]'s.
#[cfg(feature = "simulated")]
pub fn adopt_with(
    desk: &Desk,
    journal: &mut Journal,
    fetch: &dyn Fn(ScopeId, Head) -> Vec<Run>,
) -> Result<u32, Trouble> {
    let mut events = 0u32;
    for fork in forked(desk, journal.view())? {
        let theirs = fetch(fork.scope, fork.common);
        events = events.saturating_add(one(desk, journal, fork, theirs)?);
    }
    Ok(events)
}

fn sentence(events: u32, lang: Lang) -> String {
    if events == 0 {
        return lang.pick(
            "Tidak ada catatan yang perlu diambil alih; semuanya sama dengan server Dinas.".into(),
            "There was nothing to adopt; all is as the server has it.".into(),
        );
    }
    lang.pick(
        format!("{events} catatan diambil alih dengan identitas laptop yang baru. Nomor antrean berikutnya memakai huruf baru."),
        format!("{events} events were adopted under this laptop's new id. Its next tickets carry a new letter."),
    )
}

/// Adopts what one log holds here only; returns how many events.
fn one(desk: &Desk, journal: &mut Journal, fork: Forked, theirs: Vec<Run>) -> Result<u32, Trouble> {
    let device = fork.common.device;
    let ours = journal.view().strays(fork.scope, device, fork.common.seq)?;
    let secret = journal.view().secret(fork.scope)?.ok_or(JournalError::NoScope)?;
    let same = same_events(&Linker::new(&secret), &ours, &theirs);
    let common = journal
        .view()
        .signed_up_to(fork.scope, device, fork.common.seq.saturating_add(same))?
        .max(fork.common.seq);
    let mut writing = journal.write()?;
    let strays = match writing.replace_after(fork.scope, device, common, behind(theirs, common))? {
        Ok(strays) => strays,
        Err(_) => return Err(Trouble::TheirLogUnproved),
    };
    let adopted = issue(desk, &mut writing, fork.scope, device, &strays)?;
    writing.commit()?;
    Ok(adopted)
}

/// Issues strays again under the id that this laptop has now, within a transaction.
pub(crate) fn issue(
    desk: &Desk,
    writing: &mut Writing<'_>,
    scope: ScopeId,
    old: DeviceId,
    strays: &[Stray],
) -> Result<u32, Trouble> {
    if strays.is_empty() {
        return Ok(0);
    }
    // The log begins before what it adopts: then the places of what is adopted are known.
    desk.begin_log(writing, scope)?;
    let here = writing.view().heads(scope)?;
    let seq = here
        .iter()
        .find(|head| head.device == desk.device())
        .map_or(0, |head| head.seq);
    let acts = issue_again(old, strays, desk.device(), seq.saturating_add(1))
        .map_err(|_| JournalError::Damaged("an event that does not read"))?;
    let mut adopted = 0u32;
    for act in acts {
        adopted = adopted.saturating_add(u32::try_from(act.len()).unwrap_or(u32::MAX));
        debug_assert!(act.iter().all(|draft| matches!(draft.event, Event::Adopted(_))));
        desk.append_plain(writing, scope, act, None)?;
    }
    Ok(adopted)
}

fn theirs(desk: &Desk, journal: &Journal, fork: &Forked) -> Result<Vec<Run>, Trouble> {
    let address = exchange::server_address(desk, None)?;
    let key = pins::pinned_at(journal.view(), &address)?.ok_or(Trouble::NoServer)?;
    let mut connection = desk.connection(&address)?;
    let (_, connection) = connection.as_mut().ok_or(Trouble::NoServer)?;
    let at = desk.now(journal.view())?;
    their_log::after(journal, connection, (desk.device(), key), fork.scope, fork.common, at)
}

/// How many events from the point on stand here and there.
fn same_events(linker: &Linker, ours: &[Stray], theirs: &[Run]) -> u32 {
    let there = theirs.iter().flat_map(|run| &run.events);
    let same = ours
        .iter()
        .zip(there)
        .take_while(|(ours, theirs)| linker.is_same(&ours.bytes, theirs));
    u32::try_from(same.count()).unwrap_or(u32::MAX)
}

/// The runs from after `seq` on.
fn behind(runs: Vec<Run>, seq: u32) -> Vec<Run> {
    let cut = |mut run: Run| {
        let known = (seq + 1).saturating_sub(run.first_seq);
        if known as usize >= run.events.len() {
            return None;
        }
        run.events.drain(..known as usize);
        run.first_seq += known;
        Some(run)
    };
    runs.into_iter().filter_map(cut).collect()
}
