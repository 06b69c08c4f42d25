//! What the importer has to say about a row: a code for scripts, a sentence for people that says what to do.

use serde::{Deserialize, Serialize};

use crate::{
    nik::{NotANik, Sex},
    plan::Unplaced,
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

/// What a finding does to its row; the greater decides how the row ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
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
    /// No slot could take the person: why.
    Unplaced(Unplaced),
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
            Self::Unplaced(_) => "unplaced",
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
            Self::BirthDateDisagrees | Self::SexDisagrees { .. } | Self::DistrictUnknown { .. } | Self::Unplaced(_) => {
                Weight::Warns
            }
            Self::OutsideCity { .. } | Self::DomicileUnknown { .. } => Weight::Information,
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
    match findings.iter().map(|finding| finding.kind.weight()).max() {
        Some(Weight::NotDue) => End::NotDue,
        Some(Weight::Holds) => End::Held,
        Some(Weight::Warns) => End::Warned,
        Some(Weight::Information) | None => End::Accepted,
    }
}
