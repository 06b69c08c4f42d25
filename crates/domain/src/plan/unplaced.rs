//! Why someone has no slot, in a sentence that says what to do.

use serde::{Deserialize, Serialize};

use super::saying::day_words;
use crate::{time::Day, words::Lang};

/// Why someone has no slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Unplaced {
    /// Younger than the minimum age on every day allowed.
    TooYoung {
        /// The minimum age in full years.
        minimum_age: u8,
        /// The birthday from which they are old enough.
        old_enough_on: Day,
        /// The first day of the visit on which they are old enough, where there is one.
        visit_day: Option<Day>,
    },
    /// Old enough only from one of the visit's days on, and from that day on no place is left.
    FullOnceOldEnough {
        /// The minimum age in full years.
        minimum_age: u8,
        /// The first day of the visit on which they are old enough.
        visit_day: Day,
    },
    /// No place is left on the days allowed.
    #[serde(rename = "unplaced")]
    NoPlace,
    /// The only day allowed is no day of the visit.
    NotAVisitDay {
        /// That day.
        day: Day,
    },
}

impl Unplaced {
    /// Its name in interfaces.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooYoung { .. } => "too_young",
            Self::FullOnceOldEnough { .. } => "full_once_old_enough",
            Self::NoPlace => "unplaced",
            Self::NotAVisitDay { .. } => "not_a_visit_day",
        }
    }

    /// A sentence that says why, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::TooYoung { minimum_age, visit_day: Some(day), .. } => lang.pick(
                format!("Belum {minimum_age} tahun pada hari yang dipilih. Jadwalkan {} atau sesudahnya.", day_words(*day, lang)),
                format!("Not yet {minimum_age} on the chosen day. Book {} or later.", day_words(*day, lang)),
            ),
            Self::TooYoung { minimum_age, old_enough_on, visit_day: None } => lang.pick(
                format!("Baru berusia {minimum_age} tahun pada {}, sesudah kegiatan ini. Jadwalkan pada kegiatan berikutnya.", day_words(*old_enough_on, lang)),
                format!("Turns {minimum_age} only on {}, after this visit. Book at the next one.", day_words(*old_enough_on, lang)),
            ),
            Self::FullOnceOldEnough { minimum_age, visit_day } => lang.pick(
                format!("Baru berusia {minimum_age} tahun pada {}, dan sejak hari itu semua sesi penuh. Tambah jam atau meja pada hari itu, atau jadwalkan pada kegiatan berikutnya.", day_words(*visit_day, lang)),
                format!("Turns {minimum_age} only by {}, and from that day on every slot is full. Add hours or stations on that day, or book at the next visit.", day_words(*visit_day, lang)),
            ),
            Self::NoPlace => lang.pick(
                "Semua tempat yang sesuai sudah terisi. Tambah hari, jam, atau meja, atau jadwalkan pada kegiatan berikutnya.".into(),
                "Every fitting place is taken. Add days, hours or stations, or book at the next visit.".into(),
            ),
            Self::NotAVisitDay { day } => lang.pick(
                format!("{} bukan hari kegiatan. Pilih salah satu hari kegiatan.", day_words(*day, lang)),
                format!("{} is no day of this visit. Choose one of its days.", day_words(*day, lang)),
            ),
        }
    }
}
