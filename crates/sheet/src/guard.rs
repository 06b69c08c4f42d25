//! Keeps an archive that expands without end away from memory.

use std::io::{Cursor, Read};

use crate::{SheetError, limits::EXPANDED_BYTES_MAX};

/// Compression of honest sheets stays far below this.
const RATIO_MAX: u64 = 400;
/// Small archives may be any shape.
const SMALL_BYTES: u64 = 64 << 20;

/// Counts what the archive's XML expands to, by expanding it: the sizes that it declares are its own word.
pub fn check(bytes: &[u8]) -> Result<(), SheetError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
    let limit = EXPANDED_BYTES_MAX.min(SMALL_BYTES.max(bytes.len() as u64 * RATIO_MAX));
    let mut expanded = 0;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| SheetError::Damaged)?;
        if entry.encrypted() {
            return Err(SheetError::Password);
        }
        let name = entry.name().map_err(|_| SheetError::Damaged)?.to_ascii_lowercase();
        if !name.ends_with(".xml") {
            continue;
        }
        let mut rest = entry.take(limit - expanded + 1);
        expanded += std::io::copy(&mut rest, &mut std::io::sink()).map_err(|_| SheetError::Damaged)?;
        if expanded > limit {
            return Err(SheetError::ExpandsTooFar);
        }
    }
    Ok(())
}
