//! A server on a free port, laptops with journals, and a wire that can be cut.

#[path = "../../../exchange/tests/exchange/kit/writer.rs"]
#[allow(dead_code, reason = "shared with the exchange's tests")]
pub mod writer;

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use jemput_domain::{
    id::{DeviceId, ScopeId},
    log::Run,
};
use jemput_exchange::{
    Outcome, Store,
    conversation::{ServerKey, Wanted},
    http::{Connection, Failure, Patience},
};
use jemput_journal::Journal;
use jemput_server::{Config, Running, serve};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;
use writer::{NOW, Writer, scope};

/// A server in this process, with data of its own.
pub struct Server {
    runtime: Runtime,
    pub running: Running,
    pub data: TempDir,
}

impl Server {
    pub fn start() -> Self {
        Self::start_with(|_| {})
    }

    pub fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let data = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let mut config = Config::new("127.0.0.1:0".parse().unwrap(), data.path());
        change(&mut config);
        let running = runtime.block_on(serve(config)).unwrap();
        Self { runtime, running, data }
    }

    pub fn connect(&self) -> Connection {
        connect(self.running.address)
    }

    /// Stops it and opens its journal.
    pub fn into_journal(self) -> (Journal, TempDir) {
        self.runtime.block_on(self.running.stop());
        let journal = Journal::open(&self.data.path().join("server.sqlite")).unwrap();
        (journal, self.data)
    }
}

pub fn connect(address: SocketAddr) -> Connection {
    let patience = Patience {
        connect: Duration::from_secs(10),
        progress: Duration::from_secs(20),
    };
    Connection::new(&format!("http://{address}"), patience).unwrap()
}

/// A laptop with a journal.
pub struct Laptop {
    pub device: DeviceId,
    pub journal: Journal,
}

impl Laptop {
    pub fn new(number: u8) -> Self {
        Self {
            device: DeviceId(Uuid::from_u128(u128::from(number) + 1)),
            journal: Journal::in_memory().unwrap(),
        }
    }

    /// With these acts in its journal.
    pub fn holding(number: u8, runs: &[Run]) -> Self {
        let mut laptop = Self::new(number);
        for run in runs {
            laptop.take(run);
        }
        laptop
    }

    pub fn take(&mut self, run: &Run) {
        let taken = self.journal.take_in(scope(1), vec![run.clone()], NOW).unwrap();
        assert_eq!(taken.refused, vec![]);
    }

    pub fn exchange(&mut self, connection: &mut Connection, server: ServerKey) -> Result<Outcome, Failure> {
        connection.exchange(&mut self.journal, self.device, server, Wanted::All, NOW, &mut |_| {
            ControlFlow::Continue(())
        })
    }
}

/// A visit's acts by device: the opener books people, everyone works at the desk.
pub fn visit(devices: u8, acts: u32) -> Vec<Vec<Run>> {
    let log = |number: u8| {
        let (mut writer, joining) = Writer::join(scope(1), number, number == 0);
        let mut runs = vec![joining];
        runs.extend((0..acts).map(|i| {
            if i % 4 == 0 {
                writer.book(u32::from(number) * 500 + i, 5)
            } else {
                writer.desk(i)
            }
        }));
        runs
    };
    (0..devices).map(log).collect()
}

/// Whether two journals are one: the same events, and the same derived rows.
pub fn assert_same(a: &Journal, b: &Journal, scope: ScopeId) {
    assert_eq!(a.heads(scope).unwrap(), b.heads(scope).unwrap());
    assert_eq!(a.view().dump(scope).unwrap(), b.view().dump(scope).unwrap());
}

/// A wire to the server that breaks after so many bytes up or down, then passes everything.
pub struct Wire {
    pub address: SocketAddr,
    /// Bytes that passed up and down.
    pub passed: Arc<[AtomicUsize; 2]>,
}

impl Wire {
    /// Passes everything.
    pub fn whole(to: SocketAddr) -> Self {
        Self::cut_once(to, usize::MAX, usize::MAX)
    }

    /// The first connection breaks; bytes of HTTP count too.
    pub fn cut_once(to: SocketAddr, up: usize, down: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let passed: Arc<[AtomicUsize; 2]> = Arc::default();
        let counted = Arc::clone(&passed);
        thread::spawn(move || {
            for (nth, laptop) in listener.incoming().enumerate() {
                let Ok(laptop) = laptop else { return };
                let limits = if nth == 0 { (up, down) } else { (usize::MAX, usize::MAX) };
                let Ok(server) = TcpStream::connect(to) else { return };
                pass(
                    laptop.try_clone().unwrap(),
                    server.try_clone().unwrap(),
                    limits.0,
                    (Arc::clone(&counted), 0),
                );
                pass(server, laptop, limits.1, (Arc::clone(&counted), 1));
            }
        });
        Self { address, passed }
    }
}

/// Passes bytes on until the limit, then breaks both directions.
fn pass(mut from: TcpStream, mut to: TcpStream, mut limit: usize, (counted, way): (Arc<[AtomicUsize; 2]>, usize)) {
    thread::spawn(move || {
        let mut buffer = [0; 4_096];
        loop {
            let length = from.read(&mut buffer).unwrap_or(0);
            let passed = length.min(limit);
            limit -= passed;
            counted[way].fetch_add(passed, SeqCst);
            let written = to.write_all(&buffer[..passed]).is_ok();
            if length == 0 || passed < length || !written {
                break;
            }
        }
        // The other end may have closed already.
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    });
}
