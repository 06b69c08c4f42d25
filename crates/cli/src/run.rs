//! From the arguments to an exit status: 0 done, 1 refused, 2 not understood.

use std::{
    ffi::OsString,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use clap::Parser;
use jemput_acts::Failure;
use tracing_subscriber::EnvFilter;

use crate::{
    answer::Answer, arguments::Arguments, command::Command, failed::Failed, place::Place, progress, usage::Spoken,
    words,
};

/// Exit status of a refusal.
const REFUSED: u8 = 1;
/// Exit status of arguments that were not understood.
const USAGE: u8 = 2;

/// Does what the arguments ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    trace();
    let given: Vec<OsString> = arguments.into_iter().collect();
    let spoken = Spoken::of(&given);
    match Arguments::try_parse_from(&given) {
        Ok(arguments) => answer(arguments),
        // Help and the version are answers too.
        Err(shown) if !shown.use_stderr() => {
            say(io::stdout(), shown.render());
            ExitCode::SUCCESS
        }
        Err(error) => refuse(&spoken.failure(&error), spoken.json, USAGE),
    }
}

fn answer(arguments: Arguments) -> ExitCode {
    let json = arguments.global.json;
    let place = Place::new(arguments.global);
    // Elsewhere a person at the terminal is told beside the answer; scripts read it in the JSON of these.
    let says_itself = matches!(
        arguments.command,
        Command::Init(_) | Command::Status(_) | Command::Settings(_)
    );
    let done = arguments.command.run(&place);
    progress::clear();
    if let Some(told) = place.opened().filter(|_| !json).and_then(|desk| desk.wrong_secrets()) {
        let note = place.lang().pick(
            format!("{} kali kata sandi salah sejak {}.", told.count, told.since),
            format!("{} wrong secrets since {}.", told.count, told.since),
        );
        say(io::stderr(), format_args!("{note}\n"));
    }
    let watched = io::stderr().is_terminal() && !says_itself;
    if place
        .opened()
        .is_some_and(|desk| !json && watched && desk.is_unprotected())
    {
        say(io::stderr(), format_args!("{}\n", words::unprotected(place.lang())));
    }
    match done {
        Ok(Answer { value, text, but }) => {
            let text = if json {
                value.to_string()
            } else {
                printable(text.trim_end())
            };
            say(io::stdout(), format_args!("{text}\n"));
            match but {
                Some(failure) => refuse(&failure, json, REFUSED),
                None => ExitCode::SUCCESS,
            }
        }
        Err(failed) => {
            let status = if matches!(failed, Failed::Usage(_)) {
                USAGE
            } else {
                REFUSED
            };
            refuse(&failed.failure(place.lang()), json, status)
        }
    }
}

fn refuse(failure: &Failure, json: bool, status: u8) -> ExitCode {
    let line = match serde_json::to_string(failure) {
        Ok(line) if json => line,
        _ => printable(&failure.message),
    };
    say(io::stderr(), format_args!("{line}\n"));
    ExitCode::from(status)
}

/// Writes; who closed the pipe has read enough.
fn say(mut to: impl Write, what: impl std::fmt::Display) {
    let _ = write!(to, "{what}").and_then(|()| to.flush());
}

/// Names come from other people's files: nothing in them may steer the terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c })
        .collect()
}

/// Traces go to the standard error where `RUST_LOG` asks for them; else nothing but the answer is written.
fn trace() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("off"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_steer_the_terminal() {
        assert_eq!(printable("Putri\u{1b}[2J Ayu\r\n"), "Putri\u{fffd}[2J Ayu\u{fffd}\n");
    }
}
