//! What the screens and the command line are given and give: plain data, no rule.

mod desk;
mod enrol;
mod frame;
mod guardian;
mod link;
mod operator;
mod plan;
mod roster;
mod shed;
mod station;
mod today;

pub use desk::*;
pub use enrol::*;
pub use frame::*;
pub use guardian::*;
pub use link::*;
pub use operator::*;
pub use plan::*;
pub use roster::*;
pub use shed::*;
pub use station::*;
pub use today::*;
