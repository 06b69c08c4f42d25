//! What was refused in exchanges, in words and apart: nothing of it is lost, everything else flows.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    time::Moment,
    words::Lang,
};
use jemput_exchange::conversation::Outcome;
use jemput_journal::View;

use crate::{Trouble, desk::setting, view::RefusedView, visit_now::VisitNow};

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

/// All that stands refused, here and at the server.
pub(super) fn list(view: View<'_>, visit: &VisitNow) -> Result<Vec<RefusedView>, Trouble> {
    let lang = visit.lang;
    let mut list = Vec::new();
    for run in view.refused()?.into_iter().filter(|r| r.scope == visit.scope) {
        list.push(say(view, visit, lang, Some(run.device), &run.code, run.at, false)?);
    }
    for line in view.setting(setting::SERVER_REFUSED)?.unwrap_or_default().lines() {
        let mut parts = line.split(' ');
        let (Some(scope), Some(device), Some(code), Some(at)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        if scope.parse::<ScopeId>().ok() == Some(visit.scope) {
            list.push(say(
                view,
                visit,
                lang,
                device.parse().ok(),
                code,
                Moment(at.parse().unwrap_or(0)),
                true,
            )?);
        }
    }
    Ok(list)
}

fn say(
    view: View<'_>,
    visit: &VisitNow,
    lang: Lang,
    device: Option<DeviceId>,
    code: &str,
    at: Moment,
    by_server: bool,
) -> Result<RefusedView, Trouble> {
    let seat = device.map(|d| view.seat(visit.scope, d)).transpose()?;
    let name = seat
        .and_then(|s| s.joined)
        .map(|j| j.name)
        .unwrap_or_else(|| lang.pick("laptop lain".into(), "another laptop".into()));
    let (where_id, where_en) = if by_server {
        ("server Dinas", "the server")
    } else {
        ("laptop ini", "this laptop")
    };
    let (id, en) = match code {
        "fork" => (
            format!(
                "Catatan {name} bercabang: ada dua laptop dengan identitas sama. Hentikan laptop yang dipulihkan dari salinan, lalu hubungi Dinas."
            ),
            format!(
                "{name}'s log has forked: two laptops have one identity. Stop the one restored from a copy and call the office."
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
    };
    Ok(RefusedView {
        device_name: name,
        code: code.to_owned(),
        sentence: lang.pick(id, en),
        at: visit.show(at),
    })
}
