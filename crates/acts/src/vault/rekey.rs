//! Another key for the journal. Two files change - the journal and its holders - and at every instant one of the two files of
//! holders fits the journal.

use std::fs;

use jemput_journal::{Journal, JournalError};
use jemput_vault::VaultKey;

use super::{
    VaultTrouble, draw,
    files::{self, HOLDERS, NEXT, Turn},
};
use crate::{Desk, Trouble, desk::JOURNAL_FILE};

/// The setting that says that the key wants changing.
const DUE: &str = "rekey_due";

/// The journal's key wants changing when it is next closed.
pub(super) fn set_due(desk: &Desk) -> Result<(), Trouble> {
    let mut journal = desk.journal();
    let writing = journal.write()?;
    writing.set_setting(DUE, "1")?;
    Ok(writing.commit()?)
}

impl Desk {
    /// The key wants changing when the journal is next closed.
    pub(crate) fn want_rekey(&self) -> Result<(), Trouble> {
        set_due(self)
    }

    /// Whether the key wants changing.
    pub(crate) fn rekey_due(&self) -> Result<bool, Trouble> {
        self.read(|view| Ok(view.setting(DUE)?.is_some()))
    }

    /// Encrypts the journal with another key: 8 s for 1.1 GB. False where another program has it open: then nothing was
    /// changed and it stays due.
    ///
    /// # Errors
    ///
    /// What kept it from changing either file; the laptop opens as before, or by the new key. Where it cannot be told now
    /// which of the two, this desk's keys are gone and it is opened anew.
    pub fn rekey(&self) -> Result<bool, Trouble> {
        let old = self.vault.must_key()?;
        let mut journal = self.journal();
        let _turn = Turn::take(self.home())?;
        let draw = &mut draw()?;
        let new = VaultKey::draw(draw);
        let holders = self.holders()?.rekeyed(&old, &new, draw).map_err(VaultTrouble::from)?;
        files::write_holders(self.home(), NEXT, &holders)?;
        match journal.rekey(&new) {
            Ok(()) => {}
            Err(JournalError::Busy) => {
                // Nobody leans on it: the journal still has the old key.
                let _ = fs::remove_file(self.home().join(NEXT));
                return Ok(false);
            }
            Err(error) => {
                // The next file stays: the journal has one of the two keys, and the next opening looks which.
                match Journal::open_sealed(&self.home().join(JOURNAL_FILE), &old) {
                    Ok(unchanged) => *journal = unchanged,
                    Err(_) => self.vault.set_key(None),
                }
                return Err(error.into());
            }
        }
        // The journal was read by the new key just now: only then does the file of the old one go.
        files::take_place(self.home(), NEXT, HOLDERS)?;
        self.vault.set_key(Some(new));
        let writing = journal.write()?;
        writing.drop_setting(DUE)?;
        writing.commit()?;
        Ok(true)
    }
}
