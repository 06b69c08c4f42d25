//! Invented names from the words that Indonesian names are made of, in the spellings that rosters have.

use super::chance::Chance;
use crate::nik::Sex;

const FIRST_FEMALE: &[&str] = &[
    "Siti",
    "Putri",
    "Ayu",
    "Dewi",
    "Nur",
    "Rina",
    "Fitri",
    "Annisa",
    "Dinda",
    "Salsabila",
    "Zahra",
    "Maya",
    "Wulan",
    "Vania",
    "Elsa",
    "Kirana",
    "Nadia",
    "Intan",
    "Laras",
    "Tiara",
    "Nabila",
    "Aisyah",
    "Olivia",
    "Rahma",
    "Citra",
    "Hana",
    "Khansa",
    "Mutiara",
    "Yuni",
    "Bunga",
];
const FIRST_MALE: &[&str] = &[
    "Muhammad", "Ahmad", "Rizky", "Dimas", "Bagus", "Teguh", "Galih", "Cahyo", "Bayu", "Fajar", "Gilang", "Ilham",
    "Rafi", "Yoga", "Daffa", "Arya", "Naufal", "Farhan", "Aditya", "Hafiz", "Reza", "Iqbal", "Satria", "Wisnu",
    "Yusuf", "Rangga", "Bintang", "Damar", "Moh.", "M.",
];
const MIDDLE_FEMALE: &[&str] = &[
    "Ayu",
    "Putri",
    "Nur",
    "Kartika",
    "Puspita",
    "Lestari",
    "Rahayu",
    "Maharani",
    "Anggraini",
    "Safira",
    "Amalia",
    "Dwi",
    "Tri",
    "Indah",
];
const MIDDLE_MALE: &[&str] = &[
    "Bagus", "Pratama", "Putra", "Aji", "Rizki", "Surya", "Dwi", "Tri", "Eka", "Adi", "Nur", "Akbar", "Maulana",
    "Kurnia",
];
const LAST: &[&str] = &[
    "Siregar",
    "Nasution",
    "Hutapea",
    "Simanjuntak",
    "Santoso",
    "Saputra",
    "Wijaya",
    "Halim",
    "Nugroho",
    "Wibowo",
    "Hidayat",
    "Kusuma",
    "Permana",
    "Setiawan",
    "Gunawan",
    "Firmansyah",
    "Ramadhan",
    "Utami",
    "Rahmawati",
    "Wulandari",
    "Oetomo",
    "Djajadi",
    "Tjahjono",
    "D'Costa",
    "Al-Farisi",
    "Pattiasina",
    "Manuhutu",
    "Tanjung",
    "Lubis",
    "Sitorus",
];

/// A pupil's name: mostly two or three words, now and then one; half of them in capitals, as schools type them.
pub fn pupil(chance: &mut Chance, sex: Sex) -> String {
    let (first, middle) = words(sex);
    let first = *chance.of(first);
    let mut name = if chance.one_in(60) && first.len() > 4 {
        first.to_owned()
    } else if chance.one_in(2) {
        format!("{first} {}", chance.of(LAST))
    } else {
        // `Putri Putri` is nobody's name.
        match *chance.of(middle) {
            middle if middle == first => format!("{first} {}", chance.of(LAST)),
            middle => format!("{first} {middle} {}", chance.of(LAST)),
        }
    };
    if chance.one_in(2) {
        name = name.to_uppercase();
    }
    name
}

/// A name of two words.
pub fn plain(chance: &mut Chance, sex: Sex) -> String {
    format!("{} {}", chance.of(words(sex).0), chance.of(LAST))
}

fn words(sex: Sex) -> (&'static [&'static str], &'static [&'static str]) {
    match sex {
        Sex::Female => (FIRST_FEMALE, MIDDLE_FEMALE),
        Sex::Male => (FIRST_MALE, MIDDLE_MALE),
    }
}
