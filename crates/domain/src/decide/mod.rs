//! From a command to an act's events, or a refusal. Each rule stands with the words of its act.

mod arrive;
mod correct;
mod marks;
mod station;
mod undo;

pub use arrive::{Check, EARLY_MINUTES, Ticketing, arrive, leave, standing};
pub use correct::{correct, holds};
pub use station::{absent, call, hand_over, move_recording, recall, record, reopen, start};
pub use undo::undo;
