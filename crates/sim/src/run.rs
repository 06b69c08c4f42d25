//! A run: a script from beginning to end, and what it came to.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Chance, Failure, Script, world::World};

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    /// A promise that did not hold.
    pub failure: Option<Failure>,
    /// What was seen, if it was asked for.
    pub trace: Vec<String>,
}

/// Runs a script; `traces`: and keeps what is seen.
pub fn run(script: &Script, traces: bool) -> Ran {
    let mut trace = Vec::new();
    let ran = catch_unwind(AssertUnwindSafe(|| play(script, traces, &mut trace)));
    let failure = match ran {
        Ok(played) => played.err(),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
            Some(Failure::of("panic", said.unwrap_or_default()))
        }
    };
    Ran { failure, trace }
}

fn play(script: &Script, traces: bool, trace: &mut Vec<String>) -> Result<(), Failure> {
    let mut world = World::begin(script, traces)?;
    let done = (|| {
        for step in &script.steps {
            world.step(step)?;
        }
        world.judge(&mut Chance::new(script.seed ^ 0x9ea1))
    })();
    trace.append(&mut world.take_trace());
    done
}
