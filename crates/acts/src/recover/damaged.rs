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
    vault::{self, Unlock, parcel},
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
pub(super) fn look(home: &Path, unlock: Option<&Unlock>) -> Found {
    let path = home.join(JOURNAL_FILE);
    if !path.exists() {
        return Found::default();
    }
    let salvage = if vault::is_plain(home) {
        Journal::salvage(&path, None)
    } else {
        let key = unlock.map(|unlock| parcel::key_of(home, unlock));
        match key {
            Some(Ok(key)) => Journal::salvage(&path, Some(&key)),
            _ => return Found::default(),
        }
    };
    match salvage {
        Ok(salvage) => Found { salvage },
        Err(error) => {
            tracing::warn!(code = error.code(), "nothing of the damaged journal can be read");
            Found::default()
        }
    }
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
