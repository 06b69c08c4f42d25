//! Rows 7, 8 and 9 of the design's numbers. They are deterministic: counted bytes, counted round trips, virtual time. The
//! tests hold the same figures to their goals, so that this page only says what they are.
//!
//! PouchDB is not run here: its figures stand as the design's table has them.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot go on should stop where it stands"
)]

#[path = "../tests/exchange/kit/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with the tests")]
mod kit;
#[path = "../tests/exchange/sman55/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with the tests")]
mod sman55;

use sman55::counted::{IDLE_BYTES_GOAL, SLOW_LINK_GOAL, WIRE_GOAL, slow_link, talks, wire};

fn main() {
    let wire = wire();
    let events = wire.events as f64;
    println!(
        "7 | bytes on the wire, SMAN 55, {events} events | {} bytes, {:.2} an event | goal <= {WIRE_GOAL}x the floor | floor {:.0} bytes, {:.2} an event | {:.3}x | counted: no spread; PouchDB (the design's figure, not run here) 387 an event",
        wire.bytes,
        wire.bytes as f64 / events,
        wire.floor_bytes,
        wire.floor_bytes / events,
        wire.bytes as f64 / wire.floor_bytes
    );
    let talks = talks();
    println!(
        "8 | round trips on an open connection | all of SMAN 55: {}; nothing to do, six devices: {}, {} bytes both ways | goal <= 2; 1, <= {IDLE_BYTES_GOAL} bytes | {:.2}x of the bytes | counted: no spread; PouchDB (the design's figures, not run here) 34 and 4",
        talks.all_round_trips,
        talks.idle_round_trips,
        talks.idle_bytes,
        talks.idle_bytes as f64 / IDLE_BYTES_GOAL as f64
    );
    let link = slow_link();
    println!(
        "9 | SMAN 55 over 300 ms, 512 kbit/s | {:.0} ms | goal <= {SLOW_LINK_GOAL}x the floor | handshake + 2 round trips + bytes / bandwidth {:.0} ms | {:.3}x | virtual time: no spread; PouchDB (the design's figure, not run here) 18,600 to 72,000 ms",
        link.taken_ms,
        link.floor_ms,
        link.taken_ms / link.floor_ms
    );
}
