//! Why an act did not happen, in the words of whoever knows: a rule, the journal, a file, the network.

mod operators;
mod words;

use std::path::PathBuf;

use jemput_domain::{refusal::Refusal, role::Roles, roster::NoRoster, words::Lang};
use jemput_exchange::{enrol_code::BadCode, http};
use jemput_journal::JournalError;
use jemput_sheet::SheetError;
use serde::{Deserialize, Serialize};

use crate::wipe::Revoked;

/// Anything that keeps an act from happening. Nothing was written when it is returned.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A rule refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The journal fails.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The spreadsheet does not read.
    #[error("{}", .0.say(Lang::En))]
    Sheet(SheetError),
    /// The spreadsheet holds no roster.
    #[error("{}", .0.say(Lang::En))]
    NoRoster(NoRoster),
    /// The server could not be reached, or refuses.
    #[error("{}", .0.say(Lang::En))]
    Exchange(http::Failure),
    /// The text is no enrolment code.
    #[error(transparent)]
    Code(#[from] BadCode),
    /// A file or folder.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// This folder has no Jemput yet.
    #[error("{0} is not set up")]
    NotSetUp(PathBuf),
    /// This folder has a Jemput already.
    #[error("{0} is set up already")]
    SetUpBefore(PathBuf),
    /// The vault stays shut.
    #[error(transparent)]
    Vault(#[from] crate::vault::VaultTrouble),
    /// The key file is missing or damaged.
    #[error("{0} does not hold this device's key")]
    NoKey(PathBuf),
    /// The office revoked this laptop.
    #[error("{}", .0.say(Lang::En))]
    Revoked(Revoked),
    /// No server was given.
    #[error("no server")]
    NoServer,
    /// The server holds no such visit.
    #[error("the server holds no such visit")]
    NotAtServer,
    /// A visit was chosen while another exchange goes on.
    #[error("the visit comes with the next exchange")]
    JoinWaits,
    /// A person stopped it.
    #[error("stopped")]
    Stopped,
    /// The file changed between looking and taking.
    #[error("the file has changed")]
    FileChanged,
    /// The site is not in this laptop's list.
    #[error("no such site")]
    NoSite,
    /// A district's code that is none.
    #[error("{0} is no code of a district")]
    BadDistrict(String),
    /// The visit would get more events than it may have.
    #[error("the visit has room for {room} more events")]
    VisitFull {
        /// How many more fit.
        room: u32,
    },
    /// A class was chosen that the roster does not have.
    #[error("the roster has no class {0}")]
    NoClass(String),
    /// A question that the table does not know, or input that does not read.
    #[error("{0}")]
    BadInput(String),
    /// The act is not the operator's to do.
    #[error("not without a role")]
    Role {
        /// One of these would do.
        needed: Roles,
        /// Who of the office has one, by name.
        people: Vec<String>,
    },
    /// A file that is no bundle, was changed, or is not for this secret.
    #[error("{0} does not open")]
    NoBundle(PathBuf),
    /// What the server holds of this laptop's log does not prove itself.
    #[error("the server's log of this laptop does not prove itself")]
    TheirLogUnproved,
    /// A role was to be given, or its holder changed, by someone who has less.
    #[error("above one's own roles")]
    RoleAbove {
        /// What they have.
        held: Roles,
        /// What it was about.
        asked: Roles,
    },
    /// An operator without a role.
    #[error("no role")]
    RolesMissing,
    /// An operator of this name works here.
    #[error("an operator of this name is known")]
    OperatorKnown(String),
    /// Nobody else leads.
    #[error("the last who leads")]
    LastLead(String),
    /// A second person must confirm.
    #[error("a second person must confirm")]
    SecondMissing {
        /// Who could, by name.
        people: Vec<String>,
    },
    /// No second person's name and secret.
    #[error("no second person's name and secret")]
    SecondWrong,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandomness,
}

/// What the screen and scripts are told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Failure {
    /// A code that scripts lean on.
    #[serde(rename = "error")]
    pub code: String,
    /// What, why, what to do.
    pub message: String,
}

impl Trouble {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Journal(error) => error.code(),
            Self::Sheet(error) => error.code(),
            Self::NoRoster(error) => error.code(),
            Self::Exchange(failure) => failure.code(),
            Self::Code(_) => "bad_code",
            Self::File { source, .. } => words::file_code(source),
            Self::NotSetUp(_) => "not_set_up",
            Self::SetUpBefore(_) => "set_up_before",
            Self::Vault(trouble) => trouble.code(),
            Self::NoKey(_) => "no_key",
            Self::Revoked(revoked) => revoked.code(),
            Self::NoServer => "no_server",
            Self::NotAtServer => "not_at_server",
            Self::JoinWaits => "join_waits",
            Self::Stopped => "stopped",
            Self::FileChanged => "file_changed",
            Self::NoSite => "no_site",
            Self::BadDistrict(_) => "bad_district",
            Self::VisitFull { .. } => "visit_full",
            Self::NoClass(_) => "no_class",
            Self::BadInput(_) => "bad_input",
            Self::Role { .. } => "role",
            Self::NoBundle(_) => "no_bundle",
            Self::TheirLogUnproved => "their_log_unproved",
            Self::RoleAbove { .. } => "role",
            Self::RolesMissing => "roles_missing",
            Self::OperatorKnown(_) => "operator_known",
            Self::LastLead(_) => "last_lead",
            Self::SecondMissing { .. } => "second_missing",
            Self::SecondWrong => "second_wrong",
            Self::NoRandomness => "no_randomness",
        }
    }

    /// A sentence for a person.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Refused(refusal) => refusal.say(lang),
            Self::Journal(error) => words::journal(error, lang),
            Self::Sheet(error) => error.say(lang),
            Self::NoRoster(error) => error.say(lang),
            Self::Exchange(failure) => failure.say(lang),
            Self::Code(BadCode::Newer) => lang.pick(
                "Kode pendaftaran ini dari Jemput yang lebih baru. Perbarui Jemput di laptop ini, lalu coba lagi.".into(),
                "This enrolment code is a newer Jemput's. Update Jemput on this laptop, then try again.".into(),
            ),
            Self::Code(_) => lang.pick(
                "Kode pendaftaran ini tidak lengkap atau salah ketik. Salin sekali lagi seluruhnya, atau pindai kotaknya.".into(),
                "This enrolment code is cut or mistyped. Copy all of it once more, or scan its square.".into(),
            ),
            Self::File { path, source } => words::file(path, source, lang),
            Self::NotSetUp(path) => lang.pick(
                format!(
                    "Folder {} belum disiapkan. Jalankan dulu: jemput --home {} init --name \"Loket A\".",
                    path.display(),
                    path.display()
                ),
                format!(
                    "{} is not set up. Run first: jemput --home {} init --name \"Loket A\".",
                    path.display(),
                    path.display()
                ),
            ),
            Self::SetUpBefore(path) => lang.pick(
                format!(
                    "Folder {} sudah disiapkan sebelumnya; datanya tidak diubah.",
                    path.display()
                ),
                format!("{} is set up already; nothing was changed.", path.display()),
            ),
            Self::Vault(trouble) => trouble.say(lang),
            Self::NoKey(path) => lang.pick(
                format!(
                    "Kunci laptop di {} hilang atau rusak. Jangan hapus apa pun; hubungi Dinas.",
                    path.display()
                ),
                format!(
                    "This laptop's key in {} is missing or damaged. Delete nothing; call the office.",
                    path.display()
                ),
            ),
            Self::Revoked(revoked) => revoked.say(lang),
            Self::NoServer => lang.pick(
                "Alamat server Dinas belum diisi. Isi di layar Kirim data.".into(),
                "No server address is set. Set it with --server or on the screen Kirim data.".into(),
            ),
            Self::NotAtServer => lang.pick(
                "Server Dinas tidak memegang kegiatan ini. Lihat daftarnya sekali lagi.".into(),
                "The server does not hold this visit. Look at its list again.".into(),
            ),
            Self::JoinWaits => lang.pick(
                "Pengiriman lain sedang berjalan; kegiatan ini ikut diambil pada pengiriman berikutnya.".into(),
                "Another exchange goes on; this visit comes with the next one.".into(),
            ),
            Self::Stopped => lang.pick(
                "Dihentikan; tidak ada yang berubah.".into(),
                "Stopped; nothing was changed.".into(),
            ),
            Self::FileChanged => lang.pick(
                "Berkas ini berubah sejak dilihat. Lihat sekali lagi sebelum dijadwalkan.".into(),
                "The file has changed since it was looked at. Look again before taking it.".into(),
            ),
            Self::NoSite => lang.pick(
                "Lokasi ini tidak ada di laptop ini. Pilih dari daftar, atau tambahkan dulu.".into(),
                "This site is not on this laptop. Choose one from the list, or add it first.".into(),
            ),
            Self::BadDistrict(text) => lang.pick(
                format!("\"{text}\" bukan kode kecamatan. Tulis seperti 31.74.08."),
                format!("\"{text}\" is no district code. Write it like 31.74.08."),
            ),
            Self::VisitFull { room } => lang.pick(
                format!(
                    "Kegiatan ini hanya dapat menampung {room} catatan lagi. Buat kegiatan lain dan bagi daftarnya."
                ),
                format!("This visit has room for {room} more records only. Plan another visit and split the list."),
            ),
            Self::NoClass(class) => lang.pick(
                format!("Kelas \"{class}\" tidak ada di berkas ini. Pilih kelas seperti tertulis di berkas."),
                format!("The file has no class \"{class}\". Choose one as the file writes it."),
            ),
            Self::BadInput(_) => lang.pick(
                "Permintaan layar ini tidak terbaca. Buka Jemput sekali lagi; bila berulang, hubungi Dinas.".into(),
                "What the screen asked does not read. Open Jemput once more; if it happens again, call the office."
                    .into(),
            ),
            Self::Role { needed, people } => words::role(*needed, people, lang),
            Self::RoleAbove { .. }
            | Self::RolesMissing
            | Self::OperatorKnown(_)
            | Self::LastLead(_)
            | Self::SecondMissing { .. }
            | Self::SecondWrong => operators::say(self, lang),
            Self::NoBundle(path) => lang.pick(
                format!("{} tidak terbuka: bukan bundel Jemput, berubah, atau dibuat untuk petugas lain. Sebutkan petugas dan kata sandi laptop yang membuatnya.", path.display()),
                format!("{} does not open: no bundle of Jemput's, changed, or made for other operators. Name the operator and secret of the laptop that made it.", path.display()),
            ),
            Self::TheirLogUnproved => lang.pick(
                "Catatan laptop ini di server Dinas tidak lolos pemeriksaan; tidak ada yang diubah. Hubungi Dinas.".into(),
                "What the server holds of this laptop's log does not prove itself; nothing was changed. Call the office."
                    .into(),
            ),
            Self::NoRandomness => lang.pick(
                "Sistem tidak memberi bilangan acak. Nyalakan ulang laptop.".into(),
                "The system gave no random bytes. Restart the laptop.".into(),
            ),
        }
    }

    /// Code and sentence. What the system said itself is for the trace only.
    pub fn failure(&self, lang: Lang) -> Failure {
        match self {
            Self::Journal(_) | Self::File { .. } | Self::BadInput(_) => {
                tracing::warn!(code = self.code(), %self, "an act failed");
            }
            _ => {}
        }
        Failure {
            code: self.code().to_owned(),
            message: self.say(lang),
        }
    }
}

impl From<SheetError> for Trouble {
    fn from(error: SheetError) -> Self {
        match error {
            SheetError::Cancelled => Self::Stopped,
            other => Self::Sheet(other),
        }
    }
}

impl From<NoRoster> for Trouble {
    fn from(error: NoRoster) -> Self {
        Self::NoRoster(error)
    }
}

impl From<http::Failure> for Trouble {
    fn from(failure: http::Failure) -> Self {
        Self::Exchange(failure)
    }
}
