//! From a secret to an open journal.

use std::path::Path;

use jemput_domain::id::OperatorId;
use jemput_journal::{Journal, JournalError, Rebuilding};
use jemput_vault::{Misses, Name, Secret, SecretKey, VaultKey};
use uuid::Uuid;

use super::{
    VaultTrouble,
    files::{self, HOLDERS, NEXT, SECRET, Turn},
    wrong,
};
use crate::{Trouble, desk::JOURNAL_FILE};

/// Who opens a vault.
#[derive(Clone, Debug)]
pub struct Unlock {
    /// The operator's name; without one, whoever has this secret.
    pub operator: Option<String>,
    /// Their secret.
    pub secret: Secret,
}

impl Unlock {
    /// Of an operator.
    pub fn new(operator: &str, secret: Secret) -> Self {
        Self {
            operator: Some(operator.to_owned()),
            secret,
        }
    }

    /// With the machine-made secret that lies beside a folder's data, where one does.
    ///
    /// # Errors
    ///
    /// It does not read.
    pub fn beside(home: &Path, operator: Option<String>) -> Result<Option<Self>, Trouble> {
        let secret = files::read_secret(&home.join(SECRET))?;
        Ok(secret.map(|secret| Self { operator, secret }))
    }

    /// With the secret that a file holds, without a line end.
    ///
    /// # Errors
    ///
    /// The file does not read, or holds no secret.
    pub fn from_file(operator: Option<String>, path: &Path) -> Result<Self, Trouble> {
        let secret = files::read_secret(path)?.ok_or_else(|| Trouble::File {
            path: path.to_owned(),
            source: std::io::ErrorKind::NotFound.into(),
        })?;
        Ok(Self { operator, secret })
    }
}

/// How far a folder is set up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// Nothing is here, or nothing that matters.
    Nothing,
    /// A journal that anybody can read, as earlier versions kept it.
    Plain,
    /// A power cut left it before its holders were in their place.
    Begun,
    /// A sealed journal, and its holders.
    Sealed,
    /// A journal that nothing here opens.
    NoHolders,
}

pub(crate) fn standing(home: &Path) -> Result<Standing, Trouble> {
    let path = home.join(JOURNAL_FILE);
    let is_plain = Journal::is_plain(&path).map_err(|source| Trouble::File {
        path: path.clone(),
        source,
    })?;
    let holds = path.metadata().is_ok_and(|file| file.len() > 0);
    Ok(match (home.join(HOLDERS).exists(), home.join(NEXT).exists()) {
        (true, _) => Standing::Sealed,
        _ if is_plain => Standing::Plain,
        (false, true) => Standing::Begun,
        (false, false) if holds => Standing::NoHolders,
        _ => Standing::Nothing,
    })
}

/// Whether a folder's journal is of an earlier version, which anybody can read; opening it seals it.
pub fn is_plain(home: &Path) -> bool {
    matches!(standing(home), Ok(Standing::Plain))
}

/// The secret that lies beside the data, where one does.
pub(crate) fn own_secret(home: &Path) -> Result<Unlock, Trouble> {
    Unlock::beside(home, None)?.ok_or_else(|| VaultTrouble::Closed.into())
}

/// An open journal, and whose secret opened it.
pub(crate) struct Entered {
    pub journal: Journal,
    pub key: VaultKey,
    pub operator: OperatorId,
    pub misses: Misses,
}

/// Opens the sealed journal of a folder.
pub(crate) fn enter(home: &Path, unlock: &Unlock, progress: &mut dyn FnMut(Rebuilding)) -> Result<Entered, Trouble> {
    let held = if home.join(HOLDERS).exists() { HOLDERS } else { NEXT };
    let (opened, misses) = unlock_counting(home, held, unlock)?;
    let path = home.join(JOURNAL_FILE);
    refuse_plain(&path)?;
    let mut key = opened.key;
    let journal = match Journal::open_sealed_telling(&path, &key, progress) {
        // Its key was changed: by another process just now, or before a power cut that came between two files.
        Err(JournalError::Key(_)) => {
            key = changed_key(home, &opened.secret, opened.operator)?.ok_or(JournalError::Key(path.clone()))?;
            Journal::open_sealed_telling(&path, &key, progress)?
        }
        opened => opened?,
    };
    if held == NEXT || home.join(NEXT).exists() {
        settle(home, &key)?;
    }
    forget_stale_secret(home)?;
    Ok(Entered {
        journal,
        key,
        operator: opened.operator,
        misses,
    })
}

/// Refuses a journal that anybody can read, and write, where holders of a key stand: it is not the one that was left here.
pub(super) fn refuse_plain(path: &Path) -> Result<(), Trouble> {
    match Journal::is_plain(path) {
        Ok(false) => Ok(()),
        Ok(true) => Err(VaultTrouble::PlainJournal(path.to_owned()).into()),
        Err(source) => Err(Trouble::File {
            path: path.to_owned(),
            source,
        }),
    }
}

/// What a secret opened, and the key that it came to.
struct Unlocked {
    operator: OperatorId,
    key: VaultKey,
    secret: SecretKey,
}

/// Whose secret it is, without opening anything.
pub(super) fn whose(home: &Path, unlock: &Unlock) -> Result<OperatorId, Trouble> {
    Ok(unlock_counting(home, HOLDERS, unlock)?.0.operator)
}

/// Tries a secret; a person's costs a count while it is tried.
fn unlock_counting(home: &Path, held: &str, unlock: &Unlock) -> Result<(Unlocked, Misses), Trouble> {
    let _turn = Turn::take(home)?;
    let misses = if unlock.secret.is_machine_made() {
        wrong::read(home)
    } else {
        wrong::count(home)?
    };
    let unlocked = try_secret(home, held, unlock);
    match &unlocked {
        Ok(_) => wrong::forget(home)?,
        // Nobody guesses 256 bits, but somebody may try.
        Err(Trouble::Vault(VaultTrouble::SecretWrong)) if unlock.secret.is_machine_made() => {
            let _ = wrong::count(home);
        }
        Err(_) => {}
    }
    Ok((unlocked?, misses))
}

fn try_secret(home: &Path, held: &str, unlock: &Unlock) -> Result<Unlocked, Trouble> {
    let holders = files::read_holders(home, held)?;
    let secret = unlock
        .secret
        .key(&holders.salt(), holders.cost())
        .map_err(|_| Trouble::NoRandomness)?;
    let name = unlock.operator.as_deref().map(Name::of);
    let found = holders
        .open(&secret)
        .into_iter()
        .find(|opened| name.is_none_or(|name| name == opened.name));
    let opened = found.ok_or(VaultTrouble::SecretWrong)?;
    Ok(Unlocked {
        operator: OperatorId(Uuid::from_bytes(opened.operator.0)),
        key: opened.key,
        secret,
    })
}

/// The key that this operator has in the files as they stand now, newest first; none where that is no other.
fn changed_key(home: &Path, secret: &SecretKey, operator: OperatorId) -> Result<Option<VaultKey>, Trouble> {
    let path = home.join(JOURNAL_FILE);
    for name in [HOLDERS, NEXT] {
        let Ok(holders) = files::read_holders(home, name) else {
            continue;
        };
        let opened = holders
            .open(secret)
            .into_iter()
            .find(|o| o.operator == super::tag(operator));
        if let Some(opened) = opened
            && Journal::open_sealed(&path, &opened.key).is_ok()
        {
            return Ok(Some(opened.key));
        }
    }
    Ok(None)
}

/// Brings the file of holders in line with the key that the journal has, after a power cut, and leaves no other one: it
/// would answer to secrets that were changed since.
fn settle(home: &Path, key: &VaultKey) -> Result<(), Trouble> {
    let _turn = Turn::take(home)?;
    let fits = |name| files::read_holders(home, name).is_ok_and(|holders| holders.members(key).is_ok());
    if fits(HOLDERS) {
        files::wipe(home, NEXT)
    } else if fits(NEXT) {
        files::take_place(home, NEXT, HOLDERS)
    } else {
        Ok(())
    }
}

/// Removes the secret beside the data where it opens nothing any more: a power cut came while the laptop was protected.
fn forget_stale_secret(home: &Path) -> Result<(), Trouble> {
    if !files::is_unprotected(home) {
        return Ok(());
    }
    let unlock = own_secret(home)?;
    match try_secret(home, HOLDERS, &unlock) {
        Err(Trouble::Vault(VaultTrouble::SecretWrong)) => files::wipe(home, SECRET),
        _ => Ok(()),
    }
}

/// The key that a secret opens in one of the files.
pub(super) fn key_in(home: &Path, held: &str, unlock: &Unlock) -> Result<VaultKey, Trouble> {
    Ok(try_secret(home, held, unlock)?.key)
}

/// The same, with a wrong secret counted.
pub(super) fn key_counting(home: &Path, held: &str, unlock: &Unlock) -> Result<VaultKey, Trouble> {
    Ok(unlock_counting(home, held, unlock)?.0.key)
}

/// The key of a folder's journal, by the secret beside it: for tests and repairs on an unprotected laptop.
///
/// # Errors
///
/// There is no such secret, or it does not fit.
pub fn key_at(home: &Path) -> Result<VaultKey, Trouble> {
    key_in(home, HOLDERS, &own_secret(home)?)
}

/// A folder's journal, by the secret beside it: for tests and repairs on an unprotected laptop.
///
/// # Errors
///
/// As [`key_at`], and the journal's own.
pub fn open_journal(home: &Path) -> Result<Journal, Trouble> {
    Ok(Journal::open_sealed(&home.join(JOURNAL_FILE), &key_at(home)?)?)
}
