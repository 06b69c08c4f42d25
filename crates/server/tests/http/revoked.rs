//! A revoked laptop: sent nothing, heard to the end.

use jemput_domain::event::RevokedFor;
use jemput_exchange::{Store, conversation::Wanted, http::Expected};
use jemput_server::{quarantine, revoke};

use crate::{
    administer::enrolled,
    kit::writer::scope,
    office::{Laptop, with_office},
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
