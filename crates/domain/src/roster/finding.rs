//! What the importer has to say about a row: a code for scripts, a sentence for people that says what to do.

use serde::{Deserialize, Serialize};

use crate::{
    nik::{NotANik, Sex},
    plan::saying::day_words,
    time::Day,
    words::Lang,
};

/// How a row ends. Every row has exactly one end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Gets a booking.
    Accepted,
    /// Gets a booking; somebody should look at it.
    Warned,
    /// Something must be completed first; counts against its class's slot.
    Held,
    /// Needs no recording at this visit.
    NotDue,
}

/// What a finding does to its row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// Nothing: for information.
    Information,
    /// The row is accepted with a warning.
    Warns,
    /// The row waits for completion.
    Holds,
    /// The person is not due.
    NotDue,
}

impl Weight {
    /// The code that scripts and screens see.
    pub fn code(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warns => "warned",
            Self::Holds => "held",
            Self::NotDue => "not_due",
        }
    }
}

/// One finding about one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The row's number as the spreadsheet shows it.
    pub row: u32,
    /// What was found.
    pub kind: Kind,
}

/// What can be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The NIK cell is empty.
    NikMissing,
    /// What stands there is no NIK.
    NikMalformed(NotANik),
    /// The NIK was kept as a number: its last digit is gone.
    NikLostDigits,
    /// An earlier row has the same NIK.
    NikTwiceInFile {
        /// The first row with it.
        first_row: u32,
        /// Its sheet, if that is another one; else empty.
        first_sheet: String,
    },
    /// No name.
    NameMissing,
    /// The birth date cannot be read.
    BirthDateUnreadable {
        /// As written.
        written: String,
    },
    /// Below the minimum age on every day of the visit.
    TooYoung {
        /// Full years asked for.
        minimum_age: u8,
        /// The first day on which the person is old enough.
        due_from: Day,
    },
    /// On the office's list of NIKs already recorded.
    AlreadyRecorded,
    /// The NIK carries another birth date.
    BirthDateDisagrees,
    /// The NIK carries another sex.
    SexDisagrees {
        /// What the sheet says.
        sheet: Sex,
    },
    /// The NIK starts with a district code that is not in the table.
    DistrictUnknown {
        /// The code, `31.74.99`.
        code: String,
    },
    /// No slot could take the person.
    Unplaced,
    /// Lives outside the site's city or regency.
    OutsideCity {
        /// District and regency as people say them.
        place: String,
    },
    /// Where the person lives is to be asked.
    DomicileUnknown {
        /// What the address says; empty without one.
        written: String,
    },
}

impl Kind {
    /// The code that scripts see.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NikMissing => "nik_missing",
            Self::NikMalformed(_) => "nik_malformed",
            Self::NikLostDigits => "nik_lost_digits",
            Self::NikTwiceInFile { .. } => "nik_twice_in_file",
            Self::NameMissing => "name_missing",
            Self::BirthDateUnreadable { .. } => "birth_date_unreadable",
            Self::TooYoung { .. } => "too_young",
            Self::AlreadyRecorded => "already_recorded",
            Self::BirthDateDisagrees => "birth_date_disagrees",
            Self::SexDisagrees { .. } => "sex_disagrees",
            Self::DistrictUnknown { .. } => "district_unknown",
            Self::Unplaced => "unplaced",
            Self::OutsideCity { .. } => "outside_city",
            Self::DomicileUnknown { .. } => "domicile_unknown",
        }
    }

    /// What it does to its row.
    pub fn weight(&self) -> Weight {
        match self {
            Self::NikMissing
            | Self::NikMalformed(_)
            | Self::NikLostDigits
            | Self::NikTwiceInFile { .. }
            | Self::NameMissing
            | Self::BirthDateUnreadable { .. } => Weight::Holds,
            Self::TooYoung { .. } | Self::AlreadyRecorded => Weight::NotDue,
            Self::BirthDateDisagrees | Self::SexDisagrees { .. } | Self::DistrictUnknown { .. } | Self::Unplaced => {
                Weight::Warns
            }
            Self::OutsideCity { .. } | Self::DomicileUnknown { .. } => Weight::Information,
        }
    }

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
            Self::NameMissing => "nama kosong. Isi nama lengkap sesuai KK.".to_owned(),
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
            Self::Unplaced => {
                "belum mendapat jadwal karena semua sesi penuh. Tambah sesi atau meja, lalu jadwalkan ulang.".to_owned()
            }
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
            Self::NameMissing => "the name is empty. Enter the full name as on the family card.".to_owned(),
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
            Self::Unplaced => "no slot could take this person. Add slots or stations, then plan again.".to_owned(),
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

impl Finding {
    /// The code that scripts see.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// `Baris 37: ...`: which row, what, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        let row = self.row;
        let sentence = self.kind.say(lang);
        match lang {
            Lang::Id => format!("Baris {row}: {sentence}"),
            Lang::En => format!("Row {row}: {sentence}"),
        }
    }
}

/// How a row with these findings ends: not due outweighs held (nobody need complete a row that is not due), held a warning.
pub fn end_of(findings: &[Finding]) -> End {
    let any = |weight| findings.iter().any(|f| f.kind.weight() == weight);
    if any(Weight::NotDue) {
        End::NotDue
    } else if any(Weight::Holds) {
        End::Held
    } else if any(Weight::Warns) {
        End::Warned
    } else {
        End::Accepted
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
