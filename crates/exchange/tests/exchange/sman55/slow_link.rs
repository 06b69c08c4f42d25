//! The days over a link of 300 ms and 512 kbit/s, in virtual time: bytes and waits are counted, nothing sleeps.

use jemput_exchange::conversation::Memory;

use super::{days::sman55, holding};
use crate::kit::{memory::MemoryStore, talk::trips};

const ROUND_TRIP_MS: f64 = 300.0;
const BYTES_A_MS: f64 = 512_000.0 / 8.0 / 1_000.0;
/// What a request and an answer carry besides their bodies: HTTP's heads, chunk marks and TLS records, rounded up.
const AROUND_A_BODY_BYTES: usize = 400;
/// TCP and TLS 1.3: a round trip each.
const HANDSHAKE_MS: f64 = 2.0 * ROUND_TRIP_MS;
/// What a sender may have under way at first (RFC 6928); it doubles each round trip.
const FIRST_WINDOW_BYTES: f64 = 10.0 * 1_460.0;

/// When the last of `bytes` has arrived, TCP's slow start included.
fn one_way_ms(bytes: f64) -> f64 {
    let (mut left, mut window, mut at) = (bytes, FIRST_WINDOW_BYTES, 0.0);
    while left > window && window / BYTES_A_MS < ROUND_TRIP_MS {
        // The window is sent sooner than its first acknowledgement comes back.
        left -= window;
        window *= 2.0;
        at += ROUND_TRIP_MS;
    }
    at + left / BYTES_A_MS + ROUND_TRIP_MS / 2.0
}

#[test]
fn the_days_need_little_more_than_their_bytes_and_two_round_trips() {
    let days = sman55(55);
    let mut laptop = holding(&days);
    let trips = trips(&mut laptop, &mut MemoryStore::default(), &mut Memory::default());
    assert_eq!(trips.len(), 2);
    let around = AROUND_A_BODY_BYTES as f64;
    let taken: f64 = HANDSHAKE_MS
        + trips
            .iter()
            .map(|(up, down)| one_way_ms(*up as f64 + around) + one_way_ms(*down as f64 + around))
            .sum::<f64>();
    let bytes: usize = trips.iter().map(|(up, down)| up + down).sum();
    let floor = HANDSHAKE_MS + 2.0 * ROUND_TRIP_MS + bytes as f64 / BYTES_A_MS;
    println!(
        "SMAN 55 at 300 ms and 512 kbit/s: {taken:.0} ms; floor {floor:.0} ms; ratio {:.3}",
        taken / floor
    );
    assert!(taken <= 1.2 * floor);
}

#[test]
fn large_bodies_wait_for_the_window_only_at_first() {
    assert_eq!(one_way_ms(6_400.0), 100.0 + 150.0);
    let large = one_way_ms(1_000_000.0);
    assert!(large < 1.02 * (1_000_000.0 / BYTES_A_MS + 150.0), "{large}");
}
