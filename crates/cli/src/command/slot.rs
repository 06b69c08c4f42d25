//! A slot as a command names one.

use jemput_acts::view::SlotFigures;
use jemput_domain::{plan::SlotNumber, refusal::Refusal};

use crate::failed::Failed;

/// The slot of an id or a number.
///
/// # Errors
///
/// The visit has no such slot.
pub fn number(slots: &[SlotFigures], code: &str) -> Result<SlotNumber, Failed> {
    let code = code.trim();
    let is_it = |slot: &&SlotFigures| match code.parse::<uuid::Uuid>() {
        Ok(id) => slot.slot.slot == id,
        Err(_) => code.parse() == Ok(slot.slot.number.0),
    };
    slots
        .iter()
        .find(is_it)
        .map(|slot| slot.slot.number)
        .ok_or(Refusal::NoSlot.into())
}
