//! Where the programs under test lie, and what the tests borrow from the system.

use std::path::{Path, PathBuf};

/// The folder that Cargo builds into for this profile: this test's own program lies in its `deps`.
pub fn built() -> PathBuf {
    let own = std::env::current_exe().expect("the test's own program has a path");
    own.ancestors()
        .nth(2)
        .expect("a test lies in target/PROFILE/deps")
        .to_owned()
}

/// A program of this workspace, built already.
pub fn ours(name: &str) -> PathBuf {
    let path = built().join(name);
    assert!(
        path.exists(),
        "{} is not built: run `make test`, or `cargo build --workspace --bins --tests` before",
        path.display()
    );
    path
}

/// tauri-driver: named by TAURI_DRIVER, or in the checkout's cache, or on the PATH.
pub fn tauri_driver() -> PathBuf {
    if let Some(path) = std::env::var_os("TAURI_DRIVER") {
        return path.into();
    }
    let cached = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/bin/tauri-driver");
    if cached.exists() { cached } else { "tauri-driver".into() }
}

/// Where pictures of the window go: `screenshots` in Cargo's target folder, unless JEMPUT_SCREENSHOTS says otherwise.
pub fn pictures() -> PathBuf {
    let folder = std::env::var_os("JEMPUT_SCREENSHOTS").map_or_else(
        || built().parent().expect("a profile lies in target").join("screenshots"),
        PathBuf::from,
    );
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{} cannot be made: {error}", folder.display()));
    folder
}

/// A port that nobody listens on just now.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("the loopback has a free port");
    listener.local_addr().expect("a bound port has an address").port()
}
