//! Which server a laptop believes: the one of its code, and the keys that this one announces.

use jemput_acts::act;
use jemput_domain::event::{Draft, ServerKeyAnnounced, Subject};
use jemput_domain::time::Moment;
use jemput_server::{enrol, identity, now};

use crate::kit::Office;
use jemput_acts::view::Nothing;

#[test]
fn another_server_at_the_address_gets_nothing_and_the_way_back_stays_open() {
    let mut office = Office::new();
    let laptop = office.enrolled("Loket A");
    let visit = laptop.visit(laptop.site("SMAN 55"));
    office.stop();
    let mut other = Office::new();
    other.stop();
    other.address = office.address;
    other.start();
    assert_eq!(laptop.sync().unwrap_err().code(), "other_server");
    assert!(other.journal().view().heads(visit).unwrap().is_empty());
    other.stop();
    office.start();
    assert_eq!(laptop.sync().unwrap().pending, 0);
}

fn announce(office: &Office) {
    let next = identity::announce(&office.data()).unwrap();
    let signer = identity::load_or_make(&office.data(), &office.data().join("server.sqlite"), 0).unwrap();
    let mut journal = office.journal();
    let mut writing = journal.write().unwrap();
    let trust = writing.view().trust().unwrap().unwrap();
    let draft = Draft::about(Subject::Device(signer.device), ServerKeyAnnounced(next).into());
    enrol::append(&mut writing, &signer, trust.office, draft, Moment(now())).unwrap();
    writing.commit().unwrap();
}

#[test]
fn a_laptop_follows_the_servers_next_key_whether_it_heard_of_it_before_or_only_when_it_met_it() {
    let mut office = Office::new();
    let (told, late) = (office.enrolled("Loket A"), office.enrolled("Loket B"));
    let visit = told.visit(told.site("SMAN 55"));
    told.sync().unwrap();
    let before = act::enrolment(&told.desk, Nothing {}).unwrap().unwrap().fingerprint;
    announce(&office);
    told.sync().unwrap();
    office.stop();
    identity::switch(&office.data()).unwrap();
    office.start();
    for laptop in [&told, &late] {
        let own = laptop.visit(laptop.site("SMKN 57"));
        let done = laptop.sync().unwrap();
        assert_eq!((done.pending, done.refused), (0, 0));
        assert!(!office.journal().view().heads(own).unwrap().is_empty());
        let verified = act::verify(&laptop.desk, Nothing {}).unwrap();
        assert!(verified.ok && verified.receipt_covers_all, "{verified:?}");
    }
    let after = act::enrolment(&told.desk, Nothing {}).unwrap().unwrap().fingerprint;
    assert_ne!(before, after);
    // A third laptop, enrolled under the new key, takes what was written under the old one.
    let third = office.enrolled("Loket C");
    let join = jemput_acts::view::JoinInput { visit, server: None };
    assert!(act::visit_join(&third.desk, join).unwrap().received > 0);
}
