//! Days, times and counts as people in Indonesia write them: *Selasa, 9 November 2021*, *10.42*.

use chrono::Datelike;

use crate::{
    time::{Day, Minute},
    words::Lang,
};

const WEEKDAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

/// A day in words: `Selasa, 9 November 2021`, `Tuesday, 9 November 2021`.
pub fn day_words(day: Day, lang: Lang) -> String {
    match lang {
        Lang::Id => {
            let weekday = WEEKDAYS_ID[day.0.weekday().num_days_from_monday() as usize % 7];
            let month = MONTHS_ID[day.0.month0() as usize % 12];
            format!("{weekday}, {} {month} {}", day.0.day(), day.0.year())
        }
        Lang::En => day.0.format("%A, %-d %B %Y").to_string(),
    }
}

/// A time of day: `10.42` in Indonesian, `10:42` in English.
pub fn clock_words(minute: Minute, lang: Lang) -> String {
    let point = match lang {
        Lang::Id => '.',
        Lang::En => ':',
    };
    format!("{:02}{point}{:02}", minute.0 / 60, minute.0 % 60)
}

/// A span of minutes: `45 menit`, `2 jam 18 menit`, `3 jam`.
pub fn minutes_words(minutes: u32, lang: Lang) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let (hour_word, minute_word) = match lang {
        Lang::Id => ("jam", "menit"),
        Lang::En => (
            if hours == 1 { "hour" } else { "hours" },
            if rest == 1 { "minute" } else { "minutes" },
        ),
    };
    match (hours, rest) {
        (0, _) => format!("{rest} {minute_word}"),
        (_, 0) => format!("{hours} {hour_word}"),
        _ => format!("{hours} {hour_word} {rest} {minute_word}"),
    }
}

/// `1 person`, `7 people`.
pub(crate) fn people_en(count: impl Into<u64>) -> String {
    match count.into() {
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_days_and_times_as_indonesia_writes_them() {
        let day = Day::parse("2021-11-09").unwrap();
        assert_eq!(day_words(day, Lang::Id), "Selasa, 9 November 2021");
        assert_eq!(day_words(day, Lang::En), "Tuesday, 9 November 2021");
        assert_eq!(clock_words(Minute(642), Lang::Id), "10.42");
        assert_eq!(clock_words(Minute(7 * 60 + 5), Lang::En), "07:05");
        assert_eq!(minutes_words(138, Lang::Id), "2 jam 18 menit");
        assert_eq!(minutes_words(61, Lang::En), "1 hour 1 minute");
        assert_eq!(minutes_words(120, Lang::Id), "2 jam");
        assert_eq!(minutes_words(0, Lang::Id), "0 menit");
    }
}
