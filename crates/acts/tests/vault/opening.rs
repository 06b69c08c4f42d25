//! Secrets, right and wrong.

use std::fs;

use jemput_acts::{Desk, clock::TimeSource, vault::Unlock};

use crate::kit::{Laptop, OTHER, SRI, code, secret, session, unlock};

#[test]
fn a_laptop_without_an_operator_opens_by_the_secret_beside_it_and_says_so() {
    let laptop = Laptop::bare();
    let desk = Desk::init(laptop.home(), TimeSource::System, "Loket A", None).unwrap();
    assert!(session(&desk).unprotected);
    let operator = session(&desk).operator;
    drop(desk);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for name in ["secret", "holders"] {
            let mode = fs::metadata(laptop.home().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
    assert!(!laptop.has("device.key"), "the signing key lies inside");
    let text = fs::read_to_string(laptop.home().join("secret")).unwrap();
    assert_eq!(session(&laptop.open().unwrap()).operator, operator);
    assert_eq!(session(&laptop.open_as("lead", &text).unwrap()).operator, operator);
    assert_eq!(code(laptop.open_as("Sri", &text)), "secret_wrong");
    fs::remove_file(laptop.home().join("secret")).unwrap();
    assert_eq!(code(laptop.open()), "vault_closed");
}

#[test]
fn an_operators_laptop_opens_by_their_name_and_secret_only() {
    let (laptop, _) = Laptop::sris();
    assert!(!laptop.has("secret"));
    assert_eq!(code(laptop.open()), "vault_closed");
    let desk = laptop.open_as(" sri ", SRI).unwrap();
    assert_eq!(session(&desk).operator_name, "Sri");
    assert!(!session(&desk).unprotected);
    let by_secret = Unlock {
        operator: None,
        secret: secret(SRI),
    };
    assert!(Desk::open_as(laptop.home(), TimeSource::System, &by_secret).is_ok());
    let again = Desk::init(laptop.home(), TimeSource::System, "Loket B", None);
    assert_eq!(code(again), "set_up_before");
}

#[test]
fn a_wrong_name_and_a_wrong_secret_are_one_refusal() {
    let (laptop, _) = Laptop::sris();
    let refused = [("Sri", OTHER), ("Budi", SRI)].map(|(name, text)| laptop.open_as(name, text).err().unwrap());
    let said = refused.map(|t| (t.code(), t.say(jemput_domain::words::Lang::Id), t.to_string()));
    assert_eq!(said[0], said[1]);
    assert_eq!(said[0].0, "secret_wrong");
}

#[test]
fn wrong_secrets_are_counted_slow_the_next_and_are_told_once_to_who_comes_in() {
    let (laptop, _) = Laptop::sris();
    for _ in 0..4 {
        assert_eq!(code(laptop.open_as("Sri", OTHER)), "secret_wrong");
    }
    // The count outlives the process and the right secret waits too: nobody learns that it was right.
    assert_eq!(code(laptop.open_as("Sri", SRI)), "secret_wait");
    assert_eq!(code(laptop.open_as("Sri", OTHER)), "secret_wait");
    laptop.wait();
    let told = session(&laptop.open_as("Sri", SRI).unwrap()).wrong_secrets.unwrap();
    assert_eq!(told.count, 4);
    assert!(told.since.starts_with("1970-01-01T07:00:00"), "{told:?}");
    assert!(session(&laptop.open_as("Sri", SRI).unwrap()).wrong_secrets.is_none());
    let files: Vec<String> = laptop.files().iter().map(|f| f.display().to_string()).collect();
    assert!(!files.iter().any(|f| f.ends_with("misses")), "{files:?}");
}

#[test]
fn a_closed_vault_has_no_keys_and_finds_nothing() {
    let (laptop, _) = Laptop::sris();
    let desk = laptop.open_as("Sri", SRI).unwrap();
    desk.close_vault();
    desk.close_vault();
    assert_eq!(code(desk.check_data()), "vault_closed");
    assert!(jemput_acts::act::session(&desk, jemput_acts::view::Nothing {}).is_err());
    assert!(laptop.open_as("Sri", SRI).is_ok());
}

#[test]
fn a_set_up_that_a_power_cut_left_anywhere_can_be_begun_again_or_is_whole() {
    let whole = Laptop::bare();
    drop(Desk::init(whole.home(), TimeSource::System, "Loket A", None).unwrap());
    let bytes = |name: &str| fs::read(whole.home().join(name)).unwrap();
    // In the order in which they are written; the last of them takes its place under another name.
    let steps = [
        ("holders.next", bytes("holders")),
        ("journal.sqlite", bytes("journal.sqlite")),
        ("secret", bytes("secret")),
    ];
    for cut in 0..=steps.len() {
        let laptop = Laptop::bare();
        for (name, bytes) in &steps[..cut] {
            fs::write(laptop.home().join(name), bytes).unwrap();
        }
        if cut == steps.len() {
            laptop.open().unwrap();
            assert!(laptop.has("holders") && !laptop.has("holders.next"));
            continue;
        }
        assert_eq!(code(laptop.open()), "not_set_up", "cut {cut}");
        assert!(!Desk::is_set_up(laptop.home()));
        let (desk, _) = Desk::init_as(laptop.home(), TimeSource::System, "Loket A", None, &unlock("Sri", SRI)).unwrap();
        drop(desk);
        laptop.open_as("Sri", SRI).unwrap();
    }
}

#[test]
fn a_laptop_whose_holders_are_gone_is_left_as_it_is() {
    let (laptop, _) = Laptop::sris();
    fs::remove_file(laptop.home().join("holders")).unwrap();
    let journal = fs::read(laptop.home().join("journal.sqlite")).unwrap();
    assert_eq!(code(laptop.open_as("Sri", SRI)), "holders_gone");
    let again = Desk::init(laptop.home(), TimeSource::System, "Loket A", None);
    assert_eq!(code(again), "holders_gone");
    assert_eq!(fs::read(laptop.home().join("journal.sqlite")).unwrap(), journal);
}
