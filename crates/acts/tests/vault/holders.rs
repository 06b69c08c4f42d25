//! Changing who opens a laptop.

use std::{fs, path::Path};

use jemput_acts::{Desk, clock::TimeSource, vault::RecoveryKey};
use jemput_journal::Journal;

use crate::kit::{Laptop, OTHER, SRI, code, secret, session, unlock};

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
    let (laptop, recovery) = Laptop::sris();
    let present = fs::read(laptop.home().join("holders")).unwrap();
    let desk = laptop.open_as("Sri", SRI).unwrap();
    assert!(desk.rekey().unwrap());
    drop(desk);
    // The next file written, the journal not yet changed: here the next one is of a key that the journal never had.
    fs::write(laptop.home().join("holders.next"), &present).unwrap();
    laptop.open_as("Sri", SRI).unwrap();
    assert!(!laptop.has("holders.next"), "it would answer to secrets of before");
    fs::write(laptop.home().join("holders.next"), &present).unwrap();
    drop(Desk::open_by_recovery(laptop.home(), TimeSource::System, &recovery, "Sri", &secret(OTHER)).unwrap());
    assert!(!laptop.has("holders.next"));
}

#[test]
fn whoever_kept_the_secret_beside_the_data_or_the_old_recovery_key_opens_no_later_journal() {
    let laptop = Laptop::bare();
    let kept = |name: &str| fs::read(laptop.home().join(name)).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(laptop.home().join(name), bytes).unwrap();
    let desk = Desk::init(laptop.home(), TimeSource::System, "Loket A", None).unwrap();
    let (beside, before) = (kept("secret"), kept("holders"));
    let first = desk.protect(Some("Sri"), &secret(SRI)).unwrap().unwrap();
    desk.close_vault();
    let present = kept("holders");
    put("secret", &beside);
    put("holders", &before);
    assert_eq!(code(laptop.open()), "journal_damaged");
    put("holders", &present);
    let desk = laptop.open_as("Sri", SRI).unwrap();
    desk.rotate_recovery().unwrap();
    desk.close_vault();
    let after = kept("holders");
    put("holders", &present);
    let back = Desk::open_by_recovery(laptop.home(), TimeSource::System, &first, "Sri", &secret(OTHER));
    assert_eq!(code(back), "journal_damaged");
    put("holders", &after);
    laptop.open_as("Sri", SRI).unwrap();
}

#[test]
fn the_recovery_key_makes_no_new_journal_where_the_old_one_is_gone() {
    let (laptop, recovery) = Laptop::sris();
    let path = laptop.home().join("journal.sqlite");
    let recover = || Desk::open_by_recovery(laptop.home(), TimeSource::System, &recovery, "Sri", &secret(OTHER));
    fs::write(&path, "").unwrap();
    assert_eq!(code(recover()), "journal_gone");
    fs::remove_file(&path).unwrap();
    assert_eq!(code(recover()), "journal_gone");
    assert!(!path.exists());
}

#[test]
fn a_journal_that_anybody_could_write_is_not_taken_for_the_sealed_one() {
    let (laptop, recovery) = Laptop::sris();
    let path = laptop.home().join("journal.sqlite");
    let sealed = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    drop(Journal::open(&path).unwrap());
    let planted = fs::read(&path).unwrap();
    assert_eq!(code(laptop.open_as("Sri", SRI)), "journal_plain");
    let back = Desk::open_by_recovery(laptop.home(), TimeSource::System, &recovery, "Sri", &secret(OTHER));
    assert_eq!(code(back), "journal_plain");
    assert_eq!(fs::read(&path).unwrap(), planted, "it is left as it is");
    fs::write(&path, sealed).unwrap();
    laptop.open_as("Sri", SRI).unwrap();
}

/// Set in the process of a test that has little room.
#[cfg(unix)]
const LITTLE_ROOM: &str = "JEMPUT_TEST_LITTLE_ROOM";

#[cfg(unix)]
#[test]
fn where_the_disk_has_no_room_for_another_key_the_laptop_opens_as_before() {
    if let Some(home) = std::env::var_os(LITTLE_ROOM) {
        let desk = Desk::open_as(Path::new(&home), TimeSource::System, &unlock("Sri", SRI)).unwrap();
        assert!(desk.rekey().is_err());
        // It works on by the old key.
        session(&desk);
        desk.close_vault();
        return;
    }
    let (laptop, _) = Laptop::sris();
    let device = session(&laptop.open_as("Sri", SRI).unwrap()).device;
    let blocks = fs::metadata(laptop.home().join("journal.sqlite")).unwrap().len() / 512;
    let done = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", &blocks.to_string()])
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "holders::where_the_disk_has_no_room_for_another_key_the_laptop_opens_as_before",
        ])
        .env(LITTLE_ROOM, laptop.home())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
    let desk = laptop.open_as("Sri", SRI).unwrap();
    assert_eq!(session(&desk).device, device);
    assert!(!laptop.has("holders.next"));
    assert!(desk.rekey().unwrap());
    drop(desk);
    laptop.open_as("Sri", SRI).unwrap();
}
