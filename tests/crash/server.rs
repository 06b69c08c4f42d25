//! The server's process, killed under laptops that never stop exchanging.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Condvar, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use jemput_acts::{Desk, act, view::*};
use jemput_domain::id::{DeviceId, ScopeId};
use jemput_journal::Journal;

use super::{chance, clock};
use crate::window::ours;

/// Laptops that exchange at once.
const LAPTOPS: usize = 3;

/// How often the server is killed for ten kills of a laptop's programs.
const PART: usize = 8;

/// Starts the program and waits for its address.
fn start(data: &Path, listen: SocketAddr) -> (Child, SocketAddr) {
    let mut child = Command::new(ours("jemput-server"))
        .args(["--listen", &listen.to_string(), "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.trim().strip_prefix("http://").unwrap().parse().unwrap();
    (child, address)
}

/// What the laptops were told by signed receipts, and whether the server is there to be asked.
#[derive(Default)]
struct Heard {
    /// Of each laptop's own log, up to where the server signed for it; and how many exchanges ended well.
    held: Mutex<(BTreeMap<DeviceId, u32>, usize)>,
    changed: Condvar,
    stop: AtomicBool,
}

impl Heard {
    fn keep(&self, device: DeviceId, seq: u32) {
        let mut held = self.held.lock().unwrap();
        let known = held.0.entry(device).or_default();
        *known = seq.max(*known);
        held.1 += 1;
        self.changed.notify_all();
    }

    /// Waits until so many more exchanges have ended well.
    fn wait_for(&self, more: usize) {
        let held = self.held.lock().unwrap();
        let enough = held.1 + more;
        let (held, late) = self
            .changed
            .wait_timeout_while(held, Duration::from_secs(60), |held| held.1 < enough)
            .unwrap();
        drop(held);
        assert!(!late.timed_out(), "nobody exchanges any more");
    }
}

/// A laptop that works and exchanges, whatever the server does.
fn work(desk: &Desk, visit: ScopeId, heard: &Heard) {
    let mut n = 0;
    while !heard.stop.load(SeqCst) {
        n += 1;
        let walk_in = WalkInInput {
            visit,
            person: PersonInput {
                name: format!("Warga Contoh {n}"),
                ..PersonInput::default()
            },
            service: "ktp_first".into(),
            slot: WalkInSlot::None,
        };
        act::walk_in(desk, walk_in).unwrap();
        match act::sync(desk, SyncInput::default()) {
            Ok(_) => heard.keep(desk.device(), covered(desk, visit)),
            Err(trouble) => assert!(
                ["unreachable", "interrupted", "no_progress", "refused"].contains(&trouble.code()),
                "{trouble:?}"
            ),
        }
    }
}

/// Up to where the server has signed for this laptop's own log.
fn covered(desk: &Desk, visit: ScopeId) -> u32 {
    let devices = act::exchange(desk, OfVisit { visit }).unwrap().devices;
    let own = devices.iter().find(|device| device.is_this).unwrap();
    own.events - own.behind
}

/// How far each laptop's log is here.
fn logs(desk: &Desk, visit: ScopeId) -> BTreeMap<DeviceId, u32> {
    let devices = act::exchange(desk, OfVisit { visit }).unwrap().devices;
    devices.iter().map(|device| (device.device, device.events)).collect()
}

#[test]
fn nothing_signed_for_is_missing_however_often_the_server_is_killed() {
    let (kills, mut chance) = (super::kills().div_ceil(10) * PART / 10, chance(2));
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("server");
    let (mut child, address) = start(&data, "127.0.0.1:0".parse().unwrap());
    let url = format!("http://{address}");
    let laptop = |n: usize| {
        let name = format!("Loket {n}");
        Desk::init(&folder.path().join(&name), clock(), &name, Some(&url)).unwrap()
    };
    let desks: Vec<Desk> = (0..LAPTOPS).map(laptop).collect();
    let visit = jemput_acts::demo(&desks[0]).unwrap().visit;
    for desk in &desks {
        let joining = SyncInput {
            take_only: true,
            ..SyncInput::default()
        };
        act::sync(desk, joining).unwrap();
    }
    let heard = Heard::default();
    thread::scope(|threads| {
        for desk in &desks {
            let heard = &heard;
            threads.spawn(move || work(desk, visit, heard));
        }
        for kill in 0..kills {
            heard.wait_for(1 + chance.below(6) as usize);
            thread::sleep(Duration::from_micros(chance.below(20_000)));
            child.kill().unwrap();
            child.wait().unwrap();
            // What was signed for by now must be there, before the server itself has seen it again.
            let held = heard.held.lock().unwrap().0.clone();
            let heads = Journal::open(&data.join("server.sqlite"))
                .unwrap()
                .view()
                .heads(visit)
                .unwrap();
            for (device, seq) in held {
                let there = heads
                    .iter()
                    .find(|head| head.device == device)
                    .map_or(0, |head| head.seq);
                assert!(there >= seq, "kill {kill}: signed up to {seq}, there up to {there}");
            }
            child = start(&data, address).0;
        }
        heard.wait_for(LAPTOPS);
        heard.stop.store(true, SeqCst);
    });
    // All meet twice more: then each has heard of all.
    for desk in desks.iter().chain(&desks) {
        assert_eq!(act::sync(desk, SyncInput::default()).unwrap().pending, 0);
    }
    let day = |desk: &Desk| serde_json::to_value(act::plan(desk, OfVisit { visit }).unwrap()).unwrap();
    let people = |desk: &Desk| act::verify(desk, Nothing {}).unwrap();
    for desk in &desks {
        let proved = people(desk);
        assert!(proved.ok && proved.receipt_covers_all, "{proved:?}");
        assert_eq!(logs(desk, visit), logs(&desks[0], visit));
        assert_eq!(day(desk), day(&desks[0]));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
