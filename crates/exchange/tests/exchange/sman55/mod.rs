//! The SMAN 55 days on the wire: 452 people, three days, 2,260 events.

mod chance;
mod days;
mod slow_link;

use jemput_exchange::{
    Store,
    conversation::{Memory, Wanted},
};

use crate::kit::{
    memory::MemoryStore,
    talk::{Cut, talk},
    writer::NOW,
};
use days::{Days, sman55};

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
    let days = sman55(55);
    let mut laptop = MemoryStore::default();
    for run in &days.runs {
        let taken = laptop
            .take_in(days.scope, vec![run.clone()], crate::kit::writer::NOW)
            .unwrap();
        assert_eq!(taken.refused, vec![]);
    }
    let mut server = MemoryStore::default();
    let outcome = talk(
        &mut laptop,
        &mut server,
        Wanted::All,
        &mut Memory::default(),
        Cut::NEVER,
    )
    .unwrap();
    assert_eq!(server.all_events(), laptop.all_events());
    let wire = (outcome.sent_bytes + outcome.received_bytes) as f64;
    let floor = floor_bytes(&days);
    let events = days.day_events as f64;
    println!(
        "SMAN 55: {} events, {wire} bytes on the wire both ways, {:.2} an event; floor {floor:.0}, {:.2} an event; ratio {:.3}",
        days.day_events,
        wire / events,
        floor / events,
        wire / floor
    );
    assert_eq!(days.day_events, 2_260);
    assert!(wire <= 1.35 * floor, "{:.3} times the floor", wire / floor);
}
