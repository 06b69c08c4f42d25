//! Whether this laptop's data are whole: looked at after an unclean end, beside the work and never in the way of a start,
//! and when the program closes. What was found stays in the journal until a further look finds it otherwise.

use std::path::Path;

use jemput_domain::words::Lang;
use jemput_journal::{InUse, Journal, JournalError, View};

use crate::{Desk, Trouble, view::Problem};

/// The setting that says how the data stand: no such setting, and nothing is known against them.
const DATA: &str = "data_check";
/// They were not closed last time, and not looked at since.
const DUE: &str = "due";
/// A page of the file was found damaged.
const DAMAGED: &str = "damaged";

/// Takes this process's place at the journal; none where the disk takes no sign, which is no reason not to open.
pub(crate) fn begin(journal: &Path) -> Option<InUse> {
    let begun = InUse::begin(journal);
    if let Err(error) = &begun {
        tracing::warn!(%error, "the journal's sign of use was not made");
    }
    begun.ok()
}

/// Takes note that the last end was unclean. A disk that cannot take the note takes no act either, and says so then.
pub(crate) fn note_end(journal: &mut Journal, in_use: Option<&InUse>) {
    if in_use.is_some_and(InUse::ended_badly)
        && let Err(trouble) = note(journal, Some(DUE))
    {
        tracing::warn!(code = trouble.code(), "an unclean end was not taken note of");
    }
}

/// What a laptop's folder holds beside its journal once it is set up.
const BESIDE: [&str; 3] = ["device.key", "secret", "holders"];

fn is_a_laptops(home: &Path) -> bool {
    BESIDE.iter().any(|name| home.join(name).exists())
}

/// Why there is no journal: the folder was never set up, or what was in it is gone.
pub(crate) fn missing(home: &Path, journal: &Path) -> Trouble {
    if is_a_laptops(home) {
        JournalError::Gone(journal.to_owned()).into()
    } else {
        Trouble::NotSetUp(home.to_owned())
    }
}

/// Refuses a journal of no bytes where a laptop was set up: opened, it would be taken for a new one.
pub(crate) fn refuse_empty(home: &Path, journal: &Path) -> Result<(), Trouble> {
    let empty = journal.metadata().is_ok_and(|file| file.len() == 0);
    if empty && is_a_laptops(home) {
        return Err(JournalError::Gone(journal.to_owned()).into());
    }
    Ok(())
}

fn note(journal: &mut Journal, state: Option<&str>) -> Result<(), Trouble> {
    let writing = journal.write()?;
    let known = writing.view().setting(DATA)?;
    match state {
        // What was found stands until a look finds it otherwise; it is found again by that same look.
        Some(DUE) if known.is_some() => return Ok(()),
        Some(state) => writing.set_setting(DATA, state)?,
        None if known.is_none() => return Ok(()),
        None => writing.drop_setting(DATA)?,
    }
    Ok(writing.commit()?)
}

/// What a person should know of the data on this laptop, if anything.
pub(crate) fn problem(view: View<'_>, lang: Lang) -> Result<Option<Problem>, Trouble> {
    let (code, id, en) = match view.setting(DATA)?.as_deref() {
        None => return Ok(None),
        Some(DUE) => (
            "data_check_due",
            "Jemput tidak ditutup dengan baik terakhir kali. Data sedang diperiksa; pekerjaan boleh jalan terus. Memeriksa sekarang: jemput verify.",
            "Jemput was not closed properly last time. The data is being checked; work can go on. To check now: jemput verify.",
        ),
        Some(_) => (
            "journal_damaged",
            "Sebagian data di laptop ini rusak. Jangan hapus apa pun. Kirim dulu yang belum terkirim, lalu jalankan jemput recover: data diambil lagi dari server Dinas, laptop lain, atau berkas.",
            "A part of the data on this laptop is damaged. Delete nothing. Send first what was not sent, then run jemput recover: it fetches the data from the server, a peer or a file.",
        ),
    };
    Ok(Some(Problem {
        code: code.to_owned(),
        sentence: lang.pick(id.to_owned(), en.to_owned()),
    }))
}

impl Desk {
    /// Reads all of the data and keeps what it found; true if they are whole. Takes seconds on a large journal: for a
    /// thread of its own, or the end of the program. Others may write meanwhile.
    ///
    /// # Errors
    ///
    /// What kept it from looking.
    pub fn check_data(&self) -> Result<bool, Trouble> {
        let whole = self.journal_beside()?.is_whole()?;
        if !whole {
            tracing::error!("a page of the journal is damaged");
        }
        note(&mut self.journal(), (!whole).then_some(DAMAGED))?;
        Ok(whole)
    }

    /// The same, where the last end was unclean and nobody has looked since.
    ///
    /// # Errors
    ///
    /// What kept it from looking.
    pub fn check_data_if_due(&self) -> Result<(), Trouble> {
        if self.read(|view| Ok(view.setting(DATA)?.as_deref() == Some(DUE)))? {
            self.check_data()?;
        }
        Ok(())
    }
}

impl Desk {
    /// As the program ends: looks at the data, and leaves them as an orderly end does. Nothing more may be done after.
    ///
    /// # Errors
    ///
    /// What kept it from either; the next start then takes the end for an unclean one.
    pub fn close(&self) -> Result<(), Trouble> {
        self.check_data()?;
        Ok(self.journal().put_away()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{act, clock::TimeSource, view::Nothing};

    fn code(desk: &Desk) -> Option<String> {
        act::link(desk, Nothing {}).unwrap().data.map(|data| data.code)
    }

    /// The folder as a power cut leaves it while the desk is open.
    fn cut(home: &Path) -> tempfile::TempDir {
        let after = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(home).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), after.path().join(file.file_name())).unwrap();
        }
        after
    }

    #[test]
    fn an_unclean_end_is_shown_until_the_data_were_looked_at() {
        let home = tempfile::tempdir().unwrap();
        let desk = Desk::init(home.path(), TimeSource::System, "Loket A", None).unwrap();
        assert_eq!(code(&desk), None);
        note(&mut desk.journal(), Some("something written")).unwrap();
        note(&mut desk.journal(), None).unwrap();
        let home = cut(home.path());
        for _ in 0..2 {
            let desk = Desk::open(home.path(), TimeSource::System).unwrap();
            assert_eq!(code(&desk).as_deref(), Some("data_check_due"));
        }
        let desk = Desk::open(home.path(), TimeSource::System).unwrap();
        desk.check_data_if_due().unwrap();
        assert_eq!(code(&desk), None);
        drop(desk);
        assert_eq!(code(&Desk::open(home.path(), TimeSource::System).unwrap()), None);
    }

    #[test]
    fn a_program_that_ends_without_closing_can_leave_the_data_in_order() {
        let home = tempfile::tempdir().unwrap();
        let desk = Desk::init(home.path(), TimeSource::System, "Loket A", None).unwrap();
        desk.close().unwrap();
        let home = cut(home.path());
        assert_eq!(code(&Desk::open(home.path(), TimeSource::System).unwrap()), None);
    }

    #[test]
    fn a_laptop_whose_journal_is_gone_is_not_taken_for_a_new_one() {
        let home = tempfile::tempdir().unwrap();
        drop(Desk::init(home.path(), TimeSource::System, "Loket A", None).unwrap());
        let path = home.path().join("journal.sqlite");
        let open = || Desk::open(home.path(), TimeSource::System).err().unwrap();
        std::fs::write(&path, b"").unwrap();
        assert_eq!(open().code(), "journal_gone");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(open().code(), "journal_gone");
        let new = tempfile::tempdir().unwrap();
        let never = Desk::open(new.path(), TimeSource::System);
        assert_eq!(never.err().unwrap().code(), "not_set_up");
    }

    #[test]
    fn what_was_found_stands_through_further_unclean_ends() {
        let home = tempfile::tempdir().unwrap();
        let desk = Desk::init(home.path(), TimeSource::System, "Loket A", None).unwrap();
        note(&mut desk.journal(), Some(DAMAGED)).unwrap();
        let home = cut(home.path());
        let desk = Desk::open(home.path(), TimeSource::System).unwrap();
        assert_eq!(code(&desk).as_deref(), Some("journal_damaged"));
        assert!(desk.check_data().unwrap());
        assert_eq!(code(&desk), None, "a look found it otherwise");
    }
}
