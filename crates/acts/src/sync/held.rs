//! How far the server holds each visit, said from the receipts that this laptop keeps: no network is asked.

use jemput_domain::{
    id::ScopeId,
    receipt::Grade,
    refusal::dotted,
    time::{Moment, Zone},
    words::Lang,
};
use jemput_exchange::conversation::ServerKey;
use jemput_journal::{KeptReceipt, View};

use super::link;
use crate::{Desk, Trouble, site, view::HeldView, visit_now::VisitNow};

/// Of a scope.
pub(super) fn of(desk: &Desk, view: View<'_>, scope: ScopeId, server: Option<ServerKey>) -> Result<HeldView, Trouble> {
    let lang = desk.lang_in(view);
    let visit = VisitNow::load(desk, view, scope).ok();
    let zone = visit.as_ref().map_or(Zone::Wib, VisitNow::zone);
    let name = match visit {
        Some(visit) => visit.site.name,
        None if scope == site::office(view)? => lang.pick("kantor".into(), "the office".into()),
        None => lang.pick("mobil layanan".into(), "the van".into()),
    };
    let heads = view.heads(scope)?;
    let confirmed = link::confirmed(view, scope, server)?;
    let (held, pending) = (
        confirmed
            .logs
            .iter()
            .map(|log| log.head.seq)
            .fold(0, u32::saturating_add),
        confirmed.pending(&heads),
    );
    let Some((kept, grade)) = newest(view, scope, server)? else {
        return Ok(HeldView {
            visit: scope,
            receipt: None,
            at: None,
            grade: None,
            held,
            pending,
            sentence: lang.pick(
                format!("Belum ada bukti terima untuk {name}: catatannya hanya ada di laptop ini."),
                format!("No receipt for {name} yet: its events are on this laptop only."),
            ),
        });
    };
    let short = kept.receipt.short_name();
    let when = when(kept.heard_at, zone, desk.now(view)?, lang);
    let also = match grade {
        Grade::Held => String::new(),
        Grade::Kept => lang.pick(", juga di cadangannya".into(), ", in its backup too".into()),
    };
    let sentence = if pending == 0 {
        lang.pick(
            format!("Server Dinas memegang semua catatan {name} sampai {when} (bukti terima {short}){also}."),
            format!("The server holds everything of {name} up to {when} (receipt {short}){also}."),
        )
    } else {
        lang.pick(
            format!("Server Dinas memegang {held} catatan {name} sampai {when} (bukti terima {short}){also}; {pending} lainnya belum di server."),
            format!("The server holds {held} events of {name} up to {when} (receipt {short}){also}; {pending} more are not at the server yet."),
        )
    };
    Ok(HeldView {
        visit: scope,
        receipt: Some(short),
        at: Some(kept.heard_at.in_zone(zone)),
        grade: Some(grade),
        held,
        pending,
        sentence,
    })
}

/// The newest receipt, and how safe what stands here is by all that are kept.
fn newest(view: View<'_>, scope: ScopeId, server: Option<ServerKey>) -> Result<Option<(KeptReceipt, Grade)>, Trouble> {
    let Some(server) = server else { return Ok(None) };
    let heads = view.heads(scope)?;
    let kept = view.kept_receipt(scope, server.device)?;
    let is_kept = kept.as_ref().is_some_and(|kept| kept.receipt.covers(&heads));
    let grade = if is_kept { Grade::Kept } else { Grade::Held };
    let newest = view.receipt(scope, server.device)?.or(kept);
    Ok(newest.map(|receipt| (receipt, grade)))
}

/// `pukul 10.38`, with the day where it is another one.
fn when(at: Moment, zone: Zone, now: Moment, lang: Lang) -> String {
    let ((day, minute), (today, _)) = (zone.local(at), zone.local(now));
    let day = if day == today { String::new() } else { format!("{day} ") };
    lang.pick(format!("{day}pukul {}", dotted(minute)), format!("{day}{minute}"))
}
