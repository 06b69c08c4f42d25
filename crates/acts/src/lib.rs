//! The use cases, one act a file: what the window and the command line call.

mod checkin;
mod class_order;
pub mod clock;
mod data_check;
mod demo;
pub mod desk;
mod enrol;
mod export;
mod figures;
mod flag;
mod guardian;
mod hex;
mod history;
mod ids;
mod incarnation;
mod inventory;
mod key_file;
mod late_class;
mod leaving;
mod link;
mod move_bookings;
mod operator;
mod pace;
mod people;
mod places;
mod plan;
mod rebook;
mod rebooking;
mod recorded;
pub mod recover;
mod replan;
pub mod role;
mod roster;
mod saying;
mod session;
mod settle;
mod shed;
mod site;
mod spreadsheet;
mod station;
mod sync;
pub mod table;
mod today;
mod told;
mod trouble;
mod typescript;
mod undo;
pub mod vault;
pub mod view;
mod visit_change;
mod visit_now;
mod visit_plan;
mod wait;
pub mod wipe;

pub use demo::{Demo, demo, demo_half_day};
pub use desk::{Desk, Progress};
pub use enrol::check_code;
pub use jemput_journal::forbid_core_dumps;
pub use operator::recovery_rotate;
pub use table::act;
pub use trouble::{Failure, Trouble};
pub use visit_now::slot_id;
#[cfg(feature = "simulated")]
pub use {
    checkin::take_mark,
    ids::seeded,
    sync::{Heard, adopt_with, heard, wanted},
};
