//! The sentences of findings: what is wrong with a row and what to do.

use super::finding::Kind;
use crate::{
    nik::{NotANik, Sex},
    plan::saying::day_words,
    words::Lang,
};

impl Kind {
    /// The sentence without its row: what is wrong and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Id => self.say_indonesian(),
            Lang::En => self.say_english(),
        }
    }

    fn say_indonesian(&self) -> String {
        match self {
            Self::NikMissing => "NIK kosong. Lengkapi dari KK.".to_owned(),
            Self::NikMalformed(why) => match why {
                NotANik::Length(digits) => {
                    format!("NIK berisi {digits} angka, seharusnya 16. Minta sekolah atau unit mengisi ulang dari KK.")
                }
                NotANik::Placeholder => {
                    "NIK hanya isian sementara, bukan nomor yang pernah diterbitkan. Lengkapi dari KK.".to_owned()
                }
                NotANik::Characters | NotANik::Empty => {
                    "kolom NIK berisi selain angka. Isi 16 angka NIK dari KK.".to_owned()
                }
            },
            Self::NikLostDigits => {
                "NIK tersimpan sebagai angka di Excel sehingga digit terakhirnya hilang. Minta sekolah mengisi ulang dari KK."
                    .to_owned()
            }
            Self::NikTwiceInFile { first_row, first_sheet } => {
                let sheet = if first_sheet.is_empty() { String::new() } else { format!(" lembar {first_sheet}") };
                format!("NIK sama dengan baris {first_row}{sheet}. Cocokkan keduanya dengan KK dan perbaiki salah satunya.")
            }
            Self::NameMissing => "nama kosong atau tanpa huruf. Isi nama lengkap sesuai KK.".to_owned(),
            Self::BirthDateUnreadable { written } => {
                format!("tanggal lahir \"{written}\" tidak dapat dibaca. Tulis seperti 2005-03-12 atau 12 Maret 2005.")
            }
            Self::TooYoung { minimum_age, due_from } => format!(
                "belum berusia {minimum_age} tahun selama kegiatan. Dapat direkam mulai {}.",
                day_words(*due_from, Lang::Id)
            ),
            Self::AlreadyRecorded => {
                "NIK ini sudah pernah direkam menurut data Dinas. Tidak perlu direkam lagi.".to_owned()
            }
            Self::BirthDateDisagrees => {
                "tanggal lahir berbeda dengan yang ada di NIK. Cocokkan dengan KK saat hadir.".to_owned()
            }
            Self::SexDisagrees { sheet } => format!(
                "tertulis {}, NIK menunjukkan {}. Cocokkan dengan KK saat hadir.",
                sex_indonesian(*sheet),
                sex_indonesian(other(*sheet))
            ),
            Self::DistrictUnknown { code } => {
                format!("enam angka awal NIK ({code}) bukan kode kecamatan yang dikenal. Cocokkan dengan KK saat hadir.")
            }
            Self::Unplaced(why) => format!("belum mendapat jadwal. {}", why.say(Lang::Id)),
            Self::OutsideCity { place } => {
                format!("berdomisili di luar kota/kabupaten lokasi ({place}). Tetap dilayani.")
            }
            Self::DomicileUnknown { written } if written.is_empty() => "domisili perlu ditanyakan.".to_owned(),
            Self::DomicileUnknown { written } => {
                format!("kecamatan \"{written}\" tidak dikenal; domisili perlu ditanyakan.")
            }
        }
    }

    fn say_english(&self) -> String {
        match self {
            Self::NikMissing => "the NIK is empty. Complete it from the family card.".to_owned(),
            Self::NikMalformed(why) => match why {
                NotANik::Length(digits) => {
                    format!("the NIK has {digits} digits instead of 16. Ask the school or unit to fill it in again.")
                }
                NotANik::Placeholder => {
                    "the NIK is a filler, not a number that was issued. Complete it from the family card.".to_owned()
                }
                NotANik::Characters | NotANik::Empty => {
                    "the NIK column holds something else than digits. Enter the 16 digits from the family card."
                        .to_owned()
                }
            },
            Self::NikLostDigits => {
                "the NIK was kept as a number in Excel, so its last digit is lost. Ask the school to \
                                    fill it in again from the family card."
                    .to_owned()
            }
            Self::NikTwiceInFile { first_row, first_sheet } => {
                let sheet = if first_sheet.is_empty() {
                    String::new()
                } else {
                    format!(" of sheet {first_sheet}")
                };
                format!(
                    "the same NIK as row {first_row}{sheet}. Compare both with the family card and correct one of them."
                )
            }
            Self::NameMissing => {
                "the name is empty or without a letter. Enter the full name as on the family card.".to_owned()
            }
            Self::BirthDateUnreadable { written } => {
                format!("the birth date \"{written}\" cannot be read. Write it like 2005-03-12 or 12 Maret 2005.")
            }
            Self::TooYoung { minimum_age, due_from } => {
                format!(
                    "younger than {minimum_age} throughout the visit. Can be recorded from {}.",
                    day_words(*due_from, Lang::En)
                )
            }
            Self::AlreadyRecorded => {
                "already recorded according to the office's list. No recording is needed.".to_owned()
            }
            Self::BirthDateDisagrees => {
                "the birth date differs from the one in the NIK. Compare with the family card on arrival.".to_owned()
            }
            Self::SexDisagrees { sheet } => format!(
                "the sheet says {}, the NIK says {}. Compare with the family card on arrival.",
                sex_english(*sheet),
                sex_english(other(*sheet))
            ),
            Self::DistrictUnknown { code } => {
                format!("the NIK starts with {code}, no known district code. Compare with the family card on arrival.")
            }
            Self::Unplaced(why) => format!("no slot yet. {}", why.say(Lang::En)),
            Self::OutsideCity { place } => {
                format!("lives outside the site's city or regency ({place}). Served all the same.")
            }
            Self::DomicileUnknown { written } if written.is_empty() => "ask where this person lives.".to_owned(),
            Self::DomicileUnknown { written } => {
                format!("no known district \"{written}\"; ask where this person lives.")
            }
        }
    }
}

fn other(sex: Sex) -> Sex {
    match sex {
        Sex::Female => Sex::Male,
        Sex::Male => Sex::Female,
    }
}

fn sex_indonesian(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "perempuan",
        Sex::Male => "laki-laki",
    }
}

fn sex_english(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
    }
}
