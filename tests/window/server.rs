//! The central server, as its own program.

use std::fs::File;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::driver::tail;
use super::group::{Group, bound};
use super::place::Place;
use super::program;

/// How long the server may take to answer.
const START: Duration = Duration::from_secs(15);

/// `jemput-server` on a port of its own, with its data in the test's folder. It may be stopped and started again: the
/// port and the data stay.
pub struct Server {
    port: u16,
    data: PathBuf,
    trace: PathBuf,
    group: Option<Group>,
}

impl Server {
    /// Starts a server and waits until it answers.
    pub fn start(place: &Place) -> Self {
        let mut server = Self {
            port: program::free_port(),
            data: place.path("server"),
            trace: place.path("server.trace"),
            group: None,
        };
        server.again();
        server
    }

    /// The address that laptops are told.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Takes the server away, as a broken network would.
    pub fn stop(&mut self) {
        self.group = None;
    }

    /// Brings the server back, on the same port with the same data.
    pub fn again(&mut self) {
        let file = File::options()
            .create(true)
            .append(true)
            .open(&self.trace)
            .expect("a trace file can be opened");
        let mut command = bound(program::ours("jemput-server"));
        command
            .args(["--listen", &format!("127.0.0.1:{}", self.port), "--data"])
            .arg(&self.data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file);
        let mut group = Group::start("jemput-server", &mut command);
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = group.ended();
            assert!(ended.is_none(), "the server ended ({ended:?}): {}", tail(&self.trace));
            assert!(
                since.elapsed() < START,
                "the server does not listen: {}",
                tail(&self.trace)
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        self.group = Some(group);
    }
}
