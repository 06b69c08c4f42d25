//! Changing who opens a laptop.

use std::fs;

use jemput_acts::{Desk, clock::TimeSource, vault::RecoveryKey};

use crate::kit::{Laptop, OTHER, SRI, code, secret, session};

#[test]
fn a_changed_secret_is_the_only_one_from_then_on() {
    let (laptop, _) = Laptop::sris();
    let desk = laptop.open_as("Sri", SRI).unwrap();
    assert_eq!(
        code(desk.change_secret(&secret(OTHER), &secret("sesuatu yang lain"))),
        "secret_wrong"
    );
    let holding = desk.change_secret(&secret(SRI), &secret(OTHER)).unwrap();
    assert_eq!(holding.operator, session(&desk).operator);
    drop(desk);
    assert_eq!(code(laptop.open_as("Sri", SRI)), "secret_wrong");
    laptop.open_as("Sri", OTHER).unwrap();
}

#[test]
fn an_unprotected_laptop_gets_a_persons_secret_once() {
    let laptop = Laptop::bare();
    let desk = Desk::init(laptop.home(), TimeSource::System, "Loket A", None).unwrap();
    let machine = fs::read_to_string(laptop.home().join("secret")).unwrap();
    let operator = session(&desk).operator;
    let recovery = desk.protect(Some("Sri"), &secret(SRI)).unwrap().expect("it had none");
    assert!(!session(&desk).unprotected);
    assert_eq!(code(desk.protect(None, &secret(OTHER))), "protected_before");
    drop(desk);
    assert_eq!(code(laptop.open()), "vault_closed");
    assert_eq!(code(laptop.open_as("Sri", &machine)), "secret_wrong");
    assert_eq!(session(&laptop.open_as("Sri", SRI).unwrap()).operator, operator);
    // A power cut before the file beside the data was removed: it opens nothing, and goes with the next right secret.
    fs::write(laptop.home().join("secret"), machine).unwrap();
    assert_eq!(code(laptop.open()), "secret_wrong");
    laptop.open_as("Sri", SRI).unwrap();
    assert!(!laptop.has("secret"));
    let back = Desk::open_by_recovery(laptop.home(), TimeSource::System, &recovery, "Sri", &secret(OTHER)).unwrap();
    assert_eq!(session(&back).operator, operator);
}

#[test]
fn the_recovery_key_gives_an_operator_a_new_secret_and_its_successor_replaces_it() {
    let (laptop, first) = Laptop::sris();
    let recover = |key: &RecoveryKey, name: &str, text: &str| {
        Desk::open_by_recovery(laptop.home(), TimeSource::System, key, name, &secret(text))
    };
    assert_eq!(code(recover(&first, "Budi", OTHER)), "no_operator");
    let desk = recover(&first, "sri", OTHER).unwrap();
    assert_eq!(session(&desk).operator_name, "Sri");
    let second = desk.rotate_recovery().unwrap();
    drop(desk);
    assert_eq!(code(laptop.open_as("Sri", SRI)), "secret_wrong");
    laptop.open_as("Sri", OTHER).unwrap();
    assert_eq!(code(recover(&first, "Sri", SRI)), "secret_wrong");
    laptop.wait();
    recover(&RecoveryKey::read(&second.text()).unwrap(), "Sri", SRI).unwrap();
}

#[test]
fn another_key_for_the_journal_waits_until_nobody_else_works_in_it() {
    let (laptop, recovery) = Laptop::sris();
    let desk = laptop.open_as("Sri", SRI).unwrap();
    let other = laptop.open_as("Sri", SRI).unwrap();
    assert!(!desk.rekey().unwrap());
    assert!(!laptop.has("holders.next"));
    drop(other);
    let before = fs::read(laptop.home().join("holders")).unwrap();
    assert!(desk.rekey().unwrap());
    let device = session(&desk).device;
    drop(desk);
    assert_eq!(session(&laptop.open_as("Sri", SRI).unwrap()).device, device);
    // Whoever kept the old file of holders has a key that opens nothing.
    let after = fs::read(laptop.home().join("holders")).unwrap();
    fs::write(laptop.home().join("holders"), &before).unwrap();
    assert_eq!(code(laptop.open_as("Sri", SRI)), "journal_damaged");
    // As a power cut leaves it between the journal's change and the holders'.
    fs::write(laptop.home().join("holders.next"), &after).unwrap();
    laptop.open_as("Sri", SRI).unwrap();
    assert_eq!(fs::read(laptop.home().join("holders")).unwrap(), after);
    assert!(!laptop.has("holders.next"));
    drop(Desk::open_by_recovery(laptop.home(), TimeSource::System, &recovery, "Sri", &secret(OTHER)).unwrap());
}

#[test]
fn a_key_that_was_about_to_come_does_not_count() {
    let (laptop, _) = Laptop::sris();
    let present = fs::read(laptop.home().join("holders")).unwrap();
    let desk = laptop.open_as("Sri", SRI).unwrap();
    assert!(desk.rekey().unwrap());
    drop(desk);
    // The next file written, the journal not yet changed: here the next one is of a key that the journal never had.
    fs::write(laptop.home().join("holders.next"), present).unwrap();
    laptop.open_as("Sri", SRI).unwrap();
}
