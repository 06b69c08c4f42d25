//! Why an exchange did not come to its end, in words. None of these drops anything.

use jemput_domain::words::Lang;

use crate::conversation::Fault;

/// What broke an exchange.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The server's address cannot be read.
    #[error("not an address of a server")]
    BadAddress,
    /// Plain HTTP to another machine.
    #[error("plain HTTP is for this machine only")]
    NotSecure,
    /// No connection: no network, or no server there.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The connection broke in the middle.
    #[error("the connection broke")]
    Interrupted,
    /// Nothing moved for too long.
    #[error("no progress for too long")]
    NoProgress,
    /// The server refused, with a reason of its own.
    #[error("the server refused: {status} {code}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The reason's code.
        code: String,
        /// The server's sentence; may be empty.
        message: String,
    },
    /// The answer is none of ours.
    #[error("the server's answer cannot be used: {code}")]
    BadAnswer {
        /// What is wrong with it.
        code: &'static str,
    },
    /// The server is not the one that was pinned.
    #[error("another server answers than the one that this device knows")]
    OtherServer,
    /// Stopped from here.
    #[error("stopped")]
    Stopped,
    /// The journal here failed.
    #[error("the journal: {0}")]
    Store(Box<dyn std::error::Error + Send + Sync>),
}

/// Refusals of a server that keep their name here: what to do next differs.
const NAMED: [&str; 8] = [
    "not_enrolled",
    "other_device",
    "code_wrong",
    "code_used",
    "code_expired",
    "too_many_tries",
    "no_office",
    "revoked",
];

impl Failure {
    /// The reason's code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadAddress => "bad_address",
            Self::NotSecure => "https_required",
            Self::Unreachable => "unreachable",
            Self::Interrupted => "interrupted",
            Self::NoProgress => "no_progress",
            Self::Refused { code, .. } => NAMED.iter().find(|known| *known == code).copied().unwrap_or("refused"),
            Self::BadAnswer { code: "newer_version" } => "newer_version",
            Self::BadAnswer { .. } => "bad_answer",
            Self::OtherServer => "other_server",
            Self::Stopped => "stopped",
            Self::Store(_) => "store",
        }
    }

    /// Whether trying again later may help with nothing done by a person.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable | Self::Interrupted | Self::NoProgress | Self::Stopped => true,
            // A request that was cut can reach the server after the one that followed it, and ends that one.
            Self::Refused { status, code, .. } => {
                *status >= 500 || *status == 408 || *status == 429 || code == "newer_request"
            }
            _ => false,
        }
    }

    /// The sentence for people: what happened, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        let (indonesian, english) = match self {
            Self::BadAddress => (
                "Alamat server tidak dapat dibaca. Tulis misalnya https://jemput.dinas.example.",
                "The server's address cannot be read. Write for example https://jemput.office.example.",
            ),
            Self::NotSecure => (
                "Alamat http hanya boleh untuk laptop ini sendiri. Pakai alamat https agar data warga terlindung.",
                "An http address is only for this laptop itself. Use an https address so that residents' data is protected.",
            ),
            Self::Unreachable => (
                "Server belum dapat dihubungi. Pekerjaan tetap jalan; nanti dicoba lagi.",
                "The server cannot be reached yet. Work goes on; it is tried again later.",
            ),
            Self::Interrupted => (
                "Sambungan ke server terputus. Yang sudah sampai tetap ada; sisanya menyusul.",
                "The connection to the server broke. What has arrived stays; the rest follows.",
            ),
            Self::NoProgress => (
                "Server terlalu lama tidak menjawab. Nanti dicoba lagi dari tempat terakhir.",
                "The server did not answer for too long. It is tried again later from where it stopped.",
            ),
            Self::BadAnswer { code: "newer_version" } => (
                "Server memakai versi Jemput yang lebih baru. Perbarui Jemput di laptop ini; data tetap aman di sini.",
                "The server speaks a newer version of Jemput. Update Jemput on this laptop; the data is safe here.",
            ),
            Self::BadAnswer { .. } => (
                "Jawaban server tidak dapat dipakai. Periksa alamatnya; data tetap aman di laptop ini.",
                "The server's answer cannot be used. Check its address; the data is safe on this laptop.",
            ),
            Self::OtherServer => (
                "Yang menjawab bukan server yang dikenal laptop ini. Hubungi kantor sebelum menyinkronkan lagi.",
                "What answers is not the server that this laptop knows. Ask the office before exchanging again.",
            ),
            Self::Stopped => (
                "Sinkronisasi dihentikan. Sisanya menyusul nanti.",
                "The exchange was stopped. The rest follows later.",
            ),
            Self::Store(_) => (
                "Jurnal di laptop ini tidak dapat dibaca atau ditulis. Periksa ruang disk.",
                "The journal on this laptop cannot be read or written. Check the disk's free space.",
            ),
            Self::Refused { status, code, message } => return refused(lang, *status, code, message),
        };
        lang.pick(indonesian.to_owned(), english.to_owned())
    }
}

fn refused(lang: Lang, status: u16, code: &str, message: &str) -> String {
    if code == "newer_version" {
        return lang.pick(
            "Versi Jemput di server lebih lama daripada di laptop ini. Minta kantor memperbarui server; data tetap aman di sini.".to_owned(),
            "The server's Jemput is older than this laptop's. Ask the office to update the server; the data is safe here.".to_owned(),
        );
    }
    if let Some((indonesian, english)) = named(code) {
        return lang.pick(indonesian.to_owned(), english.to_owned());
    }
    let said: String = message.chars().filter(|c| !c.is_control()).take(200).collect();
    let said = if said.is_empty() {
        code.chars().take(40).collect()
    } else {
        said
    };
    let (indonesian, english) = next_step(status);
    lang.pick(
        format!("Server menolak ({status}: {said}). Tidak ada yang hilang; data tetap di laptop ini. {indonesian}"),
        format!("The server refused ({status}: {said}). Nothing is lost; the data stays on this laptop. {english}"),
    )
}

/// What to do about a refusal that is known by its status only: a proxy's, or another program's at that address.
fn next_step(status: u16) -> (&'static str, &'static str) {
    match status {
        408 | 409 | 425 | 429 | 500.. => (
            "Nanti dicoba lagi dengan sendirinya.",
            "It is tried again later by itself.",
        ),
        401 | 403 | 407 | 451 => (
            "Minta Dinas memeriksa pendaftaran laptop ini.",
            "Ask the office to look at this laptop's enrolment.",
        ),
        413 | 431 => (
            "Beri tahu Dinas: batas kiriman di server terlalu kecil.",
            "Tell the office: the server's limit for requests is too small.",
        ),
        _ => (
            "Periksa alamat server di layar Kirim data, atau hubungi Dinas.",
            "Check the server's address on the screen Kirim data, or call the office.",
        ),
    }
}

/// What a laptop says itself of a refusal that it knows.
fn named(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "not_enrolled" => (
            "Laptop ini belum terdaftar di server Dinas. Minta kode pendaftaran ke Dinas, lalu daftarkan di layar Kirim data. Semua catatan tetap aman di sini.",
            "This laptop is not enrolled at the office's server. Ask the office for an enrolment code and enrol on the screen Kirim data. Everything is safe here.",
        ),
        "other_device" => (
            "Server Dinas mengenal kunci ini sebagai laptop lain. Jangan hapus apa pun; hubungi Dinas.",
            "The server knows this key as another laptop's. Delete nothing; call the office.",
        ),
        "code_wrong" => (
            "Kode pendaftaran ini tidak dikenal server Dinas. Periksa lagi, atau minta kode baru.",
            "The server does not know this enrolment code. Check it, or ask for a new one.",
        ),
        "code_used" => (
            "Kode pendaftaran ini sudah dipakai laptop lain. Minta kode baru ke Dinas.",
            "This enrolment code was used by another laptop. Ask the office for a new one.",
        ),
        "code_expired" => (
            "Kode pendaftaran ini sudah lewat waktunya. Minta kode baru ke Dinas.",
            "This enrolment code has expired. Ask the office for a new one.",
        ),
        "too_many_tries" => (
            "Server Dinas sedang menerima terlalu banyak pendaftaran. Tunggu sebentar, lalu coba lagi.",
            "The server is taking too many enrolments. Wait a little, then try again.",
        ),
        "no_office" => (
            "Server ini belum disiapkan untuk kantor. Minta Dinas membukanya: jemput-server office open.",
            "No office is set up at this server. Ask the office to open it: jemput-server office open.",
        ),
        _ => return None,
    })
}

impl<E: std::error::Error + Send + Sync + 'static> From<Fault<E>> for Failure {
    fn from(fault: Fault<E>) -> Self {
        match fault {
            Fault::Store(error) => Self::Store(Box::new(error)),
            Fault::Forged => Self::OtherServer,
            // A body without its end is a connection that broke where a proxy hid it.
            Fault::Body(crate::wire::BadBody::Cut) => Self::Interrupted,
            other => Self::BadAnswer { code: other.code() },
        }
    }
}

/// What a failing call of the HTTP client means.
pub(super) fn of(error: reqwest::Error) -> Failure {
    if error.is_builder() {
        Failure::BadAddress
    } else if error.is_connect() {
        Failure::Unreachable
    } else {
        Failure::Interrupted
    }
}
