//! One thing that can be done with a late class, in words.

use serde::{Deserialize, Serialize};

use crate::{
    plan::{
        SlotNumber,
        saying::{clock_words, day_words, minutes_words, people_en},
    },
    time::{Day, Minute},
    words::Lang,
};

/// What can be done with a late class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum LateKind {
    /// Serve it now, in the gaps that others leave, the reserve included.
    Now,
    /// A block later today, in free places.
    Later,
    /// A block on one of the following days, in free places.
    NextDay,
}

/// One thing that can be done, and its effect.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct LateOption {
    /// What.
    pub kind: LateKind,
    /// The day on which the class would be served; none: there is no place.
    pub day: Option<Day>,
    /// The slots that it would take, in order, and how many of its list in each.
    pub slots: Vec<(SlotNumber, u16)>,
    /// When the first of the class is due.
    pub starts_at: Option<Minute>,
    /// How many of the class find a place.
    pub placed: u16,
    /// How many do not.
    pub unplaced: u16,
    /// How many others wait longer.
    pub delayed_people: u32,
    /// By how many minutes on average, rounded up.
    pub delay_minutes: u32,
    /// By how many minutes at worst, rounded up.
    pub longest_delay_minutes: u32,
}

impl LateOption {
    /// The option and its effect in a sentence or two.
    pub fn say(&self, lang: Lang) -> String {
        let (Some(day), Some(start)) = (self.day, self.starts_at) else {
            return self.say_none(lang);
        };
        let (start, placed) = (clock_words(start, lang), self.placed);
        let mut text = match self.kind {
            LateKind::Now => lang.pick(
                format!("Layani sekarang di sela-sela: {placed} orang mulai pukul {start}"),
                format!("Serve now in the gaps: {} from {start} on", people_en(placed)),
            ),
            LateKind::Later => lang.pick(
                format!("Satu blok nanti: {placed} orang mulai pukul {start}"),
                format!("A block later today: {} from {start} on", people_en(placed)),
            ),
            LateKind::NextDay => lang.pick(
                format!("Pindah ke {}: {placed} orang mulai pukul {start}", day_words(day, lang)),
                format!(
                    "Move to {}: {} from {start} on",
                    day_words(day, lang),
                    people_en(placed)
                ),
            ),
        };
        text.push_str("; ");
        text.push_str(&self.say_effect(lang));
        if self.unplaced > 0 {
            text.push_str(&lang.pick(
                format!(" {} orang tidak mendapat tempat.", self.unplaced),
                format!(" No place for {}.", people_en(self.unplaced)),
            ));
        }
        text
    }

    fn say_effect(&self, lang: Lang) -> String {
        match self.delayed_people {
            0 => lang.pick(
                "yang lain tidak menunggu lebih lama.".into(),
                "nobody else waits longer.".into(),
            ),
            n => {
                let minutes = minutes_words(self.delay_minutes, lang);
                let wait = if n == 1 { "waits" } else { "wait" };
                lang.pick(
                    format!("{n} orang lain menunggu sekitar {minutes} lebih lama."),
                    format!("{} already told {wait} about {minutes} longer.", people_en(n)),
                )
            }
        }
    }

    fn say_none(&self, lang: Lang) -> String {
        match self.kind {
            LateKind::Now => lang.pick(
                "Hari ini tidak ada sela yang tersisa.".into(),
                "No gap is left today.".into(),
            ),
            LateKind::Later => lang.pick(
                "Hari ini tidak ada tempat lagi untuk satu blok.".into(),
                "No place is left today for a block.".into(),
            ),
            LateKind::NextDay => lang.pick(
                "Tidak ada tempat pada hari-hari berikutnya.".into(),
                "No place is left on the following days.".into(),
            ),
        }
    }
}
