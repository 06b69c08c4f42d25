//! The laptop's programs, killed.

use std::{path::Path, process::Stdio, thread, time::Duration};

use jemput_acts::Desk;
use jemput_domain::id::ScopeId;
use serde_json::Value;

use super::{busy::Busy, chance, chance::Chance, clock, jemput, kills, told::Told, van};

/// People in the demonstration.
const BOOKED: u64 = 452;

/// After so many kills the whole journal is proved.
const PROVED_EVERY: usize = 20;

#[test]
fn nothing_told_is_missing_however_often_a_laptop_is_killed() {
    let (kills, mut chance) = (kills(), chance(1));
    let home = tempfile::tempdir().unwrap();
    let visit = van(home.path());
    let mut told = Told::of(visit);
    for kill in 0..kills {
        let round = format!("kill {kill} of {kills}");
        match kill % 4 {
            // A command of the command line, somewhere between its start and its end.
            0 => command(home.path(), visit, kill, &mut chance, &mut told),
            // One process among two that write to one journal.
            1 => two(home.path(), visit, &mut chance, &mut told),
            _ => one(home.path(), visit, &mut chance, &mut told),
        }
        told.look(&Desk::open(home.path(), clock()).unwrap(), &round);
        if kill % PROVED_EVERY == PROVED_EVERY - 1 {
            prove(home.path(), &told, kill, &round);
        }
    }
    assert!(told.len() > kills, "only {} acts were told: no load", told.len());
    told.look_again(&Desk::open(home.path(), clock()).unwrap());
    prove(home.path(), &told, kills, "at the end");
}

/// Up to 12 milliseconds: an instant within an act, or within the start.
fn instant(chance: &mut Chance) {
    thread::sleep(Duration::from_micros(chance.below(12_000)));
}

fn one(home: &Path, visit: ScopeId, chance: &mut Chance, told: &mut Told) {
    let mut busy = Busy::start(home, visit);
    (0..chance.below(9)).for_each(|_| busy.hear(told));
    instant(chance);
    busy.kill(told);
}

fn two(home: &Path, visit: ScopeId, chance: &mut Chance, told: &mut Told) {
    let (mut first, mut second) = (Busy::start(home, visit), Busy::start(home, visit));
    (0..=chance.below(5)).for_each(|_| first.hear(told));
    second.hear(told);
    instant(chance);
    first.kill(told);
    // The other goes on as if nothing had been.
    (0..3).for_each(|_| second.hear(told));
    second.kill(told);
}

fn command(home: &Path, visit: ScopeId, kill: usize, chance: &mut Chance, told: &mut Told) {
    let (visit, name) = (visit.to_string(), format!("Warga Contoh {kill}"));
    let mut child = jemput(home, &["walk-in", "--visit", &visit, "--name", &name])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_micros(chance.below(40_000)));
    // It may have ended before.
    child.kill().unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(
        ended.status.success() || ended.status.code().is_none(),
        "it refused: {}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let said = String::from_utf8(ended.stdout).unwrap();
    said.split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'))
        .for_each(|line| told.hear(line));
}

/// `jemput verify`; and of what nobody was told there is no more than what each killed process had begun.
fn prove(home: &Path, told: &Told, kills: usize, round: &str) {
    let ran = jemput(home, &["verify"]).output().unwrap();
    assert!(
        ran.status.success(),
        "{round}: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let proved: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(proved["ok"], true, "{round}: {proved}");
    let untold = proved["bookings"].as_u64().unwrap() - BOOKED - told.walk_ins() as u64;
    assert!(
        untold <= 2 * kills as u64 + 2,
        "{round}: {untold} walk-ins that nobody was told of"
    );
}
