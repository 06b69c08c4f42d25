//! The network sign and the exchange screen.

use jemput_domain::{
    id::ScopeId,
    refusal::dotted,
    time::{Moment, Zone},
    words::Lang,
};
use jemput_exchange::conversation::ServerKey;
use jemput_journal::{Confirmed, View};

use super::{adopt, learned, pins, refused};
use crate::{
    Desk, Trouble, data_check,
    desk::setting,
    enrol, incarnation, session,
    view::{DeviceView, ExchangeView, LinkState, LinkView, Nothing, OfVisit, Problem, ReceiptView},
};

/// What a server is known to hold of a scope as it stands here; nothing, if no server is known.
pub(crate) fn confirmed(view: View<'_>, scope: ScopeId, server: Option<ServerKey>) -> Result<Confirmed, Trouble> {
    Ok(match server {
        Some(server) => view.confirmed(scope, server.device)?,
        None => Confirmed::default(),
    })
}

/// When the server's last receipt of a scope came, by the clock that people here go by.
pub(crate) fn heard_at(view: View<'_>, scope: ScopeId) -> Result<Option<Moment>, Trouble> {
    let Some(server) = pins::in_force(view)? else {
        return Ok(None);
    };
    Ok(view.receipt(scope, server.device)?.map(|kept| kept.heard_at))
}

/// Events of all scopes that the server has not confirmed.
pub(super) fn pending(view: View<'_>, server: Option<ServerKey>) -> Result<u32, Trouble> {
    let mut pending = 0u32;
    let enrolment = enrol::kept(view)?;
    for scope in view.scopes()? {
        if !enrol::is_exchanged(enrolment.as_ref(), view, scope)? {
            continue;
        }
        let held = confirmed(view, scope, server)?;
        pending = pending.saturating_add(held.pending(&view.heads(scope)?));
    }
    Ok(pending)
}

/// The active visit's receipt.
pub(super) fn receipt(desk: &Desk, view: View<'_>, server: Option<ServerKey>) -> Result<Option<ReceiptView>, Trouble> {
    let visits = session::visits(desk, view)?;
    let active = session::active(view, &visits)?;
    let zone = visits
        .iter()
        .find(|v| Some(v.visit) == active)
        .map_or(Zone::Wib, |v| v.site.zone);
    match active {
        Some(scope) => receipt_of(view, scope, zone, server),
        None => Ok(None),
    }
}

fn receipt_of(
    view: View<'_>,
    scope: ScopeId,
    zone: Zone,
    server: Option<ServerKey>,
) -> Result<Option<ReceiptView>, Trouble> {
    let Some(server) = server else {
        return Ok(None);
    };
    let Some(kept) = view.receipt(scope, server.device)? else {
        return Ok(None);
    };
    let held = view.confirmed(scope, server.device)?;
    let receipt = kept.receipt;
    Ok(Some(ReceiptView {
        visit: scope,
        name: receipt.short_name(),
        at: kept.heard_at.in_zone(zone),
        signed_at: receipt.at.in_zone(zone),
        grade: receipt.grade,
        events: held.logs.iter().map(|log| log.head.seq).sum(),
        covers_all: held.pending(&view.heads(scope)?) == 0,
    }))
}

/// The network sign.
pub fn link(desk: &Desk, _: Nothing) -> Result<LinkView, Trouble> {
    let status = desk.link_status().clone();
    desk.read(|view| {
        let visits = session::visits(desk, view)?;
        let active = session::active(view, &visits)?;
        let zone = visits
            .iter()
            .find(|v| Some(v.visit) == active)
            .map_or(Zone::Wib, |v| v.site.zone);
        let has_server = view.setting(setting::SERVER)?.is_some();
        let state = match status.state {
            _ if !has_server => LinkState::NoServer,
            LinkState::NoServer => LinkState::Offline,
            other => other,
        };
        let server = pins::in_force(view)?;
        let pending = pending(view, server)?;
        let receipt = match active {
            Some(scope) => receipt_of(view, scope, zone, server)?,
            None => None,
        };
        let fork = fork(desk, view, server)?;
        Ok(LinkView {
            state,
            since: status.since.map(|s| s.in_zone(zone)),
            pending,
            done: status.done,
            total: status.total,
            sentence: sentence(
                desk.lang_in(view),
                state,
                status.since,
                zone,
                pending,
                receipt.as_ref(),
                status.total,
                status.done,
                status.problem.as_ref(),
            ),
            problem: status.problem,
            fork,
            clock: learned::warning(desk, view)?,
            data: data_check::problem(view, desk.lang_in(view))?,
            receipt,
            next_attempt: status.next_attempt.map(|n| n.in_zone(zone)),
        })
    })
}

/// The first log that goes on otherwise at the server; this laptop's own before others'.
fn fork(desk: &Desk, view: View<'_>, server: Option<ServerKey>) -> Result<Option<Problem>, Trouble> {
    let mut forks = Vec::new();
    for scope in view.scopes()? {
        for log in confirmed(view, scope, server)?.forks() {
            let is_others = !incarnation::is_own(desk, view, log.head.device)?;
            forks.push((is_others, scope, log.head));
        }
    }
    let Some((is_others, scope, head)) = forks.into_iter().min() else {
        return Ok(None);
    };
    let name = view.seat(scope, head.device)?.joined.map(|joined| joined.name);
    let lang = desk.lang_in(view);
    let name = name.unwrap_or_else(|| lang.pick("laptop lain".into(), "another laptop".into()));
    let after = head.seq;
    let sentence = if is_others {
        lang.pick(
            format!("Catatan {name} sesudah nomor {after} di server Dinas bukan yang ada di sini: ada dua laptop dengan identitas sama. Hentikan laptop yang dipulihkan dari salinan, lalu hubungi Dinas."),
            format!("The log of {name} goes on otherwise at the server after number {after}: two laptops have one identity. Stop the one restored from a copy and call the office."),
        )
    } else {
        lang.pick(
            format!("Server Dinas memegang catatan lain dari laptop ini sesudah nomor {after}: laptop ini dipulihkan dari salinan, atau ada salinannya yang juga dipakai. Yang hanya ada di sini aman di laptop ini, tetapi belum di server. Ambil alih catatan itu (Kirim data, atau jemput adopt); bila ragu, hubungi Dinas."),
            format!("The server holds another log of this laptop after number {after}: it was restored from a copy, or a copy of it is in use. What stands only here is safe on this laptop but not at the server. Adopt it (on the exchange screen, or with jemput adopt); if in doubt, call the office."),
        )
    };
    Ok(Some(Problem {
        code: "fork".to_owned(),
        sentence,
    }))
}

#[allow(clippy::too_many_arguments, reason = "one sentence from all that the sign shows")]
fn sentence(
    lang: Lang,
    state: LinkState,
    since: Option<Moment>,
    zone: Zone,
    pending: u32,
    receipt: Option<&ReceiptView>,
    total: u32,
    done: u32,
    problem: Option<&Problem>,
) -> String {
    let clock = |at: Moment| zone.local(at).1;
    match state {
        LinkState::NoServer => lang.pick(
            "Alamat server Dinas belum diisi. Semua catatan aman di laptop ini.".into(),
            "No server address is set. Everything is safe on this laptop.".into(),
        ),
        LinkState::Sending => lang.pick(
            format!("Mengirim {done} dari {total}."),
            format!("Sending {done} of {total}."),
        ),
        LinkState::Offline => {
            let (id, en) = match since {
                Some(at) => (
                    format!("Tanpa jaringan sejak {}. ", dotted(clock(at))),
                    format!("No network since {}. ", clock(at)),
                ),
                None => ("Tanpa jaringan. ".to_owned(), "No network. ".to_owned()),
            };
            lang.pick(
                format!("{id}Semua catatan aman di laptop ini. Tidak perlu tindakan."),
                format!("{en}Everything is safe on this laptop. Nothing needs to be done."),
            )
        }
        LinkState::Stuck => problem.map(|problem| problem.sentence.clone()).unwrap_or_default(),
        LinkState::Connected if pending == 0 => match receipt {
            Some(receipt) => lang.pick(
                format!(
                    "Semua catatan sudah diterima server Dinas · bukti terima {}.",
                    receipt.name
                ),
                format!("The server holds everything · receipt {}.", receipt.name),
            ),
            None => lang.pick("Tersambung ke server Dinas.".into(), "Connected to the server.".into()),
        },
        LinkState::Connected => lang.pick(
            format!("Tersambung. {pending} catatan belum terkirim."),
            format!("Connected. {pending} events not sent yet."),
        ),
    }
}

/// The exchange screen.
pub fn exchange(desk: &Desk, input: OfVisit) -> Result<ExchangeView, Trouble> {
    let link = link(desk, Nothing {})?;
    desk.read_visit(input.visit, |view, visit| {
        let held = confirmed(view, visit.scope, pins::in_force(view)?)?;
        let mut devices = Vec::new();
        for log in view.logs(visit.scope)? {
            let device = log.head.device;
            let seat = view.seat(visit.scope, device)?;
            let last = log.last.as_ref().map(|l| &l.header);
            devices.push(DeviceView {
                device,
                name: seat.joined.map(|j| j.name).unwrap_or_default(),
                mark: seat.mark,
                is_this: device == desk.device(),
                last_heard: last.map(|h| visit.show(h.at())),
                events: log.head.seq,
                behind: log.head.seq.saturating_sub(held.seq_of(device)),
                offset_ms: last.map_or(0, |h| h.offset_ms),
            });
        }
        debug_assert!(devices.iter().filter(|d| d.is_this).count() <= 1);
        Ok(ExchangeView {
            link,
            devices,
            refused: refused::list(view, visit)?,
            adopt: adopt::waiting(desk, view, visit.lang, visit.zone())?,
        })
    })
}
