//! Why a vault stays shut, in sentences.

use std::path::PathBuf;

use jemput_domain::words::Lang;
use jemput_vault::{HUMAN_CHARS_MIN, HoldersError, PinError, RecoveryKeyError, SecretError};

/// What keeps a vault shut, or its holders as they are.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum VaultTrouble {
    /// No secret was given, or the vault was closed.
    #[error("the vault is closed")]
    Closed,
    /// The screen is locked.
    #[error("the screen is locked")]
    Locked,
    /// No such operator, or another secret: nobody learns which.
    #[error("wrong operator or secret")]
    SecretWrong,
    /// Too many were wrong: wait.
    #[error("wait {seconds} s")]
    SecretWait {
        /// How long, in seconds.
        seconds: u32,
    },
    /// This cannot be a secret.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// This cannot be a PIN.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// Another PIN.
    #[error("wrong PIN, {left} more")]
    PinWrong {
        /// How many more tries before the vault closes.
        left: u32,
    },
    /// Who works has no PIN.
    #[error("no PIN")]
    NoPin,
    /// This cannot be a recovery key.
    #[error(transparent)]
    Recovery(#[from] RecoveryKeyError),
    /// The file of holders.
    #[error(transparent)]
    Holders(#[from] HoldersError),
    /// A journal is here, but nothing that opens it.
    #[error("{0} is missing")]
    NoHolders(PathBuf),
    /// A journal that anybody can read lies where a sealed one was.
    #[error("{0} is not encrypted, and was before")]
    PlainJournal(PathBuf),
    /// The laptop has a person's secret already.
    #[error("protected already")]
    Protected,
    /// The laptop still opens by the file that lies beside its data.
    #[error("{0} opens the laptop for everybody")]
    Unprotected(PathBuf),
    /// Nobody of this name opens this laptop.
    #[error("no operator of this name")]
    NoOperator,
    /// The last operator of the laptop.
    #[error("the last operator")]
    LastOperator,
}

impl VaultTrouble {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Closed => "vault_closed",
            Self::Locked => "vault_locked",
            Self::SecretWrong => "secret_wrong",
            Self::SecretWait { .. } => "secret_wait",
            Self::Secret(SecretError::TooShort) => "secret_short",
            Self::Secret(SecretError::TooLong) => "secret_long",
            Self::Pin(_) => "pin_refused",
            Self::PinWrong { .. } => "pin_wrong",
            Self::NoPin => "pin_missing",
            Self::Recovery(_) => "recovery_key",
            Self::Holders(HoldersError::Newer) => "holders_newer",
            Self::Holders(HoldersError::Full) => "holders_full",
            Self::Holders(_) => "holders_damaged",
            Self::NoHolders(_) => "holders_gone",
            Self::PlainJournal(_) => "journal_plain",
            Self::Protected => "protected_before",
            Self::Unprotected(_) => "unprotected",
            Self::NoOperator => "no_operator",
            Self::LastOperator => "last_operator",
        }
    }

    /// What, why, what to do.
    pub fn say(&self, lang: Lang) -> String {
        let (id, en): (String, String) = match self {
            Self::Closed => (
                "Data di laptop ini terkunci. Masuk dengan nama dan kata sandi petugas (--operator dan --secret-file di baris perintah).".into(),
                "The data on this laptop is locked. Sign in with an operator's name and secret (--operator and --secret-file on the command line).".into(),
            ),
            Self::Locked => (
                "Layar terkunci. Buka dengan PIN Anda, lalu ulangi.".into(),
                "The screen is locked. Open it with your PIN, then do it again.".into(),
            ),
            Self::SecretWrong => (
                "Nama atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi. Bila lupa, minta ketua tim mengganti kata sandi Anda.".into(),
                "The name or the secret does not fit. Check capitals, then try again. If you forgot it, ask a crew lead to reset your secret.".into(),
            ),
            Self::SecretWait { seconds } => (
                format!("Terlalu banyak kata sandi yang salah. Tunggu {seconds} detik, lalu coba lagi."),
                format!("Too many wrong secrets. Wait {seconds} seconds, then try again."),
            ),
            Self::Secret(SecretError::TooShort) => (
                format!("Kata sandi terlalu pendek: sedikitnya {HUMAN_CHARS_MIN} karakter. Empat kata yang tidak berkaitan mudah diingat dan cukup panjang."),
                format!("The secret is too short: it has at least {HUMAN_CHARS_MIN} characters. Four words that have nothing to do with each other are long enough and easy to keep."),
            ),
            Self::Secret(SecretError::TooLong) => (
                "Kata sandi terlalu panjang: paling banyak 200 karakter.".into(),
                "The secret is too long: it has at most 200 characters.".into(),
            ),
            Self::Pin(PinError::Plain) => (
                "PIN ini terlalu mudah ditebak. Pilih angka yang tidak berurutan dan tidak semuanya sama.".into(),
                "This PIN is too easy to guess. Choose digits that are neither in a row nor all the same.".into(),
            ),
            Self::Pin(_) => (
                "PIN terdiri dari sedikitnya 6 angka.".into(),
                "A PIN has at least 6 digits.".into(),
            ),
            Self::PinWrong { left } => (
                format!("PIN tidak cocok. {left} kali salah lagi, data ditutup dan perlu kata sandi."),
                format!("The PIN does not fit. {left} more wrong ones close the data, which then takes the secret."),
            ),
            Self::NoPin => (
                "Anda belum punya PIN. Buat PIN dulu, lalu kunci layar.".into(),
                "You have no PIN yet. Set one first, then lock the screen.".into(),
            ),
            Self::Recovery(RecoveryKeyError::Form) => (
                "Kunci pemulihan terdiri dari sembilan kelompok empat huruf dan angka. Salin semuanya dari kertas.".into(),
                "A recovery key has nine groups of four letters and digits. Copy all of them from the paper.".into(),
            ),
            Self::Recovery(RecoveryKeyError::Checksum) => (
                "Kunci pemulihan salah salin. Bandingkan sekali lagi dengan kertasnya.".into(),
                "The recovery key was copied wrongly. Compare it with the paper once more.".into(),
            ),
            Self::Holders(HoldersError::Newer) => (
                "Daftar pemegang kunci laptop ini ditulis oleh Jemput yang lebih baru. Perbarui Jemput di laptop ini.".into(),
                "This laptop's list of key holders was written by a newer Jemput. Update Jemput on this laptop.".into(),
            ),
            Self::Holders(HoldersError::Full) => (
                "Laptop ini sudah dipegang 15 petugas. Hapus dulu yang tidak bertugas lagi.".into(),
                "15 operators open this laptop already. Remove who works here no more first.".into(),
            ),
            Self::Holders(_) => (
                "Daftar pemegang kunci laptop ini rusak atau diubah. Jangan hapus apa pun. Kembalikan berkas \"holders\" dari salinan, atau jalankan jemput recover.".into(),
                "This laptop's list of key holders is damaged or was changed. Delete nothing. Put the file \"holders\" back from a copy, or run jemput recover.".into(),
            ),
            Self::NoHolders(path) => (
                format!("Berkas {} hilang, jadi data di laptop ini tidak dapat dibuka. Jangan hapus apa pun. Kembalikan berkas itu dari salinan, atau jalankan jemput recover.", path.display()),
                format!("{} is missing, so the data on this laptop cannot be opened. Delete nothing. Put the file back from a copy, or run jemput recover.", path.display()),
            ),
            Self::PlainJournal(path) => (
                format!("Berkas {} bukan berkas yang ditinggalkan laptop ini: siapa saja dapat membaca dan mengubahnya. Jangan hapus apa pun. Kembalikan berkas itu dari cadangan, atau jalankan jemput recover.", path.display()),
                format!("{} is not the file that this laptop left: anybody can read and change it. Delete nothing. Put the file back from a backup, or run jemput recover.", path.display()),
            ),
            Self::Protected => (
                "Laptop ini sudah dilindungi kata sandi. Ganti dengan: jemput secret change.".into(),
                "This laptop is protected by a secret already. Change it with: jemput secret change.".into(),
            ),
            Self::Unprotected(path) => (
                format!("Laptop ini masih terbuka bagi siapa saja: kuncinya ada di {}. Lindungi dulu dengan: jemput secret protect.", path.display()),
                format!("This laptop still opens for anybody: its key lies in {}. Protect it first with: jemput secret protect.", path.display()),
            ),
            Self::NoOperator => (
                "Tidak ada petugas bernama itu di laptop ini. Tulis namanya seperti di daftar petugas.".into(),
                "No operator of this name is on this laptop. Write the name as the list of operators has it.".into(),
            ),
            Self::LastOperator => (
                "Ini petugas terakhir yang dapat membuka laptop ini. Tambahkan petugas lain dulu.".into(),
                "This is the last operator who can open this laptop. Add another one first.".into(),
            ),
        };
        lang.pick(id, en)
    }
}
