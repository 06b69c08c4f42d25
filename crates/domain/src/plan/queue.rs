//! People who come one after another to stations that open and close: who sits down when. In seconds of the day.

use super::{
    DayHours,
    limits::{DAY_MINUTES, STATIONS_MAX},
    slots::stretches,
};

pub(super) const DAY_SECONDS: u32 = DAY_MINUTES as u32 * 60;

/// A span of seconds in which the first `stations` stations take people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub start: u32,
    pub end: u32,
    pub stations: u8,
}

/// When the stations of a day take people; after hours they serve on until midnight, so that nobody who came is lost.
pub(super) fn openings(hours: &DayHours, stations: u8) -> Vec<Open> {
    let mut open: Vec<Open> = stretches(hours, stations)
        .into_iter()
        .map(|s| Open {
            start: u32::from(s.span.start.0) * 60,
            end: u32::from(s.span.end.0) * 60,
            stations: s.stations,
        })
        .collect();
    let close = u32::from(hours.open.end.0) * 60;
    if stations > 0 && close < DAY_SECONDS {
        open.push(Open {
            start: close,
            end: DAY_SECONDS,
            stations: stations.min(STATIONS_MAX),
        });
    }
    open
}

/// A person's way through: came, sat down, left; `None`: not before midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Served {
    pub came: u32,
    pub sat: Option<u32>,
    pub left: Option<u32>,
}

/// Serves people in the order given, each at the station that takes them first, `seconds` at a time. Who sits when a
/// break begins is finished. `busy`: until when each of the first stations is taken already.
pub(super) fn serve(arrivals: &[u32], seconds: u32, open: &[Open], busy: &[u32]) -> Vec<Served> {
    let stations = open.iter().map(|o| usize::from(o.stations)).max().unwrap_or(0);
    let mut free_at = vec![0; stations];
    for (free, until) in free_at.iter_mut().zip(busy) {
        *free = *until;
    }
    arrivals
        .iter()
        .map(|came| {
            let seat = |station: usize| Some((seat_time(open, station, free_at[station].max(*came))?, station));
            match (0..stations).filter_map(seat).min() {
                Some((sat, station)) => {
                    let left = sat.saturating_add(seconds);
                    free_at[station] = left;
                    Served {
                        came: *came,
                        sat: Some(sat),
                        left: Some(left),
                    }
                }
                None => Served {
                    came: *came,
                    sat: None,
                    left: None,
                },
            }
        })
        .collect()
}

/// The first second from `ready` on at which the station takes people.
fn seat_time(open: &[Open], station: usize, ready: u32) -> Option<u32> {
    open.iter()
        .find(|o| station < usize::from(o.stations) && ready < o.end)
        .map(|o| ready.max(o.start))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::fixture::any_plan;

    #[test]
    fn each_station_takes_one_after_another() {
        let open = [
            Open {
                start: 100,
                end: 200,
                stations: 2,
            },
            Open {
                start: 300,
                end: 400,
                stations: 1,
            },
        ];
        let sat: Vec<Option<u32>> = serve(&[0, 0, 150, 150, 160, 350], 60, &open, &[])
            .iter()
            .map(|p| p.sat)
            .collect();
        // The fifth finds both stations busy until the pause; then only one takes people.
        assert_eq!(sat, [Some(100), Some(100), Some(160), Some(160), Some(300), Some(360)]);
        let sat: Vec<Option<u32>> = serve(&[0, 0, 0], 60, &open[..1], &[180])
            .iter()
            .map(|p| p.sat)
            .collect();
        assert_eq!(sat, [Some(100), Some(160), Some(180)]);
        assert_eq!(serve(&[250], 60, &open[..1], &[])[0].sat, None);
    }

    proptest! {
        #[test]
        fn first_come_first_served(
            plan in any_plan(), mut arrivals in prop::collection::vec(0_u32..DAY_SECONDS, 0..80), seconds in 30_u32..3000,
        ) {
            arrivals.sort_unstable();
            let open = openings(&plan.setup.days[0], plan.setup.stations);
            let served = serve(&arrivals, seconds, &open, &[]);
            let sat = |person: &Served| person.sat.unwrap_or(u32::MAX);
            prop_assert!(served.windows(2).all(|pair| sat(&pair[0]) <= sat(&pair[1])));
            for person in served.iter().filter(|person| person.sat.is_some()) {
                let at = sat(person);
                prop_assert!(at >= person.came && person.left == Some(at + seconds));
                let stations = open.iter().find(|o| o.start <= at && at < o.end).map(|o| usize::from(o.stations));
                let begun = served.iter().filter(|other| sat(other) <= at && other.left.is_some_and(|left| left > at)).count();
                // Who sits down in a break finds one of the open stations; at the others people are finished.
                prop_assert!(stations.is_some_and(|n| n > 0) && begun <= usize::from(plan.setup.stations));
            }
        }
    }
}
