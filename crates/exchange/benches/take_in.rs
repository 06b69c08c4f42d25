//! Rows 3 and 4 of the design's numbers: taking in what a peer sent, beside the same rows written bare in one batch; and
//! taking it in again. A and B alternate in one process. The journal is not encrypted yet; neither is the floor.
//!
//! SQLite's session extension, the design's peer of row 3, is not in the SQLite that is bundled here: it needs libclang.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot go on should stop where it stands"
)]

#[path = "../tests/exchange/kit/bare.rs"]
mod bare;
#[path = "../tests/exchange/kit/visit.rs"]
mod visit;
#[path = "../tests/exchange/kit/writer.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod writer;

use std::time::{Duration, Instant};

use jemput_domain::log::Run;
use jemput_exchange::{
    Store,
    wire::{BATCH_BYTES, batch},
};
use jemput_journal::Journal;
use writer::{NOW, SECRET, scope};

const EVENTS: u32 = 10_000;
const ROUNDS: usize = 9;

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let quick = !std::env::args().any(|a| a == "--bench");
    let (people, rounds) = if quick {
        (20, 1)
    } else {
        (EVENTS / visit::EVENTS_A_PERSON as u32, ROUNDS)
    };
    let frames = frames(&visit::visit(scope(1), 0, people));
    let events = f64::from(people) * visit::EVENTS_A_PERSON as f64;
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model.sqlite");
    take_in(&mut Journal::open(&model).unwrap(), &frames);
    let rows = bare::rows_of(&model);
    let (mut first, mut again, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let path = folder.path().join(format!("ours-{round}.sqlite"));
        let mut journal = Journal::open(&path).unwrap();
        first.push(timed(|| take_in(&mut journal, &frames)));
        again.push(timed(|| take_in(&mut journal, &frames)));
        drop(journal);
        let path = folder.path().join(format!("bare-{round}.sqlite"));
        drop(Journal::open(&path).unwrap());
        let mut writer = bare::Writer::open(&path);
        bare.push(timed(|| writer.write(&rows)));
    }
    let (first, again, bare) = (Times(first), Times(again), Times(bare));
    println!(
        "3 | take in, {events} events in {} batches | {:.0} events/s ({}) | goal >= 0.6x the same rows bare in one batch | {:.0} events/s ({}) | {:.2}x | neither is encrypted yet; SQLite's session extension is not in the SQLite that is bundled",
        frames.len(),
        events / first.median(),
        first.spread(),
        events / bare.median(),
        bare.spread(),
        bare.median() / first.median()
    );
    println!(
        "4 | the same again, all known | {:.0} events/s ({}) | goal >= 3x the first time | {:.0} events/s | {:.2}x",
        events / again.median(),
        again.spread(),
        events / first.median(),
        first.median() / again.median()
    );
}

/// The visit as a peer sends it: packed batches.
fn frames(acts: &[Run]) -> Vec<Vec<u8>> {
    let mut store = Journal::in_memory().unwrap();
    for act in acts {
        assert_eq!(
            Store::take_in(&mut store, scope(1), vec![act.clone()], NOW)
                .unwrap()
                .refused,
            vec![]
        );
    }
    let mut after = Vec::new();
    let mut frames = Vec::new();
    loop {
        let runs = store.runs_after(scope(1), &after, BATCH_BYTES).unwrap();
        if runs.is_empty() {
            return frames;
        }
        for run in &runs {
            after.retain(|(device, _)| *device != run.device);
            after.push((run.device, run.first_seq + run.events.len() as u32 - 1));
        }
        frames.push(batch::encode(Some(&SECRET), &runs));
    }
}

fn take_in(journal: &mut Journal, frames: &[Vec<u8>]) {
    for frame in frames {
        let secret = journal.secret(scope(1)).unwrap();
        let runs = batch::decode(secret.as_ref(), frame).unwrap();
        assert_eq!(Store::take_in(journal, scope(1), runs, NOW).unwrap().refused, vec![]);
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

struct Times(Vec<Duration>);

impl Times {
    fn at(&self, share: f64) -> f64 {
        let mut all = self.0.clone();
        all.sort();
        all[((all.len() - 1) as f64 * share).round() as usize].as_secs_f64()
    }

    fn median(&self) -> f64 {
        self.at(0.5)
    }

    fn spread(&self) -> String {
        format!("{:.0} to {:.0} ms", self.at(0.0) * 1e3, self.at(1.0) * 1e3)
    }
}
