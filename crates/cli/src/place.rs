//! Where a command works: the home folder, its clock, its language.

use std::{
    cell::OnceCell,
    env,
    path::{Path, PathBuf},
};

use jemput_acts::{
    Desk, act,
    clock::TimeSource,
    vault::{RecoveryKey, Secret, Unlock, VaultTrouble},
    view::Nothing,
};
use jemput_domain::words::Lang;

use crate::{arguments::Global, failed::Failed, home, progress, secret};

/// Says who works where no option does.
const OPERATOR: &str = "JEMPUT_OPERATOR";

/// The home folder, opened when a command first needs it.
pub struct Place {
    home: Option<PathBuf>,
    clock: TimeSource,
    lang: Option<Lang>,
    json: bool,
    operator: Option<String>,
    secret_file: Option<PathBuf>,
    /// The secret that opened it.
    secret: OnceCell<Secret>,
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
            operator: global.operator,
            secret_file: global.secret_file,
            secret: OnceCell::new(),
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
        self.open(self.login_operator())
    }

    /// The same for a command to which `--operator` is a name to be given, not who gives it.
    ///
    /// # Errors
    ///
    /// As [`Place::desk`].
    pub fn desk_for_naming(&self) -> Result<&Desk, Failed> {
        self.open(env::var(OPERATOR).ok())
    }

    fn open(&self, operator: Option<String>) -> Result<&Desk, Failed> {
        if let Some(desk) = self.desk.get() {
            return Ok(desk);
        }
        let shown = if self.json { None } else { progress::at_terminal() };
        let mut tell = |far: jemput_acts::desk::Rebuilding| {
            if let Some(show) = &shown {
                let count = |events| u32::try_from(events).unwrap_or(u32::MAX);
                show(count(far.done), count(far.total));
            }
        };
        let home = self.home()?;
        let desk = match self.unlock(home, operator)? {
            Some(unlock) => {
                let desk = Desk::open_as_telling(home, self.clock, &unlock, &mut tell)?;
                self.secret.get_or_init(|| unlock.secret);
                desk
            }
            None => Desk::open_telling(home, self.clock, &mut tell)?,
        };
        self.refuse_ahead(&desk)?;
        Ok(self.keep(desk))
    }

    /// On an enrolled laptop nobody is ahead of its clock: people would be erased before their time, and what is written
    /// would drag the clocks of all the office's laptops along.
    fn refuse_ahead(&self, desk: &Desk) -> Result<(), Failed> {
        if self.is_ahead() && act::enrolment(desk, Nothing {})?.is_some() {
            return Err(ahead());
        }
        Ok(())
    }

    /// The same for a laptop that is about to be enrolled.
    ///
    /// # Errors
    ///
    /// `--now` is ahead of its clock.
    pub fn refuse_enrolling_ahead(&self) -> Result<(), Failed> {
        if self.is_ahead() { Err(ahead()) } else { Ok(()) }
    }

    fn is_ahead(&self) -> bool {
        matches!(self.clock, TimeSource::Held(at) if at > TimeSource::System.now())
    }

    /// Who opens: by the file that was named, by the secret beside the data, or by what is typed. None: nobody said.
    fn unlock(&self, home: &Path, operator: Option<String>) -> Result<Option<Unlock>, Failed> {
        if let Some(file) = &self.secret_file {
            return Ok(Some(Unlock::from_file(operator, file)?));
        }
        if let Some(unlock) = Unlock::beside(home, operator.clone())? {
            return Ok(Some(unlock));
        }
        if !Desk::is_set_up(home) || jemput_acts::vault::is_plain(home) {
            return Ok(None);
        }
        secret::ask(operator.as_deref(), self.lang.unwrap_or_default())
    }

    /// The name that `--operator` says.
    pub fn named_operator(&self) -> Option<&str> {
        self.operator.as_deref()
    }

    /// Who says that they work.
    pub fn login_operator(&self) -> Option<String> {
        self.operator.clone().or_else(|| env::var(OPERATOR).ok())
    }

    /// The secret that opened the home folder.
    ///
    /// # Errors
    ///
    /// Nothing did.
    pub fn secret(&self) -> Result<Secret, Failed> {
        Ok(self.secret.get().cloned().ok_or(VaultTrouble::Closed)?)
    }

    /// Opens the home folder by the office's recovery key.
    ///
    /// # Errors
    ///
    /// Another key, or no operator of this name.
    pub fn recover(&self, key: &RecoveryKey, operator: &str, new: &Secret) -> Result<&Desk, Failed> {
        let desk = Desk::open_by_recovery(self.home()?, self.clock, key, operator, new)?;
        Ok(self.keep(desk))
    }

    /// Brings the home folder back, or makes it in the place of one that is gone; whoever opens it opens the bundle too.
    ///
    /// # Errors
    ///
    /// There is nothing to bring it back from.
    pub fn bring_back(
        &self,
        from: &jemput_acts::recover::From,
    ) -> Result<(jemput_acts::view::Recovered, Option<RecoveryKey>), Failed> {
        let (home, operator) = (self.home()?, self.login_operator());
        let unlock = match &self.secret_file {
            Some(file) => Some(Unlock::from_file(operator, file)?),
            None => match Unlock::beside(home, operator.clone())? {
                Some(_) => None,
                None if operator.is_some() => secret::ask(operator.as_deref(), self.lang.unwrap_or_default())?,
                None => None,
            },
        };
        let done = jemput_acts::recover::recover(home, self.clock, from, unlock.as_ref())?;
        self.keep(done.desk);
        Ok((done.recovered, done.recovery_key))
    }

    /// Whose secret opens what a command reads.
    ///
    /// # Errors
    ///
    /// Nobody said.
    pub fn unlocks(&self) -> Result<Unlock, Failed> {
        let unlock = self.unlock(self.home()?, self.login_operator())?;
        Ok(unlock.ok_or(VaultTrouble::Closed)?)
    }

    /// The desk, where a command opened it.
    pub fn opened(&self) -> Option<&Desk> {
        self.desk.get()
    }

    /// Sets the home folder up.
    ///
    /// # Errors
    ///
    /// It was set up before, or cannot be written.
    pub fn set_up(&self, name: &str, server: Option<&str>) -> Result<(&Desk, Option<RecoveryKey>), Failed> {
        let home = self.home()?;
        let Some(operator) = self.login_operator() else {
            if self.secret_file.is_some() {
                return Err(Failed::usage(
                    "Sebutkan juga nama petugas yang memakai kata sandi itu: --operator NAME.",
                    "Name the operator whose secret this is too: --operator NAME.",
                ));
            }
            return Ok((self.keep(Desk::init(home, self.clock, name, server)?), None));
        };
        let secret = secret::chosen_first(self.secret_file.as_deref(), self.lang.unwrap_or_default())?;
        let unlock = Unlock::new(&operator, secret);
        let (desk, recovery) = Desk::init_as(home, self.clock, name, server, &unlock)?;
        self.secret.get_or_init(|| unlock.secret);
        Ok((self.keep(desk), Some(recovery)))
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

fn ahead() -> Failed {
    Failed::refused(
        "clock_fixed",
        "Laptop ini terdaftar pada Dinas, jadi --now tidak boleh mendahului jam laptop. Hapus --now, lalu ulangi.",
        "This laptop is enrolled at an office, so --now may not be ahead of its clock. Leave --now out, then do it again.",
    )
}
