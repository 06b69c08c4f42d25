//! Rows 6 and 10 of the design's numbers: exchange over loopback, and what the server takes in from eight vans.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot go on should stop where it stands"
)]

#[path = "../../exchange/tests/exchange/kit/bare.rs"]
mod bare;
#[path = "../../exchange/tests/exchange/kit/visit.rs"]
mod visit;
#[path = "../../exchange/tests/exchange/kit/writer.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod writer;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    ops::ControlFlow,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use jemput_domain::{id::DeviceId, log::Run, time::Moment};
use jemput_exchange::{
    Store,
    conversation::{Asking, Memory, Next, Replying, ServerKey, Signer, Wanted},
    http::{Connection, Patience},
};
use jemput_journal::Journal;
use jemput_server::{Config, Running, serve};
use tokio::runtime::Runtime;
use uuid::Uuid;
use writer::{NOW, scope};

const EVENTS: u32 = 10_000;
const VANS: u8 = 8;
const ROUNDS: usize = 7;
/// How large the peer's batches are: of 100, 500, 1,000 and 2,500 those with which it is fastest.
const POUCHDB_BATCH: u32 = 2_500;

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let quick = !std::env::args().any(|a| a == "--bench");
    let (people, rounds) = if quick {
        (16, 1)
    } else {
        (EVENTS / visit::EVENTS_A_PERSON as u32, ROUNDS)
    };
    exchange(people, rounds);
    eight_vans(people / u32::from(VANS), rounds);
}

/// A server in this process.
struct Server {
    runtime: Runtime,
    running: Running,
    data: tempfile::TempDir,
}

impl Server {
    fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let config = Config::new("127.0.0.1:0".parse().unwrap(), data.path());
        let running = runtime.block_on(serve(config)).unwrap();
        Self { runtime, running, data }
    }

    fn connect(&self) -> Connection {
        Connection::new(&format!("http://{}", self.running.address), Patience::default()).unwrap()
    }

    fn stop(self) -> tempfile::TempDir {
        self.runtime.block_on(self.running.stop());
        self.data
    }
}

fn laptop(folder: &Path, name: &str, acts: &[Run]) -> Journal {
    let mut journal = Journal::open(&folder.join(name)).unwrap();
    let mut by_log: Vec<Run> = Vec::new();
    for act in acts {
        by_log.push(act.clone());
    }
    assert_eq!(
        Store::take_in(&mut journal, scope(1), by_log, NOW).unwrap().refused,
        vec![]
    );
    journal
}

const LAPTOP: DeviceId = DeviceId(Uuid::from_u128(1));

fn talk(connection: &mut Connection, journal: &mut Journal, key: ServerKey) -> Duration {
    let start = Instant::now();
    let outcome = connection
        .exchange(journal, LAPTOP, key, Wanted::All, NOW, &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(outcome.receipts.len(), 1);
    start.elapsed()
}

/// Row 6: one laptop pushes 10,000 events, another pulls them.
fn exchange(people: u32, rounds: usize) {
    let events = f64::from(people) * visit::EVENTS_A_PERSON as f64;
    let acts = visit::visit(scope(1), 0, people);
    let (mut push, mut pull) = (Vec::new(), Vec::new());
    let mut peers = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (pushed, pulled) = pouchdb(events).unzip();
        peers.0.extend(pushed);
        peers.1.extend(pulled);
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start();
        let mut first = laptop(folder.path(), "first.sqlite", &acts);
        let mut connection = server.connect();
        let key = connection.server_key().unwrap();
        push.push(talk(&mut connection, &mut first, key));
        let mut second = Journal::open(&folder.path().join("second.sqlite")).unwrap();
        pull.push(talk(&mut connection, &mut second, key));
        server.stop();
    }
    for (name, goal, times, peer) in [("push", 30.0, &push, &peers.0), ("pull", 50.0, &pull, &peers.1)] {
        let rate = events / median(times);
        let beside = match peer.is_empty() {
            true => "not run (POUCHDB names no folder); the design's figure for a bare prototype without signatures: 53x push, 99x pull".to_owned(),
            false => {
                let peer = Rates::of(peer);
                format!("{peer} | {:.1}x", rate / peer.median)
            }
        };
        println!(
            "6 | {name} over loopback, {events} events, signed, derived | {rate:.0} events/s ({}) | goal >= {goal}x PouchDB | {beside}",
            spread(times)
        );
    }
}

/// Documents a second of the peer.
struct Rates {
    least: f64,
    median: f64,
    most: f64,
}

impl Rates {
    fn of(rates: &[f64]) -> Self {
        let mut all = rates.to_vec();
        all.sort_by(f64::total_cmp);
        Self {
            least: all[0],
            median: all[all.len() / 2],
            most: all[all.len() - 1],
        }
    }
}

impl std::fmt::Display for Rates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { least, median, most } = self;
        write!(f, "PouchDB {median:.0} documents/s ({least:.0} to {most:.0})")
    }
}

/// What PouchDB pushes and pulls in a second; none where the environment's `POUCHDB` names no folder that has it.
fn pouchdb(documents: f64) -> Option<(f64, f64)> {
    let folder = std::env::var_os("POUCHDB")?;
    let ran = std::process::Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/pouchdb.mjs"))
        .arg(folder)
        .args([documents.to_string(), POUCHDB_BATCH.to_string()])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let said = String::from_utf8(ran.stdout).unwrap();
    let (pushed, pulled) = said.trim().split_once(' ').unwrap();
    Some((pushed.parse().unwrap(), pulled.parse().unwrap()))
}

/// Row 10: eight vans push a visit each at once; their requests are made beforehand, so that the server is what is timed.
fn eight_vans(people: u32, rounds: usize) {
    let events = f64::from(people) * visit::EVENTS_A_PERSON as f64 * f64::from(VANS);
    let visits: Vec<Vec<Run>> = (0..VANS)
        .map(|van| visit::visit(scope(van + 1), u32::from(van) * people, people))
        .collect();
    let bodies: Vec<Vec<u8>> = visits
        .iter()
        .enumerate()
        .map(|(van, acts)| body(van as u8 + 1, acts))
        .collect();
    let (mut ours, mut bare_times) = (Vec::new(), Vec::new());
    let mut rows = None;
    for _ in 0..rounds {
        let server = Server::start();
        let address = server.running.address;
        let start = Instant::now();
        thread::scope(|threads| {
            for body in &bodies {
                threads.spawn(move || post(address, body));
            }
        });
        ours.push(start.elapsed());
        let data = server.stop();
        let rows = rows.get_or_insert_with(|| bare::rows_of(&data.path().join("server.sqlite")));
        let path = data.path().join("bare.sqlite");
        drop(Journal::open(&path).unwrap());
        let mut writer = bare::Writer::open(&path);
        let start = Instant::now();
        writer.write(rows);
        bare_times.push(start.elapsed());
    }
    println!(
        "10 | the server takes in, {VANS} vans at once, {events} events | {:.0} events/s ({}) | goal >= 0.8x the same rows bare in-process | {:.0} events/s ({}) | {:.2}x",
        events / median(&ours),
        spread(&ours),
        events / median(&bare_times),
        spread(&bare_times),
        median(&bare_times) / median(&ours)
    );
    println!("10 | PostgreSQL | not built yet | goal >= 0.6x raw COPY | not measured");
}

/// A request that carries a whole visit.
fn body(number: u8, acts: &[Run]) -> Vec<u8> {
    let scope = scope(number);
    let mut journal = Journal::in_memory().unwrap();
    assert_eq!(
        Store::take_in(&mut journal, scope, acts.to_vec(), NOW).unwrap().refused,
        vec![]
    );
    let key = jemput_domain::log::DeviceKey::from_bytes(&[9; 32]);
    let server = ServerKey {
        device: DeviceId(Uuid::from_u128(99)),
        public_key: key.public(),
    };
    let signer = Signer {
        device: server.device,
        key_id: 1,
        key,
        earlier: Vec::new(),
    };
    let device = DeviceId(Uuid::from_u128(u128::from(number) + 1_000));
    let mut memory = Memory::default();
    let mut asking = Asking::begin(&journal, device, server, Wanted::Mine, NOW, &mut memory).unwrap();
    let mut empty = Journal::in_memory().unwrap();
    let mut replying = Replying::default();
    while let Some(piece) = asking.send(&journal).unwrap() {
        replying.hear(&mut empty, &piece, NOW).unwrap();
    }
    while let Some(piece) = replying.send(&empty, &signer, Moment(0)).unwrap() {
        asking.hear(&mut journal, &piece).unwrap();
    }
    assert_eq!(asking.heard_all(&journal).unwrap(), Next::AskAgain);
    let mut body = Vec::new();
    while let Some(piece) = asking.send(&journal).unwrap() {
        body.extend_from_slice(&piece);
    }
    body
}

fn post(address: SocketAddr, body: &[u8]) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST /exchange HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
}

fn median(times: &[Duration]) -> f64 {
    let mut all = times.to_vec();
    all.sort();
    all[all.len() / 2].as_secs_f64()
}

fn spread(times: &[Duration]) -> String {
    let ms = |time: Option<&Duration>| time.map_or(0.0, |t| t.as_secs_f64() * 1e3);
    format!("{:.0} to {:.0} ms", ms(times.iter().min()), ms(times.iter().max()))
}
