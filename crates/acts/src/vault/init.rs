//! Setting a folder up, and sealing one of an earlier version. The file of holders takes its place last: a folder has one
//! exactly if its journal is whole.

use std::{fs, path::Path};

use jemput_domain::{id::OperatorId, text};
use jemput_exchange::http;
use jemput_journal::Journal;
use jemput_vault::{Cost, Draw, Grant, Holders, Name, OperatorPair, RecoveryKey, Salt, Secret, VaultKey};

use super::{
    Standing, Unlock, VaultTrouble, draw,
    files::{self, HOLDERS, NEXT, SECRET, Turn},
    opening, standing, tag,
};
use crate::{
    Trouble,
    clock::TimeSource,
    desk::{JOURNAL_FILE, setting},
    hex,
    ids::{random, uuid_v7},
    key_file::DeviceKeyFile,
};

/// The first operator's name where nobody named one.
const LEAD: &str = "lead";

/// Sets a folder up for an operator with a secret of their own, or without one for `lead` with a machine-made secret that
/// lies beside the data. Answers with the office's recovery key where an operator was named.
pub(crate) fn init(
    home: &Path,
    clock: TimeSource,
    name: &str,
    server: Option<&str>,
    operator: Option<&Unlock>,
) -> Result<Option<RecoveryKey>, Trouble> {
    server.map(http::Address::parse).transpose()?;
    fs::create_dir_all(home).map_err(|source| Trouble::File {
        path: home.to_owned(),
        source,
    })?;
    let _turn = Turn::take(home)?;
    clear(home)?;
    let draw = &mut draw()?;
    let now = clock.now();
    let id = OperatorId(uuid_v7(now)?);
    let made = match operator {
        Some(unlock) => unlock.secret.clone(),
        None => Secret::machine(draw),
    };
    let shown = operator.and_then(|unlock| unlock.operator.as_deref()).map(text::clean);
    let key = VaultKey::draw(draw);
    let recovery = operator.map(|_| RecoveryKey::draw(draw));
    let holders = first_holders(
        &key,
        id,
        shown.as_deref().unwrap_or(LEAD),
        &made,
        recovery.as_ref(),
        draw,
    )?;
    files::write_holders(home, NEXT, &holders)?;

    let mut journal = Journal::open_sealed(&home.join(JOURNAL_FILE), &key)?;
    let writing = journal.write()?;
    writing.set_setting(setting::DEVICE, &uuid_v7(now)?.to_string())?;
    writing.set_setting(setting::DEVICE_KEY, &hex::write(&random()?))?;
    writing.set_setting(setting::DEVICE_NAME, &text::clean(name))?;
    writing.set_setting(setting::OPERATOR, &id.to_string())?;
    if let Some(shown) = &shown {
        writing.set_setting(setting::OPERATOR_NAME, shown)?;
    }
    writing.set_setting(setting::OFFICE, &uuid_v7(now)?.to_string())?;
    if let Some(server) = server {
        writing.set_setting(setting::SERVER, server)?;
    }
    writing.commit()?;
    drop(journal);
    if operator.is_none() {
        write_secret(home, &made)?;
    }
    files::take_place(home, NEXT, HOLDERS)?;
    Ok(recovery)
}

fn write_secret(home: &Path, secret: &Secret) -> Result<(), Trouble> {
    files::write(home, SECRET, format!("{}\n", secret.expose()).as_bytes())
}

/// A file with one operator.
fn first_holders(
    key: &VaultKey,
    operator: OperatorId,
    name: &str,
    secret: &Secret,
    recovery: Option<&RecoveryKey>,
    draw: &mut Draw,
) -> Result<Holders, Trouble> {
    let mut holders = Holders::new(Salt::draw(draw), Cost::SECRET, key, draw);
    let under = secret
        .key(&holders.salt(), holders.cost())
        .map_err(|_| Trouble::NoRandomness)?;
    let pair = OperatorPair::draw(draw);
    let grant = Grant {
        operator: tag(operator),
        name: Name::of(name),
        public: pair.public(),
        wrapped: pair.wrap(&under, draw),
    };
    holders.grant(key, &grant, draw).map_err(VaultTrouble::from)?;
    if let Some(recovery) = recovery {
        let public = recovery.pair().public();
        holders.set_recovery(key, public, draw).map_err(VaultTrouble::from)?;
    }
    Ok(holders)
}

/// Makes room for a set-up: what a power cut left of an earlier one goes, what was ever used stays and is refused.
fn clear(home: &Path) -> Result<(), Trouble> {
    let path = home.join(JOURNAL_FILE);
    let before = || Err(Trouble::SetUpBefore(home.to_owned()));
    match standing(home)? {
        Standing::Nothing => Ok(()),
        Standing::Sealed => before(),
        Standing::NoHolders => Err(VaultTrouble::NoHolders(home.join(HOLDERS)).into()),
        Standing::Plain => {
            let journal = Journal::open(&path)?;
            if journal.view().setting(setting::DEVICE)?.is_some() {
                return before();
            }
            drop(journal);
            // It names no device, so nothing was ever written in it.
            set_aside(home)
        }
        Standing::Begun => {
            // Sealing a journal of an earlier version begins with the secret beside it: what this opens may be used.
            if let Ok(journal) = begun_journal(home)
                && journal.view().setting(setting::DEVICE)?.is_some()
            {
                drop(journal);
                files::take_place(home, NEXT, HOLDERS)?;
                return before();
            }
            set_aside(home)
        }
    }
}

fn begun_journal(home: &Path) -> Result<Journal, Trouble> {
    let key = opening::key_in(home, NEXT, &opening::own_secret(home)?)?;
    Ok(Journal::open_sealed(&home.join(JOURNAL_FILE), &key)?)
}

/// Gives an unfinished journal another name; it is never deleted.
fn set_aside(home: &Path) -> Result<(), Trouble> {
    for ending in ["", "-wal", "-shm"] {
        let name = format!("{JOURNAL_FILE}{ending}");
        if home.join(&name).exists() {
            files::take_place(home, &name, &format!("unfinished-{name}"))?;
        }
    }
    Ok(())
}

/// Seals the plain journal of an earlier version: operator `lead` with a secret beside the data, the device's key inside.
pub(crate) fn seal_plain(home: &Path) -> Result<(), Trouble> {
    let _turn = Turn::take(home)?;
    if standing(home)? != Standing::Plain {
        return Ok(());
    }
    let path = home.join(JOURNAL_FILE);
    let (operator, name) = {
        let journal = Journal::open(&path)?;
        let view = journal.view();
        let operator = view.setting(setting::OPERATOR)?.and_then(|o| o.parse().ok());
        let operator: OperatorId = operator.ok_or_else(|| Trouble::NotSetUp(home.to_owned()))?;
        let name = view.setting(setting::OPERATOR_NAME)?.filter(|name| !name.is_empty());
        (operator, name.unwrap_or_else(|| LEAD.to_owned()))
    };
    let old_key = DeviceKeyFile::in_folder(home);
    let device_key = old_key.read_bytes();
    let draw = &mut draw()?;
    let (secret, key) = (Secret::machine(draw), VaultKey::draw(draw));
    let holders = first_holders(&key, operator, &name, &secret, None, draw)?;
    // In this order, whatever cuts it: the secret opens the holders, the holders the journal, wherever that stands.
    write_secret(home, &secret)?;
    files::write_holders(home, NEXT, &holders)?;
    let mut journal = Journal::open_sealed(&path, &key)?;
    keep_device_key(&mut journal, device_key.as_deref().ok())?;
    drop(journal);
    files::take_place(home, NEXT, HOLDERS)
}

/// Takes the device's key into the journal, where it is not yet.
fn keep_device_key(journal: &mut Journal, key: Option<&[u8; 32]>) -> Result<(), Trouble> {
    let writing = journal.write()?;
    if let Some(key) = key
        && writing.view().setting(setting::DEVICE_KEY)?.is_none()
    {
        writing.set_setting(setting::DEVICE_KEY, &hex::write(key))?;
    }
    Ok(writing.commit()?)
}

/// Takes an earlier version's key file into the sealed journal, and removes it.
pub(crate) fn take_in_key_file(home: &Path, journal: &mut Journal) -> Result<(), Trouble> {
    let file = DeviceKeyFile::in_folder(home);
    if !file.exists() {
        return Ok(());
    }
    if let Ok(key) = file.read_bytes() {
        keep_device_key(journal, Some(&key))?;
    }
    if journal.view().setting(setting::DEVICE_KEY)?.is_some() {
        files::wipe(home, crate::key_file::NAME)?;
    }
    Ok(())
}
