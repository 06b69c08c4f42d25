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
mod usage;
mod value;
mod words;

fn main() -> std::process::ExitCode {
    run::run(std::env::args_os())
}
