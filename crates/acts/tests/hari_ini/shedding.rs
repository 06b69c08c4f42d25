//! A visit leaves the laptop once the server's backup holds it.

use jemput_acts::{
    act,
    view::{Done, InventoryInput, Nothing, ShedAfterInput, ShedInput},
};
use jemput_domain::{
    event::inventory_digest,
    id::DeviceId,
    log::DeviceKey,
    receipt::{Grade, Receipt},
};
use uuid::Uuid;

use crate::kit::{FIRST_DAY, SECOND_DAY, Van};

const AFTER: &str = "2021-11-23";

fn server() -> (DeviceId, DeviceKey) {
    (DeviceId(Uuid::from_u128(1)), DeviceKey::from_bytes(&[5; 32]))
}

/// The server signs for what is here now.
fn receipt(van: &Van, grade: Grade, key: &DeviceKey) {
    let (server, pinned) = server();
    let mut journal = van.journal();
    let heads = journal.view().heads(van.visit).unwrap();
    let at = van.desk.clock().now();
    let receipt = Receipt::sign(key, van.visit, heads, server, 1, grade, at);
    let writing = journal.write().unwrap();
    let address = "http://127.0.0.1:1";
    let key: String = pinned.public().iter().map(|byte| format!("{byte:02x}")).collect();
    writing.set_setting("server", address).unwrap();
    writing
        .set_setting("server_key", &format!("{address} {server} {key}"))
        .unwrap();
    writing.keep_receipt(&receipt, van.desk.device(), at).unwrap();
    writing.commit().unwrap();
}

fn shed(van: &Van, unsettled: bool) -> Result<Done, jemput_acts::Trouble> {
    let visit = van.visit;
    act::shed(&van.desk, ShedInput { visit, unsettled })
}

fn refused(van: &Van, unsettled: bool) -> &'static str {
    let before = van.journal().view().dump(van.visit).unwrap();
    let code = shed(van, unsettled).unwrap_err().code();
    assert_eq!(van.journal().view().dump(van.visit).unwrap(), before);
    code
}

#[test]
fn never_early_never_unsettled_and_never_without_the_backups_word() {
    let van = Van::with(&[("XII MIPA 1", 3)]);
    let people = van.class("XII MIPA 1");
    van.now(FIRST_DAY, "07:30");
    van.arrive(people[0]);
    assert_eq!(refused(&van, true), "shed_early");
    van.now(AFTER, "08:00");
    assert_eq!(refused(&van, true), "shed_not_kept", "no receipt at all");
    receipt(&van, Grade::Held, &server().1);
    assert_eq!(refused(&van, true), "shed_not_kept", "held is not kept");
    receipt(&van, Grade::Kept, &DeviceKey::from_bytes(&[6; 32]));
    assert_eq!(refused(&van, true), "shed_not_kept", "somebody else's signature");
    receipt(&van, Grade::Kept, &server().1);
    assert_eq!(refused(&van, false), "shed_unsettled", "somebody stands on site");
    let list = act::shed_list(&van.desk, Nothing {}).unwrap();
    assert!(list.visits[0].unsettled && !list.visits[0].ready && list.offer.is_empty());
    // One event more, and the receipt does not cover it.
    van.now(AFTER, "08:05");
    act::leave(
        &van.desk,
        jemput_acts::view::LeaveInput {
            visit: van.visit,
            booking: people[0],
            reason: "unwell".into(),
        },
    )
    .unwrap();
    assert_eq!(refused(&van, true), "shed_not_kept");
    receipt(&van, Grade::Kept, &server().1);
    let list = act::shed_list(&van.desk, Nothing {}).unwrap();
    assert!(list.visits[0].ready && list.offer.contains("SMAN 55"), "{list:?}");
    act::shed_after(&van.desk, ShedAfterInput { days: 30 }).unwrap();
    assert_eq!(refused(&van, false), "shed_early");
}

#[test]
fn what_left_is_in_the_vans_scope_and_in_the_inventory_by_ids_alone() {
    let van = Van::with(&[("XII MIPA 1", 3)]);
    let mut people = van.class("XII MIPA 1");
    people.sort();
    van.now(AFTER, "08:00");
    receipt(&van, Grade::Kept, &server().1);
    let ended = van.journal().view().heads(van.visit).unwrap()[0];
    shed(&van, false).unwrap();

    assert_eq!(act::session(&van.desk, Nothing {}).unwrap().visits.len(), 0);
    let list = act::shed_list(&van.desk, Nothing {}).unwrap();
    assert_eq!((list.visits.len(), list.shed.len()), (0, 1));
    assert_eq!((list.shed[0].people, list.shed[0].is_back), (3, false));
    let to = van.folder.path().join("inventaris.csv").to_string_lossy().into_owned();
    let input = InventoryInput {
        to: Some(to.clone()),
        with_nik: true,
    };
    let inventory = act::inventory(&van.desk, input).unwrap();
    let hex: String = inventory_digest(&people)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!((inventory.visits[0].here, &inventory.visits[0].digest), (false, &hex));
    let text = std::fs::read_to_string(to).unwrap();
    assert!(people.iter().all(|id| text.contains(&id.to_string())), "{text}");
    assert!(!text.contains("Contoh"), "{text}");

    let journal = van.journal();
    assert_eq!(journal.view().surviving(van.visit).unwrap(), Some(ended));
    assert_eq!(journal.verify().unwrap(), []);
    assert_eq!(shed(&van, false).unwrap_err().code(), "no_visit");
}

#[test]
fn a_visit_that_is_taken_again_goes_on_where_this_laptop_ended() {
    let van = Van::with(&[("XII MIPA 1", 3)]);
    van.now(SECOND_DAY, "07:30");
    let people = van.class("XII MIPA 1");
    let first = van.arrive(people[0]);
    let other = van.second();
    van.now(AFTER, "08:00");
    receipt(&van, Grade::Kept, &server().1);
    let ended = van.journal().view().heads(van.visit).unwrap()[0];
    shed(&van, true).unwrap();

    van.hears(&other);
    assert!(act::shed_list(&van.desk, Nothing {}).unwrap().shed[0].is_back);
    van.now(SECOND_DAY, "09:00");
    let next = van.arrive(people[1]);
    assert_eq!(
        (first.ticket.as_str(), next.ticket.as_str()),
        ("A-001", "A-002"),
        "no number twice"
    );
    let journal = van.journal();
    let heads = journal.view().heads(van.visit).unwrap();
    let own = heads.iter().find(|head| head.device == van.desk.device()).unwrap();
    assert!(own.seq > ended.seq);
    assert_eq!(journal.verify().unwrap(), [], "one chain, through where it ended");
    other.hears(&van);
}
