//! The office revoked this laptop. What the server lacks is handed in, then everything here is wiped, keys first: without them
//! what a disk may still hold of the journal is noise. Only the signed word of the server that enrolled this laptop does it.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use jemput_domain::{event::RevokedFor, revoked::RevokedWord, words::Lang};
use jemput_exchange::{
    conversation::ServerKey,
    http::{Connection, Failure},
};
use jemput_journal::{Journal, View};

use crate::{Desk, Trouble, desk::JOURNAL_FILE};

/// What stays in the folder: why it is empty.
const MARK: &str = "revoked";

/// What opens the journal, the first to go: key holders, the secret beside the data, a key of an earlier version.
const KEYS: [&str; 4] = ["holders", "holders.next", "secret", "device.key"];

/// What a laptop keeps in its folder: each by itself, and with an ending after `.` or `-` (a file that is being written, a
/// journal's companions, what was set aside). Whatever else lies there is not ours: `--home` may name any folder.
const OURS: [&str; 11] = [
    "journal",
    "holders",
    "secret",
    "misses",
    "vault-turn",
    "device.key",
    "unfinished",
    "damaged",
    "window",
    "print",
    "sman55-peserta-didik",
];

/// Keys are small; more than this of a file is not overwritten before it goes.
const OVERWRITTEN_BYTES_MAX: u64 = 1 << 20;

/// How a revoked laptop stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Revoked {
    /// The server does not have everything yet: nothing is wiped before it has.
    HandingIn,
    /// It is empty.
    Wiped(RevokedFor),
}

impl Revoked {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::HandingIn => "revoked_handing_in",
            Self::Wiped(_) => "revoked",
        }
    }

    /// The sentence for people: what happened, and what to do.
    pub fn say(self, lang: Lang) -> String {
        let (indonesian, english) = match self {
            Self::HandingIn => (
                "Laptop ini dicabut oleh Dinas. Catatannya belum semua diterima server: biarkan tersambung, atau hubungi Dinas. Belum ada yang dihapus.",
                "The office revoked this laptop. The server does not have all of its events yet: leave it connected, or call the office. Nothing has been wiped.",
            ),
            Self::Wiped(RevokedFor::Retired) => (
                "Laptop ini dicabut oleh Dinas karena tidak dipakai lagi. Semua catatannya sudah diserahkan ke server dan datanya di sini sudah dihapus. Untuk dipakai lagi, kosongkan folder ini dan minta kode pendaftaran baru.",
                "The office retired this laptop. All of its events were handed in and its data here are wiped. To use it again, empty this folder and ask for a new enrolment code.",
            ),
            Self::Wiped(RevokedFor::LostOrStolen) => (
                "Laptop ini dicabut oleh Dinas karena dilaporkan hilang. Datanya di sini sudah dihapus. Kalau Anda menemukannya, serahkan ke Dinas.",
                "The office revoked this laptop because it was reported lost. Its data here are wiped. If you found it, please take it to the office.",
            ),
        };
        lang.pick(indonesian.to_owned(), english.to_owned())
    }
}

/// Whether the server refused because this laptop is revoked.
pub(crate) fn is_told(failure: &Failure) -> bool {
    failure.code() == "revoked"
}

/// Heeds the office's server, which said `told`: hands in what it lacks, then wipes. What is returned says how it stands now.
/// From any other server it is a refusal like others: whoever was merely met once has no word over this laptop.
pub(crate) fn heed(
    desk: &Desk,
    journal: &Journal,
    connection: &Connection,
    server: ServerKey,
    told: Failure,
) -> Trouble {
    match is_office(journal.view(), server) {
        Ok(true) => {}
        Ok(false) => return told.into(),
        Err(trouble) => return trouble,
    }
    let handed_in = match connection.hand_in(journal, desk.device(), server) {
        Ok(handed_in) => handed_in,
        // Without the signed word nothing is wiped; the next exchange tries again.
        Err(failure) => return failure.into(),
    };
    match (handed_in.word.reason, handed_in.is_complete) {
        (RevokedFor::Retired, false) => Trouble::Revoked(Revoked::HandingIn),
        (reason, _) => {
            // Closed first: nothing writes behind what is wiped.
            desk.close_vault();
            match wipe(desk.home(), &handed_in.word) {
                Ok(()) => Trouble::Revoked(Revoked::Wiped(reason)),
                Err(trouble) => trouble,
            }
        }
    }
}

/// Whether this is the server of the office that enrolled this laptop, by a key that is known to be its own.
fn is_office(view: View<'_>, server: ServerKey) -> Result<bool, Trouble> {
    let trust = view.trust()?;
    Ok(trust.is_some_and(|trust| trust.server == server.device && trust.keys.contains(&server.public_key)))
}

/// Refuses a folder that was wiped; what a power cut left of it is wiped now.
pub(crate) fn refuse_wiped(home: &Path) -> Result<(), Trouble> {
    let Some(reason) = mark(home) else { return Ok(()) };
    clear(home)?;
    Err(Trouble::Revoked(Revoked::Wiped(reason)))
}

fn mark(home: &Path) -> Option<RevokedFor> {
    let text = fs::read_to_string(home.join(MARK)).ok()?;
    // A mark that a power cut left empty is no word: the laptop hears it again.
    RevokedFor::of(text.trim())
}

fn wipe(home: &Path, word: &RevokedWord) -> Result<(), Trouble> {
    let path = home.join(MARK);
    let unfinished = home.join("revoked.new");
    let marked = || -> io::Result<()> {
        let mut file = fs::File::create(&unfinished)?;
        file.write_all(word.reason.code().as_bytes())?;
        file.sync_all()?;
        fs::rename(&unfinished, &path)?;
        sync(home)
    };
    marked().map_err(failed(&path))?;
    clear(home)
}

/// All that is ours in the folder goes but the mark. Begun again, it goes on.
fn clear(home: &Path) -> Result<(), Trouble> {
    for path in order(home).map_err(failed(home))? {
        remove(&path)?;
    }
    sync(home).map_err(failed(home))
}

/// What goes, in its order: keys, then the journal, then the rest.
fn order(home: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = KEYS.iter().map(|name| home.join(name)).collect();
    paths.extend(["", "-wal", "-shm"].map(|ending| home.join(format!("{JOURNAL_FILE}{ending}"))));
    for entry in fs::read_dir(home)? {
        let entry = entry?;
        if is_ours(&entry.file_name().to_string_lossy()) && !paths.contains(&entry.path()) {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}

fn is_ours(name: &str) -> bool {
    let of =
        |base: &str| matches!(name.strip_prefix(base), Some(rest) if rest.is_empty() || rest.starts_with(['.', '-']));
    name != MARK && (of(MARK) || OURS.iter().any(|base| of(base)))
}

/// Overwrites what is small, then deletes. What is not there is gone already; links are not followed.
fn remove(path: &Path) -> Result<(), Trouble> {
    let Ok(data) = fs::symlink_metadata(path) else {
        return Ok(());
    };
    let removed = if data.is_dir() {
        fs::remove_dir_all(path)
    } else {
        if data.is_file() && data.len() <= OVERWRITTEN_BYTES_MAX {
            overwrite(path, data.len()).map_err(failed(path))?;
        }
        fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path)(error)),
        _ => Ok(()),
    }
}

fn overwrite(path: &Path, length: u64) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).open(path)?;
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut file)?;
    file.sync_all()
}

fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn failed(path: &Path) -> impl Fn(io::Error) -> Trouble {
    let path: PathBuf = path.to_owned();
    move |source| Trouble::File {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use jemput_domain::{
        id::{DeviceId, ScopeId},
        time::Moment,
    };
    use jemput_journal::Trust;

    use super::*;
    use crate::clock::TimeSource;

    fn word(reason: RevokedFor) -> RevokedWord {
        RevokedWord {
            device: DeviceId(uuid::Uuid::from_u128(1)),
            reason,
            at: Moment(0),
        }
    }

    fn names(home: &Path) -> Vec<String> {
        let entries = fs::read_dir(home).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn only_the_server_that_enrolled_this_laptop_speaks_for_its_office() {
        let mut journal = Journal::in_memory().unwrap();
        let server = |device, byte| ServerKey {
            device: DeviceId(uuid::Uuid::from_u128(device)),
            public_key: [byte; 32],
        };
        assert!(!is_office(journal.view(), server(1, 1)).unwrap(), "enrolled nowhere");
        let trust = Trust {
            office: ScopeId(uuid::Uuid::from_u128(9)),
            server: server(1, 1).device,
            keys: vec![[1; 32], [2; 32]],
        };
        let writing = journal.write().unwrap();
        writing.set_trust(&trust).unwrap();
        writing.commit().unwrap();
        for (device, byte, is) in [(1, 1, true), (1, 2, true), (1, 3, false), (2, 1, false), (2, 3, false)] {
            assert_eq!(
                is_office(journal.view(), server(device, byte)).unwrap(),
                is,
                "{device} {byte}"
            );
        }
    }

    #[test]
    fn nothing_is_left_but_the_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        drop(Desk::init(home, TimeSource::System, "Loket A", None).unwrap());
        fs::create_dir(home.join("print")).unwrap();
        fs::write(home.join("print/ticket"), "x").unwrap();
        assert!(names(home).len() > 3);
        wipe(home, &word(RevokedFor::LostOrStolen)).unwrap();
        assert_eq!(names(home), vec![MARK]);
        let refused = Desk::open(home, TimeSource::System).err().unwrap();
        assert_eq!(refused.code(), "revoked");
        assert!(refused.say(Lang::Id).contains("dicabut"));
        let refused = Desk::init(home, TimeSource::System, "Loket B", None).err().unwrap();
        assert_eq!(refused.code(), "revoked");
    }

    #[test]
    fn what_is_not_ours_stays_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        drop(Desk::init(home, TimeSource::System, "Loket A", None).unwrap());
        let theirs = ["journals.txt", "secrets", "surat.docx", "foto"];
        let ours = [
            "unfinished-journal.sqlite-wal",
            "damaged-17",
            "holders.next.new",
            "revoked.new",
            "window",
        ];
        for name in ours.iter().chain(&theirs) {
            fs::create_dir(home.join(name)).unwrap();
            fs::write(home.join(name).join("x"), "x").unwrap();
        }
        fs::remove_dir_all(home.join("revoked.new")).unwrap();
        wipe(home, &word(RevokedFor::Retired)).unwrap();
        let mut left = names(home);
        left.sort();
        assert_eq!(left, ["foto", "journals.txt", "revoked", "secrets", "surat.docx"]);
    }

    #[test]
    fn a_wipe_that_was_cut_anywhere_goes_on_at_the_next_start() {
        let whole = tempfile::tempdir().unwrap();
        drop(Desk::init(whole.path(), TimeSource::System, "Loket A", None).unwrap());
        let all = names(whole.path());
        for gone in 0..=all.len() {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(MARK), "retired").unwrap();
            // In whatever order the disk kept it.
            for name in &all[gone..] {
                fs::copy(whole.path().join(name), folder.path().join(name)).unwrap();
            }
            let refused = Desk::open(folder.path(), TimeSource::System).err().unwrap();
            assert_eq!(refused.code(), "revoked");
            assert_eq!(names(folder.path()), vec![MARK]);
        }
        // Cut before the mark was whole, nothing was begun.
        fs::write(whole.path().join("revoked.new"), "ret").unwrap();
        fs::write(whole.path().join(MARK), "").unwrap();
        assert!(Desk::open(whole.path(), TimeSource::System).is_ok());
    }

    #[test]
    fn keys_go_first_and_then_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path();
        drop(Desk::init(home, TimeSource::System, "Loket A", None).unwrap());
        let order = order(home).unwrap();
        let place = |name: &str| order.iter().position(|path| *path == home.join(name)).unwrap();
        let names = names(home);
        for key in names
            .iter()
            .filter(|name| name.starts_with("holders") || *name == "secret")
        {
            assert!(place(key) < place(JOURNAL_FILE), "{key}");
        }
        for other in names
            .iter()
            .filter(|name| !KEYS.contains(&name.as_str()) && !name.starts_with(JOURNAL_FILE))
        {
            assert!(place(other) > place(JOURNAL_FILE), "{other}");
        }
        assert!(names.iter().all(|name| order.contains(&home.join(name))), "all of it");
    }
}
