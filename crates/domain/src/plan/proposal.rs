//! A new plan for the rest of a day, as a difference to be looked at and taken.

use serde::{Deserialize, Serialize};

use super::{
    Plan, Slot, SlotNumber, Unplaced,
    saying::{clock_words, day_words, minutes_words, people_en},
};
use crate::{
    time::{Day, Minute},
    words::Lang,
};

/// Why the rest of a day is planned anew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Everything later.
    Delay {
        /// By so many minutes.
        minutes: u16,
    },
    /// So many stations work.
    Stations {
        /// How many.
        stations: u8,
    },
    /// One person takes so many minutes.
    Minutes {
        /// How many.
        minutes: u16,
    },
    /// A class is to come at another time.
    Class {
        /// The class.
        class: String,
        /// From this slot on, in the day's later slots where it is full.
        to: SlotNumber,
    },
}

/// A slot before and after.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct SlotChange {
    /// Before.
    pub before: Slot,
    /// After; none: it falls away.
    pub after: Option<Slot>,
}

/// Someone goes to another slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Move {
    /// Who, as the caller counts them.
    pub index: u32,
    /// From.
    pub from: SlotNumber,
    /// To.
    pub to: SlotNumber,
    /// The day of that slot.
    pub to_day: Day,
    /// Had been told of the old time.
    pub told: bool,
}

/// Someone who should move, but for whom there is no place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct NotMoved {
    /// Who, as the caller counts them.
    pub index: u32,
    /// The slot that they have.
    pub from: SlotNumber,
    /// Had been told of it.
    pub told: bool,
    /// They keep that slot: it stands. Else it has no place for them any more.
    pub stays: bool,
    /// Why.
    pub why: Unplaced,
}

/// A new plan for the rest of a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Proposal {
    /// The day.
    pub day: Day,
    /// When it was made.
    pub now: Minute,
    /// Why.
    pub cause: Cause,
    /// Slots that change, by day and start.
    pub slots: Vec<SlotChange>,
    /// People that move.
    pub moves: Vec<Move>,
    /// People without a place.
    pub unplaced: Vec<NotMoved>,
    /// Who was told a time that no longer holds, ascending.
    pub to_tell: Vec<u32>,
}

impl Proposal {
    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty() && self.moves.is_empty() && self.unplaced.is_empty()
    }

    /// The plan once the proposal is taken.
    pub fn apply(&self, plan: &Plan) -> Plan {
        let mut plan = plan.clone();
        for change in &self.slots {
            match change.after {
                Some(after) => plan
                    .slots
                    .iter_mut()
                    .filter(|slot| slot.number == after.number)
                    .for_each(|slot| *slot = after),
                None => plan.slots.retain(|slot| slot.number != change.before.number),
            }
        }
        plan.slots.sort_by_key(|slot| (slot.day, slot.span.start, slot.number));
        plan
    }

    /// The whole in a few sentences: *Semua sesi mulai pukul 11.00 diundur 20 menit; 9 orang pindah ke sesi lain hari
    /// ini. 4 orang perlu diberi tahu.*
    pub fn say(&self, lang: Lang) -> String {
        if self.is_empty() {
            return lang.pick(
                "Tidak ada yang perlu berubah.".into(),
                "Nothing needs to change.".into(),
            );
        }
        let mut text = self.say_cause(lang);
        let parts = self.say_people(lang);
        if parts.is_empty() {
            text.push_str(&lang.pick(
                "; semua tetap pada sesinya.".into(),
                "; everybody keeps their slot.".into(),
            ));
        } else {
            text.push_str("; ");
            text.push_str(&parts.join(", "));
            text.push('.');
        }
        match self.to_tell.len() {
            0 => {}
            n => text.push_str(&lang.pick(
                format!(" {n} orang perlu diberi tahu waktunya yang baru."),
                format!(" {} must be told of the new time.", people_en(n as u64)),
            )),
        }
        text
    }

    fn say_cause(&self, lang: Lang) -> String {
        let first = self
            .slots
            .iter()
            .map(|change| change.before.span.start)
            .min()
            .unwrap_or(self.now);
        let first = clock_words(first, lang);
        match &self.cause {
            Cause::Delay { minutes } => {
                let minutes = minutes_words(u32::from(*minutes), lang);
                lang.pick(
                    format!("Semua sesi mulai pukul {first} diundur {minutes}"),
                    format!("All slots from {first} on start {minutes} later"),
                )
            }
            Cause::Stations { stations } => lang.pick(
                format!("Dengan {stations} meja, tempat setiap sesi mulai pukul {first} berubah"),
                format!("With {stations} stations, the places of the slots from {first} on change"),
            ),
            Cause::Minutes { minutes } => lang.pick(
                format!("Dengan {minutes} menit per orang, tempat setiap sesi mulai pukul {first} berubah"),
                format!("With {minutes} minutes a person, the places of the slots from {first} on change"),
            ),
            Cause::Class { class, .. } => lang.pick(
                format!("{class} pindah waktu"),
                format!("{class} comes at another time"),
            ),
        }
    }

    fn say_people(&self, lang: Lang) -> Vec<String> {
        let today = self.moves.iter().filter(|step| step.to_day == self.day).count();
        let other: Vec<Day> = self
            .moves
            .iter()
            .filter(|step| step.to_day != self.day)
            .map(|step| step.to_day)
            .collect();
        let mut parts = Vec::new();
        if today > 0 {
            parts.push(lang.pick(
                format!("{today} orang pindah ke sesi lain hari ini"),
                format!("{} to another slot today", people_en(today as u64)),
            ));
        }
        match other.first() {
            None => {}
            Some(day) if other.iter().all(|other| other == day) => parts.push(lang.pick(
                format!("{} orang pindah ke {}", other.len(), day_words(*day, lang)),
                format!("{} to {}", people_en(other.len() as u64), day_words(*day, lang)),
            )),
            Some(_) => parts.push(lang.pick(
                format!("{} orang pindah ke hari lain", other.len()),
                format!("{} to other days", people_en(other.len() as u64)),
            )),
        }
        if !self.unplaced.is_empty() {
            parts.push(lang.pick(
                format!("{} orang belum mendapat tempat", self.unplaced.len()),
                format!("{} without a place", people_en(self.unplaced.len() as u64)),
            ));
        }
        parts
    }
}
