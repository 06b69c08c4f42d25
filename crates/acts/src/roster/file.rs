//! A roster's file, read once: what is looked at, digested and taken is the same bytes.

use std::{fs, ops::ControlFlow, path::Path, sync::atomic::Ordering};

use jemput_domain::roster::grid::Grid;
use jemput_sheet::{BYTES_MAX, SheetError};
use sha2::{Digest, Sha256};

use crate::{Desk, Trouble, hex};

/// A file that was read.
pub(crate) struct RosterFile {
    /// Its name without the folder.
    pub(crate) name: String,
    /// SHA-256 of its bytes.
    pub(crate) digest: [u8; 32],
    /// Its sheets.
    pub(crate) sheets: Vec<Grid>,
}

impl RosterFile {
    /// Reads a file; `digest` is the one that was looked at, if it must be that one.
    pub(crate) fn read(desk: &Desk, path: &str, digest: Option<&str>) -> Result<Self, Trouble> {
        // A stop that was asked for before is not meant for this one.
        desk.stop.store(false, Ordering::Relaxed);
        let path = Path::new(path);
        let failed = |source| Trouble::File {
            path: path.to_owned(),
            source,
        };
        if fs::metadata(path).map_err(failed)?.len() > BYTES_MAX as u64 {
            return Err(SheetError::TooLarge.into());
        }
        let bytes = fs::read(path).map_err(failed)?;
        let found: [u8; 32] = Sha256::digest(&bytes).into();
        if digest.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(&hex::write(&found))) {
            return Err(Trouble::FileChanged);
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let watch = |progress: jemput_sheet::Progress| {
            desk.progress(progress.rows, 0);
            if desk.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let sheets = jemput_sheet::read_watched(&bytes, &name, &watch)?.sheets;
        Ok(Self {
            name: jemput_domain::text::clean(&name),
            digest: found,
            sheets,
        })
    }
}
