//! Spreadsheets that leave.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jemput_domain::roster::table::Table;

use crate::Trouble;

/// Writes tables: as CSV (the first of them) if the name ends so, else as XLSX. A file is there whole or not at all.
pub(crate) fn write(path: &Path, tables: &[Table]) -> Result<(), Trouble> {
    beside(path, tables)?.place()
}

/// Writes them beside their place only.
pub(crate) fn beside(path: &Path, tables: &[Table]) -> Result<Part, Trouble> {
    let is_csv = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let bytes = match tables.first() {
        Some(table) if is_csv => jemput_sheet::write_csv(table)?,
        _ => jemput_sheet::write(tables)?,
    };
    Part::write(path, &bytes)
}

/// Writes a file beside its place, then puts it there.
pub(crate) fn whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    Part::write(path, bytes)?.place()
}

/// A file that stands beside its place until it is put there. Dropped before, it is gone.
pub(crate) struct Part {
    path: PathBuf,
    part: PathBuf,
    placed: bool,
}

impl Part {
    fn write(path: &Path, bytes: &[u8]) -> Result<Self, Trouble> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = Self {
            path: path.to_owned(),
            part: path.with_file_name(name),
            placed: false,
        };
        // What was written in part goes with `part`.
        fs::write(&part.part, bytes).map_err(|source| part.failed(source))?;
        Ok(part)
    }

    /// Puts it there.
    pub(crate) fn place(mut self) -> Result<(), Trouble> {
        fs::rename(&self.part, &self.path).map_err(|source| self.failed(source))?;
        self.placed = true;
        Ok(())
    }

    fn failed(&self, source: io::Error) -> Trouble {
        Trouble::File {
            path: self.path.clone(),
            source,
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_file(&self.part);
        }
    }
}
