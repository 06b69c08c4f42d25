//! The wait that people are told, against the wait that they have, over simulated days.

use std::collections::{BTreeMap, VecDeque};

use jemput_acts::{act, view::CallInput};
use jemput_domain::{event::Outcome, id::BookingId, time::Minute};

use super::kit::{FIRST_DAY, Van};

/// Minutes that people take, spread around the ten that were planned, and minutes between arrivals; by a fixed sequence.
struct Chance(u64);

impl Chance {
    fn within(&mut self, from: u16, to: u16) -> u16 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        from + ((self.0 >> 33) % u64::from(to - from + 1)) as u16
    }
}

/// Who was told what, and how long they waited.
#[derive(Default)]
struct Told {
    at: BTreeMap<BookingId, (u16, (u32, u32))>,
    waits: Vec<(u32, (u32, u32))>,
}

/// Plays a morning minute by minute: people come, two stations call, each takes its time.
fn play(seed: u64, minutes: (u16, u16)) -> Vec<(u32, (u32, u32))> {
    let van = Van::with(&[("XII MIPA 1", 45), ("XII IPS 1", 45)]);
    let mut chance = Chance(seed);
    let mut coming: VecDeque<(u16, BookingId)> = VecDeque::new();
    let mut at = 440;
    for slot in 0..6 {
        for found in van.slot(slot) {
            at += chance.within(3, 7);
            coming.push_back((at, found.booking));
        }
    }
    let mut told = Told::default();
    let mut busy: [Option<(u16, BookingId)>; 2] = [None, None];
    for minute in 440..660 {
        van.now(FIRST_DAY, &Minute(minute).to_string());
        while coming.front().is_some_and(|(at, _)| *at <= minute) {
            let (_, booking) = coming.pop_front().unwrap();
            let wait = act::desk(&van.desk, van.of_visit()).unwrap().wait_minutes.unwrap();
            told.at.insert(booking, (minute, wait));
            van.arrive(booking);
        }
        for station in 1..=2_u8 {
            let seat = &mut busy[usize::from(station) - 1];
            if let Some((until, booking)) = *seat {
                if minute < until {
                    continue;
                }
                van.record(booking, station, Outcome::Complete);
                *seat = None;
            }
            let open = minute >= 450;
            let call = CallInput {
                visit: van.visit,
                station,
                code: None,
            };
            if let Some(sitting) = open.then(|| act::call(&van.desk, call).ok()).flatten() {
                van.start(station);
                *seat = Some((minute + chance.within(minutes.0, minutes.1), sitting.booking));
                let (came, wait) = told.at.remove(&sitting.booking).unwrap();
                told.waits.push((u32::from(minute - came), wait));
            }
        }
    }
    told.waits
}

#[test]
fn most_wait_as_long_as_they_were_told() {
    for (seed, minutes) in [(1, (7, 13)), (2, (8, 12)), (3, (10, 16)), (4, (5, 9))] {
        let waits = play(seed, minutes);
        assert!(waits.len() >= 25, "{} were called", waits.len());
        let near = |(waited, (from, to)): &&(u32, (u32, u32))| *waited + 5 >= *from && *waited <= *to + 5;
        let held = waits.iter().filter(near).count();
        assert!(
            held * 10 >= waits.len() * 8,
            "seed {seed}: {held} of {}: {waits:?}",
            waits.len()
        );
        assert!(
            waits
                .iter()
                .all(|(_, (from, to))| from < to && from % 5 == 0 && to % 5 == 0)
        );
    }
}
