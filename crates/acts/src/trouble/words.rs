//! What the journal and files say in raw English, in sentences of a person's language. The raw words go to the trace.

use std::{io, path::Path};

use jemput_domain::{role::Roles, words::Lang};
use jemput_journal::JournalError;

use crate::saying;

/// Why the journal fails, and what to do.
pub(super) fn journal(error: &JournalError, lang: Lang) -> String {
    if let JournalError::Io { path, source } = error {
        return file(path, source, lang);
    }
    if let JournalError::Key(_) = error {
        return lang.pick(
            "Data di laptop ini tidak terbuka dengan kuncinya: rusak, atau tertukar dengan data laptop lain. Jangan hapus apa pun. Jalankan jemput recover: data diambil lagi dari server Dinas, laptop lain, atau berkas.".into(),
            "The data on this laptop does not open by its key: it is damaged, or another laptop's. Delete nothing. Run jemput recover: it fetches the data from the server, a peer or a file.".into(),
        );
    }
    let (id, en) = match error.code() {
        "disk_full" => (
            "Disk laptop penuh, jadi catatan terakhir tidak tersimpan; yang sebelumnya aman. Kosongkan tempat lalu ulangi.",
            "This laptop's disk is full, so the last act was not kept; what came before is safe. Make room, then do it again.",
        ),
        "disk_read_only" => (
            "Disk laptop tidak dapat ditulis, jadi catatan terakhir tidak tersimpan. Periksa disk atau hak akses folder data, lalu ulangi.",
            "This laptop's disk cannot be written, so the last act was not kept. Check the disk, or the rights of the data folder, then do it again.",
        ),
        "disk_fault" => (
            "Disk laptop gagal dibaca atau ditulis, jadi catatan terakhir tidak tersimpan. Periksa tempat kosong dan sambungan disk, lalu ulangi. Bila tetap begitu, pakai laptop lain: jemput recover mengambil data dari server Dinas, laptop lain, atau berkas.",
            "This laptop's disk failed to read or write, so the last act was not kept. Check its free space and its cable, then do it again. If it stays so, take another laptop: jemput recover fetches the data from the server, a peer or a file.",
        ),
        "journal_shut" => (
            "Data di laptop ini tidak dapat dibuka. Periksa hak akses folder data, lalu buka Jemput sekali lagi.",
            "The data on this laptop cannot be opened. Check the rights of the data folder, then open Jemput once more.",
        ),
        "journal_gone" => (
            "Folder ini dipakai Jemput, tetapi datanya hilang atau kosong. Jangan hapus apa pun. Jalankan jemput recover: data diambil lagi dari server Dinas, laptop lain, atau berkas.",
            "This folder is a Jemput's, but its data is missing or empty. Delete nothing. Run jemput recover: it fetches the data from the server, a peer or a file.",
        ),
        "journal_busy" => (
            "Jemput lain sedang menulis ke data ini. Tunggu sebentar lalu ulangi.",
            "Another Jemput is writing to this data. Wait a moment, then do it again.",
        ),
        "journal_damaged" => (
            "Data di laptop ini rusak. Jangan hapus apa pun. Jalankan jemput recover: data diambil lagi dari server Dinas, laptop lain, atau berkas.",
            "The data on this laptop is damaged. Delete nothing. Run jemput recover: it fetches the data from the server, a peer or a file.",
        ),
        "journal_newer" => (
            "Data ini ditulis oleh Jemput yang lebih baru dan tidak diubah. Perbarui Jemput di laptop ini.",
            "This data was written by a newer Jemput and was left as it is. Update Jemput on this laptop.",
        ),
        "journal_migration" => (
            "Data di laptop ini belum dapat diperbarui ke versi Jemput ini. Jangan hapus apa pun; hubungi Dinas.",
            "The data on this laptop could not be brought up to this Jemput's version. Delete nothing; call the office.",
        ),
        "not_a_journal" => (
            "Berkas ini bukan data Jemput. Pilih folder lain.",
            "This file is not Jemput's data. Choose another folder.",
        ),
        "no_visit" => (
            "Kegiatan ini tidak ada di laptop ini. Pilih dari daftar kegiatan.",
            "This visit is not on this laptop. Choose one from the list of visits.",
        ),
        "log_behind" => (
            "Catatan laptop ini di kegiatan itu belum kembali semua. Sambungkan ke server Dinas dan kirim data, lalu ulangi.",
            "This laptop's own log of that visit is not all back yet. Exchange with the server, then do it again.",
        ),
        "act_size" => (
            "Terlalu banyak perubahan sekaligus. Bagi menjadi beberapa kali.",
            "Too many changes at once. Do it in several parts.",
        ),
        code => {
            return lang.pick(
                format!("Data di laptop ini tidak dapat dipakai ({code}). Buka Jemput sekali lagi; bila tetap begitu, hubungi Dinas."),
                format!("The data on this laptop cannot be used ({code}). Open Jemput once more; if it stays so, call the office."),
            );
        }
    };
    lang.pick(id.to_owned(), en.to_owned())
}

/// Who can do what this operator cannot.
pub(super) fn role(needed: Roles, people: &[String], lang: Lang) -> String {
    let who = needed.one_of(lang);
    if people.is_empty() {
        return lang.pick(
            format!("Ini tugas {who}. Minta dia masuk di laptop ini, atau minta peran itu."),
            format!("This is for a {who} to do. Ask one to sign in here, or ask for that role."),
        );
    }
    let people = saying::names(people, lang);
    lang.pick(
        format!("Ini tugas {who}: {people}. Minta dia masuk di laptop ini, atau minta peran itu."),
        format!("This is for a {who} to do: {people}. Ask them to sign in here, or ask for that role."),
    )
}

/// The code of a file or folder that cannot be used; a disk that takes nothing has the same wherever it is noticed.
pub(super) fn file_code(why: &io::Error) -> &'static str {
    match why.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk_full",
        io::ErrorKind::ReadOnlyFilesystem => "disk_read_only",
        _ => "file",
    }
}

/// Why a file or folder cannot be used, and what to do.
pub(super) fn file(path: &Path, why: &io::Error, lang: Lang) -> String {
    let path = path.display();
    let (id, en) = match why.kind() {
        io::ErrorKind::NotFound => (
            "tidak ditemukan. Periksa lokasinya.",
            "is not there. Check where it is.",
        ),
        io::ErrorKind::PermissionDenied => (
            "tidak boleh dipakai. Periksa hak aksesnya, atau pilih tempat lain.",
            "may not be used. Check its rights, or choose another place.",
        ),
        io::ErrorKind::AlreadyExists => ("sudah ada. Pilih nama lain.", "is there already. Choose another name."),
        io::ErrorKind::IsADirectory => ("adalah folder. Pilih sebuah berkas.", "is a folder. Choose a file."),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => (
            "tidak tersimpan: disk penuh. Kosongkan tempat lalu ulangi.",
            "was not kept: the disk is full. Make room, then do it again.",
        ),
        io::ErrorKind::ReadOnlyFilesystem => (
            "tidak dapat ditulis: disk ini hanya untuk dibaca. Periksa disknya, atau pilih tempat lain.",
            "cannot be written: this disk is read-only. Check the disk, or choose another place.",
        ),
        _ => (
            "tidak dapat dibuka atau ditulis. Periksa lokasinya, atau pilih tempat lain.",
            "cannot be opened or written. Check where it is, or choose another place.",
        ),
    };
    lang.pick(format!("{path} {id}"), format!("{path} {en}"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::Trouble;

    #[test]
    fn a_sentence_has_no_word_of_the_system_in_it() {
        let raw = "kaputt";
        let io = |kind| io::Error::new(kind, raw);
        let path = || PathBuf::from("/tmp/daftar.xlsx");
        let troubles = [
            Trouble::Journal(JournalError::Io {
                path: path(),
                source: io(io::ErrorKind::NotFound),
            }),
            Trouble::Journal(JournalError::Damaged(raw)),
            Trouble::File {
                path: path(),
                source: io(io::ErrorKind::PermissionDenied),
            },
            Trouble::File {
                path: path(),
                source: io(io::ErrorKind::Other),
            },
            Trouble::BadInput(raw.into()),
        ];
        for trouble in troubles {
            for lang in [Lang::Id, Lang::En] {
                let said = trouble.say(lang);
                assert!(!said.contains(raw) && said.ends_with('.'), "{said}");
            }
            assert_ne!(trouble.say(Lang::Id), trouble.say(Lang::En));
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let gone = Trouble::File {
            path: PathBuf::from("/tmp/daftar.xlsx"),
            source: io::ErrorKind::NotFound.into(),
        };
        assert_eq!(
            gone.say(Lang::Id),
            "/tmp/daftar.xlsx tidak ditemukan. Periksa lokasinya."
        );
        assert_eq!(gone.say(Lang::En), "/tmp/daftar.xlsx is not there. Check where it is.");
    }
}
