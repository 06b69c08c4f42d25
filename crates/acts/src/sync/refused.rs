//! What was refused in exchanges, in words and apart: nothing of it is lost, everything else flows.

use jemput_domain::{
    event::decode,
    id::{DeviceId, ScopeId},
    refusal::Refusal,
    time::{Moment, Zone},
    words::Lang,
};
use jemput_exchange::conversation::Outcome;
use jemput_journal::View;

use crate::{
    Desk, Trouble,
    desk::setting,
    view::{Nothing, OfRefused, RefusedEvent, RefusedFetched, RefusedShown, RefusedView, Remedy, SyncInput},
    visit_now::VisitNow,
};

/// What the server refused in the last exchange, for the journal's settings: one line a log.
pub(super) fn write(outcome: &Outcome, at: Moment) -> String {
    let lines = outcome.refused.iter().filter(|r| r.by_server);
    lines
        .map(|r| {
            format!(
                "{} {} {} {}\n",
                r.scope,
                r.device.map_or("-".to_owned(), |d| d.to_string()),
                r.code,
                at.0
            )
        })
        .collect()
}

/// A refusal as it is noted.
#[derive(Clone)]
struct Noted {
    scope: ScopeId,
    device: Option<DeviceId>,
    code: String,
    at: Moment,
    by_server: bool,
}

impl Noted {
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let (scope, device, code, at) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        Some(Self {
            scope: scope.parse().ok()?,
            device: device.parse().ok(),
            code: code.to_owned(),
            at: Moment(at.parse().unwrap_or(0)),
            by_server: true,
        })
    }
}

/// All that stands refused, here and at the server.
fn noted(view: View<'_>) -> Result<Vec<Noted>, Trouble> {
    let here = view.refused()?.into_iter().map(|run| Noted {
        scope: run.scope,
        device: Some(run.device),
        code: run.code,
        at: run.at,
        by_server: false,
    });
    let there = view.setting(setting::SERVER_REFUSED)?.unwrap_or_default();
    Ok(here.chain(there.lines().filter_map(Noted::read)).collect())
}

/// What stands refused of a visit.
pub(super) fn list(view: View<'_>, visit: &VisitNow) -> Result<Vec<RefusedView>, Trouble> {
    let of_visit = noted(view)?.into_iter().filter(|one| one.scope == visit.scope);
    of_visit.map(|one| say(view, visit.lang, visit.zone(), &one)).collect()
}

/// All that stands refused, of all visits.
pub fn refused(desk: &Desk, _: Nothing) -> Result<Vec<RefusedView>, Trouble> {
    desk.read(|view| {
        let all = noted(view)?;
        all.iter()
            .map(|one| say(view, desk.lang_in(view), zone(desk, view, one.scope), one))
            .collect()
    })
}

fn zone(desk: &Desk, view: View<'_>, scope: ScopeId) -> Zone {
    VisitNow::load(desk, view, scope).map_or(Zone::Wib, |visit| visit.zone())
}

/// One refused log, with what was kept of it.
pub fn refused_show(desk: &Desk, input: OfRefused) -> Result<RefusedShown, Trouble> {
    desk.read(|view| {
        let one = find(view, &input)?;
        let zone = zone(desk, view, input.visit);
        let kept = view.refused()?.into_iter();
        let first_seq = kept
            .filter(|run| run.scope == input.visit && run.device == input.device)
            .map(|run| run.first_seq)
            .next();
        let events = view.refused_events(input.visit, input.device)?;
        let shown = |(place, bytes): (usize, &Vec<u8>)| {
            let read = decode(bytes).ok();
            RefusedEvent {
                seq: first_seq
                    .unwrap_or(0)
                    .saturating_add(u32::try_from(place).unwrap_or(u32::MAX)),
                kind: read.as_ref().map(|read| read.event.name().to_owned()),
                at: read.as_ref().map(|read| read.header.at().in_zone(zone)),
                bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            }
        };
        let heads = view.heads(input.visit)?;
        Ok(RefusedShown {
            refused: say(view, desk.lang_in(view), zone, &one)?,
            stands_at: heads
                .iter()
                .find(|head| head.device == input.device)
                .map_or(0, |head| head.seq),
            events: events.iter().enumerate().map(shown).collect(),
        })
    })
}

fn find(view: View<'_>, input: &OfRefused) -> Result<Noted, Trouble> {
    let is_it = |one: &Noted| one.scope == input.visit && one.device == Some(input.device);
    let found = noted(view)?.into_iter().find(is_it);
    found.ok_or_else(|| {
        Refusal::NotFound {
            code: input.device.to_string(),
        }
        .into()
    })
}

/// Asks the server for a log again, from its last good point. What was spoilt on the way comes whole this time.
pub fn refused_fetch(desk: &Desk, input: OfRefused) -> Result<RefusedFetched, Trouble> {
    let before = desk.read(|view| find(view, &input))?;
    let done = super::sync(desk, SyncInput::default())?;
    let mut journal = desk.journal();
    let as_there = as_the_server_has_it(journal.view(), &input)?;
    if as_there && !before.by_server {
        let writing = journal.write()?;
        writing.settle_refused(input.visit, input.device)?;
        writing.commit()?;
    }
    let view = journal.view();
    let mended = find(view, &input).is_err();
    let lang = desk.lang_in(view);
    Ok(RefusedFetched {
        mended,
        received: done.received,
        sentence: if mended {
            lang.pick(
                "Catatan laptop itu sudah utuh lagi dan mengalir seperti biasa.".into(),
                "That laptop's log is whole again and flows as ever.".into(),
            )
        } else {
            lang.pick(
                "Yang diminta lagi pun tidak lolos pemeriksaan. Catatan lain tetap jalan; ambil dari laptop lain atau dari bundel, atau hubungi Dinas.".into(),
                "What came this time does not prove itself either. All others flow; take it from another laptop or a bundle, or call the office.".into(),
            )
        },
    })
}

/// Whether the server is known to hold exactly this log.
fn as_the_server_has_it(view: View<'_>, input: &OfRefused) -> Result<bool, Trouble> {
    let held = super::confirmed(view, input.visit, super::in_force(view)?)?;
    let heads = view.heads(input.visit)?;
    let here = heads.iter().find(|head| head.device == input.device);
    let there = held.logs.iter().find(|log| log.head.device == input.device);
    Ok(match (here, there) {
        (Some(here), Some(there)) => !there.is_fork && there.head == *here,
        // A log that neither holds: whoever sent it made it up.
        (None, None) => held.logs.iter().any(|log| log.head.seq > 0),
        _ => false,
    })
}

/// The one act that mends it.
fn remedy(code: &str, by_server: bool) -> Remedy {
    match code {
        "fork" => Remedy::Adopt,
        "unknown_device" => Remedy::Enrol,
        "revoked" => Remedy::Admit,
        "gap" => Remedy::FetchAgain,
        "malformed" | "signature" | "clock" | "act_cut" | "no_device" | "no_scope" if !by_server => Remedy::FetchAgain,
        _ => Remedy::CallOffice,
    }
}

fn say(view: View<'_>, lang: Lang, zone: Zone, one: &Noted) -> Result<RefusedView, Trouble> {
    let seat = one.device.map(|device| view.seat(one.scope, device)).transpose()?;
    let name = seat
        .and_then(|seat| seat.joined)
        .map(|joined| joined.name)
        .unwrap_or_else(|| lang.pick("laptop lain".into(), "another laptop".into()));
    let (id, en) = sentence(&name, &one.code, one.by_server);
    Ok(RefusedView {
        visit: one.scope,
        device: one.device,
        by_server: one.by_server,
        remedy: remedy(&one.code, one.by_server),
        device_name: name,
        code: one.code.clone(),
        sentence: lang.pick(id, en),
        at: one.at.in_zone(zone),
    })
}

/// What, where, and what to do.
fn sentence(name: &str, code: &str, by_server: bool) -> (String, String) {
    let (where_id, where_en) = if by_server {
        ("server Dinas", "the server")
    } else {
        ("laptop ini", "this laptop")
    };
    match code {
        "fork" => (
            format!(
                "Catatan {name} bercabang: ada dua laptop dengan identitas sama. Ambil alih catatan yang hanya ada di salah satunya (jemput adopt); bila ragu, hubungi Dinas."
            ),
            format!(
                "{name}'s log has forked: two laptops have one identity. Adopt what only one of them holds (jemput adopt); if in doubt, call the office."
            ),
        ),
        "revoked" => (
            format!(
                "{name} sudah dicabut oleh kantor. Catatannya disimpan di {where_id} dan menunggu kantor menerima atau menolaknya."
            ),
            format!("The office revoked {name}. {where_en} keeps its events until the office admits or refuses them."),
        ),
        "erased" => (
            format!(
                "Catatan {name} datang tanpa data warga padahal Dinas tidak menghapusnya; ditahan di {where_id}. Kirim dari laptop {name} sendiri."
            ),
            format!(
                "Events of {name} came without the person's data, which the office did not erase; they are held at {where_en}. Send them from {name} itself."
            ),
        ),
        "no_scope" => (
            format!(
                "Catatan {name} datang sebelum kegiatannya sendiri sampai di {where_id}. Minta lagi: jemput refused fetch."
            ),
            format!("Events of {name} came before their visit reached {where_en}. Ask again: jemput refused fetch."),
        ),
        "limit" => (
            format!(
                "Kegiatan ini sudah memuat laptop sebanyak batasnya di {where_id}; catatan {name} ditahan. Hubungi Dinas."
            ),
            format!(
                "This visit has as many laptops as it may at {where_en}; {name}'s events are held. Call the office."
            ),
        ),
        "gap" => (
            format!(
                "Catatan {name} yang lebih awal belum sampai di {where_id}. Akan diminta lagi saat pengiriman berikutnya."
            ),
            format!(
                "Earlier events of {name} have not reached {where_en}. They are asked for again at the next exchange."
            ),
        ),
        "unknown_device" => (
            format!(
                "{name} belum terdaftar di kantor, jadi catatannya belum diambil di {where_id}. Daftarkan laptop itu dengan kode dari Dinas; catatannya menyusul."
            ),
            format!(
                "{name} is not enrolled at the office, so {where_en} has not taken its events. Enrol that laptop with a code of the office; its events follow."
            ),
        ),
        "signature" | "malformed" | "clock" | "act_cut" | "no_device" if !by_server => (
            format!(
                "Catatan {name} tidak lolos pemeriksaan ({code}): berubah di jalan, atau dipalsukan. Catatan lain tetap jalan; minta lagi dari titik terakhir yang baik (jemput refused fetch)."
            ),
            format!(
                "Events of {name} did not prove themselves ({code}): changed on the way, or forged. All others flow; ask again from the last good point (jemput refused fetch)."
            ),
        ),
        "signature" | "malformed" | "clock" | "act_cut" | "no_device" => (
            format!(
                "Catatan {name} tidak lolos pemeriksaan ({code}) di {where_id}. Catatan lain tetap jalan; simpan laptop itu dan hubungi Dinas."
            ),
            format!(
                "Events of {name} did not prove themselves ({code}) at {where_en}. All others flow; keep that laptop and call the office."
            ),
        ),
        _ => (
            format!("Catatan {name} ditahan di {where_id} ({code}). Catatan lain tetap jalan."),
            format!("Events of {name} are held at {where_en} ({code}). All others flow."),
        ),
    }
}
