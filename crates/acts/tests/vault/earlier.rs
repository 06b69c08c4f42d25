//! A folder as an earlier version left it: a plain journal, the signing key in a file.

use std::fs;

use jemput_acts::{Desk, act, clock::TimeSource, view::SettingsInput};
use jemput_journal::Journal;

use crate::kit::{Laptop, session};

const KEY: &str = "4242424242424242424242424242424242424242424242424242424242424242";

/// The settings that an earlier version's `init` left, and its key file.
fn earlier() -> (Laptop, String) {
    let laptop = Laptop::bare();
    let mut journal = Journal::open(&laptop.home().join("journal.sqlite")).unwrap();
    let writing = journal.write().unwrap();
    let operator = "01900000-0000-7000-8000-000000000001".to_owned();
    for (key, value) in [
        ("device", "01900000-0000-7000-8000-0000000000a1"),
        ("device_name", "Loket Cempaka"),
        ("operator", operator.as_str()),
        ("operator_name", "Sri"),
        ("office", "01900000-0000-7000-8000-0000000000f1"),
    ] {
        writing.set_setting(key, value).unwrap();
    }
    writing.commit().unwrap();
    drop(journal);
    fs::write(laptop.home().join("device.key"), KEY).unwrap();
    (laptop, operator)
}

fn assert_sealed(laptop: &Laptop, operator: &str) {
    let desk = laptop.open().unwrap();
    let seen = session(&desk);
    assert_eq!(
        (seen.operator.to_string(), seen.operator_name.as_str()),
        (operator.to_owned(), "Sri")
    );
    assert_eq!(seen.device_name, "Loket Cempaka");
    assert!(seen.unprotected);
    act::settings(&desk, SettingsInput::default()).unwrap();
    drop(desk);
    for name in [
        "device.key",
        "holders.next",
        "journal.sqlite.plain",
        "journal.sqlite.sealing",
    ] {
        assert!(!laptop.has(name), "{name}");
    }
    assert!(!Journal::is_plain(&laptop.home().join("journal.sqlite")).unwrap());
    for path in laptop.files() {
        let bytes = fs::read(&path).unwrap();
        for text in ["Loket Cempaka", KEY] {
            assert!(
                !bytes.windows(text.len()).any(|w| w == text.as_bytes()),
                "{text} in {}",
                path.display()
            );
        }
    }
    let journal = jemput_acts::vault::open_journal(laptop.home()).unwrap();
    assert_eq!(journal.view().setting("device_key").unwrap().as_deref(), Some(KEY));
}

#[test]
fn it_is_sealed_at_the_first_start() {
    let (laptop, operator) = earlier();
    assert!(Desk::is_set_up(laptop.home()));
    assert_sealed(&laptop, &operator);
    assert_sealed(&laptop, &operator);
}

#[test]
fn whatever_cut_the_sealing_the_next_start_ends_it() {
    // The files of a sealing that went well, to put beside what was there before.
    let (sealed, operator) = earlier();
    drop(sealed.open().unwrap());
    let take = |name: &str| fs::read(sealed.home().join(name)).unwrap();
    let (secret, holders) = (take("secret"), take("holders"));
    for cut in 0..4 {
        let (laptop, _) = earlier();
        let put = |name: &str, bytes: &[u8]| fs::write(laptop.home().join(name), bytes).unwrap();
        put("secret", &secret);
        if cut > 0 {
            put("holders.next", &holders);
        }
        if cut > 1 {
            // The journal in its place; the key is in it, but its file not gone yet.
            put("journal.sqlite", &take("journal.sqlite"));
        }
        if cut > 2 {
            fs::rename(laptop.home().join("holders.next"), laptop.home().join("holders")).unwrap();
        }
        assert_sealed(&laptop, &operator);
    }
}

#[test]
fn one_that_holds_no_device_is_set_up_as_new() {
    let laptop = Laptop::bare();
    drop(Journal::open(&laptop.home().join("journal.sqlite")).unwrap());
    assert!(!Desk::is_set_up(laptop.home()));
    Desk::init(laptop.home(), TimeSource::System, "Loket A", None).unwrap();
    laptop.open().unwrap();
}
