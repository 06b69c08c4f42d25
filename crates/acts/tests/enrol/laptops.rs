//! Enrolling a laptop, and what it had before.

use jemput_acts::{Desk, act, clock::TimeSource, view::*};
use jemput_exchange::Store;

use crate::kit::Office;

#[test]
fn a_laptop_is_enrolled_and_nothing_of_what_it_had_is_lost() {
    let office = Office::new();
    let first = office.laptop("Loket A");
    let site = first.site("SMAN 55");
    let visit = first.visit(site);
    assert_eq!(act::enrolment(&first.desk, Nothing {}).unwrap(), None);
    let done = first.enrol(&office.code()).unwrap();
    assert_eq!(done.enrolment.office_name, "Sudin Contoh");
    assert_eq!((done.enrolment.van_name.as_str(), done.enrolment.serial), ("Van 1", 1));
    assert_eq!(act::enrolment(&first.desk, Nothing {}).unwrap(), Some(done.enrolment));

    // The visit that it had planned, in a log without a credential, is at the server, receipt and all.
    let sent = first.sync().unwrap();
    assert_eq!((sent.pending, sent.refused), (0, 0));
    assert!(!office.journal().heads(visit).unwrap().is_empty());

    // Its site is the office's now: the second laptop knows it without a visit.
    let second = office.enrolled("Loket B");
    let sites = act::sites(&second.desk, Nothing {}).unwrap();
    assert_eq!(
        sites.iter().map(|s| (s.id, s.name.as_str())).collect::<Vec<_>>(),
        [(site, "SMAN 55")]
    );
    let joined = act::visit_join(&second.desk, JoinInput { visit, server: None }).unwrap();
    assert!(joined.received > 0);
    let own = second.visit(site);
    second.sync().unwrap();
    act::visit_join(
        &first.desk,
        JoinInput {
            visit: own,
            server: None,
        },
    )
    .unwrap();
}

#[test]
fn an_unprotected_laptop_a_wrong_secret_and_a_mistyped_code_enrol_nobody() {
    let office = Office::new();
    let code = office.code();
    let open = Desk::init(&office.folder.path().join("open"), TimeSource::System, "Loket", None).unwrap();
    let input = |code: &str, secret: &str| EnrolInput {
        code: code.to_owned(),
        server: None,
        secret: TypedSecret(secret.to_owned()),
    };
    let refused = act::enrol(&open, input(&code.to_text(), "")).unwrap_err();
    assert_eq!(refused.code(), "unprotected");

    let laptop = office.laptop("Loket A");
    let mut mistyped = code.to_text();
    mistyped.pop();
    assert_eq!(
        act::enrol(&laptop.desk, input(&mistyped, &laptop.secret))
            .unwrap_err()
            .code(),
        "bad_code"
    );
    let other = office.laptop("Loket B");
    let wrong = act::enrol(&laptop.desk, input(&code.to_text(), &other.secret)).unwrap_err();
    assert_eq!(wrong.code(), "secret_wrong");
    laptop.enrol(&code).unwrap();
    assert_eq!(other.enrol(&code).unwrap_err().code(), "code_used");
}

#[test]
fn a_laptop_without_a_code_is_told_to_enrol_and_keeps_all() {
    let office = Office::new();
    let laptop = office.enrolled("Loket A");
    let site = laptop.site("SMAN 55");
    let visit = laptop.visit(site);
    // Another laptop that never enrolled, at the same address: ordinary roots do not vouch for it, so nothing is said.
    let stranger = office.laptop("Loket C");
    let server = Some(office.url());
    let input = SyncInput {
        server: server.clone(),
        ..SyncInput::default()
    };
    let own = stranger.visit(stranger.site("SMKN 57"));
    assert!(act::sync(&stranger.desk, input).is_err());
    assert!(
        act::visit_offers(
            &stranger.desk,
            OffersInput {
                server,
                ..OffersInput::default()
            }
        )
        .is_err()
    );
    laptop.sync().unwrap();
    assert!(!office.journal().heads(visit).unwrap().is_empty());
    assert!(office.journal().heads(own).unwrap().is_empty());
    stranger.enrol(&office.code()).unwrap();
    assert!(!office.journal().heads(own).unwrap().is_empty(), "it follows by itself");
}
