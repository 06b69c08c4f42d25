//! A day of the plan in one sentence.

use serde::{Deserialize, Serialize};

use super::{
    Curve, Plan,
    saying::{clock_words, people_en},
};
use crate::{
    time::{Day, Minute},
    words::Lang,
};

/// What a day comes to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Summary {
    /// The day.
    pub day: Day,
    /// Recording sets.
    pub stations: u8,
    /// Minutes that one person takes.
    pub minutes_per_person: u16,
    /// People booked on the day.
    pub people: u32,
    /// When the last of them is done; none: nobody is booked, or not all are served.
    pub ends_at: Option<Minute>,
    /// When the day should end.
    pub closes_at: Option<Minute>,
    /// Most people who wait at once.
    pub peak_waiting: u32,
    /// Most people on site at once.
    pub peak_on_site: u32,
    /// How many may be on site.
    pub waiting_limit: u16,
    /// When more people are on site than may be, first.
    pub over_limit_at: Option<Minute>,
    /// Who is not served before midnight.
    pub unserved: u32,
}

/// The summary of a day as planned, from its curve without a live part.
pub fn summary(plan: &Plan, curve: &Curve) -> Summary {
    Summary {
        day: curve.day,
        stations: plan.setup.stations,
        minutes_per_person: plan.setup.minutes_per_person,
        people: curve.people,
        ends_at: curve.ends_at,
        closes_at: plan.hours_of(curve.day).map(|hours| hours.open.end),
        peak_waiting: curve.peak_waiting,
        peak_on_site: curve.peak_on_site,
        waiting_limit: curve.waiting_limit,
        over_limit_at: curve.over_limit_at,
        unserved: curve.unserved,
    }
}

impl Summary {
    /// *Dengan 4 meja dan 8 menit per orang, 152 orang selesai pukul 15.10; paling banyak 22 orang menunggu bersamaan.*
    pub fn say(&self, lang: Lang) -> String {
        if self.people == 0 {
            return lang.pick(
                "Belum ada yang dijadwalkan pada hari ini.".into(),
                "Nobody is booked on this day yet.".into(),
            );
        }
        let mut text = match self.ends_at {
            Some(end) => self.say_end(end, lang),
            None => lang.pick(
                format!(
                    "Dengan {} meja, {} dari {} orang tidak selesai pada hari ini.",
                    self.stations, self.unserved, self.people
                ),
                format!(
                    "With {} stations, {} of {} people are not done on this day.",
                    self.stations, self.unserved, self.people
                ),
            ),
        };
        if let (Some(end), Some(close)) = (self.ends_at, self.closes_at)
            // Who comes just before the end of the hours is finished: that alone is not worth a word.
            && end.0 > close.0.saturating_add(self.minutes_per_person)
        {
            let late = end.0 - close.0;
            text.push_str(&lang.pick(
                format!(" Itu {late} menit sesudah jam layanan berakhir."),
                format!(" That is {late} minutes after hours."),
            ));
        }
        if let Some(at) = self.over_limit_at {
            let (at, peak, limit) = (clock_words(at, lang), self.peak_on_site, self.waiting_limit);
            text.push_str(&lang.pick(
                format!(" Batas {limit} orang di lokasi terlampaui mulai pukul {at}, paling banyak {peak} orang."),
                format!(" The limit of {limit} on site is passed from {at} on, with up to {peak}."),
            ));
        }
        text
    }

    fn say_end(&self, end: Minute, lang: Lang) -> String {
        let Self {
            stations,
            minutes_per_person: minutes,
            people,
            peak_waiting,
            ..
        } = self;
        let end = clock_words(end, lang);
        let (waiting_id, waiting_en) = match peak_waiting {
            0 => (
                "tidak ada yang perlu menunggu".to_owned(),
                "nobody has to wait".to_owned(),
            ),
            n => (
                format!("paling banyak {n} orang menunggu bersamaan"),
                format!("at most {n} wait at the same time"),
            ),
        };
        let station_word = if *stations == 1 { "station" } else { "stations" };
        let minute_word = if *minutes == 1 { "minute" } else { "minutes" };
        let done = if *people == 1 { "is done" } else { "are done" };
        lang.pick(
            format!("Dengan {stations} meja dan {minutes} menit per orang, {people} orang selesai pukul {end}; {waiting_id}."),
            format!("With {stations} {station_word} and {minutes} {minute_word} a person, {} {done} by {end}; {waiting_en}.", people_en(*people)),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::plan::{
        SlotNumber, book,
        fixture::{counts, day, minute, sman55_plan, students},
        forecast,
    };

    fn example() -> Summary {
        Summary {
            day: day("2021-11-09"),
            stations: 4,
            minutes_per_person: 8,
            people: 152,
            ends_at: Some(minute("15:10")),
            closes_at: Some(minute("15:30")),
            peak_waiting: 22,
            peak_on_site: 26,
            waiting_limit: 30,
            over_limit_at: None,
            unserved: 0,
        }
    }

    #[test]
    fn says_a_day_in_a_sentence() {
        assert_eq!(
            example().say(Lang::Id),
            "Dengan 4 meja dan 8 menit per orang, 152 orang selesai pukul 15.10; paling banyak 22 orang menunggu bersamaan."
        );
        assert_eq!(
            example().say(Lang::En),
            "With 4 stations and 8 minutes a person, 152 people are done by 15:10; at most 22 wait at the same time."
        );
        assert_eq!(
            Summary { people: 0, ..example() }.say(Lang::Id),
            "Belum ada yang dijadwalkan pada hari ini."
        );
    }

    #[test]
    fn says_what_goes_wrong() {
        let late = Summary {
            ends_at: Some(minute("15:50")),
            ..example()
        };
        assert!(
            late.say(Lang::Id)
                .ends_with(" Itu 20 menit sesudah jam layanan berakhir.")
        );
        let hardly = Summary {
            ends_at: Some(minute("15:38")),
            ..example()
        };
        assert!(hardly.say(Lang::Id).ends_with("menunggu bersamaan."));
        let full = Summary {
            over_limit_at: Some(minute("09:05")),
            peak_on_site: 41,
            ..example()
        };
        assert!(
            full.say(Lang::Id)
                .ends_with(" Batas 30 orang di lokasi terlampaui mulai pukul 09.05, paling banyak 41 orang.")
        );
        let never = Summary {
            ends_at: None,
            unserved: 3,
            ..example()
        };
        assert_eq!(
            never.say(Lang::Id),
            "Dengan 4 meja, 3 dari 152 orang tidak selesai pada hari ini."
        );
    }

    #[test]
    fn sums_up_the_days_of_sman55() {
        let plan = sman55_plan(8);
        let booked: BTreeMap<SlotNumber, u16> = counts(&book(&plan, &students(), &BTreeMap::new(), None).placed);
        let days = plan
            .setup
            .days
            .iter()
            .map(|hours| summary(&plan, &forecast(&plan, hours.day, &booked, None)));
        let days: Vec<Summary> = days.collect();
        assert_eq!(days.iter().map(|day| day.people).sum::<u32>(), 452);
        assert!(
            days.iter()
                .all(|day| day.closes_at == Some(minute("15:30")) && day.peak_waiting < day.peak_on_site)
        );
    }
}
