//! What a column's heading means, in the many words that schools and offices use.

use serde::{Deserialize, Serialize};

use crate::words::Lang;

/// What the service needs of a roster.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The running number: tells a person's row from a footer.
    Number,
    /// Name.
    Name,
    /// NIK.
    Nik,
    /// Sex.
    Sex,
    /// Birth date, or place and date in one.
    BirthDate,
    /// Class or unit.
    Class,
    /// Home district (kecamatan).
    District,
    /// Home village (kelurahan, desa).
    Village,
    /// Home regency or city.
    Regency,
    /// Home address.
    Address,
    /// The booking's id in a list of held rows that comes back.
    Key,
}

impl Field {
    /// What the column is read as, in words.
    pub fn say(self, lang: Lang) -> String {
        let (indonesian, english) = match self {
            Self::Number => ("nomor urut", "running number"),
            Self::Name => ("nama", "name"),
            Self::Nik => ("NIK", "NIK"),
            Self::Sex => ("jenis kelamin", "sex"),
            Self::BirthDate => ("tanggal lahir", "birth date"),
            Self::Class => ("kelas atau unit", "class or unit"),
            Self::District => ("kecamatan tempat tinggal", "home district"),
            Self::Village => ("kelurahan tempat tinggal", "home village"),
            Self::Regency => ("kabupaten/kota tempat tinggal", "home regency or city"),
            Self::Address => ("alamat (untuk mengenali kecamatan)", "address (to tell the district)"),
            Self::Key => ("kode Jemput", "Jemput's key"),
        };
        lang.pick(indonesian.to_owned(), english.to_owned())
    }
}

/// What a heading means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A field; of several columns for one field the lowest rank is read.
    Field(Field, u8),
    /// It belongs to a parent, guardian or spouse.
    OtherPerson,
    /// A phone number or mail address: asked for at the desk, by choice.
    ByChoice,
    /// Nothing that the service needs.
    NotNeeded,
}

/// The heading over the booking's id in a list of held rows.
pub const KEY_HEADING: &str = "Kode Jemput";

const OTHER_PEOPLE: &str = "ayah ibu bapak wali ortu orangtua suami istri isteri pasangan father mother parent guardian penjamin \
    darurat";
const BY_CHOICE: &str = "hp telepon telp tlp telpon handphone wa whatsapp email mail phone ponsel";
/// Words that say whose column it is without changing what it holds.
const OWNER: &str = "siswa siswi peserta didik pd pegawai karyawan mahasiswa warga penduduk guru santri murid anggota \
    pemohon calon binaan sesuai menurut ktp akta akte ijazah dan di pada e el";

/// What one heading means; `parent` is the heading above it, or empty.
pub fn meaning(parent: &str, leaf: &str) -> Meaning {
    let (parent, leaf) = (tokens(parent), tokens(leaf));
    let path: Vec<&str> = parent.iter().chain(&leaf).map(String::as_str).collect();
    let leaf: Vec<&str> = leaf.iter().map(String::as_str).collect();
    let parents = path
        .windows(2)
        .any(|pair| matches!(pair, ["orang", "tua"] | ["kepala", "keluarga"]));
    if parents || path.iter().any(|word| is_in(word, OTHER_PEOPLE)) {
        return Meaning::OtherPerson;
    }
    // `Tempat, Tanggal Lahir` over `Tempat` and `Tanggal`: only the second is a date.
    let combined = if leaf.iter().all(|w| matches!(*w, "tempat" | "tmpt" | "kota")) {
        None
    } else {
        field(&path)
    };
    match field(&leaf).or(combined) {
        Some((field, rank)) => Meaning::Field(field, rank),
        None if path.iter().any(|word| is_in(word, BY_CHOICE)) => Meaning::ByChoice,
        None => Meaning::NotNeeded,
    }
}

/// Whether a word is one of a list of words.
fn is_in(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// Whether every word is one of the vocabulary, or says only whose column it is.
fn all_in(words: &[&str], vocabulary: &str) -> bool {
    // `Nama KK` is the head of the family; `Nama sesuai KK` is not.
    let as_on_the_card = words.iter().any(|word| is_in(word, "sesuai menurut pada di"));
    words
        .iter()
        .all(|word| is_in(word, vocabulary) || is_in(word, OWNER) || (*word == "kk" && as_on_the_card))
}

/// Whether any word is one of the list.
fn any_in(words: &[&str], list: &str) -> bool {
    words.iter().any(|word| is_in(word, list))
}

/// Lower-case words without what stands in brackets and without punctuation.
fn tokens(heading: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for c in heading.chars().take(200) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// The field that the words name, with its rank; every word must belong to that field's vocabulary.
fn field(words: &[&str]) -> Option<(Field, u8)> {
    match words {
        [] => None,
        ["kode", "jemput"] => Some((Field::Key, 0)),
        ["no" | "nomor" | "nomer" | "urut"] | ["no" | "nomor", "urut" | "urt"] => Some((Field::Number, 0)),
        ["full", "name"] => Some((Field::Name, 0)),
        ["nama" | "name", ..] if all_in(words, "nama lengkap name full") => Some((Field::Name, 0)),
        ["jk"] | ["j", "k"] | ["l", "p"] | ["p", "l"] | ["lp"] | ["sex"] | ["gender"] => Some((Field::Sex, 0)),
        _ if any_in(words, "kelamin") && all_in(words, "jenis jns kelamin l p jk") => Some((Field::Sex, 0)),
        _ if any_in(words, "lahir ttl birth dob birthdate") => birth_date(words).map(|rank| (Field::BirthDate, rank)),
        _ => nik(words)
            .map(|rank| (Field::Nik, rank))
            .or_else(|| class(words).map(|rank| (Field::Class, rank)))
            .or_else(|| place(words)),
    }
}

/// In companies "NIK" may be the employee's number, and the resident's stands under "No. KTP".
fn nik(words: &[&str]) -> Option<u8> {
    let vocabulary = "no nomor nomer nmr number nik induk kependudukan 16 digit angka";
    if !all_in(words, vocabulary) {
        return None;
    }
    if any_in(words, "ktp") && any_in(words, "no nomor nomer nmr number") {
        Some(0)
    } else if any_in(words, "nik") {
        Some(u8::from(any_in(words, "karyawan pegawai")) + 1)
    } else {
        any_in(words, "kependudukan").then_some(1)
    }
}

fn birth_date(words: &[&str]) -> Option<u8> {
    let vocabulary = "tempat tmpt tpt tgl tggl tanggal lahir ttl date of birth place dob birthdate kota dd mm \
        yyyy thn";
    if !all_in(words, vocabulary) {
        return None;
    }
    let dated = any_in(words, "tgl tggl tanggal date dob ttl birthdate");
    let placed = any_in(words, "tempat tmpt tpt ttl place");
    dated.then_some(u8::from(placed))
}

/// Classes rank before units, units before what is wider.
fn class(words: &[&str]) -> Option<u8> {
    let vocabulary = "rombel rombongan belajar kelas kls class saat ini sekarang nama tingkat bagian unit kerja \
        divisi seksi bidang departemen dept department subbagian satuan satker jurusan program \
        studi prodi fakultas";
    if !all_in(words, vocabulary) {
        return None;
    }
    if any_in(words, "rombel rombongan") {
        Some(0)
    } else if any_in(words, "kelas kls class") {
        Some(1)
    } else if any_in(words, "unit bagian subbagian seksi satuan satker") {
        Some(2)
    } else if any_in(words, "divisi bidang departemen dept department") {
        Some(3)
    } else {
        any_in(words, "jurusan prodi studi fakultas").then_some(4)
    }
}

fn place(words: &[&str]) -> Option<(Field, u8)> {
    let vocabulary = "kecamatan kec distrik kelurahan kel desa kabupaten kab kota kotamadya alamat rumah tempat \
        tinggal domisili lengkap nama sekarang saat ini jalan address";
    if !all_in(words, vocabulary) {
        return None;
    }
    // Where people live ranks before where their card says they live.
    let rank = if any_in(words, "domisili tinggal sekarang") {
        0
    } else {
        1 + u8::from(any_in(words, "ktp kk"))
    };
    if any_in(words, "kecamatan kec distrik") {
        Some((Field::District, rank))
    } else if any_in(words, "kelurahan kel desa") {
        Some((Field::Village, rank))
    } else if any_in(words, "kabupaten kab kota kotamadya") {
        Some((Field::Regency, rank))
    } else {
        any_in(words, "alamat address domisili").then_some((Field::Address, rank))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(field: Field, headings: &[&str]) {
        for heading in headings {
            assert!(
                matches!(meaning("", heading), Meaning::Field(f, _) if f == field),
                "{heading}: {:?}",
                meaning("", heading)
            );
        }
    }

    #[test]
    fn knows_the_words_for_one_column() {
        is(
            Field::Name,
            &[
                "Nama",
                "NAMA LENGKAP",
                "Nama Siswa",
                "Nama Peserta Didik",
                "Nama Pegawai",
                "Nama Karyawan",
                "Nama (sesuai KK)",
                "Nama Lengkap sesuai KTP",
            ],
        );
        is(
            Field::Nik,
            &[
                "NIK",
                "No. Induk Kependudukan",
                "Nomor Induk Kependudukan",
                "No KTP",
                "No. KTP",
                "NIK/No. KTP",
                "NIK (16 digit)",
                "NIK Siswa",
            ],
        );
        is(
            Field::Sex,
            &["JK", "L/P", "Jenis Kelamin", "Kelamin", "Jenis Kelamin (L/P)", "J.K."],
        );
        is(
            Field::BirthDate,
            &[
                "Tgl Lahir",
                "Tanggal Lahir",
                "Tgl. Lahir",
                "TTL",
                "Tempat, Tanggal Lahir",
                "Tempat/Tgl Lahir",
                "Tgl Lahir (dd/mm/yyyy)",
            ],
        );
        is(
            Field::Class,
            &[
                "Rombel Saat Ini",
                "Rombel",
                "Kelas",
                "Bagian",
                "Unit",
                "Unit Kerja",
                "Jurusan",
                "Departemen",
                "Kelas/Rombel",
            ],
        );
        is(Field::District, &["Kecamatan", "Kec.", "Kecamatan Domisili"]);
        is(Field::Regency, &["Kab/Kota", "Kabupaten/Kota", "Kota"]);
        is(Field::Address, &["Alamat", "Alamat Rumah", "Alamat Tinggal"]);
        is(Field::Key, &[KEY_HEADING]);
        is(Field::Number, &["No", "No.", "Nomor Urut"]);
    }

    #[test]
    fn passes_over_what_it_does_not_need() {
        for heading in [
            "NISN",
            "NIPD",
            "No KK",
            "Tempat Lahir",
            "Nama di KIP",
            "Sekolah Asal",
            "Anak ke-berapa",
            "Jenis Tinggal",
            "Kode Pos",
            "No Registrasi Akta Lahir",
            "Rekening Atas Nama",
            "Nama Sekolah",
            "Tahun Lahir",
            "Nomor Induk Karyawan",
            "Nama KK",
            "NIK KK",
            "Agama",
            "",
        ] {
            assert_eq!(meaning("", heading), Meaning::NotNeeded, "{heading}");
        }
        assert_eq!(meaning("", "HP"), Meaning::ByChoice);
        assert_eq!(meaning("", "No. Telepon"), Meaning::ByChoice);
    }

    #[test]
    fn never_takes_a_parents_column() {
        for (parent, leaf) in [
            ("Data Ayah", "NIK"),
            ("Data Ibu", "Nama"),
            ("Data Wali", "NIK"),
            ("", "NIK Ibu"),
            ("", "Nama Ibu Kandung"),
            ("", "Nama Orang Tua"),
            ("Orang Tua", "Nama"),
            ("", "No. HP Orang Tua"),
        ] {
            assert_eq!(meaning(parent, leaf), Meaning::OtherPerson, "{parent} / {leaf}");
        }
    }

    #[test]
    fn a_heading_above_completes_the_one_below() {
        assert_eq!(meaning("Data Siswa", "NIK"), Meaning::Field(Field::Nik, 1));
        assert_eq!(
            meaning("Tempat, Tanggal Lahir", "Tanggal"),
            Meaning::Field(Field::BirthDate, 1)
        );
        assert_eq!(meaning("Tempat, Tanggal Lahir", "Tempat"), Meaning::NotNeeded);
        assert_eq!(meaning("Nama", "Lengkap"), Meaning::Field(Field::Name, 0));
        assert_eq!(meaning("Alamat", "Kecamatan"), Meaning::Field(Field::District, 1));
    }
}
