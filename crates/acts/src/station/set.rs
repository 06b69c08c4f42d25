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
    let (act, ()) = desk.act(input.visit, |writing, visit| {
        let numbers = match input.station {
            Some(station) => {
                exists(visit, station)?;
                station..=station
            }
            None => 1..=visit.plan.setup.stations,
        };
        let mut drafts = Vec::new();
        for number in numbers {
            if writing.view().station(visit.scope, number)? != status {
                drafts.push(Draft::about(
                    Subject::Station(number),
                    Event::StationSet(StationSet { status: status.clone() }),
                ));
            }
        }
        Ok((drafts, ()))
    })?;
    Ok(Done {
        sentence: sentence(lang, input.station, &status),
        act,
    })
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
