//! What a damaged folder still yields, and where it is put.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jemput_domain::{
    event::{LINK_START, Linker},
    incarnation::Stray,
    log::{Known, Run, prove},
    time::Moment,
};
use jemput_journal::{Journal, Salvage, Salvaged, View};

use crate::{
    Trouble,
    desk::JOURNAL_FILE,
    incarnation,
    vault::{self, Unlock, VaultTrouble, parcel},
};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub salvage: Salvage,
}

impl Found {
    /// A setting, as far as it could be read.
    pub fn setting(&self, key: &str) -> Option<String> {
        let mut settings = self.salvage.settings.iter();
        settings.find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }

    /// The ids under which the laptop wrote before the last.
    pub fn devices_before(&self) -> Option<String> {
        self.setting(incarnation::BEFORE)
    }
}

/// Reads what can be read; what cannot is no fault: there are other sources.
///
/// # Errors
/// A secret that does not fit the key holders, or comes too soon after others that did not: what a mistyped one leaves
/// unread would be left behind with nobody the wiser.
pub(super) fn look(home: &Path, unlock: Option<&Unlock>) -> Result<Found, Trouble> {
    let path = home.join(JOURNAL_FILE);
    if !path.exists() {
        return Ok(Found::default());
    }
    let salvage = if vault::is_plain(home) {
        Journal::salvage(&path, None)
    } else {
        let key = unlock.map(|unlock| parcel::key_of(home, unlock));
        match key {
            Some(Ok(key)) => Journal::salvage(&path, Some(&key)),
            Some(Err(trouble @ Trouble::Vault(VaultTrouble::SecretWrong | VaultTrouble::SecretWait { .. }))) => {
                return Err(trouble);
            }
            _ => return Ok(Found::default()),
        }
    };
    Ok(match salvage {
        Ok(salvage) => Found { salvage },
        Err(error) => {
            tracing::warn!(code = error.code(), "nothing of the damaged journal can be read");
            Found::default()
        }
    })
}

/// Moves all that is in the folder into a folder of its own within it; none where there is nothing.
pub(super) fn set_aside(home: &Path, now: Moment) -> Result<Option<PathBuf>, Trouble> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Trouble::File { path, source }
    };
    if !home.exists() {
        return Ok(None);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(home).map_err(failed(home))? {
        let entry = entry.map_err(failed(home))?;
        if !entry.file_name().to_string_lossy().starts_with("damaged-") {
            found.push(entry.file_name());
        }
    }
    if found.is_empty() {
        return Ok(None);
    }
    let aside = home.join(format!("damaged-{}", now.0));
    fs::create_dir(&aside).map_err(failed(&aside))?;
    for name in found {
        let from = home.join(&name);
        fs::rename(&from, aside.join(&name)).map_err(failed(&from))?;
    }
    Ok(Some(aside))
}

/// Of a salvaged log that leaves the one that stands here: what comes after they part. None: it does not prove itself.
pub(super) fn strays(view: View<'_>, salvaged: &Salvaged, run: &Run) -> Result<Option<Vec<Stray>>, Trouble> {
    let linker = Linker::new(&salvaged.secret);
    if prove(salvaged.scope, &linker, &Known::NOTHING, run.clone()).is_err() {
        return Ok(None);
    }
    let here = view.strays(salvaged.scope, run.device, 0)?;
    let same = run
        .events
        .iter()
        .zip(&here)
        .take_while(|(there, here)| linker.is_same(there, &here.bytes))
        .count();
    let (mut link, mut strays) = (LINK_START, Vec::new());
    for (place, bytes) in run.events.iter().enumerate() {
        let Ok(next) = linker.link(&link, bytes) else {
            return Ok(None);
        };
        link = next;
        if place >= same {
            strays.push(Stray {
                seq: u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1),
                link,
                bytes: bytes.clone(),
            });
        }
    }
    Ok(Some(strays))
}

#[cfg(test)]
mod tests {
    use jemput_vault::{Draw, Secret};

    use crate::{Desk, clock::TimeSource, recover, vault::Unlock};

    fn sri(seed: u8) -> Unlock {
        Unlock::new("Sri", Secret::machine(&mut Draw::new([seed; 32])))
    }

    #[test]
    fn a_mistyped_secret_moves_nothing_and_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        drop(Desk::init_as(home, TimeSource::System, "Loket A", None, &sri(1)).unwrap());
        let from = recover::From {
            server: true,
            address: Some("http://127.0.0.1:9".into()),
            ..recover::From::default()
        };
        let refused = recover::recover(home, TimeSource::System, &from, Some(&sri(2)))
            .err()
            .unwrap();
        assert_eq!(refused.code(), "secret_wrong");
        let is_aside = |name: std::ffi::OsString| name.to_string_lossy().starts_with("damaged-");
        let mut entries = std::fs::read_dir(home).unwrap();
        assert!(!entries.any(|entry| is_aside(entry.unwrap().file_name())));
        let desk = Desk::open_as(home, TimeSource::System, &sri(1)).unwrap();
        assert_eq!(desk.wrong_secrets().unwrap().count, 1);
    }
}
