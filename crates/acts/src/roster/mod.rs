//! Peserta: a roster, from a file to bookings.
//!
//! Looking and taking share one step, `prepare`, so that what is shown is what is taken.

mod cancel;
mod drafts;
mod file;
mod held;
mod import;
mod imports;
mod last_word;
mod meeting;
mod placing;
mod prepare;
mod preview;
mod report;
mod template;
mod undo_import;
mod when;

pub(crate) use cancel::roster_cancel;
pub(crate) use file::RosterFile;
pub(crate) use held::roster_held;
pub(crate) use import::{roster_import, take};
pub(crate) use imports::imports;
pub(crate) use placing::Start;
pub(crate) use preview::roster_preview;
pub(crate) use template::roster_template;
pub(crate) use undo_import::undo_import;
