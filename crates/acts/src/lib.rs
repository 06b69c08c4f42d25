//! The use cases, one act a file: what the window and the command line call.

pub mod clock;
pub mod desk;
mod ids;
mod link;
pub mod table;
mod trouble;
mod typescript;
pub mod view;
mod visit_now;

pub use desk::Desk;
pub use table::act;
pub use trouble::{Failure, Trouble};
pub use visit_now::slot_id;
