//! `jemput`, the command line: each act without a window, for people and for scripts.

mod answer;
mod arguments;
mod command;
mod failed;
mod grid;
mod home;
mod person;
mod place;
mod progress;
mod run;
mod second;
mod secret;
mod usage;
mod value;
mod words;

fn main() -> std::process::ExitCode {
    // Refused, it is no reason not to work; a crash would then leave what the system leaves.
    let _ = jemput_acts::forbid_core_dumps();
    run::run(std::env::args_os())
}
