//! Spreadsheets that leave.

use std::{fs, path::Path};

use jemput_domain::roster::table::Table;

use crate::Trouble;

/// Writes tables: as CSV (the first of them) if the name ends so, else as XLSX. A file is there whole or not at all.
pub(crate) fn write(path: &Path, tables: &[Table]) -> Result<(), Trouble> {
    let is_csv = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let bytes = match tables.first() {
        Some(table) if is_csv => jemput_sheet::write_csv(table)?,
        _ => jemput_sheet::write(tables)?,
    };
    whole(path, &bytes)
}

/// Writes a file beside its place, then puts it there.
pub(crate) fn whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let failed = |source| Trouble::File {
        path: path.to_owned(),
        source,
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let done = fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done.map_err(failed)
}
