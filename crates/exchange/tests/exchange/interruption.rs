//! A wire that is cut at any byte: what was whole stays, the next exchange goes on, nothing that arrived is sent again.

use jemput_exchange::{
    Store,
    conversation::{Memory, Wanted},
};

use crate::kit::{
    memory::MemoryStore,
    talk::{Cut, exchange, talk},
    writer::{NOW, Writer, scope},
};

/// A laptop and a server that each lack a few acts of the other.
fn apart() -> (MemoryStore, MemoryStore) {
    let (mut laptop, mut server) = (MemoryStore::default(), MemoryStore::default());
    let (mut first, opening) = Writer::join(scope(1), 0, true);
    let (mut second, joining) = Writer::join(scope(1), 1, false);
    for store in [&mut laptop, &mut server] {
        store.take_in(scope(1), vec![opening.clone()], NOW).unwrap();
    }
    for n in 0..3 {
        laptop.take_in(scope(1), vec![first.book(n * 4, 4)], NOW).unwrap();
    }
    server.take_in(scope(1), vec![joining], NOW).unwrap();
    for n in 0..3 {
        server
            .take_in(scope(1), vec![second.book(500 + n * 4, 4)], NOW)
            .unwrap();
    }
    (laptop, server)
}

#[test]
fn cut_at_every_byte_the_next_exchange_completes_it() {
    let before = apart();
    let (mut a, mut b) = before.clone();
    let mut memory = Memory::with_batch_bytes(1_024);
    let whole = talk(&mut a, &mut b, Wanted::All, &mut memory, Cut::NEVER).unwrap();
    let bytes = (whole.sent_bytes + whole.received_bytes) as usize;
    let all = a.all_events();
    assert!(b.commits > 4, "several batches");
    for cut in 0..bytes {
        let (mut laptop, mut server) = before.clone();
        let mut memory = Memory::with_batch_bytes(1_024);
        assert_eq!(talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut(cut)), None);
        memory.broke();
        let again = talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut::NEVER).unwrap();
        assert_eq!(laptop.all_events(), all, "cut at {cut}");
        assert_eq!(server.all_events(), all, "cut at {cut}");
        assert_eq!((laptop.known_again, server.known_again), (0, 0), "cut at {cut}");
        assert_eq!(again.receipts.len(), 1);
    }
}

#[test]
fn progress_is_kept_over_a_wire_that_breaks_again_and_again() {
    let (mut laptop, mut server) = apart();
    let mut memory = Memory::with_batch_bytes(1_024);
    let mut exchanges = 0;
    while talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut(750)).is_none() {
        exchanges += 1;
        assert!(exchanges < 20, "no progress");
    }
    assert!(exchanges > 1);
    assert_eq!(laptop.all_events(), server.all_events());
    assert_eq!((laptop.known_again, server.known_again), (0, 0));
}

#[test]
fn cut_while_sending_what_it_believes_missing_it_asks_first() {
    let (mut laptop, mut server) = apart();
    let mut memory = Memory::default();
    talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut::NEVER).unwrap();
    let (mut third, joining) = Writer::join(scope(1), 2, false);
    let acts: Vec<_> = std::iter::once(joining).chain((0..30).map(|n| third.desk(n))).collect();
    for cut in (0..2_500).step_by(11) {
        let (mut laptop, mut server, mut memory) = (laptop.clone(), server.clone(), memory.clone());
        for act in &acts {
            laptop.take_in(scope(1), vec![act.clone()], NOW).unwrap();
        }
        let ended = talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut(cut)).is_some();
        talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut::NEVER).unwrap();
        assert_eq!(laptop.all_events(), server.all_events());
        assert_eq!(server.known_again, 0, "cut at {cut}, ended: {ended}");
    }
}

#[test]
fn after_a_break_a_plain_exchange_has_nothing_left_to_do() {
    let (mut laptop, mut server) = apart();
    exchange(&mut laptop, &mut server);
    let outcome = exchange(&mut laptop, &mut server);
    assert_eq!((outcome.round_trips, outcome.sent, outcome.received), (1, 0, 0));
}
