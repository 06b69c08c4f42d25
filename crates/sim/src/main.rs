//! Runs seeds: `jemput-sim --seeds 1000 --from 0`, or one of them with what was seen: `jemput-sim --seed 17`.

use std::{process::ExitCode, time::Instant};

use jemput_sim::{Script, run};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1)?.parse::<u64>().ok()
    };
    if let Some(seed) = number("--seed") {
        return one(seed);
    }
    let (seeds, from) = (number("--seeds").unwrap_or(1_000), number("--from").unwrap_or(0));
    let began = Instant::now();
    let mut failed = 0;
    for seed in from..from + seeds {
        if let Some(failure) = run(&Script::of(seed), false).failure {
            println!("seed {seed}: {failure}");
            failed += 1;
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("{seeds} seeds, {failed} failed, {:.1} seeds a second", seeds as f64 / seconds);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn one(seed: u64) -> ExitCode {
    let ran = run(&Script::of(seed), true);
    for line in &ran.trace {
        println!("{line}");
    }
    match ran.failure {
        None => ExitCode::SUCCESS,
        Some(failure) => {
            println!("seed {seed}: {failure}");
            ExitCode::FAILURE
        }
    }
}
