//! The network sign and the exchange screen.

use jemput_domain::{
    id::ScopeId,
    refusal::dotted,
    time::{Moment, Zone},
    words::Lang,
};
use jemput_journal::View;

use super::refused;
use crate::{
    Desk, Trouble,
    desk::setting,
    session,
    view::{DeviceView, ExchangeView, LinkState, LinkView, Nothing, OfVisit, ReceiptView},
};

/// Events of all scopes that the server has not confirmed.
pub(super) fn pending(view: View<'_>) -> Result<u32, Trouble> {
    let mut pending = 0;
    for scope in view.scopes()? {
        pending += view.pending(scope)?;
    }
    Ok(pending)
}

/// The active visit's receipt, or any visit's.
pub(super) fn receipt(desk: &Desk, view: View<'_>) -> Result<Option<ReceiptView>, Trouble> {
    let visits = session::visits(desk, view)?;
    let active = session::active(view, &visits)?;
    let zone = visits
        .iter()
        .find(|v| Some(v.visit) == active)
        .map_or(Zone::Wib, |v| v.site.zone);
    match active {
        Some(scope) => receipt_of(view, scope, zone),
        None => Ok(None),
    }
}

fn receipt_of(view: View<'_>, scope: ScopeId, zone: Zone) -> Result<Option<ReceiptView>, Trouble> {
    let Some(receipt) = view.receipt(scope)? else {
        return Ok(None);
    };
    Ok(Some(ReceiptView {
        visit: scope,
        name: receipt.short_name(),
        at: receipt.at.in_zone(zone),
        grade: receipt.grade,
        events: receipt.heads.iter().map(|h| h.seq).sum(),
        covers_all: receipt.covers(&view.heads(scope)?),
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
        let pending = pending(view)?;
        let receipt = match active {
            Some(scope) => receipt_of(view, scope, zone)?,
            None => None,
        };
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
            ),
            problem: status.problem,
            receipt,
            next_attempt: status.next_attempt.map(|n| n.in_zone(zone)),
        })
    })
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
        let receipt = view.receipt(visit.scope)?;
        let covered = |device| {
            receipt
                .as_ref()
                .and_then(|r| r.heads.iter().find(|h| h.device == device))
                .map_or(0, |h| h.seq)
        };
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
                behind: log.head.seq.saturating_sub(covered(device)),
                offset_ms: last.map_or(0, |h| h.offset_ms),
            });
        }
        debug_assert!(devices.iter().filter(|d| d.is_this).count() <= 1);
        Ok(ExchangeView {
            link,
            devices,
            refused: refused::list(view, visit)?,
        })
    })
}
