//! One command a file.

mod absent;
mod adopt;
mod arrive;
mod bundle;
mod call;
mod correct;
mod delay;
mod demo;
mod districts;
mod enrol;
mod export;
mod find;
mod guardian;
mod hand_over;
mod history;
mod init;
mod inventory;
mod late_class;
mod leave;
mod r#move;
mod move_recording;
mod note;
mod operator;
mod people;
mod priority;
mod rebook;
mod recall;
mod record;
mod recorded;
mod recover;
pub mod recovery;
mod refused;
mod reopen;
mod replan;
mod roster;
pub mod secret;
mod server;
mod settings;
mod settle;
mod shed;
mod show;
mod site;
mod slot;
mod slots;
mod start;
mod station;
mod status;
mod sync;
mod today;
mod told;
mod undo;
mod verify;
mod visit;
mod walk_in;

use clap::Subcommand;

use crate::{answer::Answer, failed::Failed, place::Place};

macro_rules! commands {
    ($($variant:ident($module:ident::$kind:ident),)*) => {
        /// What jemput can be told to do.
        #[derive(Debug, Subcommand)]
        #[command(subcommand_value_name = "COMMAND", subcommand_help_heading = "Commands")]
        pub enum Command {
            $($variant($module::$kind),)*
        }

        impl Command {
            /// Does it.
            ///
            /// # Errors
            ///
            /// Why it was not done.
            pub fn run(self, place: &Place) -> Result<Answer, Failed> {
                match self {
                    $(Self::$variant(command) => command.run(place),)*
                }
            }
        }
    };
}

commands! {
    // Before the day
    Init(init::Init),
    Site(site::Site),
    Districts(districts::Districts),
    Visit(visit::Visit),
    Roster(roster::Roster),
    Recorded(recorded::Recorded),
    Slots(slots::Slots),
    // The desk
    Find(find::Find),
    Show(show::Show),
    People(people::People),
    Arrive(arrive::Arrive),
    WalkIn(walk_in::WalkIn),
    Correct(correct::Correct),
    Priority(priority::Priority),
    Note(note::Note),
    Guardian(guardian::Guardian),
    Leave(leave::Leave),
    // The stations
    Station(station::Station),
    Call(call::Call),
    Recall(recall::Recall),
    Absent(absent::Absent),
    Start(start::Start),
    Record(record::Record),
    Reopen(reopen::Reopen),
    MoveRecording(move_recording::MoveRecording),
    HandOver(hand_over::HandOver),
    // The crew lead
    Today(today::Today),
    Move(r#move::Move),
    Rebook(rebook::Rebook),
    LateClass(late_class::LateClass),
    Delay(delay::Delay),
    Replan(replan::Replan),
    Told(told::Told),
    Settle(settle::Settle),
    History(history::History),
    Undo(undo::Undo),
    // The proof
    Sync(sync::Sync),
    Status(status::Status),
    Verify(verify::Verify),
    Refused(refused::Refused),
    Adopt(adopt::Adopt),
    Bundle(bundle::Bundle),
    Recover(recover::Recover),
    Export(export::Export),
    Inventory(inventory::Inventory),
    Shed(shed::Shed),
    // The laptop
    Server(server::Server),
    Enrol(enrol::Enrol),
    Secret(secret::Secret),
    Recovery(recovery::Recovery),
    Settings(settings::Settings),
    Operator(operator::Operator),
    Demo(demo::Demo),
}
