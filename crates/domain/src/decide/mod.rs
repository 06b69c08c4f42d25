//! From a command to an act's events, or a refusal. Each rule stands with the words of its act.

mod age;
mod arrive;
mod correct;
mod guardian;
mod marks;
mod shed;
mod station;
mod undo;
mod walk_in;

pub use age::{old_enough_if_born, old_enough_later};
pub use arrive::{Check, EARLY_MINUTES, Ticketing, WITH_CLASS, arrive, leave, standing, ticket_again};
pub use correct::{correct, holds, still_to_complete};
pub use guardian::{ADULT_AGE_YEARS, form_missing, guardian_form_seen, is_minor};
pub use shed::{Leaving, SHED_AFTER_DAYS, shed};
pub use station::{absent, call, hand_over, move_recording, recall, record, reopen, start};
pub use undo::undo;
pub use walk_in::walk_in;
