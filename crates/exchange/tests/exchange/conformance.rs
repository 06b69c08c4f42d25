//! What every store must do, run over each of them.

use jemput_domain::{
    event::Clock,
    log::{Refused, Run},
};
use jemput_exchange::Store;

use crate::kit::writer::{NOW, Writer, scope};

macro_rules! conformance {
    ($store:ident, $new:expr) => {
        mod $store {
            conformance!(@case $new, an_empty_store_holds_nothing, what_is_taken_in_comes_back, a_replay_changes_nothing,
                runs_keep_to_the_bytes_and_miss_nothing, a_gap_is_refused_and_others_flow, a_forged_event_is_refused,
                a_fork_is_refused, a_clock_at_the_end_of_all_clocks_is_refused, what_is_appended_later_is_left_out, nothing_is_taken_before_the_scope_is_opened, an_overlap_is_cut, a_cut_act_is_refused);
        }
    };
    (@case $new:expr, $($case:ident),*) => {
        $(#[test] fn $case() { super::$case($new); })*
    };
}

conformance!(memory, crate::kit::memory::MemoryStore::default());
conformance!(journal, jemput_journal::Journal::in_memory().unwrap());

/// A scope of two logs: the opener books 40 people in four acts, the other works at the desk.
fn two_logs() -> (Vec<Run>, Vec<Run>) {
    let (mut first, opening) = Writer::join(scope(1), 0, true);
    let (mut second, joining) = Writer::join(scope(1), 1, false);
    let mut opener = vec![opening];
    opener.extend((0..4).map(|i| first.book(i * 10, 10)));
    let mut desk = vec![joining];
    desk.extend((0..20).map(|n| second.desk(n)));
    (opener, desk)
}

/// A store with these runs, each taken in by itself.
fn with<S: Store>(mut store: S, runs: &[Run]) -> S {
    for run in runs {
        let taken = store.take_in(scope(1), vec![run.clone()], NOW).unwrap();
        assert_eq!(taken.refused, vec![]);
        assert_eq!(taken.new_events, run.events.len() as u64);
    }
    store
}

fn an_empty_store_holds_nothing<S: Store>(store: S) {
    assert_eq!(store.scopes().unwrap(), vec![]);
    assert_eq!(store.heads(scope(1)).unwrap(), vec![]);
    assert_eq!(store.secret(scope(1)).unwrap(), None);
    assert_eq!(store.runs_after(scope(1), &[], 1_000).unwrap(), vec![]);
}

fn what_is_taken_in_comes_back<S: Store>(store: S) {
    let (opener, desk) = two_logs();
    let store = with(with(store, &opener), &desk);
    assert_eq!(store.scopes().unwrap(), vec![scope(1)]);
    let heads = store.heads(scope(1)).unwrap();
    assert_eq!(heads.iter().map(|h| h.seq).collect::<Vec<_>>(), vec![41, 21]);
    assert!(heads.is_sorted_by_key(|h| h.device));
    let runs = store.runs_after(scope(1), &[], usize::MAX).unwrap();
    assert_eq!(runs[0].device, opener[0].device, "the opener comes first");
    let events: Vec<_> = runs.iter().flat_map(|r| r.events.clone()).collect();
    let written: Vec<_> = opener.iter().chain(&desk).flat_map(|r| r.events.clone()).collect();
    assert_eq!(events, written);
}

fn a_replay_changes_nothing<S: Store>(store: S) {
    let (opener, desk) = two_logs();
    let mut store = with(with(store, &opener), &desk);
    let heads = store.heads(scope(1)).unwrap();
    let all = [opener, desk].concat();
    let taken = store.take_in(scope(1), all.clone(), NOW).unwrap();
    assert_eq!((taken.new_events, taken.known_events, taken.refused), (0, 62, vec![]));
    assert_eq!(store.heads(scope(1)).unwrap(), heads);
}

fn runs_keep_to_the_bytes_and_miss_nothing<S: Store>(store: S) {
    let (opener, desk) = two_logs();
    let store = with(with(store, &opener), &desk);
    let act_bytes_max = opener
        .iter()
        .chain(&desk)
        .map(|r| r.events.iter().map(Vec::len).sum::<usize>())
        .max()
        .unwrap();
    for bytes_max in [1, 200, act_bytes_max, act_bytes_max + 1, 5_000] {
        let mut after = vec![];
        let mut count = 0;
        loop {
            let runs = store.runs_after(scope(1), &after, bytes_max).unwrap();
            if runs.is_empty() {
                break;
            }
            let bytes: usize = runs.iter().flat_map(|r| &r.events).map(Vec::len).sum();
            assert!(
                bytes <= bytes_max.max(act_bytes_max),
                "{bytes} bytes at a limit of {bytes_max}"
            );
            for run in runs {
                let seq = run.first_seq + run.events.len() as u32 - 1;
                count += run.events.len();
                after.retain(|(device, _)| *device != run.device);
                after.push((run.device, seq));
            }
        }
        assert_eq!(count, 62);
    }
}

fn a_gap_is_refused_and_others_flow<S: Store>(store: S) {
    let (opener, desk) = two_logs();
    let mut store = with(store, &opener[..2]);
    let taken = store
        .take_in(scope(1), vec![opener[3].clone(), desk[0].clone()], NOW)
        .unwrap();
    assert_eq!(taken.refused, vec![(opener[0].device, Refused::Gap)]);
    assert_eq!(taken.new_events, 1);
}

fn a_forged_event_is_refused<S: Store>(store: S) {
    let (opener, desk) = two_logs();
    let mut store = with(store, &opener[..1]);
    let mut forged = opener[1].clone();
    forged.events[3] = forged.events[2].clone();
    let mut unsigned = desk[0].clone();
    unsigned.signature[5] ^= 1;
    let taken = store.take_in(scope(1), vec![forged, unsigned], NOW).unwrap();
    assert_eq!(taken.new_events, 0);
    assert_eq!(taken.refused.len(), 2);
    assert_eq!(taken.refused[1].1, Refused::Signature);
    let taken = store
        .take_in(scope(1), vec![opener[1].clone(), desk[0].clone()], NOW)
        .unwrap();
    assert_eq!(
        (taken.new_events, taken.refused),
        (11, vec![]),
        "the true ones are taken afterwards"
    );
}

fn a_fork_is_refused<S: Store>(store: S) {
    let (opener, desk) = two_logs();
    let mut store = with(with(store, &opener), &desk[..1]);
    let (mut copy, _) = Writer::join(scope(1), 1, false);
    let other = copy.desk(5);
    store.take_in(scope(1), vec![desk[1].clone()], NOW).unwrap();
    let taken = store.take_in(scope(1), vec![other], NOW).unwrap();
    assert_eq!(taken.refused, vec![(desk[0].device, Refused::Fork)]);
    assert_eq!(taken.new_events, 0);
}

fn a_clock_at_the_end_of_all_clocks_is_refused<S: Store>(store: S) {
    let (opener, _) = two_logs();
    let mut store = with(store, &opener[..1]);
    let (mut writer, joining) = Writer::join(scope(1), 3, false);
    writer.leap(Clock(Clock::TAKEN_MAX.0 - 1));
    let (last, too_far) = (writer.desk(1), writer.desk(2));
    let taken = store
        .take_in(scope(1), vec![joining, last, too_far.clone()], NOW)
        .unwrap();
    assert_eq!(taken.refused, vec![(too_far.device, Refused::Clock)]);
    assert_eq!(taken.new_events, 2);
}

fn what_is_appended_later_is_left_out<S: Store>(store: S) {
    let (opener, desk) = two_logs();
    let store = with(with(store, &opener[..2]), &desk[..3]);
    let stood = store.heads(scope(1)).unwrap();
    let (late_device, join_late) = Writer::join(scope(1), 9, false);
    let store = with(with(with(store, &opener[2..]), &desk[3..]), &[join_late]);
    let count = |runs: &[Run]| runs.iter().map(|run| run.events.len()).sum::<usize>();
    let within = store.runs_within(scope(1), &[], &stood, usize::MAX).unwrap();
    assert_eq!(count(&within), 11 + 3);
    assert!(within.iter().all(|run| run.device != late_device.device));
    let after: Vec<_> = stood.iter().map(|head| (head.device, head.seq)).collect();
    assert_eq!(store.runs_within(scope(1), &after, &stood, usize::MAX).unwrap(), vec![]);
    assert_eq!(
        count(&store.runs_after(scope(1), &after, usize::MAX).unwrap()),
        62 + 1 - 14
    );
}

fn nothing_is_taken_before_the_scope_is_opened<S: Store>(mut store: S) {
    let (_, desk) = two_logs();
    let taken = store.take_in(scope(1), desk[..1].to_vec(), NOW).unwrap();
    assert_eq!(taken.refused, vec![(desk[0].device, Refused::NoScope)]);
    assert_eq!(store.scopes().unwrap(), vec![]);
}

fn an_overlap_is_cut<S: Store>(store: S) {
    let (opener, _) = two_logs();
    let mut store = with(store, &opener[..3]);
    let mut long = opener[1].clone();
    for more in &opener[2..] {
        long.events.extend(more.events.clone());
        long.signature = more.signature;
    }
    let taken = store.take_in(scope(1), vec![long], NOW).unwrap();
    assert_eq!((taken.new_events, taken.known_events, taken.refused), (20, 20, vec![]));
}

fn a_cut_act_is_refused<S: Store>(store: S) {
    let (opener, _) = two_logs();
    let mut store = with(store, &opener[..1]);
    let mut cut = opener[1].clone();
    cut.events.pop();
    let taken = store.take_in(scope(1), vec![cut], NOW).unwrap();
    assert_eq!(taken.refused, vec![(opener[0].device, Refused::Act)]);
    assert_eq!(store.heads(scope(1)).unwrap()[0].seq, 1);
}
