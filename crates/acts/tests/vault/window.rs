//! The window's door: what it answers before anybody came in, a locked screen, a closed vault.

use jemput_acts::{Failure, clock::TimeSource, vault::Door};
use serde_json::{Value, json};

use crate::kit::{Laptop, OTHER, SRI};

fn door(laptop: &Laptop) -> Door {
    Door::new(laptop.home(), TimeSource::System, "Loket A")
}

fn asked(door: &Door, act: &str, input: Value) -> Value {
    door.act(act, input)
        .unwrap_or_else(|failure: Failure| panic!("{act}: {failure:?}"))
}

fn refused(door: &Door, act: &str, input: Value) -> String {
    door.act(act, input).expect_err(act).code
}

fn phase(door: &Door) -> Value {
    asked(door, "vault_state", json!({}))["phase"].clone()
}

fn sri(secret: &str) -> Value {
    json!({ "operator": "Sri", "secret": secret })
}

#[test]
fn a_protected_laptop_lets_nobody_look_before_a_secret() {
    let (laptop, _) = Laptop::sris();
    let door = door(&laptop);
    assert!(door.desk().is_none());
    assert_eq!(phase(&door), "closed");
    for act in ["session", "sites", "vault_lock", "pin_set", "link"] {
        assert_eq!(refused(&door, act, json!({})), "vault_closed", "{act}");
    }
    assert_eq!(refused(&door, "vault_open", sri(OTHER)), "secret_wrong");
    let state = asked(&door, "vault_open", sri(SRI));
    assert_eq!(
        (&state["phase"], &state["operator_name"]),
        (&json!("open"), &json!("Sri"))
    );
    assert_eq!(state["wrong_secrets"]["count"], 1);
    asked(&door, "session", json!({}));
    // Signed out: as before.
    assert_eq!(asked(&door, "vault_close", json!({}))["phase"], "closed");
    assert!(door.desk().is_none());
    assert_eq!(refused(&door, "session", json!({})), "vault_closed");
    asked(&door, "vault_open", sri(SRI));
}

#[test]
fn a_locked_screen_tells_nothing_and_opens_by_the_pin_or_the_secret() {
    let (laptop, _) = Laptop::sris();
    let door = door(&laptop);
    asked(&door, "vault_open", sri(SRI));
    for (pin, why) in [("12345", "pin_refused"), ("111111", "pin_refused")] {
        assert_eq!(refused(&door, "pin_set", json!({ "pin": pin })), why);
    }
    assert_eq!(asked(&door, "pin_set", json!({ "pin": "480217" }))["has_pin"], true);
    assert_eq!(asked(&door, "vault_lock", json!({}))["phase"], "locked");
    for act in ["session", "sites", "history", "pin_set", "sync"] {
        assert_eq!(refused(&door, act, json!({})), "vault_locked", "{act}");
    }
    asked(&door, "link", json!({}));
    asked(&door, "vault_touch", json!({}));
    assert_eq!(phase(&door), "locked");
    assert_eq!(refused(&door, "vault_unlock", json!({ "pin": "480218" })), "pin_wrong");
    assert_eq!(refused(&door, "vault_unlock", json!({ "pin": "x" })), "pin_wrong");
    assert_eq!(asked(&door, "vault_state", json!({}))["pin_tries"], 3);
    assert_eq!(
        asked(&door, "vault_unlock", json!({ "pin": "480217" }))["phase"],
        "open"
    );
    asked(&door, "vault_lock", json!({}));
    assert_eq!(asked(&door, "vault_unlock", json!({ "secret": SRI }))["phase"], "open");
    // The PIN outlives the program, inside the sealed journal.
    asked(&door, "vault_close", json!({}));
    assert_eq!(asked(&door, "vault_open", sri(SRI))["has_pin"], true);
}

#[test]
fn five_wrong_pins_close_the_vault() {
    let (laptop, _) = Laptop::sris();
    let door = door(&laptop);
    asked(&door, "vault_open", sri(SRI));
    asked(&door, "pin_set", json!({ "pin": "480217" }));
    asked(&door, "vault_lock", json!({}));
    let kept = door.desk().unwrap();
    for _ in 0..4 {
        assert_eq!(refused(&door, "vault_unlock", json!({ "pin": "000000" })), "pin_wrong");
    }
    assert_eq!(
        refused(&door, "vault_unlock", json!({ "pin": "000000" })),
        "vault_closed"
    );
    assert_eq!(phase(&door), "closed");
    assert_eq!(
        refused(&door, "vault_unlock", json!({ "pin": "480217" })),
        "vault_closed"
    );
    // Whoever still had the desk in hand has nothing in it.
    assert_eq!(kept.check_data().unwrap_err().code(), "vault_closed");
}

#[test]
fn an_unprotected_laptop_is_open_and_has_nothing_to_close() {
    let laptop = Laptop::bare();
    let door = door(&laptop);
    assert_eq!(phase(&door), "open");
    assert_eq!(refused(&door, "vault_lock", json!({})), "pin_missing");
    assert_eq!(refused(&door, "vault_close", json!({})), "unprotected");
    door.close();
    assert!(!door.look());
    assert_eq!(phase(&door), "open");
}

#[test]
fn a_laptop_that_slept_is_closed() {
    let (laptop, _) = Laptop::sris();
    let door = door(&laptop);
    asked(&door, "vault_open", sri(SRI));
    door.close();
    assert_eq!(phase(&door), "closed");
    assert!(door.look());
}

#[test]
fn a_folder_that_does_not_open_says_why_to_every_act() {
    let (laptop, _) = Laptop::sris();
    std::fs::remove_file(laptop.home().join("holders")).unwrap();
    let door = door(&laptop);
    for act in ["vault_state", "vault_open", "session"] {
        assert_eq!(refused(&door, act, json!({})), "holders_gone");
    }
}
