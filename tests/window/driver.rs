//! tauri-driver, and one WebDriver session with a window behind it.

use std::fs::File;
use std::io::Read as _;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::display::Display;
use super::group::{Group, bound};
use super::place::Place;
use super::program;

/// A start may take 3.4 seconds by itself and more on a busy machine.
const START: Duration = Duration::from_secs(15);
/// Another test may take a port between its choice and its use.
const TRIES: usize = 3;

/// A tauri-driver of this window's own: WebKit's driver holds one session at a time.
pub struct Driver {
    group: Group,
    port: u16,
    trace: PathBuf,
}

impl Driver {
    /// Starts tauri-driver on free ports; `name` names the file for what it and the window print.
    pub fn start(place: &Place, display: &Display, name: &str) -> Self {
        for _ in 1..TRIES {
            if let Some(driver) = Self::attempt(place, display, name) {
                return driver;
            }
        }
        Self::attempt(place, display, name)
            .unwrap_or_else(|| panic!("tauri-driver does not listen after {TRIES} starts"))
    }

    fn attempt(place: &Place, display: &Display, name: &str) -> Option<Self> {
        let (port, native) = (program::free_port(), program::free_port());
        let trace = place.path(&format!("{name}.trace"));
        let file = File::create(&trace).unwrap_or_else(|error| panic!("{}: {error}", trace.display()));
        let mut command = bound(program::tauri_driver());
        command
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("JEMPUT_HOME")
            // No session bus: neither the accessibility bridge nor a window of the developer's own may be found.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env("GDK_BACKEND", "x11")
            .env("GTK_USE_PORTAL", "0")
            .env("GSETTINGS_BACKEND", "memory")
            .env("LANG", "C.UTF-8")
            .env("TZ", "Asia/Jakarta")
            // The person's home and the folder for temporary files are the test's own: what is written there is seen.
            .envs([("HOME", place.folder("person")), ("TMPDIR", place.folder("tmp"))])
            .envs(["CONFIG", "DATA", "CACHE", "STATE"].map(|kind| (format!("XDG_{kind}_HOME"), place.path("xdg"))))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file);
        let mut driver = Self {
            group: Group::start("tauri-driver", &mut command),
            port,
            trace,
        };
        let listens = driver.until_listening(native) && driver.until_listening(port);
        listens.then_some(driver)
    }

    /// Waits until the port answers; false when the driver ended or took too long.
    fn until_listening(&mut self, port: u16) -> bool {
        let since = Instant::now();
        while since.elapsed() < START && self.group.ended().is_none() {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    /// Opens a window: a session with `jemput-desktop` and these arguments behind it.
    pub async fn session(&self, arguments: &[String]) -> Result<Client, String> {
        let capabilities = json!({
            "browserName": "wry",
            "tauri:options": { "application": program::ours("jemput-desktop"), "args": arguments },
            "timeouts": { "script": 10_000, "pageLoad": 15_000, "implicit": 0 },
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("json! of braces is an object")
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{}", self.port);
        match tokio::time::timeout(START, builder.connect(&address)).await {
            Ok(Ok(client)) => Ok(client),
            Ok(Err(error)) => Err(format!("the window does not open: {error}")),
            Err(_) => Err(format!("the window does not open within {} seconds", START.as_secs())),
        }
    }

    /// What the driver and the window printed so far; its last four thousand bytes.
    pub fn printed(&self) -> String {
        tail(&self.trace)
    }
}

/// The end of a file, as text.
pub fn tail(path: &Path) -> String {
    let mut bytes = Vec::new();
    if let Ok(mut file) = File::open(path) {
        let _ = file.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(4_000)..]).into_owned()
}
