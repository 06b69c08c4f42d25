//! Where a command works: the home folder, its clock, its language.

use std::{
    cell::OnceCell,
    path::{Path, PathBuf},
};

use jemput_acts::{Desk, clock::TimeSource};
use jemput_domain::words::Lang;

use crate::{arguments::Global, failed::Failed, home, progress};

/// The home folder, opened when a command first needs it.
pub struct Place {
    home: Option<PathBuf>,
    clock: TimeSource,
    lang: Option<Lang>,
    json: bool,
    desk: OnceCell<Desk>,
}

impl Place {
    /// As the options say.
    pub fn new(global: Global) -> Self {
        Self {
            home: global.home.or_else(home::platform),
            clock: global.now.map_or(TimeSource::System, TimeSource::Held),
            lang: global.lang.map(Lang::from),
            json: global.json,
            desk: OnceCell::new(),
        }
    }

    /// The home folder.
    ///
    /// # Errors
    ///
    /// None was named and the platform names none.
    pub fn home(&self) -> Result<&Path, Failed> {
        self.home.as_deref().ok_or_else(|| {
            Failed::usage(
                "Sistem ini tidak menyebut folder data. Sebutkan dengan --home DIR.",
                "This system names no data folder. Name one with --home DIR.",
            )
        })
    }

    /// The home folder, opened.
    ///
    /// # Errors
    ///
    /// It is not set up, or does not open.
    pub fn desk(&self) -> Result<&Desk, Failed> {
        if let Some(desk) = self.desk.get() {
            return Ok(desk);
        }
        let shown = if self.json { None } else { progress::at_terminal() };
        let desk = Desk::open_telling(self.home()?, self.clock, &mut |far| {
            if let Some(show) = &shown {
                let count = |events| u32::try_from(events).unwrap_or(u32::MAX);
                show(count(far.done), count(far.total));
            }
        })?;
        Ok(self.keep(desk))
    }

    /// Sets the home folder up.
    ///
    /// # Errors
    ///
    /// It was set up before, or cannot be written.
    pub fn set_up(&self, name: &str, server: Option<&str>) -> Result<&Desk, Failed> {
        let desk = Desk::init(self.home()?, self.clock, name, server)?;
        Ok(self.keep(desk))
    }

    fn keep(&self, mut desk: Desk) -> &Desk {
        desk.set_lang(self.lang);
        if !self.json {
            desk.set_progress(progress::at_terminal());
        }
        self.desk.get_or_init(|| desk)
    }

    /// The language asked for, else this laptop's, else Indonesian.
    pub fn lang(&self) -> Lang {
        self.lang
            .unwrap_or_else(|| self.desk.get().map(Desk::lang).unwrap_or_default())
    }
}
