//! What the screens and the command line are given and give: plain data, no rule.

mod desk;
mod enrol;
mod frame;
mod guardian;
mod link;
mod operator;
mod plan;
mod protect;
mod roster;
mod shed;
mod station;
mod today;
mod vault;

pub use desk::*;
pub use enrol::*;
pub use frame::*;
pub use guardian::*;
pub use link::*;
pub use operator::*;
pub use plan::*;
pub use protect::*;
pub use roster::*;
pub use shed::*;
pub use station::*;
pub use today::*;
pub use vault::*;
