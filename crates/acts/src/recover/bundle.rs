//! A bundle: a visit in a file, for the stick. Encrypted for whoever opens this laptop.

use std::{fs, path::Path};

use jemput_domain::{id::ScopeId, log::Run, receipt::Receipt};
use jemput_exchange::wire::batch;
use jemput_journal::{Journal, View};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, Trouble,
    desk::setting,
    sync,
    vault::{Unlock, parcel},
    view::{BundleInput, BundleMade, BundleTaken},
};

/// The most bytes of a bundle that is read.
const BUNDLE_BYTES_MAX: u64 = 512 << 20;

/// About how many bytes of events one batch of a bundle holds.
const BATCH_BYTES: usize = 512 << 10;

/// What a bundle holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Contents {
    /// The visit.
    pub scope: ScopeId,
    /// The server's address, as a suggestion.
    pub server: Option<String>,
    /// Its logs in batches as the wire has them, the one that opened it first.
    pub batches: Vec<Vec<u8>>,
    /// Receipts; whoever reads them checks them against the keys that they know.
    pub receipts: Vec<Receipt>,
}

/// Writes a visit into a file. The file takes its place whole.
pub fn bundle(desk: &Desk, input: BundleInput) -> Result<BundleMade, Trouble> {
    let (contents, events) = desk.read(|view| contents(view, input.visit))?;
    let plain = postcard::to_allocvec(&contents).map_err(|error| Trouble::BadInput(error.to_string()))?;
    let bytes = desk.close_parcel(&plain)?;
    let path = Path::new(&input.path);
    let failed = |source| Trouble::File {
        path: path.to_owned(),
        source,
    };
    let unfinished = path.with_extension("unfinished");
    let whole = fs::File::create(&unfinished).and_then(|mut file| {
        std::io::Write::write_all(&mut file, &bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    });
    whole.map_err(failed)?;
    let lang = desk.lang();
    Ok(BundleMade {
        events,
        bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        sentence: lang.pick(
            format!("{events} catatan ditulis ke {}. Hanya petugas laptop ini dan kunci pemulihan kantor yang dapat membukanya.", input.path),
            format!("{events} events were written to {}. Only this laptop's operators and the office's recovery key open it.", input.path),
        ),
    })
}

fn contents(view: View<'_>, scope: ScopeId) -> Result<(Contents, u32), Trouble> {
    let secret = view.secret(scope)?.ok_or(jemput_journal::JournalError::NoScope)?;
    let (mut batches, mut after, mut events) = (Vec::new(), Vec::new(), 0u32);
    loop {
        let runs = view.runs_after(scope, &after, BATCH_BYTES)?;
        if runs.is_empty() {
            break;
        }
        for run in &runs {
            let last = run.first_seq + u32::try_from(run.events.len()).unwrap_or(0) - 1;
            events = events.saturating_add(u32::try_from(run.events.len()).unwrap_or(u32::MAX));
            after.retain(|(device, _)| *device != run.device);
            after.push((run.device, last));
        }
        batches.push(batch::encode(Some(&secret), &runs));
    }
    let receipts = match sync::in_force(view)? {
        Some(server) => view.receipt(scope, server.device)?.map(|kept| kept.receipt),
        None => None,
    };
    let contents = Contents {
        scope,
        server: view.setting(setting::SERVER)?,
        batches,
        receipts: receipts.into_iter().collect(),
    };
    Ok((contents, events))
}

/// Reads a bundle.
pub(super) fn read(path: &Path, unlock: &Unlock) -> Result<Contents, Trouble> {
    let failed = |source| Trouble::File {
        path: path.to_owned(),
        source,
    };
    if fs::metadata(path).map_err(failed)?.len() > BUNDLE_BYTES_MAX {
        return Err(Trouble::NoBundle(path.to_owned()));
    }
    let bytes = fs::read(path).map_err(failed)?;
    let plain = parcel::opened(&bytes, unlock).ok_or_else(|| Trouble::NoBundle(path.to_owned()))?;
    postcard::from_bytes(&plain).map_err(|_| Trouble::NoBundle(path.to_owned()))
}

/// Takes a bundle into this laptop: whatever is new and proves itself.
pub fn bundle_take(desk: &Desk, path: &Path, unlock: &Unlock) -> Result<BundleTaken, Trouble> {
    let contents = read(path, unlock)?;
    let mut journal = desk.journal_beside()?;
    let (received, refused) = take(desk, &mut journal, &contents)?;
    let lang = desk.lang();
    Ok(BundleTaken {
        visit: contents.scope,
        received,
        refused,
        sentence: lang.pick(
            format!(
                "{received} catatan baru diambil dari {}, {refused} ditolak.",
                path.display()
            ),
            format!(
                "{received} new events were taken from {}, {refused} refused.",
                path.display()
            ),
        ),
    })
}

/// Takes a bundle's runs in: events that were new, and logs that were refused.
pub(super) fn take(desk: &Desk, journal: &mut Journal, contents: &Contents) -> Result<(u32, u32), Trouble> {
    let (mut received, mut refused) = (0u64, 0);
    for bytes in &contents.batches {
        let secret = journal.view().secret(contents.scope)?;
        let runs: Vec<Run> = match batch::decode(secret.as_ref(), bytes) {
            Ok(runs) => runs,
            Err(_) => {
                refused += 1;
                continue;
            }
        };
        let at = desk.now(journal.view())?;
        let taken = journal.take_in(contents.scope, runs, at)?;
        received += taken.new_events;
        refused += u32::try_from(taken.refused.len()).unwrap_or(u32::MAX);
    }
    let writing = journal.write()?;
    for receipt in &contents.receipts {
        if receipt.scope == contents.scope
            && let Some(key) = sync::key_of(writing.view(), receipt.server)?
            && receipt.verify(&key)
        {
            writing.keep_receipt(receipt, desk.device(), desk.now(writing.view())?)?;
        }
    }
    writing.commit()?;
    Ok((u32::try_from(received).unwrap_or(u32::MAX), refused))
}
