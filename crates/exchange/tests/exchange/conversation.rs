//! Any two journals become one, in at most two round trips, in batches of any size.

use jemput_domain::log::Run;
use jemput_exchange::{
    Store,
    conversation::{Memory, Wanted},
};
use proptest::prelude::*;

use crate::kit::{
    memory::MemoryStore,
    talk::{Cut, exchange, talk},
    writer::{NOW, Writer, scope},
};

/// The logs of a visit: every device's acts in order.
fn visit(devices: u8, acts: u32) -> Vec<Vec<Run>> {
    (0..devices)
        .map(|number| {
            let (mut writer, joining) = Writer::join(scope(1), number, number == 0);
            let mut runs = vec![joining];
            for i in 0..acts {
                runs.push(if i % 5 == 0 {
                    writer.book(u32::from(number) * 1000 + i, 6)
                } else {
                    writer.desk(i)
                });
            }
            runs
        })
        .collect()
}

fn holding(logs: &[Vec<Run>]) -> MemoryStore {
    let mut store = MemoryStore::default();
    for run in logs.iter().flatten() {
        assert_eq!(store.take_in(scope(1), vec![run.clone()], NOW).unwrap().refused, vec![]);
    }
    store
}

#[test]
fn nothing_to_do_costs_one_round_trip_and_200_bytes_for_six_devices() {
    let logs = visit(6, 20);
    let (mut laptop, mut server) = (holding(&logs), holding(&logs));
    let outcome = exchange(&mut laptop, &mut server);
    assert_eq!(outcome.round_trips, 1);
    let bytes = outcome.sent_bytes + outcome.received_bytes;
    assert!(bytes <= 200, "{bytes} bytes");
    assert_eq!(outcome.receipts.len(), 1);
    assert!(outcome.receipts[0].covers(&laptop.heads(scope(1)).unwrap()));
}

#[test]
fn both_sides_get_what_they_lack_in_two_round_trips() {
    let logs = visit(4, 30);
    let opener = vec![logs[0].clone()];
    let mut laptop = holding(&[opener.clone(), vec![logs[1].clone()]].concat());
    let mut server = holding(&[opener, vec![logs[2].clone(), logs[3].clone()]].concat());
    let outcome = exchange(&mut laptop, &mut server);
    assert_eq!(outcome.round_trips, 2);
    assert_eq!(laptop.all_events(), server.all_events());
    assert_eq!(laptop.all_events(), holding(&logs).all_events());
    assert_eq!((laptop.known_again, server.known_again), (0, 0));
    assert_eq!(outcome.receipts.len(), 1);
    assert_eq!(outcome.receipts[0].heads, server.heads(scope(1)).unwrap());
}

#[test]
fn a_new_laptop_takes_over_every_visit() {
    let mut server = holding(&visit(3, 12));
    let (_, other) = Writer::join(scope(2), 8, true);
    server.take_in(scope(2), vec![other], NOW).unwrap();
    let mut laptop = MemoryStore::default();
    let outcome = exchange(&mut laptop, &mut server);
    assert_eq!(outcome.round_trips, 2);
    assert_eq!(outcome.others, vec![scope(1), scope(2)]);
    assert_eq!(outcome.receipts.len(), 2);
    assert_eq!(laptop.all_events(), server.all_events());
}

#[test]
fn a_laptop_that_wants_its_own_gets_no_other_visit() {
    let mut server = holding(&visit(2, 3));
    let mut laptop = MemoryStore::default();
    let (_, mine) = Writer::join(scope(2), 8, true);
    laptop.take_in(scope(2), vec![mine], NOW).unwrap();
    talk(
        &mut laptop,
        &mut server,
        Wanted::Mine,
        &mut Memory::default(),
        Cut::NEVER,
    )
    .unwrap();
    assert_eq!(laptop.scopes().unwrap(), vec![scope(2)]);
    assert_eq!(server.scopes().unwrap(), vec![scope(1), scope(2)]);
    let one = Wanted::These(vec![scope(1)]);
    talk(&mut laptop, &mut server, one, &mut Memory::default(), Cut::NEVER).unwrap();
    assert_eq!(laptop.all_events(), server.all_events());
}

#[test]
fn what_the_server_lacked_when_last_heard_needs_one_round_trip() {
    let logs = visit(2, 10);
    let mut laptop = holding(&logs);
    let mut server = MemoryStore::default();
    let mut memory = Memory::default();
    let first = talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut::NEVER).unwrap();
    assert_eq!(first.round_trips, 2);
    let (mut third, joining) = Writer::join(scope(1), 2, false);
    laptop.take_in(scope(1), vec![joining], NOW).unwrap();
    laptop.take_in(scope(1), vec![third.desk(1)], NOW).unwrap();
    let second = talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut::NEVER).unwrap();
    assert_eq!((second.round_trips, second.sent), (1, 2));
    assert_eq!(second.receipts[0].heads, laptop.heads(scope(1)).unwrap());
    assert_eq!(server.known_again, 0);
}

#[test]
fn a_refused_log_is_named_and_all_others_flow() {
    let logs = visit(3, 4);
    let mut laptop = holding(&logs);
    // The server holds another act where the laptop's third device goes on: a fork.
    let (mut copy, joining) = Writer::join(scope(1), 2, false);
    let mut server = holding(&[logs[0].clone(), vec![joining, copy.desk(77)]]);
    let outcome = exchange(&mut laptop, &mut server);
    let third = logs[2][0].device;
    assert!(
        outcome.refused.iter().any(|r| r.device == Some(third) && r.by_server),
        "{:?}",
        outcome.refused
    );
    assert!(outcome.refused.iter().all(|r| r.device == Some(third)));
    let heads = server.heads(scope(1)).unwrap();
    let mine = laptop.heads(scope(1)).unwrap();
    assert_eq!(heads[..2], mine[..2]);
    assert_ne!(heads[2], mine[2]);
    assert_eq!(
        outcome.receipts[0].heads, heads,
        "the receipt says what the server holds, not what it refused"
    );
}

#[test]
fn batches_that_end_exactly_at_a_multiple_lose_nothing() {
    let logs = visit(2, 25);
    let sizes: Vec<usize> = logs
        .iter()
        .flatten()
        .map(|r| r.events.iter().map(Vec::len).sum())
        .collect();
    let total: usize = sizes.iter().sum();
    for batch_bytes in [
        1_024,
        total,
        total - 1,
        total + 1,
        total / 2,
        sizes[0] + sizes[1],
        sizes[0] + sizes[1] + sizes[2],
    ] {
        let mut memory = Memory::with_batch_bytes(batch_bytes);
        let (mut laptop, mut server) = (holding(&logs), MemoryStore::default());
        talk(&mut laptop, &mut server, Wanted::All, &mut memory, Cut::NEVER).unwrap();
        assert_eq!(server.all_events(), laptop.all_events());
        let mut newcomer = MemoryStore::default();
        let mut memory = Memory::with_batch_bytes(batch_bytes);
        let outcome = talk(&mut newcomer, &mut server, Wanted::All, &mut memory, Cut::NEVER).unwrap();
        assert_eq!(newcomer.all_events(), laptop.all_events());
        assert_eq!(outcome.round_trips, 2);
        assert_eq!(outcome.receipts.len(), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any order, repetition and split of the acts over three journals, and any order of exchanges, ends in equal journals.
    #[test]
    fn any_order_repetition_and_split_gives_equal_journals(
        places in prop::collection::vec((0usize..3, 0usize..3, 0u8..7), 24),
        meetings in prop::collection::vec(0usize..3, 0..6),
        batch_bytes in 1_024usize..4_000,
    ) {
        let logs = visit(3, 8);
        let mut laptops = vec![MemoryStore::default(); 3];
        let mut server = MemoryStore::default();
        // Each laptop gets random acts, some of them again and again; what comes before its turn is refused as a gap.
        for (i, (log, laptop, repeat)) in places.iter().enumerate() {
            for again in 0..=*repeat {
                let at = (i * 5 + again as usize) % logs[*log].len();
                for run in &logs[*log][..=at] {
                    laptops[*laptop].take_in(scope(1), vec![run.clone()], NOW).unwrap();
                }
            }
        }
        for (i, log) in logs.iter().enumerate() {
            for run in log {
                laptops[i].take_in(scope(1), vec![logs[0][0].clone(), run.clone()], NOW).unwrap();
            }
        }
        let mut memories = vec![Memory::with_batch_bytes(batch_bytes); 3];
        for i in meetings.into_iter().chain([0, 1, 2, 0, 1, 2]) {
            let outcome = talk(&mut laptops[i], &mut server, Wanted::All, &mut memories[i], Cut::NEVER).unwrap();
            prop_assert!(outcome.round_trips <= 2);
            prop_assert!(outcome.refused.is_empty());
        }
        let all = holding(&logs).all_events();
        prop_assert_eq!(&server.all_events(), &all);
        for laptop in &laptops {
            prop_assert_eq!(&laptop.all_events(), &all);
        }
        prop_assert_eq!(server.known_again, 0);
    }
}
