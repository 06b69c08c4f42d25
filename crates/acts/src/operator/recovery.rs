//! The office's recovery key is drawn anew: whoever holds it can take anybody's place, so who leads draws it.

use crate::{
    Desk, Trouble,
    role::{self, Who},
    vault::RecoveryKey,
};

/// Draws a new recovery key; the one before it opens this laptop no more.
///
/// # Errors
///
/// The acting operator neither leads nor is the office, or the file of holders cannot be changed.
pub fn recovery_rotate(desk: &Desk) -> Result<RecoveryKey, Trouble> {
    role::check(desk, Who::OverOperators)?;
    desk.rotate_recovery()
}
