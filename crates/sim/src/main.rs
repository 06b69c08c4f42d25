//! Runs seeds: `jemput-sim --seeds 100000 --from 0`, or one of them with what was seen: `jemput-sim --seed 17`. With
//! `--mutant NAME` a fault of ours is switched on that must be found; with `--shrink` a failing seed is made short.

use std::{process::ExitCode, time::Instant};

use jemput_domain::mutant::{Mutant, switch};
use jemput_sim::{Script, run, shrink};

const USAGE: &str = "jemput-sim [--seeds N] [--from N] | --seed N [--shrink]   [--mutant NAME]";

/// What is asked.
#[derive(Default)]
struct Asked {
    seeds: Option<u64>,
    from: u64,
    seed: Option<u64>,
    shrinks: bool,
    mutant: Option<Mutant>,
}

impl Asked {
    /// Reads the command line; none: it is not understood.
    fn read(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let mut asked = Self::default();
        while let Some(word) = words.next() {
            let mut number = || words.next()?.parse().ok();
            match word.as_str() {
                "--seeds" => asked.seeds = Some(number()?),
                "--from" => asked.from = number()?,
                "--seed" => asked.seed = Some(number()?),
                "--shrink" => asked.shrinks = true,
                "--mutant" => {
                    let name = words.next()?;
                    asked.mutant = Some(Mutant::ALL.into_iter().find(|mutant| mutant.name() == name)?);
                }
                _ => return None,
            }
        }
        Some(asked)
    }
}

fn main() -> ExitCode {
    let Some(asked) = Asked::read(std::env::args().skip(1)) else {
        eprintln!("{USAGE}\nmutants: {}", Mutant::ALL.map(Mutant::name).join(", "));
        return ExitCode::FAILURE;
    };
    switch(asked.mutant);
    let has_failed = match asked.seed {
        Some(seed) => one(seed, asked.shrinks),
        None => many(asked.from, asked.seeds.unwrap_or(1_000)),
    };
    if has_failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// One seed with what was seen; whether it failed.
fn one(seed: u64, shrinks: bool) -> bool {
    let script = Script::of(seed);
    let ran = run(&script, true);
    match &ran.failure {
        Some(failure) if shrinks => println!("{}", shrink::told(&script, failure)),
        failure => {
            for line in &ran.trace {
                println!("{line}");
            }
            match failure {
                Some(failure) => println!("seed {seed}: {failure}"),
                None => println!("seed {seed}: all promises were kept"),
            }
        }
    }
    ran.failure.is_some()
}

/// Many seeds, one line for each that fails; whether any did.
fn many(from: u64, seeds: u64) -> bool {
    let began = Instant::now();
    let mut failed = 0_u64;
    for seed in from..from.saturating_add(seeds) {
        if let Some(failure) = run(&Script::of(seed), false).failure {
            println!("seed {seed}: {failure}");
            failed += 1;
        }
    }
    let a_second = seeds as f64 / began.elapsed().as_secs_f64();
    println!("{seeds} seeds from {from}: {failed} failed; {a_second:.1} seeds a second");
    failed > 0
}
