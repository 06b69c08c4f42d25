//! The use cases, one act a file: what the window and the command line call.

mod checkin;
mod class_order;
pub mod clock;
pub mod desk;
mod flag;
mod hex;
mod ids;
mod link;
mod places;
mod session;
mod station;
mod sync;
pub mod table;
mod trouble;
mod typescript;
pub mod view;
mod visit_now;

pub use desk::Desk;
pub use table::act;
pub use trouble::{Failure, Trouble};
pub use visit_now::slot_id;
