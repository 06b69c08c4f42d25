//! What an administrator does at the server: over the data folder by the command line, over the network by a token. One set of
//! functions, in the modules named by their words.

use std::path::Path;

use jemput_domain::{id::DeviceId, words::Lang};
use jemput_exchange::Signer;
use jemput_journal::{Author, Journal, JournalError, Trust, View};

use crate::{
    identity::{self, IdentityError},
    office, private,
    serve::now,
};

/// Why something an administrator asked for was not done.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The journal.
    #[error("the server's journal: {0}")]
    Journal(#[from] JournalError),
    /// The identity.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The system gives no random bytes.
    #[error("no random bytes from the system: {0}")]
    Random(#[from] getrandom::Error),
    /// A file or folder.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No office is open here.
    #[error("no office is open at this server")]
    NoOffice,
    /// Nothing of that name or number is here.
    #[error("there is no {what}")]
    Unknown {
        /// What was asked for: device, visit, booking, token, range, backup, van.
        what: &'static str,
    },
    /// It is so already.
    #[error("it is so already")]
    Already,
    /// One person alone may not.
    #[error("a second person must confirm it")]
    SecondPerson,
    /// No reason was given.
    #[error("a reason is missing")]
    NoReason,
    /// The folder holds a server's data already.
    #[error("the folder holds a server's data already")]
    NotEmpty,
    /// Another backup bears a later time than the one just made: a clock ran ahead.
    #[error("{newest} bears a later time than the backup just made")]
    BackupAhead {
        /// The one that `restore` would take.
        newest: std::path::PathBuf,
    },
    /// The token is not this van's.
    #[error("the token is for another van")]
    OtherVan,
    /// What was asked for cannot be read.
    #[error("the request cannot be read")]
    Unreadable,
    /// A table that does not write.
    #[error("the table cannot be written: {0}")]
    Table(String),
}

impl AdminError {
    /// The reason's code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Journal(error) => error.code(),
            Self::Identity(_) => "identity",
            Self::Random(_) => "random",
            Self::File { .. } => "file",
            Self::NoOffice => "no_office",
            Self::Unknown { .. } => "unknown",
            Self::Already => "already",
            Self::SecondPerson => "second_person",
            Self::NoReason => "no_reason",
            Self::NotEmpty => "not_empty",
            Self::BackupAhead { .. } => "backup_ahead",
            Self::OtherVan => "other_van",
            Self::Unreadable => "unreadable",
            Self::Table(_) => "table",
        }
    }

    /// The sentence for people: what happened, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        let (indonesian, english) = match self {
            Self::NoOffice => (
                "Dinas belum dibuka di server ini: jemput-server office open.",
                "No office is open at this server: jemput-server office open.",
            ),
            Self::Unknown { what } => {
                let kind = match *what {
                    "device" => "Laptop",
                    "visit" => "Kegiatan",
                    "booking" => "Warga",
                    "range" => "Rentang catatan",
                    "backup" => "Cadangan",
                    other => other,
                };
                return lang.pick(
                    format!("{kind} itu tidak ada di server ini. Periksa daftarnya lalu coba lagi."),
                    format!("There is no such {what} at this server. Look at the list, then try again."),
                );
            }
            Self::Already => ("Sudah dilakukan sebelumnya.", "It was done before."),
            Self::SecondPerson => (
                "Perlu persetujuan orang kedua: minta rekan memberi perintah yang sama dengan namanya.",
                "A second person must confirm it: ask a colleague to give the same order under their own name.",
            ),
            Self::NoReason => ("Tulis alasannya.", "Say why."),
            Self::NotEmpty => (
                "Folder itu sudah berisi data server. Pilih folder yang kosong.",
                "That folder holds a server's data already. Choose an empty one.",
            ),
            Self::BackupAhead { newest } => {
                let newest = newest.display();
                return lang.pick(
                    format!(
                        "Cadangan dibuat, tetapi {newest} bertanggal lebih baru: jam server pernah terlalu cepat. Periksa jam, \
                         pindahkan berkas itu, lalu buat cadangan lagi."
                    ),
                    format!(
                        "The backup was made, but {newest} bears a later time: the server's clock once ran ahead. Check the \
                         clock, move that file away, then back up again."
                    ),
                );
            }
            Self::OtherVan => (
                "Token ini untuk mobil lain. Pakai token Dinas.",
                "This token is for another van. Use the office's token.",
            ),
            Self::Unreadable => ("Permintaan tidak dapat dibaca.", "The request cannot be read."),
            other => {
                return lang.pick(
                    format!("Server tidak dapat melakukannya: {other}."),
                    format!("The server cannot do it: {other}."),
                );
            }
        };
        lang.pick(indonesian.to_owned(), english.to_owned())
    }
}

/// A server's data folder, opened by hand. The server itself may run meanwhile.
pub struct Data {
    /// Its journal.
    pub journal: Journal,
    /// Who it is.
    pub signer: Signer,
}

/// The journal's place in a data folder.
pub const JOURNAL_FILE: &str = "server.sqlite";

impl Data {
    /// Opens a folder that a server was started on, or made for.
    ///
    /// # Errors
    /// The identity or the journal cannot be opened.
    pub fn open(folder: &Path) -> Result<Self, AdminError> {
        std::fs::create_dir_all(folder).map_err(|source| AdminError::File {
            path: folder.to_owned(),
            source,
        })?;
        let path = folder.join(JOURNAL_FILE);
        let signer = identity::load_or_make(folder, &path, now().unsigned_abs())?;
        private::make(&path).map_err(|source| AdminError::File {
            path: path.clone(),
            source,
        })?;
        Ok(Self {
            journal: Journal::open(&path)?,
            signer,
        })
    }
}

/// The office that is open here.
pub(crate) fn trust(view: View<'_>) -> Result<Trust, AdminError> {
    view.trust()?.ok_or(AdminError::NoOffice)
}

/// The server as a writer, now.
pub(crate) fn author(signer: &Signer) -> Author<'_> {
    office::author(signer, jemput_domain::time::Moment(now()))
}

/// A device's name, as far as the office knows it.
pub(crate) fn device_name(view: View<'_>, trust: &Trust, device: DeviceId) -> Result<String, JournalError> {
    let enrolments = view.enrolments(trust, device)?;
    Ok(enrolments.last().map(|one| one.name.clone()).unwrap_or_default())
}
