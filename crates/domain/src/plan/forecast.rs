//! How many people will be on site over a day.
//!
//! People come as [`crowd`](super::crowd) says; open stations take them in the order in which they came, each for the
//! minutes that a person takes; in a break only the stations that stay open take people; after hours those who are on
//! site are served on. Integers only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Plan, SlotNumber,
    crowd::{Crowd, Live},
    limits::DAY_MINUTES,
    queue::{DAY_SECONDS, Served},
};
use crate::time::{Day, Minute};

/// Distance of a curve's points in minutes.
pub const STEP_MINUTES: u16 = 5;
/// The crowd over a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Curve {
    /// The day.
    pub day: Day,
    /// Every five minutes, ascending.
    pub points: Vec<CurvePoint>,
    /// How many may be on site.
    pub waiting_limit: u16,
    /// People that the curve counts.
    pub people: u32,
    /// Most people on site at once.
    pub peak_on_site: u32,
    /// When that is first so; none: nobody comes.
    pub peak_at: Option<Minute>,
    /// Most people who wait at once.
    pub peak_waiting: u32,
    /// When more people are on site than may be, first.
    pub over_limit_at: Option<Minute>,
    /// When the last person is done; none: nobody comes, or not all are done.
    pub ends_at: Option<Minute>,
    /// The longest wait in minutes, rounded up. Of those who wait now, what is still before them.
    pub longest_wait_minutes: u16,
    /// Who is not served before midnight.
    pub unserved: u32,
}

/// The most crowded minute of the five that begin here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct CurvePoint {
    /// First of the five minutes.
    pub minute: Minute,
    /// People on site.
    pub on_site: u32,
    /// Of those, people who wait.
    pub waiting: u32,
    /// Of those, people being recorded.
    pub recording: u32,
}

/// The crowd over a day of the plan. `to_come`: people per slot; with `live`, only those who are not here yet.
/// Total: a day that the plan does not know gives an empty curve.
pub fn forecast(plan: &Plan, day: Day, to_come: &BTreeMap<SlotNumber, u16>, live: Option<&Live>) -> Curve {
    let Some(hours) = plan.hours_of(day) else {
        return Curve::empty(day, plan.setup.waiting_limit);
    };
    let crowd = Crowd::of(plan, hours, to_come, live);
    let served = crowd.serve(&crowd.arrivals);
    Curve::of(day, plan.setup.waiting_limit, hours.open.end, crowd.now, &served)
}

impl Curve {
    fn empty(day: Day, waiting_limit: u16) -> Self {
        Self {
            day,
            points: Vec::new(),
            waiting_limit,
            people: 0,
            peak_on_site: 0,
            peak_at: None,
            peak_waiting: 0,
            over_limit_at: None,
            ends_at: None,
            longest_wait_minutes: 0,
            unserved: 0,
        }
    }

    fn of(day: Day, waiting_limit: u16, close: Minute, now: u32, served: &[Served]) -> Self {
        let mut curve = Self::empty(day, waiting_limit);
        curve.people = served.len() as u32;
        curve.unserved = served.iter().filter(|person| person.left.is_none()).count() as u32;
        let ends = served.iter().filter_map(|person| person.left).max();
        if curve.unserved == 0 {
            curve.ends_at = ends.map(|end| minute_up(end).min(Minute(DAY_MINUTES)));
        }
        let wait = |person: &Served| person.sat.unwrap_or(DAY_SECONDS).saturating_sub(person.came);
        curve.longest_wait_minutes = served.iter().map(|person| minute_up(wait(person)).0).max().unwrap_or(0);
        let Some(first) = served.iter().map(|person| person.came).min() else {
            return curve;
        };
        let by_minute = counts(served);
        let last = minute_up(ends.unwrap_or(0)).max(close).0.min(DAY_MINUTES);
        let first = (first.max(now) / 60) as u16 / STEP_MINUTES * STEP_MINUTES;
        for minute in (first..=last).step_by(usize::from(STEP_MINUTES)) {
            curve.add(point(&by_minute, minute), &by_minute);
        }
        curve
    }

    fn add(&mut self, point: CurvePoint, by_minute: &[(u32, u32)]) {
        let minutes =
            || (point.minute.0..point.minute.0 + STEP_MINUTES).map_while(|m| Some((m, by_minute.get(usize::from(m))?)));
        if point.on_site > self.peak_on_site {
            self.peak_on_site = point.on_site;
            self.peak_at = minutes()
                .find(|(_, count)| count.0 == point.on_site)
                .map(|(m, _)| Minute(m));
        }
        self.peak_waiting = minutes()
            .map(|(_, count)| count.0.saturating_sub(count.1))
            .fold(self.peak_waiting, u32::max);
        if self.over_limit_at.is_none() {
            self.over_limit_at = minutes()
                .find(|(_, count)| count.0 > u32::from(self.waiting_limit))
                .map(|(m, _)| Minute(m));
        }
        self.points.push(point);
    }
}

fn point(by_minute: &[(u32, u32)], minute: u16) -> CurvePoint {
    let from = usize::from(minute).min(by_minute.len());
    let to = (from + usize::from(STEP_MINUTES)).min(by_minute.len());
    let (on_site, recording) = by_minute[from..to]
        .iter()
        .copied()
        .max_by_key(|(on_site, recording)| (*on_site, on_site - recording))
        .unwrap_or((0, 0));
    CurvePoint {
        minute: Minute(minute),
        on_site,
        waiting: on_site - recording,
        recording,
    }
}

/// People on site and, of those, being recorded, in each minute of the day: someone is on site in every minute from
/// the one in which they come to the one before that in which they leave.
fn counts(served: &[Served]) -> Vec<(u32, u32)> {
    let mut changes = vec![(0_i32, 0_i32); usize::from(DAY_MINUTES) + 1];
    let at = |second: u32| (second / 60).min(u32::from(DAY_MINUTES)) as usize;
    for person in served {
        changes[at(person.came)].0 += 1;
        if let (Some(sat), Some(left)) = (person.sat, person.left) {
            changes[at(sat)].1 += 1;
            changes[at(left)].0 -= 1;
            changes[at(left)].1 -= 1;
        }
    }
    let mut now = (0, 0);
    changes
        .into_iter()
        .take(usize::from(DAY_MINUTES))
        .map(|(on_site, recording)| {
            now = (now.0 + on_site, now.1 + recording);
            (now.0 as u32, now.1 as u32)
        })
        .collect()
}

fn minute_up(seconds: u32) -> Minute {
    Minute(u16::try_from(seconds.div_ceil(60)).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::{
        Break, book,
        fixture::{any_plan, counts, day, minute, sman55, sman55_plan, span, students},
        plan,
    };

    fn only(slot: u16, people: u16) -> BTreeMap<SlotNumber, u16> {
        BTreeMap::from([(SlotNumber(slot), people)])
    }

    #[test]
    fn two_people_at_one_station_follow_each_other() {
        let mut setup = sman55(10);
        setup.stations = 1;
        let curve = forecast(&plan(&setup).unwrap(), day("2021-11-08"), &only(1, 2), None);
        // They come at 7:52 and 7:57 for the slot of 8:00.
        let here: Vec<(String, u32)> = curve
            .points
            .iter()
            .filter(|p| p.on_site > 0)
            .map(|p| (p.minute.to_string(), p.on_site))
            .collect();
        assert_eq!(
            here,
            [
                ("07:50".into(), 1),
                ("07:55".into(), 2),
                ("08:00".into(), 2),
                ("08:05".into(), 1),
                ("08:10".into(), 1)
            ]
        );
        assert_eq!(
            (curve.peak_on_site, curve.peak_at, curve.peak_waiting),
            (2, Some(minute("07:57")), 1)
        );
        assert_eq!((curve.ends_at, curve.longest_wait_minutes), (Some(minute("08:13")), 5));
        assert_eq!(curve.points.last().unwrap().minute, minute("15:30"));
    }

    #[test]
    fn a_break_holds_people_up() {
        let mut setup = sman55(10);
        setup.stations = 1;
        let all_day = plan(&setup).unwrap();
        // 13:00 is the tenth slot: who comes at 12:50 waits for the doors.
        let curve = forecast(&all_day, day("2021-11-08"), &only(9, 40), None);
        assert!(
            curve
                .points
                .iter()
                .filter(|p| p.minute < minute("13:00"))
                .all(|p| p.recording == 0)
        );
        assert_eq!(curve.points[0].minute, minute("12:50"));
        assert_eq!(curve.ends_at, Some(minute("19:40")));
        // One of two stations stays open in the break.
        setup.stations = 2;
        setup.days[0].breaks = vec![Break {
            span: span("11:45-13:00"),
            stations_open: 1,
        }];
        let curve = forecast(&plan(&setup).unwrap(), day("2021-11-08"), &only(8, 20), None);
        let recording = |at: &str| curve.points.iter().find(|p| p.minute == minute(at)).unwrap().recording;
        assert_eq!((recording("11:40"), recording("12:30"), recording("13:00")), (2, 1, 2));
    }

    #[test]
    fn sman55_stays_under_its_limit_though_classes_come_together() {
        let plan = sman55_plan(8);
        let booked = counts(&book(&plan, &students(), &BTreeMap::new(), None).placed);
        for hours in &plan.setup.days {
            let curve = forecast(&plan, hours.day, &booked, None);
            assert_eq!(curve.over_limit_at, None);
            assert!((13..=20).contains(&curve.peak_on_site), "{curve:?}");
            assert!(curve.ends_at.is_some_and(|end| end <= minute("15:30")), "{curve:?}");
            assert!(curve.longest_wait_minutes <= 30, "{curve:?}");
        }
    }

    #[test]
    fn too_many_people_pass_the_limit_and_it_says_when() {
        let curve = forecast(&sman55_plan(8), day("2021-11-08"), &only(0, 60), None);
        let at = curve.over_limit_at.unwrap();
        assert!(minute("07:20") < at && at < minute("07:30"), "{at}");
        let point = curve.points.iter().find(|p| p.on_site > 30).unwrap();
        assert!(point.minute <= at && at.0 < point.minute.0 + STEP_MINUTES);
    }

    #[test]
    fn live_starts_from_who_is_here() {
        let plan = sman55_plan(8);
        let live = Live {
            now: minute("10:12"),
            waiting: 6,
            recording: 2,
            seconds_per_person: 600,
            stations: 2,
        };
        let curve = forecast(&plan, day("2021-11-09"), &BTreeMap::new(), Some(&live));
        assert_eq!(
            curve.points[0],
            CurvePoint {
                minute: minute("10:10"),
                on_site: 8,
                waiting: 6,
                recording: 2
            }
        );
        // The two are done at 10:17 and 10:22; the six end in pairs ten minutes apart.
        assert_eq!(curve.ends_at, Some(minute("10:52")));
        assert_eq!(curve.longest_wait_minutes, 30);
        assert_eq!(curve.people, 8);
    }

    #[test]
    fn live_expects_the_late_for_a_while_then_no_longer() {
        let plan = sman55_plan(8);
        let people_at = |now: &str| {
            let live = Live {
                now: minute(now),
                waiting: 0,
                recording: 0,
                seconds_per_person: 480,
                stations: 4,
            };
            forecast(&plan, day("2021-11-09"), &only(14, 5), Some(&live)).people
        };
        assert_eq!(
            [
                people_at("07:00"),
                people_at("07:50"),
                people_at("08:10"),
                people_at("08:30")
            ],
            [5, 5, 5, 0]
        );
    }

    #[test]
    fn without_a_station_nobody_is_done() {
        let plan = sman55_plan(8);
        let live = Live {
            now: minute("10:00"),
            waiting: 3,
            recording: 0,
            seconds_per_person: 0,
            stations: 0,
        };
        let curve = forecast(&plan, day("2021-11-09"), &only(20, 4), Some(&live));
        assert_eq!((curve.unserved, curve.ends_at, curve.peak_on_site), (7, None, 7));
        assert_eq!(curve.longest_wait_minutes, 14 * 60);
        let unknown = forecast(&plan, day("2022-01-01"), &only(20, 4), Some(&live));
        assert!(unknown.points.is_empty() && unknown.people == 0);
    }

    fn any_live() -> impl Strategy<Value = Option<Live>> {
        let live = (any::<u16>(), 0_u16..90, 0_u16..12, any::<u32>(), any::<u8>());
        prop::option::of(
            live.prop_map(|(now, waiting, recording, seconds_per_person, stations)| Live {
                now: Minute(now % 1500),
                waiting,
                recording,
                seconds_per_person: seconds_per_person % 2000,
                stations: stations % 8,
            }),
        )
    }

    proptest! {
        #[test]
        fn a_curve_keeps_the_laws(
            plan in any_plan(), live in any_live(),
            people in prop::collection::btree_map((0_u16..20).prop_map(SlotNumber), 0_u16..60, 0..20),
        ) {
            let day = plan.setup.days[0].day;
            let curve = forecast(&plan, day, &people, live.as_ref());
            prop_assert_eq!(&curve, &forecast(&plan, day, &people, live.as_ref()));
            prop_assert!(curve.points.len() <= 289);
            prop_assert!(curve.points.windows(2).all(|p| p[1].minute.0 == p[0].minute.0 + STEP_MINUTES));
            prop_assert!(curve.points.iter().all(|p| p.waiting + p.recording == p.on_site && p.on_site <= curve.people));
            // The figures are those of the curve.
            prop_assert_eq!(curve.points.iter().map(|p| p.on_site).max().unwrap_or(0), curve.peak_on_site);
            prop_assert!(curve.peak_waiting >= curve.points.iter().map(|p| p.waiting).max().unwrap_or(0));
            prop_assert_eq!(curve.over_limit_at.is_some(), curve.peak_on_site > u32::from(curve.waiting_limit));
            prop_assert_eq!(curve.ends_at.is_some(), curve.people > 0 && curve.unserved == 0);
            if live.is_none() {
                let booked: u32 = plan.slots_on(day).map(|s| u32::from(people.get(&s.number).copied().unwrap_or(0))).sum();
                prop_assert_eq!(curve.people, booked);
                // No more are recorded at once than there are stations.
                prop_assert!(curve.points.iter().all(|p| p.recording <= u32::from(plan.setup.stations)));
            }
        }
    }
}
