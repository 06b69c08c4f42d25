//! Who opens a laptop, through the real program.

use std::fs;

use crate::kit::{Ran, Van, has_keys, jemput, text};

const SRI: &str = "kereta malam ke Solo";
const NEW: &str = "hujan pagi di Bogor";

/// A laptop of Sri's, whose secret lies in the file that is answered, and the office's recovery key.
fn sris() -> (Van, String, String) {
    let van = Van::bare();
    let file = outside(&van, "sri", SRI);
    let made = van.json(&["init", "--name", "Loket A", "--operator", "Sri", "--secret-file", &file]);
    has_keys(&made, &["device", "mark", "recovery_key"]);
    (van, file, text(&made["recovery_key"]))
}

/// A file with a secret; in the folder too, which the program does not look into by itself.
fn outside(van: &Van, name: &str, secret: &str) -> String {
    van.file(&format!("{name}.txt"), &format!("{secret}\n"))
}

fn at(van: &Van, operator: &str, file: &str, arguments: &[&str]) -> Ran {
    let mut all = vec!["--json", "--operator", operator, "--secret-file", file];
    all.extend(arguments);
    van.run(&all)
}

#[test]
fn an_operators_laptop_opens_by_name_and_secret_however_they_are_given() {
    let (van, file, _) = sris();
    assert_eq!(van.refusal(&["site", "list"]), "vault_closed");
    assert!(!van.home().join("secret").exists());
    at(&van, "Sri", &file, &["site", "list"]).json();
    let mut by_environment = jemput();
    by_environment
        .env("JEMPUT_OPERATOR", "Sri")
        .env("JEMPUT_SECRET_FILE", &file)
        .args(["--json", "--home", van.home().to_str().unwrap(), "settings"]);
    let session = Ran(by_environment.output().unwrap()).json();
    assert_eq!(session["operator_name"], "Sri");
    assert_eq!(session["unprotected"], false);
    let wrong = outside(&van, "wrong", NEW);
    let refused = ["Sri", "Budi"].map(|name| {
        let secret = if name == "Sri" { &wrong } else { &file };
        at(&van, name, secret, &["site", "list"]).err()
    });
    assert!(refused[0].contains("secret_wrong"), "{refused:?}");
    assert_eq!(refused[0], refused[1], "nothing tells whether the name exists");
    let missing = at(&van, "Sri", "/no/such/file", &["site", "list"]);
    assert_eq!(missing.refusal(), "file");
}

#[test]
fn a_laptop_without_an_operator_says_that_it_is_unprotected_until_it_is_protected() {
    let van = Van::new();
    assert_eq!(van.json(&["settings"])["unprotected"], true);
    assert_eq!(van.json(&["status"])["unprotected"], true);
    for command in ["settings", "status"] {
        let said = van.run(&[command]).out();
        assert!(said.contains("jemput secret protect"), "{said}");
    }
    let new = outside(&van, "new", NEW);
    let protected = van.json(&["secret", "protect", "--operator", "Sri", "--new-secret-file", &new]);
    has_keys(&protected, &["sentence", "recovery_key"]);
    assert!(!van.home().join("secret").exists());
    assert_eq!(van.refusal(&["settings"]), "vault_closed");
    let session = at(&van, "Sri", &new, &["settings"]).json();
    assert_eq!(
        (&session["operator_name"], &session["unprotected"]),
        (&"Sri".into(), &false.into())
    );
    assert_eq!(at(&van, "Sri", &new, &["status"]).json()["unprotected"], false);
    let said = van.run(&["--operator", "Sri", "--secret-file", &new, "status"]).out();
    assert!(!said.contains("protect"), "{said}");
    assert_eq!(
        at(&van, "Sri", &new, &["secret", "protect"]).error(),
        "protected_before"
    );
}

#[test]
fn a_secret_is_changed_by_who_knows_it() {
    let (van, file, _) = sris();
    let new = outside(&van, "new", NEW);
    let change = ["secret", "change", "--new-secret-file", &new];
    assert_eq!(at(&van, "Sri", &new, &change).refusal(), "secret_wrong");
    has_keys(&at(&van, "Sri", &file, &change).json(), &["sentence"]);
    assert_eq!(at(&van, "Sri", &file, &["settings"]).refusal(), "secret_wrong");
    at(&van, "Sri", &new, &["settings"]).json();
    let unprotected = Van::new();
    let new = outside(&unprotected, "new", NEW);
    assert_eq!(
        unprotected.refusal(&["secret", "change", "--new-secret-file", &new]),
        "unprotected"
    );
}

#[test]
fn the_recovery_key_opens_for_a_new_secret_and_is_replaced() {
    let (van, file, key) = sris();
    let (key, new) = (outside(&van, "key", &key), outside(&van, "new", NEW));
    let open = |key: &str, operator: &str, new: &str| {
        van.raw(&[
            "recovery",
            "open",
            "--operator",
            operator,
            "--recovery-file",
            key,
            "--new-secret-file",
            new,
        ])
    };
    assert_eq!(open(&key, "Budi", &new).refusal(), "no_operator");
    has_keys(&open(&key, "Sri", &new).json(), &["sentence"]);
    assert_eq!(at(&van, "Sri", &file, &["settings"]).refusal(), "secret_wrong");
    let to = van.path("next.txt");
    let rotated = at(&van, "Sri", &new, &["recovery", "rotate", "--recovery-to", &to]).json();
    assert_eq!(rotated["recovery_key"], serde_json::Value::Null);
    assert_eq!(open(&key, "Sri", &file).refusal(), "secret_wrong");
    open(&to, "Sri", &file).json();
    at(&van, "Sri", &file, &["settings"]).json();
    let slip = fs::read_to_string(&to)
        .unwrap()
        .replacen(|c: char| c.is_ascii_digit(), "Z", 1);
    let slip = outside(&van, "slip", &slip);
    assert_eq!(open(&slip, "Sri", &file).refusal(), "recovery_key");
}

#[test]
fn a_short_secret_sets_nothing_up() {
    let van = Van::bare();
    let short = outside(&van, "short", "sebelas-11c");
    let init = [
        "init",
        "--name",
        "Loket A",
        "--operator",
        "Sri",
        "--secret-file",
        &short,
    ];
    assert_eq!(van.refusal(&init), "secret_short");
    assert!(!van.home().join("journal.sqlite").exists());
    let to = outside(&van, "there", "already");
    let file = outside(&van, "sri", SRI);
    let over = [
        "init",
        "--name",
        "Loket A",
        "--operator",
        "Sri",
        "--secret-file",
        &file,
        "--recovery-to",
        &to,
    ];
    assert_eq!(van.refusal(&over), "file");
    assert!(!van.home().join("journal.sqlite").exists());
}

#[test]
fn wrong_secrets_are_told_to_who_comes_in() {
    let (van, file, _) = sris();
    let wrong = outside(&van, "wrong", NEW);
    for _ in 0..2 {
        at(&van, "Sri", &wrong, &["settings"]).refusal();
    }
    let ran = van.run(&["--operator", "Sri", "--secret-file", &file, "settings"]);
    assert!(ran.err().starts_with("2 kali kata sandi salah sejak "), "{ran:?}");
    let ran = van.run(&["--operator", "Sri", "--secret-file", &file, "settings"]);
    assert_eq!(ran.err(), "");
}

#[test]
fn nothing_that_was_typed_is_readable_in_the_folder() {
    let (van, file, key) = sris();
    at(&van, "Sri", &file, &["settings", "--name", "Loket Cempaka"]).json();
    for entry in fs::read_dir(van.home()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for word in [SRI, "Sri", "Loket Cempaka", key.as_str()] {
            let found = bytes.windows(word.len()).any(|w| w == word.as_bytes());
            assert!(!found, "{word} stands in {}", path.display());
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_crash_leaves_no_core_dump() {
    use std::{io::Read as _, process::Stdio, time::Duration};
    // A command that waits, on a pipe that stays open.
    let van = Van::new();
    let fifo = van.path("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    let mut child = jemput()
        .args([
            "--home",
            van.home().to_str().unwrap(),
            "--secret-file",
            &fifo,
            "settings",
        ])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", child.id());
    let line = loop {
        let text = fs::read_to_string(&limits).unwrap_or_default();
        let line = text
            .lines()
            .find(|l| l.starts_with("Max core file size"))
            .map(str::to_owned);
        match line {
            // Until `main` has begun, the limits are the parent's.
            Some(line)
                if line.split_whitespace().nth(4) == Some("0") && line.split_whitespace().nth(5) == Some("0") =>
            {
                break line;
            }
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    assert!(line.contains('0'));
    fs::write(&fifo, SRI).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "{said}");
}
