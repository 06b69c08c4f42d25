//! What may be wrong with the numbers that a planner gave, each with a sentence that says what to do.

use serde::{Deserialize, Serialize};

use super::{
    Span,
    limits::{
        BREAKS_MAX, DAYS_MAX, MINIMUM_AGE_MAX, PERSON_MINUTES_MAX, RESERVE_PERCENT_MAX, SLOT_MINUTES_MAX,
        SLOT_MINUTES_MIN, STATIONS_MAX,
    },
    saying::{clock_words, day_words},
};
use crate::{time::Day, words::Lang};

/// Why no plan can follow from a [`Setup`](super::Setup).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum SetupProblem {
    /// The visit has no day.
    NoDays,
    /// More than [`DAYS_MAX`] days.
    TooManyDays,
    /// A day is given twice.
    DayTwice {
        /// The day.
        day: Day,
    },
    /// A day ends before it starts, or runs past midnight.
    HoursReversed {
        /// The day.
        day: Day,
    },
    /// More than [`BREAKS_MAX`] breaks in a day.
    TooManyBreaks {
        /// The day.
        day: Day,
    },
    /// A break ends before it starts.
    BreakReversed {
        /// The day.
        day: Day,
        /// The break.
        span: Span,
    },
    /// A break outside the day's hours.
    BreakOutsideHours {
        /// The day.
        day: Day,
        /// The break.
        span: Span,
    },
    /// Two breaks of a day overlap.
    BreaksOverlap {
        /// The day.
        day: Day,
        /// The later break.
        span: Span,
    },
    /// More stations open in a break than there are.
    BreakStations {
        /// The day.
        day: Day,
        /// The break.
        span: Span,
    },
    /// No station.
    NoStations,
    /// More than [`STATIONS_MAX`] stations.
    TooManyStations,
    /// Zero minutes a person.
    NoMinutes,
    /// More than [`PERSON_MINUTES_MAX`] minutes a person.
    TooManyMinutes,
    /// No slot length, or one below [`SLOT_MINUTES_MIN`].
    SlotTooShort,
    /// A slot above [`SLOT_MINUTES_MAX`].
    SlotTooLong,
    /// All stations together finish nobody within a slot.
    NobodyFits,
    /// More than [`RESERVE_PERCENT_MAX`] percent kept free.
    ReserveTooLarge,
    /// The reserve leaves no place to book.
    NobodyBookable,
    /// Nobody may be on site.
    NoWaitingLimit,
    /// A minimum age above [`MINIMUM_AGE_MAX`].
    MinimumAgeTooHigh,
    /// The visit has used up its slot numbers.
    NumbersUsedUp,
}

impl SetupProblem {
    /// Its name in interfaces.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDays => "no_days",
            Self::TooManyDays => "too_many_days",
            Self::DayTwice { .. } => "day_twice",
            Self::HoursReversed { .. } => "hours_reversed",
            Self::TooManyBreaks { .. } => "too_many_breaks",
            Self::BreakReversed { .. } => "break_reversed",
            Self::BreakOutsideHours { .. } => "break_outside_hours",
            Self::BreaksOverlap { .. } => "breaks_overlap",
            Self::BreakStations { .. } => "break_stations",
            Self::NoStations => "no_stations",
            Self::TooManyStations => "too_many_stations",
            Self::NoMinutes => "no_minutes",
            Self::TooManyMinutes => "too_many_minutes",
            Self::SlotTooShort => "slot_too_short",
            Self::SlotTooLong => "slot_too_long",
            Self::NobodyFits => "nobody_fits",
            Self::ReserveTooLarge => "reserve_too_large",
            Self::NobodyBookable => "nobody_bookable",
            Self::NoWaitingLimit => "no_waiting_limit",
            Self::MinimumAgeTooHigh => "minimum_age_too_high",
            Self::NumbersUsedUp => "numbers_used_up",
        }
    }

    /// A sentence for the planner.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::DayTwice { day }
            | Self::HoursReversed { day }
            | Self::TooManyBreaks { day }
            | Self::BreakReversed { day, .. }
            | Self::BreakOutsideHours { day, .. }
            | Self::BreaksOverlap { day, .. }
            | Self::BreakStations { day, .. } => {
                format!("{}: {}", day_words(*day, lang), self.say_of_day(lang))
            }
            _ => self.say_of_visit(lang),
        }
    }

    fn say_of_day(&self, lang: Lang) -> String {
        let span = match self {
            Self::BreakReversed { span, .. }
            | Self::BreakOutsideHours { span, .. }
            | Self::BreaksOverlap { span, .. }
            | Self::BreakStations { span, .. } => {
                format!("{}-{}", clock_words(span.start, lang), clock_words(span.end, lang))
            }
            _ => String::new(),
        };
        match self {
            Self::DayTwice { .. } => lang.pick(
                "hari ini tertulis dua kali. Hapus salah satu.".into(),
                "this day is given twice. Remove one.".into(),
            ),
            Self::HoursReversed { .. } => lang.pick(
                "jam selesai harus sesudah jam mulai, paling lambat 24.00. Perbaiki jamnya.".into(),
                "the day must end after it starts, at the latest at 24:00. Correct the hours.".into(),
            ),
            Self::TooManyBreaks { .. } => lang.pick(
                format!("paling banyak {BREAKS_MAX} istirahat sehari. Gabungkan sebagian."),
                format!("at most {BREAKS_MAX} breaks a day. Join some of them."),
            ),
            Self::BreakReversed { .. } => lang.pick(
                format!("istirahat {span} harus selesai sesudah mulai. Perbaiki jamnya."),
                format!("the break {span} must end after it starts. Correct its times."),
            ),
            Self::BreakOutsideHours { .. } => lang.pick(
                format!("istirahat {span} di luar jam layanan. Perbaiki jam istirahat atau jam layanan."),
                format!("the break {span} is outside the hours. Correct the break or the hours."),
            ),
            Self::BreaksOverlap { .. } => lang.pick(
                format!("istirahat {span} bertumpuk dengan istirahat lain. Gabungkan keduanya."),
                format!("the break {span} overlaps another break. Join the two."),
            ),
            _ => lang.pick(
                format!("saat istirahat {span} meja yang buka lebih banyak daripada meja yang ada. Kurangi jumlahnya."),
                format!("in the break {span} more stations stay open than there are. Lower their number."),
            ),
        }
    }

    fn say_of_visit(&self, lang: Lang) -> String {
        match self {
            Self::NoDays => lang.pick("Belum ada hari kegiatan. Tambahkan satu hari.".into(), "There is no day yet. Add one.".into()),
            Self::TooManyDays => lang.pick(
                format!("Paling banyak {DAYS_MAX} hari dalam satu kegiatan. Bagi menjadi beberapa kegiatan."),
                format!("A visit has at most {DAYS_MAX} days. Make several visits of it."),
            ),
            Self::NoStations => lang.pick("Belum ada meja perekaman. Isi paling sedikit 1 meja.".into(), "There is no station. Give at least 1.".into()),
            Self::TooManyStations => lang.pick(
                format!("Paling banyak {STATIONS_MAX} meja. Periksa jumlah meja."),
                format!("At most {STATIONS_MAX} stations. Check their number."),
            ),
            Self::NoMinutes => lang.pick(
                "Menit per orang belum diisi. Isi lamanya satu perekaman, misalnya 8 menit.".into(),
                "Minutes a person are missing. Give how long one recording takes, for example 8 minutes.".into(),
            ),
            Self::TooManyMinutes => lang.pick(
                format!("Paling lama {PERSON_MINUTES_MAX} menit per orang. Periksa angkanya."),
                format!("At most {PERSON_MINUTES_MAX} minutes a person. Check the number."),
            ),
            Self::SlotTooShort => lang.pick(
                format!("Satu sesi paling singkat {SLOT_MINUTES_MIN} menit. Perpanjang sesinya."),
                format!("A slot takes at least {SLOT_MINUTES_MIN} minutes. Make it longer."),
            ),
            Self::SlotTooLong => lang.pick(
                format!("Satu sesi paling lama {SLOT_MINUTES_MAX} menit. Persingkat sesinya."),
                format!("A slot takes at most {SLOT_MINUTES_MAX} minutes. Make it shorter."),
            ),
            Self::NobodyFits => lang.pick(
                "Tidak ada satu orang pun yang selesai dalam satu sesi. Perpanjang sesi, tambah meja, atau periksa menit per orang dan jam layanan.".into(),
                "Nobody is finished within a slot. Make slots longer, add stations, or check the minutes a person and the hours.".into(),
            ),
            Self::ReserveTooLarge => lang.pick(
                format!("Cadangan paling banyak {RESERVE_PERCENT_MAX} persen. Kurangi cadangan."),
                format!("At most {RESERVE_PERCENT_MAX} percent may be kept free. Lower the reserve."),
            ),
            Self::NobodyBookable => lang.pick(
                "Cadangan menghabiskan semua tempat sehingga tidak ada yang dapat dijadwalkan. Kurangi cadangan atau perpanjang sesi.".into(),
                "The reserve takes every place, so nobody can be booked. Lower the reserve or make slots longer.".into(),
            ),
            Self::NoWaitingLimit => lang.pick(
                "Batas orang di lokasi belum diisi. Isi paling sedikit 1 orang.".into(),
                "The limit of people on site is missing. Give at least 1.".into(),
            ),
            Self::MinimumAgeTooHigh => lang.pick(
                format!("Usia paling rendah tidak boleh di atas {MINIMUM_AGE_MAX} tahun. Periksa angkanya."),
                format!("The minimum age may not be above {MINIMUM_AGE_MAX}. Check the number."),
            ),
            _ => lang.pick(
                "Nomor sesi kegiatan ini sudah habis karena terlalu sering diubah. Buat kegiatan baru untuk hari yang tersisa.".into(),
                "This visit has used up its slot numbers by changing too often. Make a new visit for the days that remain.".into(),
            ),
        }
    }
}
