//! One laptop's Jemput: its journal, its key, its clock. Every act goes through here.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use jemput_domain::{
    event::{ActRef, DeviceNamed, Draft, Event, OperatorNamed, Subject},
    id::{ActId, DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::DeviceKey,
    time::Moment,
    words::Lang,
};
use jemput_exchange::http::Connection;
pub use jemput_journal::Rebuilding;
use jemput_journal::{Author, InUse, Journal, View, Writing};

use crate::{
    Trouble,
    clock::TimeSource,
    data_check, incarnation,
    incarnation::Identity,
    link::LinkStatus,
    role, site,
    vault::{self, Entered, RecoveryKey, Standing, Unlock, Vault, VaultTrouble},
    visit_now::VisitNow,
    wipe,
};

#[cfg(feature = "simulated")]
mod simulated;

pub(crate) const JOURNAL_FILE: &str = "journal.sqlite";

/// Keys of settings that acts keep in the journal.
pub(crate) mod setting {
    pub const DEVICE: &str = "device";
    /// The key that signs for it, 64 digits: only ever in a sealed journal.
    pub const DEVICE_KEY: &str = "device_key";
    pub const DEVICE_NAME: &str = "device_name";
    pub const OPERATOR: &str = "operator";
    pub const OPERATOR_NAME: &str = "operator_name";
    pub const OFFICE: &str = "office";
    pub const SERVER: &str = "server";
    pub const SERVER_KEY: &str = "server_key";
    pub const SERVER_LAST: &str = "server_last";
    pub const SERVER_REFUSED: &str = "server_refused";
    pub const JOINING: &str = "joining";
    pub const LANG: &str = "lang";
    pub const THEME: &str = "theme";
    pub const ACTIVE: &str = "active";
    pub const OFFSET: &str = "offset_ms";
    pub const OFFSET_FROM: &str = "offset_from";
}

/// Told how far a long act is: done, and of how many (0: not known yet).
pub type Progress = Box<dyn Fn(u32, u32) + Send + Sync>;

/// No clock was set by [`Desk::set_clock`].
const NOT_SET: i64 = i64::MIN;

/// A laptop's Jemput.
pub struct Desk {
    home: PathBuf,
    journal: Mutex<Journal>,
    device: DeviceId,
    key: Mutex<DeviceKey>,
    /// Whose secret opened it, and its key.
    pub(crate) vault: Vault,
    clock: TimeSource,
    link: Mutex<LinkStatus>,
    /// The server that was last spoken to, by address.
    pub(crate) connection: Mutex<Option<(String, Connection)>>,
    pub(crate) stop: AtomicBool,
    progress: Mutex<Option<Progress>>,
    set: AtomicI64,
    asked: Option<Lang>,
    /// The id under which it goes on, if it got another one since it was opened.
    continued: Mutex<Option<Identity>>,
    /// Dropped after the journal: whoever comes next learns whether that was closed.
    _in_use: Option<InUse>,
}

impl Desk {
    /// Sets a folder up: a journal, a device id and a key of its own. What a power cut left half done is taken up again.
    pub fn init(home: &Path, clock: TimeSource, name: &str, server: Option<&str>) -> Result<Self, Trouble> {
        wipe::refuse_wiped(home)?;
        vault::init(home, clock, name, server, None)?;
        Self::open(home, clock)
    }

    /// As [`Desk::init`], for an operator with a secret of their own. Answers with the office's recovery key too: to be
    /// printed once and kept in a safe.
    pub fn init_as(
        home: &Path,
        clock: TimeSource,
        name: &str,
        server: Option<&str>,
        unlock: &Unlock,
    ) -> Result<(Self, RecoveryKey), Trouble> {
        wipe::refuse_wiped(home)?;
        let recovery = vault::init(home, clock, name, server, Some(unlock))?;
        let recovery = recovery.ok_or(VaultTrouble::Closed)?;
        Ok((Self::open_as(home, clock, unlock)?, recovery))
    }

    /// Opens a folder that was set up, by the secret beside its data.
    pub fn open(home: &Path, clock: TimeSource) -> Result<Self, Trouble> {
        Self::open_telling(home, clock, &mut |_| {})
    }

    /// As [`Desk::open`]; `progress` hears how far the tables are derived anew, which a new version may need once.
    pub fn open_telling(home: &Path, clock: TimeSource, progress: &mut dyn FnMut(Rebuilding)) -> Result<Self, Trouble> {
        Self::ready(home)?;
        let unlock = match vault::own_secret(home) {
            // Nothing was ever done in it: its set-up can be begun again.
            Err(_) if vault::standing(home)? == Standing::Begun => return Err(Trouble::NotSetUp(home.to_owned())),
            unlock => unlock?,
        };
        Self::open_with(home, clock, &unlock, progress)
    }

    /// Opens a folder by an operator's secret.
    pub fn open_as(home: &Path, clock: TimeSource, unlock: &Unlock) -> Result<Self, Trouble> {
        Self::open_as_telling(home, clock, unlock, &mut |_| {})
    }

    /// As [`Desk::open_as`]; `progress` hears how far the tables are derived anew.
    pub fn open_as_telling(
        home: &Path,
        clock: TimeSource,
        unlock: &Unlock,
        progress: &mut dyn FnMut(Rebuilding),
    ) -> Result<Self, Trouble> {
        Self::ready(home)?;
        Self::open_with(home, clock, unlock, progress)
    }

    /// Refuses a folder that nobody set up or whose data are gone; seals one of an earlier version.
    pub(crate) fn ready(home: &Path) -> Result<(), Trouble> {
        wipe::refuse_wiped(home)?;
        let path = home.join(JOURNAL_FILE);
        if !path.exists() {
            return Err(data_check::missing(home, &path));
        }
        data_check::refuse_empty(home, &path)?;
        match vault::standing(home)? {
            Standing::Plain => vault::seal_plain(home),
            Standing::NoHolders => Err(VaultTrouble::NoHolders(home.join("holders")).into()),
            Standing::Nothing | Standing::Begun | Standing::Sealed => Ok(()),
        }
    }

    fn open_with(
        home: &Path,
        clock: TimeSource,
        unlock: &Unlock,
        progress: &mut dyn FnMut(Rebuilding),
    ) -> Result<Self, Trouble> {
        let in_use = data_check::begin(&home.join(JOURNAL_FILE));
        Self::entered(home, clock, vault::enter(home, unlock, progress)?, in_use)
    }

    /// Over a journal that a secret opened.
    pub(crate) fn entered(
        home: &Path,
        clock: TimeSource,
        entered: Entered,
        in_use: Option<InUse>,
    ) -> Result<Self, Trouble> {
        let Entered {
            mut journal,
            key,
            operator,
            misses,
        } = entered;
        data_check::note_end(&mut journal, in_use.as_ref());
        vault::take_in_key_file(home, &mut journal)?;
        let device_key = incarnation::key(journal.view(), home)?;
        let mut desk = Self::over(home, journal, clock, device_key, in_use)?;
        desk.vault = Vault::open(key, operator, misses);
        desk.read_pin()?;
        Ok(desk)
    }

    /// Closes the vault: its keys are gone from memory, and acts find nothing any more. Where an operator was removed, the
    /// journal gets another key first.
    pub fn close_vault(&self) {
        if self.vault.guard().is_closed() && self.vault.key().is_err() {
            return;
        }
        let rekeyed = self
            .rekey_due()
            .and_then(|due| if due { self.rekey().map(drop) } else { Ok(()) });
        if let Err(trouble) = rekeyed {
            tracing::warn!(
                code = trouble.code(),
                "the journal keeps its key until it is closed again"
            );
        }
        self.vault.guard().close();
        self.vault.set_key(None);
        let nobodys = DeviceKey::from_bytes(&[0; 32]);
        *self.key.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = nobodys;
        *self.continued.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        let mut journal = self.journal();
        if let Err(error) = journal.put_away() {
            tracing::warn!(%error, "the journal was not put away");
        }
        // The connection, and SQLite's own copy of the key with it, ends here.
        match Journal::in_memory() {
            Ok(nothing) => *journal = nothing,
            Err(error) => tracing::error!(%error, "the journal stays open until the program ends"),
        }
    }

    /// Over a journal that is open.
    fn over(
        home: &Path,
        journal: Journal,
        clock: TimeSource,
        key: DeviceKey,
        in_use: Option<InUse>,
    ) -> Result<Self, Trouble> {
        let device = journal.view().setting(setting::DEVICE)?.and_then(|d| d.parse().ok());
        let device = device.ok_or_else(|| Trouble::NotSetUp(home.to_owned()))?;
        Ok(Self {
            home: home.to_owned(),
            journal: Mutex::new(journal),
            device,
            key: Mutex::new(key),
            vault: Vault::none(),
            clock,
            link: Mutex::new(LinkStatus::default()),
            connection: Mutex::new(None),
            stop: AtomicBool::new(false),
            progress: Mutex::new(None),
            set: AtomicI64::new(NOT_SET),
            asked: None,
            continued: Mutex::new(None),
            _in_use: in_use,
        })
    }

    /// Whether a folder was set up.
    pub fn is_set_up(home: &Path) -> bool {
        let path = home.join(JOURNAL_FILE);
        let device = |path: &Path| Journal::open(path)?.view().setting(setting::DEVICE);
        match vault::standing(home) {
            Ok(Standing::Nothing) => false,
            Ok(Standing::Plain) => !matches!(device(&path), Ok(None)),
            Ok(Standing::Begun) => vault::is_unprotected(home),
            Ok(Standing::Sealed | Standing::NoHolders) | Err(_) => true,
        }
    }

    /// A second connection to the same journal, for work beside the screen.
    pub(crate) fn journal_beside(&self) -> Result<Journal, Trouble> {
        let path = self.home.join(JOURNAL_FILE);
        Ok(match self.vault.key()? {
            Some(key) => Journal::open_sealed(&path, &key)?,
            None => Journal::open(&path)?,
        })
    }

    /// This laptop.
    pub fn device(&self) -> DeviceId {
        self.identity().device
    }

    /// Under which id and key it writes.
    pub(crate) fn identity(&self) -> Identity {
        let continued = self.continued.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        continued.clone().unwrap_or_else(|| Identity {
            device: self.device,
            key: self
                .key
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .clone(),
        })
    }

    /// Goes on under another id.
    pub(crate) fn go_on_as(&self, identity: Identity) {
        *self.continued.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(identity);
    }

    /// Who acts.
    pub(crate) fn operator(&self, view: View<'_>) -> Result<OperatorId, Trouble> {
        let operator = match self.vault.operator {
            Some(operator) => Some(operator),
            None => view.setting(setting::OPERATOR)?.and_then(|o| o.parse().ok()),
        };
        operator.ok_or_else(|| Trouble::NotSetUp(self.home.clone()))
    }

    /// Its clock.
    pub fn clock(&self) -> TimeSource {
        match self.set.load(Ordering::Relaxed) {
            NOT_SET => self.clock,
            at => TimeSource::Held(Moment(at)),
        }
    }

    /// Holds the clock at a time, act by act, for a day that is played; `None` gives it back.
    pub fn set_clock(&self, at: Option<Moment>) {
        self.set.store(at.map_or(NOT_SET, |at| at.0), Ordering::Relaxed);
    }

    /// Its folder.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// The journal. A thread that panicked while holding it had an open transaction, which SQLite rolled back: go on.
    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// How the connection stands.
    pub(crate) fn link_status(&self) -> MutexGuard<'_, LinkStatus> {
        self.link.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Looks into the journal.
    pub(crate) fn read<T>(&self, look: impl FnOnce(View<'_>) -> Result<T, Trouble>) -> Result<T, Trouble> {
        look(self.journal().view())
    }

    /// Looks into a visit as it stands now.
    pub(crate) fn read_visit<T>(
        &self,
        scope: ScopeId,
        look: impl FnOnce(View<'_>, &VisitNow) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.read(|view| {
            let visit = VisitNow::load(self, view, scope)?;
            look(view, &visit)
        })
    }

    /// The language to speak: the one asked for by [`Desk::set_lang`], else this laptop's.
    pub fn lang(&self) -> Lang {
        self.read(|view| Ok(self.lang_in(view))).unwrap_or_default()
    }

    /// The same, with the journal at hand.
    pub(crate) fn lang_in(&self, view: View<'_>) -> Lang {
        self.asked.unwrap_or_else(|| match view.setting(setting::LANG) {
            Ok(Some(lang)) if lang == "en" => Lang::En,
            _ => Lang::Id,
        })
    }

    /// Speaks another language than the laptop's, for one command.
    pub fn set_lang(&mut self, lang: Option<Lang>) {
        self.asked = lang;
    }

    /// The time as rules count it: the clock corrected by what was learned from the server.
    pub(crate) fn now(&self, view: View<'_>) -> Result<Moment, Trouble> {
        Ok(Moment(self.clock().now().0.saturating_add(self.offset_ms(view)?)))
    }

    /// The learned distance to the server's clock; 0 where the clock is set by hand.
    pub(crate) fn offset_ms(&self, view: View<'_>) -> Result<i64, Trouble> {
        if self.clock().is_set() {
            return Ok(0);
        }
        Ok(view.setting(setting::OFFSET)?.and_then(|o| o.parse().ok()).unwrap_or(0))
    }

    /// A number that changes when another process has written to the journal.
    pub fn data_version(&self) -> Result<i64, Trouble> {
        Ok(self.journal().data_version()?)
    }

    /// Does an act in a visit: what `decide` reads still holds when its events are written. No events, no act.
    pub(crate) fn act<T>(
        &self,
        scope: ScopeId,
        decide: impl FnOnce(&Writing<'_>, &VisitNow) -> Result<(Vec<Draft>, T), Trouble>,
    ) -> Result<(Option<ActId>, T), Trouble> {
        let mut journal = self.journal();
        incarnation::settle(self, &mut journal)?;
        let mut writing = journal.write()?;
        let visit = VisitNow::load(self, writing.view(), scope)?;
        let (drafts, told) = decide(&writing, &visit)?;
        if drafts.is_empty() {
            return Ok((None, told));
        }
        let act = self.append(&mut writing, scope, drafts, None)?;
        writing.commit()?;
        Ok((Some(act.id(scope)), told))
    }

    /// Appends one act within a transaction; more than one may be appended before it commits.
    pub(crate) fn append(
        &self,
        writing: &mut Writing<'_>,
        scope: ScopeId,
        drafts: Vec<Draft>,
        opens: Option<ScopeSecret>,
    ) -> Result<ActRef, Trouble> {
        let view = writing.view();
        let operator = self.operator(view)?;
        role::judge(self, view, &drafts)?;
        let operator_name = self.operator_name(view)?;
        let device_name = view.setting(setting::DEVICE_NAME)?.unwrap_or_default();
        incarnation::follow(self, view)?;
        let mut drafts = drafts;
        if let Some(introduction) = incarnation::introduction(self, view, scope)? {
            drafts.insert(0, introduction);
        }
        // In the office's own scope a name opens laptops: only acts about operators change it.
        let known = view.operator(scope, operator)?.is_some_and(|one| one.is_known());
        let fixed = known && scope == site::office(view)?;
        if !operator_name.is_empty() && !fixed && view.operator_name(scope, operator)? != operator_name {
            drafts.push(Draft::about(
                Subject::Operator(operator),
                Event::OperatorNamed(OperatorNamed { name: operator_name }),
            ));
        }
        let device = self.device();
        let seat = view.seat(scope, device)?;
        if !device_name.is_empty() && seat.joined.is_some_and(|joined| joined.name != device_name) {
            drafts.push(Draft::about(
                Subject::Device(device),
                Event::DeviceNamed(DeviceNamed { name: device_name }),
            ));
        }
        self.append_plain(writing, scope, drafts, opens)
    }

    /// Begins this laptop's log in a scope in which it wrote under another id, where it has not yet.
    pub(crate) fn begin_log(&self, writing: &mut Writing<'_>, scope: ScopeId) -> Result<(), Trouble> {
        incarnation::follow(self, writing.view())?;
        match incarnation::introduction(self, writing.view(), scope)? {
            Some(introduction) => self.append_plain(writing, scope, vec![introduction], None).map(drop),
            None => Ok(()),
        }
    }

    /// Appends exactly these as one act.
    pub(crate) fn append_plain(
        &self,
        writing: &mut Writing<'_>,
        scope: ScopeId,
        drafts: Vec<Draft>,
        opens: Option<ScopeSecret>,
    ) -> Result<ActRef, Trouble> {
        let view = writing.view();
        let Identity { device, key } = self.identity();
        let author = Author {
            device,
            key: &key,
            device_name: &view.setting(setting::DEVICE_NAME)?.unwrap_or_default(),
            operator: self.operator(view)?,
            wall: self.clock().now(),
            offset_ms: self.offset_ms(view)?,
        };
        Ok(match opens {
            Some(secret) => writing.append_opening(scope, secret, &author, drafts)?,
            None => writing.append(scope, &author, drafts)?,
        })
    }

    /// Who is told how far a long act is. Called by the thread that does the act, so it must be quick.
    pub fn set_progress(&self, progress: Option<Progress>) {
        *self.progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = progress;
    }

    /// Tells how far a long act is.
    pub(crate) fn progress(&self, done: u32, total: u32) {
        let progress = self.progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(tell) = progress.as_ref() {
            tell(done, total);
        }
    }

    /// Asks a long act to stop at its next step.
    pub fn stop_long_act(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_up_that_the_power_cut_in_the_middle_is_taken_up_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        // As an earlier version left it at the worst moment: a journal that names no device.
        drop(Journal::open(&home.join(JOURNAL_FILE)).unwrap());
        assert!(!Desk::is_set_up(home));
        assert_eq!(Desk::open(home, TimeSource::System).err().unwrap().code(), "not_set_up");
        let desk = Desk::init(home, TimeSource::System, "Loket A", None).unwrap();
        let device = desk.device();
        drop(desk);
        assert!(Desk::is_set_up(home));
        assert_eq!(Desk::open(home, TimeSource::System).unwrap().device(), device);
        let again = Desk::init(home, TimeSource::System, "Loket B", None);
        assert_eq!(again.err().unwrap().code(), "set_up_before");
    }
}
