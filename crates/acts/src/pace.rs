//! How fast it goes today, and with how many stations.

use jemput_domain::{
    booking::State,
    event::StationStatus,
    plan::Live,
    time::{Day, Minute},
};
use jemput_journal::{PeopleFilter, View};

use crate::{Trouble, figures::Figures, visit_now::VisitNow};

/// Recordings from which on a measured time is believed.
const BELIEVED: usize = 5;
/// What is shorter was marked without a call: no measure.
const SHORTEST_SECONDS: u32 = 30;
/// The most people of a day who are looked at.
const SAMPLE_MAX: u32 = 500;

/// The stations of the visit as they stand.
pub(crate) struct Stations {
    /// Record now.
    pub open: u8,
    /// Record, or rest: those that a forecast counts on.
    pub working: u8,
    /// Out of order, and what is.
    pub broken: Vec<(u8, String)>,
}

/// Looks at every station.
pub(crate) fn stations(view: View<'_>, visit: &VisitNow) -> Result<Stations, Trouble> {
    let mut stations = Stations {
        open: 0,
        working: 0,
        broken: Vec::new(),
    };
    for number in 1..=visit.plan.setup.stations {
        match view.station(visit.scope, number)? {
            StationStatus::Open => {
                stations.open += 1;
                stations.working += 1;
            }
            StationStatus::Paused(_) => stations.working += 1,
            StationStatus::Broken(what) => stations.broken.push((number, what)),
        }
    }
    Ok(stations)
}

/// Seconds that one person takes: the median of a day's recordings; none before there are enough to believe it.
pub(crate) fn measured_seconds(view: View<'_>, visit: &VisitNow, day: Day) -> Result<Option<u32>, Trouble> {
    let states = vec![
        State::Recorded,
        State::Incomplete,
        State::AlreadyRecorded,
        State::BiodataProblem,
        State::NotServed,
    ];
    let filter = PeopleFilter {
        states,
        arrival_day: Some(day),
        ..PeopleFilter::default()
    };
    let (_, rows) = view.people(visit.scope, &filter, 0, SAMPLE_MAX)?;
    let (from, until) = (
        visit.zone().moment(day, Minute(0)),
        visit.zone().moment(day, Minute(1440)),
    );
    let recordings = rows.iter().filter_map(|row| row.booking.last_recording());
    let seconds = recordings
        .filter(|recording| from <= recording.finished && recording.finished < until)
        .filter_map(|recording| u32::try_from((recording.finished.0 - recording.started.0) / 1000).ok());
    Ok(median(seconds.filter(|seconds| *seconds >= SHORTEST_SECONDS).collect()))
}

fn median(mut seconds: Vec<u32>) -> Option<u32> {
    if seconds.len() < BELIEVED {
        return None;
    }
    seconds.sort_unstable();
    seconds.get(seconds.len() / 2).copied()
}

/// Whole minutes, rounded to the nearest, at least 1.
pub(crate) fn minutes(seconds: u32) -> u32 {
    ((seconds + 30) / 60).max(1)
}

/// How today stands, for a forecast: as fast as measured, else as planned.
pub(crate) fn live(visit: &VisitNow, figures: &Figures<'_>, stations: u8, measured_seconds: Option<u32>) -> Live {
    let here = |states: &[State]| {
        let people: u32 = states.iter().map(|state| figures.in_state(visit.day, *state)).sum();
        u16::try_from(people).unwrap_or(u16::MAX)
    };
    Live {
        now: visit.minute,
        waiting: here(&[State::Waiting, State::ToRepeat]),
        recording: here(&[State::Called, State::Recording]),
        seconds_per_person: measured_seconds.unwrap_or(u32::from(visit.plan.setup.minutes_per_person) * 60),
        stations,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_five_recordings_and_not_an_outlier() {
        assert_eq!(median(vec![400, 410, 420, 430]), None);
        assert_eq!(median(vec![430, 400, 9000, 410, 420]), Some(420));
        assert_eq!((minutes(420), minutes(449), minutes(450), minutes(10)), (7, 7, 8, 1));
    }
}
