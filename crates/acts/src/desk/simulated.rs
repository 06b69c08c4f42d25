//! A desk whose journal lies where no file system shows it, with a key from a seed: how the simulator runs the real acts.

use std::path::Path;

use jemput_domain::log::DeviceKey;
use jemput_journal::Journal;

use super::{Desk, JOURNAL_FILE, setting};
use crate::{Trouble, clock::TimeSource, ids::uuid_v7, incarnation};

impl Desk {
    /// As [`Desk::init`], but for the folder, the key and the server.
    ///
    /// # Errors
    /// The journal's, and a journal that was set up before.
    pub fn init_simulated(home: &Path, clock: TimeSource, name: &str, key: DeviceKey) -> Result<Self, Trouble> {
        let mut journal = Journal::open(&home.join(JOURNAL_FILE))?;
        let now = clock.now();
        let writing = journal.write()?;
        if writing.view().setting(setting::DEVICE)?.is_some() {
            return Err(Trouble::SetUpBefore(home.to_owned()));
        }
        writing.set_setting(setting::DEVICE, &uuid_v7(now)?.to_string())?;
        writing.set_setting(setting::DEVICE_NAME, name)?;
        writing.set_setting(setting::OPERATOR, &uuid_v7(now)?.to_string())?;
        writing.set_setting(setting::OFFICE, &uuid_v7(now)?.to_string())?;
        writing.commit()?;
        drop(journal);
        Self::open_simulated(home, clock, key)
    }

    /// As [`Desk::open`], with the key at hand.
    ///
    /// # Errors
    /// The journal's, and one that was not set up.
    pub fn open_simulated(home: &Path, clock: TimeSource, key: DeviceKey) -> Result<Self, Trouble> {
        let journal = Journal::open(&home.join(JOURNAL_FILE))?;
        // Under another id it has another key.
        let key = incarnation::key(journal.view(), home).unwrap_or(key);
        Self::over(home, journal, clock, key, None)
    }
}
