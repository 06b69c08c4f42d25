//! What the pages on security name as shown is there: each test that they name is one.

use std::{collections::BTreeSet, fs, path::Path};

/// The words between backticks that are a test's name: three underscores at least.
fn named(page: &str) -> BTreeSet<String> {
    let is_test = |word: &&str| {
        word.matches('_').count() >= 3
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    page.split('`')
        .skip(1)
        .step_by(2)
        .filter(is_test)
        .map(str::to_owned)
        .collect()
}

/// The names of all functions in the house's Rust files.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !["target", "node_modules", ".git", "dist"].contains(&name) {
            functions(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let names = text
                .split("fn ")
                .skip(1)
                .filter_map(|rest| rest.split(['(', '<']).next());
            found.extend(names.map(str::to_owned));
        }
    }
}

#[test]
fn each_test_that_the_pages_on_security_name_exists() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut there = BTreeSet::new();
    functions(house, &mut there);
    for page in ["SECURITY.md", "docs/asvs.md"] {
        let named = named(&fs::read_to_string(house.join(page)).unwrap());
        assert!(named.len() > 20, "{page} names tests");
        let missing: Vec<_> = named.difference(&there).collect();
        assert!(missing.is_empty(), "{page}: no test is called {missing:#?}");
    }
}
