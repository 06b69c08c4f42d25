//! A laptop is revoked: what it wrote before flows, what it writes after is kept aside and lost nowhere.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use jemput_domain::{
    credential::{Credential, Enrolled},
    event::{DeviceRevoked, Draft, Event, RangeSettled, RevokedFor, Subject},
    id::{DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::{DeviceKey, Head, Refused},
};
use jemput_journal::{Author, Journal, Trust};
use kit::{Laptop, at, made, person, scope};
use uuid::Uuid;

fn office() -> ScopeId {
    ScopeId(Uuid::from_u128(0x0ff1ce))
}

fn server() -> (DeviceId, DeviceKey) {
    (DeviceId(Uuid::from_u128(99)), DeviceKey::from_bytes(&[99; 32]))
}

fn trust() -> Trust {
    let (device, key) = server();
    Trust {
        office: office(),
        server: device,
        keys: vec![key.public()],
    }
}

/// Belongs to the office, with a credential.
fn enrol(laptop: &mut Laptop) {
    let (device, key) = server();
    let enrolled = Enrolled {
        server: device,
        key_id: 1,
        device: laptop.device,
        public_key: laptop.key.public(),
        office: office(),
        van: ScopeId(Uuid::from_u128(3)),
        serial: 1,
        provisional: false,
    };
    let writing = laptop.journal.write().unwrap();
    writing.set_trust(&trust()).unwrap();
    writing.set_credential(&Credential::sign(&key, enrolled)).unwrap();
    writing.commit().unwrap();
}

/// The server's journal, with its office opened.
fn central() -> Journal {
    let mut journal = Journal::in_memory().unwrap();
    let writing = journal.write().unwrap();
    writing.set_trust(&trust()).unwrap();
    writing.keep_quarantine().unwrap();
    writing.commit().unwrap();
    journal
}

/// Writes in the office's scope as the server.
fn say(journal: &mut Journal, minute: u16, draft: Draft) {
    let (device, key) = server();
    let author = Author {
        device,
        key: &key,
        device_name: "Server",
        operator: OperatorId(Uuid::nil()),
        wall: at(minute),
        offset_ms: 0,
    };
    let mut writing = journal.write().unwrap();
    if writing.view().secret(office()).unwrap().is_none() {
        writing
            .append_opening(office(), ScopeSecret([8; 32]), &author, vec![draft])
            .unwrap();
    } else {
        writing.append(office(), &author, vec![draft]).unwrap();
    }
    writing.commit().unwrap();
}

fn revoke(journal: &mut Journal, device: DeviceId, minute: u16) {
    let revoked = DeviceRevoked {
        reason: RevokedFor::Retired,
    };
    say(
        journal,
        minute,
        Draft::about(Subject::Device(device), Event::DeviceRevoked(revoked)),
    );
}

fn pass(from: &Journal, to: &mut Journal, scope: ScopeId) -> Vec<(DeviceId, Refused)> {
    let after: Vec<_> = to
        .view()
        .heads(scope)
        .unwrap()
        .iter()
        .map(|h| (h.device, h.seq))
        .collect();
    let runs = from.view().runs_after(scope, &after, usize::MAX).unwrap();
    to.take_in(scope, runs, at(600)).unwrap().refused
}

/// An opener, a laptop that will be revoked, and the server; the visit is everywhere.
fn van() -> (Laptop, Laptop, Journal) {
    let (mut one, mut two, mut server) = (Laptop::new(1), Laptop::new(2), central());
    enrol(&mut one);
    enrol(&mut two);
    one.open_visit();
    assert_eq!(two.hear(&one).refused, vec![]);
    two.act(vec![made(person(1), Some(0))]);
    assert_eq!(pass(&two.journal, &mut server, scope()), vec![]);
    assert_eq!(pass(&two.journal, &mut one.journal, scope()), vec![]);
    (one, two, server)
}

fn head(journal: &Journal, device: DeviceId) -> Head {
    let heads = journal.view().heads(scope()).unwrap();
    *heads.iter().find(|h| h.device == device).unwrap()
}

fn settled(head: Head, first_seq: u32, admitted: bool) -> Draft {
    let range = RangeSettled {
        scope: scope(),
        first_seq,
        last_seq: head.seq,
        link: head.link,
        admitted,
        reason: "dilihat".into(),
    };
    Draft::about(Subject::Device(head.device), Event::RangeSettled(range))
}

#[test]
fn what_comes_after_is_in_quarantine_and_flows_once_it_is_admitted() {
    let (mut one, mut two, mut server) = van();
    let known = head(&server, two.device);
    revoke(&mut server, two.device, 500);
    two.now = at(510);
    two.act(vec![made(person(2), Some(0))]);
    two.act(vec![made(person(3), Some(0))]);
    let last = head(&two.journal, two.device);

    assert_eq!(
        pass(&two.journal, &mut server, scope()),
        vec![(two.device, Refused::Revoked)]
    );
    assert_eq!(head(&server, two.device), known, "nothing of it is among the events");
    assert_eq!(
        server
            .view()
            .tallies(scope())
            .unwrap()
            .iter()
            .map(|t| t.people)
            .sum::<u32>(),
        1
    );
    let aside = server.view().quarantined(None).unwrap();
    assert_eq!(
        (aside.len(), aside[0].scope, aside[0].first_seq, aside[0].head),
        (1, scope(), known.seq + 1, last)
    );
    assert_eq!(server.view().quarantined(Some(one.device)).unwrap(), vec![]);
    // The same again, by whatever way it comes, changes nothing; what follows is added.
    assert_eq!(
        pass(&two.journal, &mut server, scope()),
        vec![(two.device, Refused::Revoked)]
    );
    assert_eq!(server.view().quarantined(None).unwrap(), aside);
    two.act(vec![made(person(4), Some(0))]);
    pass(&two.journal, &mut server, scope());
    let last = head(&two.journal, two.device);
    assert_eq!(server.view().quarantined(None).unwrap()[0].head, last);
    // A laptop that knows of it refuses what was written since, keeps it aside, and all others flow.
    assert_eq!(pass(&server, &mut one.journal, office()), vec![]);
    assert_eq!(
        pass(&two.journal, &mut one.journal, scope()),
        vec![(two.device, Refused::Revoked)]
    );
    assert_eq!(one.journal.view().refused().unwrap()[0].code, "revoked");
    one.act(vec![made(person(9), Some(0))]);
    assert_eq!(pass(&one.journal, &mut server, scope()), vec![]);

    // Admitted, it is taken in like any other, at the server and then everywhere.
    say(&mut server, 520, settled(last, known.seq + 1, true));
    let run = server
        .view()
        .quarantined_run(scope(), two.device, last.seq)
        .unwrap()
        .unwrap();
    assert_eq!(server.take_in(scope(), vec![run], at(600)).unwrap().refused, vec![]);
    let writing = server.write().unwrap();
    writing.release(scope(), two.device, last.seq).unwrap();
    writing.commit().unwrap();
    assert_eq!(server.view().quarantined(None).unwrap(), vec![]);
    assert_eq!(head(&server, two.device), last);
    pass(&server, &mut one.journal, office());
    assert_eq!(pass(&server, &mut one.journal, scope()), vec![]);
    assert_eq!(one.dump(), server.view().dump(scope()).unwrap());
    assert_eq!(one.journal.view().refused().unwrap(), vec![]);
    // And what it writes after that waits again.
    two.act(vec![made(person(5), Some(0))]);
    assert_eq!(
        pass(&two.journal, &mut server, scope()),
        vec![(two.device, Refused::Revoked)]
    );
    assert_eq!(server.view().quarantined(None).unwrap()[0].first_seq, last.seq + 1);
}

#[test]
fn a_laptop_passes_on_what_was_written_before_the_revocation() {
    let (mut one, mut two, mut server) = van();
    two.act(vec![made(person(2), Some(0))]);
    revoke(&mut server, two.device, 500);
    assert_eq!(pass(&server, &mut one.journal, office()), vec![]);
    assert_eq!(pass(&two.journal, &mut one.journal, scope()), vec![]);
    assert_eq!(head(&one.journal, two.device), head(&two.journal, two.device));
    // The server asks a person all the same: clocks are set back easily.
    assert_eq!(
        pass(&one.journal, &mut server, scope()),
        vec![(two.device, Refused::Revoked)]
    );
    assert_eq!(server.view().quarantined(None).unwrap().len(), 1);
}

#[test]
fn what_does_not_prove_itself_is_not_in_quarantine_either() {
    let (one, mut two, mut server) = van();
    revoke(&mut server, two.device, 500);
    two.act(vec![made(person(2), Some(0))]);
    let known = head(&server, two.device);
    let run = two
        .journal
        .view()
        .runs_after(scope(), &[(two.device, known.seq)], usize::MAX)
        .unwrap();
    let run = run.into_iter().find(|r| r.device == two.device).unwrap();
    let mut forged = run.clone();
    forged.signature[0] ^= 1;
    let mut later = run.clone();
    later.first_seq += 1;
    let mut other = run.clone();
    other.device = one.device;
    for (run, why) in [(forged, Refused::Signature), (later, Refused::Gap)] {
        assert_eq!(
            server.take_in(scope(), vec![run], at(600)).unwrap().refused,
            vec![(two.device, why)]
        );
    }
    assert_ne!(server.take_in(scope(), vec![other], at(600)).unwrap().refused, vec![]);
    assert_eq!(server.view().quarantined(None).unwrap(), vec![]);
    // A visit that a revoked laptop opens is not opened here.
    let mut alone = Laptop::new(2);
    enrol(&mut alone);
    alone.open_visit();
    let runs = alone.journal.view().runs_after(scope(), &[], usize::MAX).unwrap();
    let mut bare = central();
    revoke(&mut bare, alone.device, 500);
    assert_eq!(
        bare.take_in(scope(), runs, at(600)).unwrap().refused,
        vec![(alone.device, Refused::Revoked)]
    );
    assert_eq!(bare.view().scopes().unwrap(), vec![office()]);
    assert_eq!(bare.view().quarantined(None).unwrap()[0].first_seq, 1);
}

#[test]
fn only_the_server_revokes() {
    let (mut one, mut two, mut server) = van();
    // A laptop writes the same event into the office's scope.
    revoke(&mut server, DeviceId(Uuid::from_u128(1234)), 500);
    assert_eq!(pass(&server, &mut one.journal, office()), vec![]);
    let author = Author {
        device: one.device,
        key: &one.key,
        device_name: "Loket",
        operator: OperatorId(Uuid::nil()),
        wall: at(501),
        offset_ms: 0,
    };
    let revoked = DeviceRevoked {
        reason: RevokedFor::LostOrStolen,
    };
    let draft = Draft::about(Subject::Device(two.device), Event::DeviceRevoked(revoked));
    let mut writing = one.journal.write().unwrap();
    writing.append(office(), &author, vec![draft]).unwrap();
    writing.commit().unwrap();
    assert_eq!(pass(&one.journal, &mut server, office()), vec![]);
    assert_eq!(server.view().revocation(two.device).unwrap(), None);
    two.now = at(510);
    two.act(vec![made(person(2), Some(0))]);
    assert_eq!(pass(&two.journal, &mut server, scope()), vec![]);
    assert_eq!(pass(&two.journal, &mut one.journal, scope()), vec![]);
}
