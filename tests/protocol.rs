//! The protocol's test vectors, read by the verifier that was written from `docs/protocol.md` alone.

use std::{path::Path, process::Command};

#[test]
fn a_reader_written_from_the_page_alone_reads_the_vectors() {
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("verifier/verify.py");
    let ran = Command::new("python3")
        .arg(verifier)
        .output()
        .expect("python3 is missing: scripts/setup.sh test installs it");
    let said = String::from_utf8_lossy(&ran.stdout);
    let failed: Vec<_> = said.lines().filter(|line| line.starts_with("FAIL")).collect();
    assert!(
        ran.status.success(),
        "{failed:#?}\n{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    // A verifier that finds nothing to check has checked nothing.
    let held = said.lines().filter(|line| line.starts_with("ok ")).count();
    assert!(held > 60, "only {held} checks were made");
}
