//! The off-machine backup. What it holds, the server signs for as *kept*: only that lets a laptop shed a visit.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use jemput_domain::{
    id::DeviceId,
    receipt::{Grade, Receipt},
    time::{Moment, Zone},
};
use jemput_exchange::Signer;
use jemput_journal::Journal;

use crate::{
    admin::{AdminError, Data, JOURNAL_FILE},
    identity, random,
    serve::now,
};

/// How many backups stay in the folder: people's data that were erased stay in the older ones until these go.
pub const KEPT_MAX: usize = 14;

/// The copies' names begin and end like this.
const NAME: (&str, &str) = ("jemput-", ".sqlite");

/// Where the server backs up to, and how often.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackupPlan {
    /// The folder, on another machine.
    pub folder: PathBuf,
    /// Between two backups.
    pub every: Duration,
}

/// A backup that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackedUp {
    /// The file.
    pub path: PathBuf,
    /// Scopes in it.
    pub scopes: u32,
    /// Events in it.
    pub events: u64,
    /// Whether it lies on the same disk as the data: then it is not what *kept* promises.
    pub is_on_same_disk: bool,
}

/// Makes a backup of a server's data, proves it by opening it, and signs for what stands in it. The server may run meanwhile.
///
/// # Errors
/// Whatever keeps it from being whole, and from being the one that `restore` takes; then nothing is signed, and earlier
/// backups stay.
pub fn back_up(data: &mut Data, from: &Path, to: &Path, at: Moment) -> Result<BackedUp, AdminError> {
    fs::create_dir_all(to).map_err(file(to))?;
    let stamp = Zone::Wib.local(at);
    let name = format!("{}{}-{:015}{}", NAME.0, stamp.0, at.0, NAME.1);
    let (path, unfinished) = (to.join(&name), to.join(format!("{name}.new")));
    // What a power cut left of an earlier try of the same name is none.
    let _ = fs::remove_file(&unfinished);
    let heads = data.journal.back_up(&unfinished)?;
    copy_private(&identity::path(from), &identity::path(to))?;
    fs::rename(&unfinished, &path).map_err(file(&path))?;
    sync_folder(to)?;
    let newest = leave_newest(to, &path)?;
    if newest != path {
        return Err(AdminError::BackupAhead { newest });
    }
    let events = heads
        .iter()
        .flat_map(|(_, heads)| heads)
        .map(|head| u64::from(head.seq))
        .sum();
    let scopes = heads.len() as u32;
    let writing = data.journal.write()?;
    for (scope, heads) in heads.into_iter().filter(|(_, heads)| !heads.is_empty()) {
        let Signer {
            device, key_id, key, ..
        } = &data.signer;
        let receipt = Receipt::sign(key, scope, heads, *device, *key_id, Grade::Kept, at);
        writing.keep_receipt(&receipt, *device, at)?;
    }
    writing.commit()?;
    Ok(BackedUp {
        path,
        scopes,
        events,
        is_on_same_disk: is_on_same_disk(from, to),
    })
}

/// Puts the newest backup of a folder in the place of a server's data, which must not be there. The server that is started
/// on it draws another id for its own logs before it answers: what it wrote after the backup may be on laptops.
///
/// # Errors
/// The folder holds data already, or there is no backup that is whole.
pub fn restore(from: &Path, folder: &Path) -> Result<PathBuf, AdminError> {
    let journal = folder.join(JOURNAL_FILE);
    if journal.exists() || identity::path(folder).exists() {
        return Err(AdminError::NotEmpty);
    }
    fs::create_dir_all(folder).map_err(file(folder))?;
    let newest = all(from)?.pop().ok_or(AdminError::Unknown { what: "backup" })?;
    Journal::look_into_backup(&newest)?;
    let unfinished = folder.join(format!("{JOURNAL_FILE}.new"));
    copy_private(&newest, &unfinished)?;
    {
        let mut journal = Journal::open(&unfinished)?;
        let writing = journal.write()?;
        writing.mark_restored()?;
        writing.commit()?;
        journal.fold_into_one_file()?;
    }
    copy_private(&identity::path(from), &identity::path(folder))?;
    // Last: a restore that was cut leaves no journal that could be started without its mark.
    fs::rename(&unfinished, &journal).map_err(file(&journal))?;
    sync_folder(folder)?;
    Ok(newest)
}

/// A journal that came back from a backup goes on under another id. Answers it, if one was drawn.
///
/// # Errors
/// The journal, or no random bytes.
pub fn wake(journal: &mut Journal, at: Moment) -> Result<Option<DeviceId>, AdminError> {
    if !journal.view().is_restored()? {
        return Ok(None);
    }
    let device = DeviceId(random::id(at)?);
    let writing = journal.write()?;
    writing.write_as(device)?;
    writing.commit()?;
    Ok(Some(device))
}

/// Makes backups for as long as the server runs, the first one at once.
pub async fn keep_up(data: PathBuf, plan: BackupPlan) {
    let mut due = tokio::time::interval(plan.every);
    loop {
        due.tick().await;
        let (from, to) = (data.clone(), plan.folder.clone());
        let made = tokio::task::spawn_blocking(move || back_up(&mut Data::open(&from)?, &from, &to, Moment(now())));
        match made.await {
            Ok(Ok(made)) => {
                tracing::info!(scopes = made.scopes, events = made.events, "backed up");
                if made.is_on_same_disk {
                    tracing::error!(
                        folder = %plan.folder.display(),
                        "the backup lies on the same disk as the data: laptops let go of visits because of it, and one \
                         broken disk takes both; name a folder on another machine with --backup-dir"
                    );
                }
            }
            Ok(Err(error)) => tracing::error!(%error, "no backup was made: nothing new is signed for as kept"),
            Err(error) => tracing::error!(%error, "the backup broke off"),
        }
    }
}

/// The backups of a folder, the newest last.
///
/// # Errors
/// The folder cannot be read.
pub fn all(folder: &Path) -> Result<Vec<PathBuf>, AdminError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(file(folder))? {
        let path = entry.map_err(file(folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(NAME.0) && name.ends_with(NAME.1) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Removes the oldest, never the one that was made now, whatever a clock that ran ahead named others. Answers the newest.
fn leave_newest(folder: &Path, made: &Path) -> Result<PathBuf, AdminError> {
    let mut paths = all(folder)?;
    let newest = paths.last().cloned().unwrap_or_else(|| made.to_owned());
    paths.truncate(paths.len().saturating_sub(KEPT_MAX));
    for old in paths.iter().filter(|old| *old != made) {
        fs::remove_file(old).map_err(file(old))?;
    }
    Ok(newest)
}

/// Whole and on disk, readable by the owner only.
fn copy_private(from: &Path, to: &Path) -> Result<(), AdminError> {
    let unfinished = to.with_extension("part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut source = fs::File::open(from).map_err(file(from))?;
    let mut copy = options.open(&unfinished).map_err(file(&unfinished))?;
    io::copy(&mut source, &mut copy).map_err(file(&unfinished))?;
    copy.flush().and_then(|()| copy.sync_all()).map_err(file(&unfinished))?;
    fs::rename(&unfinished, to).map_err(file(to))
}

fn sync_folder(folder: &Path) -> Result<(), AdminError> {
    #[cfg(unix)]
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(file(folder))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(unix)]
fn is_on_same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|data| data.dev()).ok();
    device(one).is_some() && device(one) == device(other)
}

#[cfg(not(unix))]
fn is_on_same_disk(_: &Path, _: &Path) -> bool {
    false
}

fn file(path: &Path) -> impl Fn(io::Error) -> AdminError + '_ {
    |source| AdminError::File {
        path: path.to_owned(),
        source,
    }
}
