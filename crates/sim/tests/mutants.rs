//! It can fail: each fault that is switched on is found within a thousand seeds.

use jemput_domain::mutant::{Mutant, switch};
use jemput_sim::{Script, run};

/// Seeds within which each is found.
const SEEDS: u64 = 1_000;

fn is_found(mutant: Mutant) {
    switch(Some(mutant));
    let found = (0..SEEDS).find_map(|seed| Some((seed, run(&Script::of(seed), false).failure?)));
    switch(None);
    let (seed, failure) = found.unwrap_or_else(|| panic!("{} was not found", mutant.name()));
    println!("{} was found at seed {seed}: {failure}", mutant.name());
    assert_ne!(failure.code, "panic", "{failure}");
    assert_eq!(
        run(&Script::of(seed), false).failure,
        None,
        "it is the mutant that fails"
    );
}

#[test]
fn an_off_by_one_in_ranges() {
    is_found(Mutant::Ranges);
}

#[test]
fn a_missed_fsync() {
    is_found(Mutant::Sync);
}

#[test]
fn a_lost_tie_break() {
    is_found(Mutant::TieBreak);
}

#[test]
fn a_batch_cut_inside_an_act() {
    is_found(Mutant::CutAct);
}

#[test]
fn progress_by_the_highest_number() {
    is_found(Mutant::Highest);
}
