//! A revoked laptop: sent nothing, heard to the end.

use std::{
    io::{Read, Write},
    time::Duration,
};

use jemput_domain::event::RevokedFor;
use jemput_exchange::{Store, conversation::Wanted, http::Expected};
use jemput_server::{quarantine, revoke};

use crate::{
    administer::{anonymous, enrolled},
    kit::{Server, writer::scope},
    office::{Laptop, with_office, with_office_and},
};

#[test]
fn it_is_sent_nothing_and_hands_in_everything() {
    let (server, mut desk) = with_office();
    let url = server.running.url();
    let (mut first, key) = enrolled(&server, &mut desk, 1);
    let (mut second, _) = enrolled(&server, &mut desk, 2);
    first.note(scope(1));
    first.exchange(&url, key, Wanted::Mine).unwrap();
    second.exchange(&url, key, Wanted::These(vec![scope(1)])).unwrap();
    second.note(scope(1));
    let connect = |laptop: &Laptop| laptop.connect(&url, Expected::Key(key.public_key));
    let early = connect(&second)
        .hand_in(&second.journal, second.device, key)
        .unwrap_err();
    assert_eq!(early.code(), "refused", "in good standing");

    revoke::revoke(&mut desk.journal, &desk.signer, second.device, RevokedFor::LostOrStolen).unwrap();
    // What the first writes now never comes to the second; what the second carries of the first is taken in all the same.
    first.note(scope(1));
    first.exchange(&url, key, Wanted::Mine).unwrap();
    for wanted in [Wanted::Mine, Wanted::All, Wanted::These(vec![scope(1)])] {
        assert_eq!(second.exchange(&url, key, wanted).unwrap_err().code(), "revoked");
    }
    assert_eq!(connect(&second).offers().unwrap_err().code(), "revoked");
    second.note(scope(2));
    let handed_in = connect(&second).hand_in(&second.journal, second.device, key).unwrap();
    assert!(handed_in.is_complete);
    assert_eq!(
        (handed_in.word.device, handed_in.word.reason),
        (second.device, RevokedFor::LostOrStolen)
    );
    let waiting = quarantine::list(desk.journal.view()).unwrap();
    assert_eq!(waiting.len(), 2, "the visit it wrote in, and the one that it opened");
    assert!(
        !desk
            .journal
            .heads(scope(1))
            .unwrap()
            .iter()
            .any(|head| head.device == second.device)
    );
    assert_eq!(
        desk.journal.heads(scope(2)).unwrap(),
        vec![],
        "a revoked laptop opens nothing"
    );
    // Again: nothing is doubled, and it still is complete.
    assert!(
        connect(&second)
            .hand_in(&second.journal, second.device, key)
            .unwrap()
            .is_complete
    );
    assert_eq!(quarantine::list(desk.journal.view()).unwrap(), waiting);
    // Peers hear of it with the office's events.
    let office = desk.journal.view().trust().unwrap().unwrap().office;
    first
        .exchange(&url, key, Wanted::These(vec![office, scope(1)]))
        .unwrap();
    assert!(first.journal.view().revocation(second.device).unwrap().is_some());
}

#[test]
fn another_laptop_cannot_ask_in_its_name_and_another_server_cannot_say_it() {
    let (server, mut desk) = with_office();
    let url = server.running.url();
    let (mut first, key) = enrolled(&server, &mut desk, 1);
    let (second, _) = enrolled(&server, &mut desk, 2);
    first.note(scope(1));
    revoke::revoke(&mut desk.journal, &desk.signer, second.device, RevokedFor::Retired).unwrap();
    let connection = first.connect(&url, Expected::Key(key.public_key));
    let refused = connection.hand_in(&first.journal, second.device, key).unwrap_err();
    assert_eq!(refused.code(), "other_device");
    // A word that another key signed is no word.
    let mut stranger = key;
    stranger.public_key = [7; 32];
    let connection = second.connect(&url, Expected::Key(key.public_key));
    let refused = connection
        .hand_in(&second.journal, second.device, stranger)
        .unwrap_err();
    assert_eq!(refused.code(), "other_server");
}

/// Begins a request over a connection that proves no key, sends no byte of its body, and waits for the server's first word.
fn silent(server: &Server, path: &str) -> (impl Sized + use<>, String) {
    let mut stream = anonymous(server.running.address);
    stream.sock.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // Who expects it hears `100` as soon as the server reads.
    let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 900\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut word = [0; 12];
    stream.read_exact(&mut word).unwrap();
    (stream, String::from_utf8_lossy(&word).into_owned())
}

#[test]
fn who_proves_no_key_and_says_nothing_keeps_nobody_from_handing_in() {
    let (server, mut desk) = with_office_and(|config| config.large_max = 1);
    let (mut laptop, key) = enrolled(&server, &mut desk, 1);
    laptop.note(scope(1));
    revoke::revoke(&mut desk.journal, &desk.signer, laptop.device, RevokedFor::Retired).unwrap();
    let paths = ["/hand-in", "/revoked", "/kept", "/hand-in"];
    let silents: Vec<_> = paths.iter().map(|path| silent(&server, path)).collect();
    for (_, word) in &silents {
        assert_eq!(word, "HTTP/1.1 401", "not a byte of it is waited for");
    }
    let connection = laptop.connect(&server.running.url(), Expected::Key(key.public_key));
    let handed_in = connection.hand_in(&laptop.journal, laptop.device, key).unwrap();
    assert!(handed_in.is_complete);
}

#[test]
fn who_says_nothing_keeps_nobody_from_being_enrolled() {
    let (server, mut desk) = with_office();
    let silents: Vec<_> = (0..5).map(|_| silent(&server, "/enrol")).collect();
    for (_, word) in &silents {
        assert_eq!(word, "HTTP/1.1 100");
    }
    enrolled(&server, &mut desk, 1);
}
