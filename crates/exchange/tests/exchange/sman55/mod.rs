//! The SMAN 55 days on the wire: 452 people, three days, 2,260 events.

mod chance;
pub mod counted;
mod days;
mod slow_link;

use jemput_exchange::Store;

use crate::kit::{memory::MemoryStore, writer::NOW};
use days::Days;

/// The floor: what no encoder can leave out. Drawn numbers at their entropy, and the names as zstd at its best packs them.
fn floor_bytes(days: &Days) -> f64 {
    let names = zstd::bulk::compress(days.names.join("\n").as_bytes(), 19).unwrap();
    days.bits / 8.0 + names.len() as f64
}

/// A laptop with all of it.
fn holding(days: &Days) -> MemoryStore {
    let mut laptop = MemoryStore::default();
    for run in &days.runs {
        let taken = laptop.take_in(days.scope, vec![run.clone()], NOW).unwrap();
        assert_eq!(taken.refused, vec![]);
    }
    laptop
}

#[test]
fn the_days_take_at_most_1_35_times_what_cannot_be_left_out() {
    let wire = counted::wire();
    assert_eq!(wire.events, 2_260);
    let ratio = wire.bytes as f64 / wire.floor_bytes;
    assert!(ratio <= counted::WIRE_GOAL, "{ratio:.3} times the floor");
}

#[test]
fn all_takes_two_round_trips_and_nothing_to_do_takes_one_of_200_bytes() {
    let talks = counted::talks();
    assert_eq!((talks.all_round_trips, talks.idle_round_trips), (2, 1));
    assert!(
        talks.idle_bytes <= counted::IDLE_BYTES_GOAL,
        "{} bytes",
        talks.idle_bytes
    );
}

#[test]
fn the_days_need_little_more_than_their_bytes_and_two_round_trips() {
    let link = counted::slow_link();
    let ratio = link.taken_ms / link.floor_ms;
    assert!(ratio <= counted::SLOW_LINK_GOAL, "{ratio:.3} times the floor");
}
