//! Stopping a roster that is being read or taken: nothing of it stays.

use crate::{Desk, Trouble, view::Nothing};

/// Asks it to stop at its next step.
pub fn roster_cancel(desk: &Desk, _: Nothing) -> Result<Nothing, Trouble> {
    desk.stop_long_act();
    Ok(Nothing {})
}
