//! The bill of materials that is handed out with the programs: in shape, and complete against both locks.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn bill() -> Value {
    let written = Command::new("node")
        .arg("scripts/sbom.mjs")
        .current_dir(root())
        .output()
        .unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    serde_json::from_slice(&written.stdout).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// `name@version` of every crate in Cargo.lock, with its checksum where it has one.
fn crates() -> BTreeMap<String, Option<String>> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let field = |part: &str, name: &str| {
        let line = part.lines().find_map(|l| l.strip_prefix(&format!("{name} = \"")));
        line.map(|value| value.trim_end_matches('"').to_owned())
    };
    let packages = lock.split("[[package]]").skip(1);
    let named = packages.map(|part| {
        let (name, version) = (field(part, "name").unwrap(), field(part, "version").unwrap());
        (format!("{name}@{version}"), field(part, "checksum"))
    });
    named.collect()
}

#[test]
fn the_bill_of_materials_names_every_crate_and_package_once() {
    let bill = bill();
    assert_eq!(
        (text(&bill["bomFormat"]), text(&bill["specVersion"])),
        ("CycloneDX", "1.6")
    );
    let serial = text(&bill["serialNumber"]).strip_prefix("urn:uuid:").unwrap();
    assert!(uuid::Uuid::parse_str(serial).is_ok(), "{serial}");
    let components = bill["components"].as_array().unwrap();
    let mut refs: BTreeSet<&str> = components.iter().map(|one| text(&one["bom-ref"])).collect();
    assert_eq!(refs.len(), components.len(), "a reference stands for one thing");

    for (named, checksum) in crates() {
        let reference = format!("pkg:cargo/{named}");
        let found = components.iter().find(|one| text(&one["bom-ref"]) == reference);
        let found = found.unwrap_or_else(|| panic!("{named} of Cargo.lock is missing"));
        assert_eq!(text(&found["purl"]), reference);
        assert_eq!(
            found["hashes"][0]["content"].as_str(),
            checksum.as_deref(),
            "{named}: the checksum of Cargo.lock"
        );
        assert!(text(&found["licenses"][0]["expression"]).len() > 2, "{named}");
    }
    let npm: Value = serde_json::from_slice(&std::fs::read(root().join("ui/package-lock.json")).unwrap()).unwrap();
    for (path, package) in npm["packages"].as_object().unwrap() {
        if let Some((_, name)) = path.rsplit_once("node_modules/") {
            let reference = format!("pkg:npm/{}@{}", name.replace('@', "%40"), text(&package["version"]));
            assert!(refs.contains(reference.as_str()), "{reference} is missing");
        }
    }

    refs.insert("jemput");
    for line in bill["dependencies"].as_array().unwrap() {
        let of = text(&line["ref"]);
        for other in line["dependsOn"].as_array().unwrap() {
            assert!(
                refs.contains(text(other)),
                "{of} depends on {other}, which is not there"
            );
        }
        assert!(refs.contains(of), "{of} is not there");
    }
    let scope = |name: &str| {
        let mut found = components.iter().filter(|one| text(&one["name"]) == name);
        text(&found.next().unwrap()["scope"]).to_owned()
    };
    assert_eq!([scope("rusqlite"), scope("proptest")], ["required", "excluded"]);
}

#[test]
fn the_same_locks_give_the_same_bytes() {
    assert_eq!(bill(), bill());
}
