//! A link of 300 ms and 512 kbit/s, in virtual time: bytes and waits are counted, nothing sleeps.

const ROUND_TRIP_MS: f64 = 300.0;
const BYTES_A_MS: f64 = 512_000.0 / 8.0 / 1_000.0;
/// What a request and an answer carry besides their bodies: HTTP's heads, chunk marks and TLS records, rounded up.
const AROUND_A_BODY_BYTES: usize = 400;
/// TCP and TLS 1.3: a round trip each. The two of an exchange take as long.
pub const HANDSHAKE_MS: f64 = 2.0 * ROUND_TRIP_MS;
/// What a sender may have under way at first (RFC 6928); it doubles each round trip.
const FIRST_WINDOW_BYTES: f64 = 10.0 * 1_460.0;

/// How long bytes take at the link's full speed.
pub fn bytes_ms(bytes: f64) -> f64 {
    bytes / BYTES_A_MS
}

/// When the last of a body has arrived, TCP's slow start and what is around a body included.
pub fn one_way_ms(body: usize) -> f64 {
    arrives_ms((body + AROUND_A_BODY_BYTES) as f64)
}

fn arrives_ms(bytes: f64) -> f64 {
    let (mut left, mut window, mut at) = (bytes, FIRST_WINDOW_BYTES, 0.0);
    while left > window && bytes_ms(window) < ROUND_TRIP_MS {
        // The window is sent sooner than its first acknowledgement comes back.
        left -= window;
        window *= 2.0;
        at += ROUND_TRIP_MS;
    }
    at + bytes_ms(left) + ROUND_TRIP_MS / 2.0
}

#[test]
fn large_bodies_wait_for_the_window_only_at_first() {
    assert_eq!(arrives_ms(6_400.0), 100.0 + 150.0);
    let large = arrives_ms(1_000_000.0);
    assert!(large < 1.02 * (bytes_ms(1_000_000.0) + 150.0), "{large}");
}
