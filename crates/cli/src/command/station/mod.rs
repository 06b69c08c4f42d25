//! `jemput station`

mod broken;
mod list;
mod of;
mod open;
mod pause;

use clap::{Args, Subcommand};
use jemput_acts::{act, view::StationSetInput};
use jemput_domain::{event::StationStatus, id::ScopeId};

pub use list::lines;
pub use of::OfStation;

use crate::{answer::Answer, failed::Failed, place::Place};

/// The stations: who sits where, who is next; open, pause, out of order
#[derive(Args, Debug)]
pub struct Station {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "COMMAND")]
enum Command {
    List(list::List),
    Open(open::Open),
    Pause(pause::Pause),
    Broken(broken::Broken),
}

impl Station {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        match self.command {
            Command::List(list) => list.run(place),
            Command::Open(open) => open.run(place),
            Command::Pause(pause) => pause.run(place),
            Command::Broken(broken) => broken.run(place),
        }
    }
}

fn set(place: &Place, visit: ScopeId, station: Option<u8>, status: StationStatus) -> Result<Answer, Failed> {
    let done = act::station_set(place.desk()?, StationSetInput { visit, station, status })?;
    Answer::done(&done, visit, place.lang())
}
