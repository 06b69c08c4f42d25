//! Real processes that die, real disks that fail: nothing that was told as done is missing, and the next start needs no hand.
//!
//! `make crash N=5000` kills that often; JEMPUT_SEED gives a run its instants again, as far as the machine allows.

mod busy;
mod chance;
mod disk;
mod laptop;
mod server;
mod told;

use std::path::Path;

use jemput_acts::{Desk, clock::TimeSource};
use jemput_domain::{id::ScopeId, time::Moment};

use crate::window::ours;
use chance::Chance;

/// When all of it happens: in the first slot of the demonstration's first day.
const NOW: &str = "2021-11-08T08:00:00+07:00";

fn clock() -> TimeSource {
    TimeSource::Held(Moment::parse(NOW).expect("a time in RFC 3339"))
}

/// How often the laptop's programs are killed: 200 times, or as often as JEMPUT_KILLS says.
fn kills() -> usize {
    let asked = std::env::var("JEMPUT_KILLS").ok();
    asked.map_or(200, |n| n.parse().expect("JEMPUT_KILLS is a number"))
}

/// The instants of this run.
fn chance(of: u64) -> Chance {
    let asked = std::env::var("JEMPUT_SEED").ok();
    let seed: u64 = asked.map_or(2021, |n| n.parse().expect("JEMPUT_SEED is a number"));
    Chance::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(of))
}

/// A laptop with the demonstration on it.
fn van(home: &Path) -> ScopeId {
    let desk = Desk::init(home, clock(), "Loket A", None).unwrap();
    jemput_acts::demo(&desk).unwrap().visit
}

/// `jemput` on a laptop, answering in JSON.
fn jemput(home: &Path, arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(ours("jemput"));
    for name in [
        "JEMPUT_HOME",
        "JEMPUT_VISIT",
        "JEMPUT_OPERATOR",
        "JEMPUT_SECRET_FILE",
        "RUST_LOG",
    ] {
        command.env_remove(name);
    }
    command
        .args(["--json", "--now", NOW, "--home"])
        .arg(home)
        .args(arguments);
    command.stdin(std::process::Stdio::null());
    command
}
