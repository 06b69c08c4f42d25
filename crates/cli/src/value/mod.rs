//! How values are written on the command line.

mod capture;
mod choice;
mod guardian;
mod hours;
mod server;
mod time;

pub use capture::capture;
pub use choice::{Kind, LangChoice, Priority, SexChoice, ZoneChoice};
pub use guardian::{By, Form, Rule};
pub use hours::{BreakOf, HoursOf, break_of, hours_of, span};
pub use server::address;
pub use time::{day, moment};
