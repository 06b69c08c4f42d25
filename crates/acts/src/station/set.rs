//! A station's status, or all stations' in one act: a power cut.

use jemput_domain::{
    event::{Draft, Event, StationSet, StationStatus, Subject},
    text,
    words::Lang,
};

use super::call::exists;
use crate::{
    Desk, Trouble,
    view::{Done, StationSetInput},
};

/// Opens, pauses or breaks one station, or all.
pub fn station_set(desk: &Desk, input: StationSetInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let status = match input.status {
        StationStatus::Open => StationStatus::Open,
        StationStatus::Paused(reason) => StationStatus::Paused(text::clean(&reason)),
        StationStatus::Broken(what) => StationStatus::Broken(text::clean(&what)),
    };
    let (act, sentence) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        let numbers = match input.station {
            Some(station) => {
                exists(view, visit, station)?;
                station..=station
            }
            None => 1..=visit.plan.setup.stations,
        };
        let mut drafts = Vec::new();
        let mut broken = Vec::new();
        for number in numbers {
            let now = view.station(visit.scope, number)?;
            // What is out of order is so with and without power: only its own switch opens it again.
            if input.station.is_none() && matches!(now, StationStatus::Broken(_)) {
                broken.push(number.to_string());
            } else if now != status {
                drafts.push(Draft::about(
                    Subject::Station(number),
                    Event::StationSet(StationSet { status: status.clone() }),
                ));
            }
        }
        Ok((
            drafts,
            sentence(lang, input.station, &status) + &still_broken(lang, &broken),
        ))
    })?;
    Ok(Done { sentence, act })
}

/// Those that an act for all stations passed over.
fn still_broken(lang: Lang, stations: &[String]) -> String {
    if stations.is_empty() {
        return String::new();
    }
    let named = stations.join(", ");
    lang.pick(
        format!(" Meja {named} tetap rusak."),
        format!(" Still out of order: {named}."),
    )
}

fn sentence(lang: Lang, station: Option<u8>, status: &StationStatus) -> String {
    let (who_id, who_en) = match station {
        Some(n) => (format!("Meja {n}"), format!("Station {n}")),
        None => ("Semua meja".to_owned(), "All stations".to_owned()),
    };
    match status {
        StationStatus::Open => lang.pick(format!("{who_id} dibuka."), format!("{who_en}: open.")),
        StationStatus::Paused(_) => lang.pick(format!("{who_id} istirahat."), format!("{who_en}: paused.")),
        StationStatus::Broken(_) => lang.pick(
            format!("{who_id} tidak menerima panggilan sampai alat berfungsi."),
            format!("{who_en}: no calls until the device works."),
        ),
    }
}
