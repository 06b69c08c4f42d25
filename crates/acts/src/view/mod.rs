//! What the screens and the command line are given and give: plain data, no rule.

mod desk;
mod frame;
mod link;
mod plan;
mod roster;
mod station;
mod today;

pub use desk::*;
pub use frame::*;
pub use link::*;
pub use plan::*;
pub use roster::*;
pub use station::*;
pub use today::*;
