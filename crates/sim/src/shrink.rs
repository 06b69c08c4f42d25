//! A failing script made short: whatever step or trouble can be left out and still fails the same way is.

use std::fmt::Write as _;

use crate::{
    Failure, Script, run,
    script::{Net, What},
};

/// Runs that a shrinking takes at most.
const RUNS_MAX: usize = 400;

/// The shortest script found that fails with the same code.
pub fn shrink(script: &Script, failure: &Failure) -> Script {
    let mut runs = 0;
    let mut fails = |script: &Script| {
        runs += 1;
        runs <= RUNS_MAX
            && run(script, false)
                .failure
                .is_some_and(|found| found.code == failure.code)
    };
    let mut best = script.clone();
    let mut length = best.steps.len().div_ceil(2);
    while length > 0 {
        let mut from = 0;
        while from < best.steps.len() {
            let mut shorter = best.clone();
            shorter.steps.drain(from..(from + length).min(best.steps.len()));
            if fails(&shorter) {
                best = shorter;
            } else {
                from += length;
            }
        }
        length /= 2;
    }
    for place in 0..best.steps.len() {
        if let What::Exchange { laptop, .. } = best.steps[place].what {
            let mut simpler = best.clone();
            simpler.steps[place].what = What::Exchange {
                laptop,
                net: Net::Carries,
                meanwhile: false,
            };
            if simpler != best && fails(&simpler) {
                best = simpler;
            }
        }
    }
    best
}

/// A failure as people read it: the seed, the promise, the steps that are left and what they did.
pub fn told(script: &Script, failure: &Failure) -> String {
    let short = shrink(script, failure);
    let ran = run(&short, true);
    let mut told = format!(
        "seed {}: {failure}\n{} of {} steps are left, with {} laptops:\n",
        script.seed,
        short.steps.len(),
        script.steps.len(),
        script.laptops
    );
    for line in &ran.trace {
        let _ = writeln!(told, "{line}");
    }
    if let Some(failure) = ran.failure {
        let _ = writeln!(told, "{failure}");
    }
    told
}
