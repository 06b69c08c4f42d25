//! Perekaman: calling people and marking what the enrolment application saved.

mod board;
mod call;
mod hand_over;
mod move_recording;
mod record;
mod reopen;
mod set;
mod sitting;

pub use board::stations;
pub(crate) use board::{minutes_between, station_views};
pub use call::{absent, call, recall, start};
pub use hand_over::hand_over;
pub use move_recording::move_recording;
pub use record::record;
pub use reopen::reopen;
pub use set::station_set;
