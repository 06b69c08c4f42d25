//! What a receipt confirms is what stands here: another log of the same device is none of it, however long.

#![allow(clippy::unwrap_used, reason = "tests end where something is not as they made it")]

mod kit;

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::{DeviceKey, Head},
    receipt::{Grade, Receipt},
    time::Moment,
};
use jemput_journal::{Confirmed, Journal};
use kit::{Laptop, made, person, scope};
use uuid::Uuid;

const SERVER: u128 = 0x5e;

fn server(n: u128) -> DeviceId {
    DeviceId(Uuid::from_u128(n))
}

/// The word of a server that holds exactly what this journal holds.
fn receipt(holder: &Journal, by: u128, at: i64) -> Receipt {
    let heads = holder.view().heads(scope()).unwrap();
    let key = DeviceKey::from_bytes(&[9; 32]);
    Receipt::sign(&key, scope(), heads, server(by), 1, Grade::Held, Moment(at))
}

fn keep(laptop: &mut Laptop, receipt: &Receipt) {
    let writing = laptop.journal.write().unwrap();
    writing.keep_receipt(receipt, laptop.device, Moment(5)).unwrap();
    writing.commit().unwrap();
}

/// The server holds exactly what the laptop holds, and says so.
fn keep_own(laptop: &mut Laptop, at: i64) {
    let receipt = receipt(&laptop.journal, SERVER, at);
    keep(laptop, &receipt);
}

fn confirmed(laptop: &Laptop, by: u128) -> Confirmed {
    laptop.journal.view().confirmed(scope(), server(by)).unwrap()
}

fn pending(laptop: &Laptop, by: u128) -> u32 {
    confirmed(laptop, by).pending(&laptop.journal.view().heads(scope()).unwrap())
}

/// A laptop and its copy, as a restored disk image makes one; both go on.
fn with_copy(own: u32, copys: u32) -> (Laptop, Laptop) {
    let write = |laptop: &mut Laptop, from: u32, count: u32| {
        for n in from..from + count {
            laptop.act(vec![made(person(n), Some(0))]);
        }
    };
    let (mut laptop, mut copy) = (Laptop::new(1), Laptop::new(1));
    for one in [&mut laptop, &mut copy] {
        one.open_visit();
        write(one, 1, 5);
    }
    assert_eq!(
        laptop.journal.view().heads(scope()).unwrap(),
        copy.journal.view().heads(scope()).unwrap(),
        "they begin as one"
    );
    write(&mut laptop, 100, own);
    write(&mut copy, 200, copys);
    (laptop, copy)
}

#[test]
fn what_the_server_holds_is_confirmed_and_what_follows_is_not() {
    let (mut laptop, _) = with_copy(2, 0);
    keep_own(&mut laptop, 7);
    assert_eq!(pending(&laptop, SERVER), 0);
    let kept = laptop.journal.view().receipt(scope(), server(SERVER)).unwrap().unwrap();
    assert_eq!((kept.heard_at, kept.receipt.at), (Moment(5), Moment(7)));
    laptop.act(vec![made(person(300), Some(0))]);
    assert_eq!(pending(&laptop, SERVER), 1);
    assert_eq!(confirmed(&laptop, SERVER).forks().count(), 0);
}

#[test]
fn events_written_after_a_restored_image_are_not_held_because_the_old_log_was_longer_or_as_long() {
    for (own, at_server) in [(12, 8), (8, 8), (3, 8)] {
        let (mut laptop, old) = with_copy(own, at_server);
        let before = receipt(&with_copy(0, 0).0.journal, SERVER, 1);
        keep(&mut laptop, &before);
        assert_eq!(pending(&laptop, SERVER), own);
        keep(&mut laptop, &receipt(&old.journal, SERVER, 2));
        let confirmed = confirmed(&laptop, SERVER);
        assert_eq!(pending(&laptop, SERVER), own, "{own} here, {at_server} there");
        let forks: Vec<Head> = confirmed.forks().map(|log| log.head).collect();
        assert_eq!(forks, before.heads, "it forks after what both have");
        assert_eq!(
            laptop
                .journal
                .view()
                .receipt(scope(), server(SERVER))
                .unwrap()
                .unwrap()
                .receipt
                .at,
            Moment(2)
        );
    }
}

#[test]
fn a_fork_that_is_heard_of_first_confirms_nothing() {
    let (mut laptop, old) = with_copy(12, 8);
    keep(&mut laptop, &receipt(&old.journal, SERVER, 2));
    let all: u32 = laptop
        .journal
        .view()
        .heads(scope())
        .unwrap()
        .iter()
        .map(|h| h.seq)
        .sum();
    assert_eq!(pending(&laptop, SERVER), all);
    assert_eq!(confirmed(&laptop, SERVER).forks().count(), 1);
}

#[test]
fn a_server_that_came_back_from_a_backup_confirms_less_and_is_no_fork() {
    let (mut laptop, _) = with_copy(6, 0);
    keep_own(&mut laptop, 1);
    keep(&mut laptop, &receipt(&with_copy(0, 0).0.journal, SERVER, 2));
    assert_eq!(pending(&laptop, SERVER), 6);
    assert_eq!(confirmed(&laptop, SERVER).forks().count(), 0);
}

#[test]
fn more_of_another_laptops_log_at_the_server_is_no_fork() {
    let (mut laptop, _) = with_copy(0, 0);
    let mut other = Laptop::new(2);
    other.hear(&laptop);
    other.act(vec![made(person(50), Some(0))]);
    laptop.hear(&other);
    keep(&mut laptop, &receipt(&other.journal, SERVER, 1));
    other.act(vec![made(person(51), Some(0))]);
    keep(&mut laptop, &receipt(&other.journal, SERVER, 2));
    assert_eq!(pending(&laptop, SERVER), 0);
    assert_eq!(confirmed(&laptop, SERVER).forks().count(), 0);
}

#[test]
fn one_servers_word_is_not_anothers() {
    let (mut laptop, _) = with_copy(0, 0);
    keep_own(&mut laptop, 1);
    let all: u32 = laptop
        .journal
        .view()
        .heads(scope())
        .unwrap()
        .iter()
        .map(|h| h.seq)
        .sum();
    assert_eq!((pending(&laptop, SERVER), pending(&laptop, 0x5f)), (0, all));
    assert!(laptop.journal.view().receipt(scope(), server(0x5f)).unwrap().is_none());
    let elsewhere = ScopeId(Uuid::from_u128(77));
    assert!(
        laptop
            .journal
            .view()
            .receipt(elsewhere, server(SERVER))
            .unwrap()
            .is_none()
    );
}
