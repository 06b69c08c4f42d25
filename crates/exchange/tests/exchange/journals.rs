//! The same over real journals: whatever came where and in which order, the derived rows are the same in the end.

use jemput_domain::log::Run;
use jemput_exchange::{
    Store,
    conversation::{Memory, Wanted},
};
use jemput_journal::Journal;
use proptest::prelude::*;

use crate::kit::{
    talk::{Cut, talk},
    visit::visit,
    writer::{NOW, scope},
};

/// A journal with these acts; what comes before its turn is refused and may come again.
fn holding<'r>(acts: impl IntoIterator<Item = &'r Run>) -> Journal {
    let mut journal = Journal::in_memory().unwrap();
    for act in acts {
        Store::take_in(&mut journal, scope(1), vec![act.clone()], NOW).unwrap();
    }
    journal
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn journals_that_met_hold_the_same_rows(
        shares in prop::collection::vec((0usize..40, any::<bool>()), 2),
        cuts in prop::collection::vec(0usize..6_000, 0..4),
        batch_bytes in 1_024usize..20_000,
    ) {
        let acts = visit(scope(1), 0, 12);
        let all = holding(&acts);
        let mut server = Journal::in_memory().unwrap();
        let mut laptops: Vec<Journal> = shares
            .iter()
            .map(|(share, backwards)| {
                // The opening always; then a share of the acts, and again the other way round.
                let some = &acts[..(*share).min(acts.len())];
                let order: Vec<&Run> = if *backwards { some.iter().rev().chain(some).collect() } else { some.iter().collect() };
                holding(std::iter::once(&acts[0]).chain(order))
            })
            .collect();
        laptops.push(holding(&acts));
        let mut memories = vec![Memory::with_batch_bytes(batch_bytes); laptops.len()];
        for (i, cut) in cuts.into_iter().enumerate() {
            let laptop = i % laptops.len();
            if talk(&mut laptops[laptop], &mut server, Wanted::All, &mut memories[laptop], Cut(cut)).is_none() {
                memories[laptop].broke();
            }
        }
        for _ in 0..2 {
            for (laptop, memory) in laptops.iter_mut().zip(&mut memories) {
                let outcome = talk(laptop, &mut server, Wanted::All, memory, Cut::NEVER).unwrap();
                prop_assert!(outcome.refused.is_empty());
                prop_assert!(outcome.round_trips <= 2);
            }
        }
        let rows = all.view().dump(scope(1)).unwrap();
        for journal in laptops.iter().chain([&server]) {
            prop_assert_eq!(journal.heads(scope(1)).unwrap(), all.heads(scope(1)).unwrap());
            prop_assert_eq!(&journal.view().dump(scope(1)).unwrap(), &rows);
        }
    }
}
