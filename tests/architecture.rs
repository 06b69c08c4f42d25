//! The house's own rules, read from its text: what a crate may depend on, what a pure module may name, where SQL and
//! Tauri may stand. Code only: comments and the tests at a file's end are not looked at.

use std::fs;
use std::path::{Path, PathBuf};

/// What each crate may depend on of ours. The arrows point down only.
const ARROWS: [(&str, &[&str]); 10] = [
    ("crates/domain", &[]),
    ("crates/sheet", &["domain"]),
    ("crates/vault", &[]),
    ("crates/journal", &["domain", "vault"]),
    ("crates/exchange", &["domain", "journal"]),
    ("crates/acts", &["domain", "journal", "exchange", "sheet", "vault"]),
    ("crates/server", &["domain", "journal", "exchange", "sheet", "acts"]),
    ("crates/cli", &["domain", "acts"]),
    ("crates/sim", &["domain", "journal", "exchange", "acts"]),
    ("src-tauri", &["domain", "acts"]),
];

/// What must be the same for the same input, wherever and whenever it runs.
const PURE: [&str; 4] = [
    "crates/domain/src",
    "crates/vault/src",
    "crates/exchange/src/conversation",
    "crates/exchange/src/wire",
];

/// What would make it not so: file system, network, clock, randomness, and the ways to them.
const IMPURE: [&str; 21] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "now_v7",
    "now_v1",
    "new_v4",
    "OsRng",
    "thread_rng",
    "rand::",
    "getrandom",
    "tokio",
    "reqwest",
    "rusqlite",
    "tracing",
    "println!",
];

/// Where SQL may stand.
const STORES: [&str; 2] = ["crates/journal/", "crates/server/src/store"];

/// How SQL is told from prose: by the words that begin a statement, in capitals.
const SQL: [&str; 8] = [
    "SELECT ",
    "INSERT INTO",
    "INSERT OR",
    "DELETE FROM",
    "CREATE TABLE",
    "CREATE INDEX",
    "PRAGMA ",
    " SET ",
];

/// File names that say nothing.
const EMPTY_NAMES: [&str; 8] = [
    "manager", "service", "helper", "helpers", "util", "utils", "common", "misc",
];

#[test]
fn arrows_point_down() {
    let crates = crates();
    for (name, _) in ARROWS {
        assert!(
            crates.iter().any(|folder| folder == name),
            "{name} is gone: so is its place among the arrows"
        );
    }
    for folder in crates {
        let (_, allowed) = *ARROWS
            .iter()
            .find(|(name, _)| *name == folder)
            .unwrap_or_else(|| panic!("{folder} has no place among the arrows: give it one"));
        for dependency in dependencies(&read(&root().join(&folder).join("Cargo.toml"))) {
            if let Some(ours) = dependency.strip_prefix("jemput-") {
                assert!(allowed.contains(&ours), "{folder} must not depend on {dependency}");
            }
        }
    }
}

#[test]
fn pure_modules_name_no_outside() {
    let mut looked_at = 0;
    for folder in PURE {
        for path in files(&root().join(folder), &["rs"]) {
            looked_at += 1;
            refuse(&path, &IMPURE, "a pure module");
        }
    }
    assert!(
        looked_at > 20,
        "the pure modules have moved: only {looked_at} files found"
    );
}

#[test]
fn only_the_shell_knows_tauri() {
    for folder in crates().into_iter().filter(|folder| folder != "src-tauri") {
        let manifest = read(&root().join(&folder).join("Cargo.toml"));
        let depends = dependencies(&manifest);
        assert!(
            !depends.iter().any(|name| name.starts_with("tauri")),
            "{folder} depends on Tauri"
        );
        for path in files(&root().join(&folder).join("src"), &["rs"]) {
            refuse(&path, &["tauri::", "tauri_"], "a crate that is not the shell");
        }
    }
}

#[test]
fn only_the_backend_knows_tauri_in_the_screens() {
    let screens = root().join("ui/src");
    for path in files(&screens, &["ts", "js", "svelte"]) {
        if !path.starts_with(screens.join("lib/backend")) {
            refuse(&path, &["@tauri-apps", "__TAURI"], "a screen");
        }
    }
}

#[test]
fn sql_stands_only_in_the_stores() {
    for folder in crates() {
        for path in files(&root().join(folder).join("src"), &["rs"]) {
            let within = path
                .strip_prefix(root())
                .expect("it was found under the root")
                .to_string_lossy()
                .into_owned();
            if !STORES.iter().any(|store| within.starts_with(store)) {
                refuse(&path, &SQL, "no store");
                refuse(&path, &["rusqlite::"], "no store");
            }
        }
    }
}

#[test]
fn every_file_is_named_by_its_word() {
    for folder in ["crates", "src-tauri/src", "tests", "ui/src"] {
        for path in files(&root().join(folder), &["rs", "ts", "svelte"]) {
            let stem = path
                .file_stem()
                .expect("a file has a name")
                .to_string_lossy()
                .to_lowercase();
            assert!(
                !EMPTY_NAMES.contains(&stem.as_str()),
                "{} says nothing by its name",
                path.display()
            );
        }
    }
}

#[test]
fn the_reader_of_code_sees_code_only() {
    let text = "use std::fs; // opens\n/// std::net is not used\nlet a = \"http://x\"; call();\n#[cfg(test)]\nmod tests { use std::env; }\n";
    assert_eq!(code(text), ["use std::fs; ", "", "let a = \"http://x\"; call();"]);
    let toml = "[package]\nname = \"x\"\n[dependencies]\njemput-acts = { workspace = true }\n[dev-dependencies]\ntauri = \"2\"\n[target.'cfg(unix)'.dependencies]\nserde.workspace = true\n";
    assert_eq!(dependencies(toml), ["jemput-acts", "serde"]);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lie in the house")
        .to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every crate of the workspace but the tests, as its folder under the root.
fn crates() -> Vec<String> {
    let mut folders: Vec<_> = fs::read_dir(root().join("crates"))
        .expect("the house has crates")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.join("Cargo.toml").exists())
        .map(|path| {
            format!(
                "crates/{}",
                path.file_name().expect("a folder has a name").to_string_lossy()
            )
        })
        .collect();
    assert!(folders.len() >= 7, "the crates have moved: only {folders:?} found");
    folders.push("src-tauri".into());
    folders
}

/// All files under a folder with one of these endings, except what a package manager or a build put there.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir()
            && !["node_modules", "target", "paraglide"]
                .iter()
                .any(|skipped| path.ends_with(skipped))
        {
            found.extend(files(&path, endings));
        } else if endings
            .iter()
            .any(|ending| path.extension().is_some_and(|it| it == *ending))
        {
            found.push(path);
        }
    }
    found
}

/// The lines of a file without their comments, up to the tests at its end.
fn code(text: &str) -> Vec<&str> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    lines.map(|line| comment(line).map_or(line, |at| &line[..at])).collect()
}

/// Where a line's comment begins: `//`, but not that of an address.
fn comment(line: &str) -> Option<usize> {
    line.match_indices("//")
        .map(|(at, _)| at)
        .find(|at| !line[..*at].ends_with(':'))
}

/// The names under `[dependencies]`, a platform's own included, tests' and builds' not.
fn dependencies(toml: &str) -> Vec<&str> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in toml.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[dependencies]" || line.ends_with(".dependencies]");
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            names.extend(line.split(['=', '.', ' ']).next());
        }
    }
    names
}

fn refuse(path: &Path, words: &[&str], place: &str) {
    // A file of tests is not part of what it tests.
    if path.file_stem().is_some_and(|stem| stem == "tests") {
        return;
    }
    let text = read(path);
    for (number, line) in code(&text).iter().enumerate() {
        if let Some(word) = words.iter().find(|word| line.contains(**word)) {
            panic!("{}:{}: {word:?} must not stand in {place}", path.display(), number + 1);
        }
    }
}
