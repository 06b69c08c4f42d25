//! Instants, zones, days and minutes. Inside, an instant is UTC milliseconds; days and minutes are local to a site.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SecondsFormat, TimeZone, Timelike, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An instant: milliseconds since 1970-01-01T00:00:00Z. RFC 3339 in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads RFC 3339.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|t| Self(t.timestamp_millis()))
    }

    /// The instant `minutes` later.
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// Within the years 1 to 9999 of every zone: what a peer wrote may be anything, and a calendar ends.
    fn in_calendar(self) -> DateTime<Utc> {
        const FIRST: i64 = -62_135_510_400_000;
        const LAST: i64 = 253_402_214_400_000;
        DateTime::from_timestamp_millis(self.0.clamp(FIRST, LAST)).unwrap_or_default()
    }

    /// RFC 3339 in the given zone, seconds precise: what people are shown in JSON.
    pub fn in_zone(self, zone: Zone) -> String {
        let t = self.in_calendar().with_timezone(&zone.offset());
        t.to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Utc.timestamp_millis_opt(self.0).single() {
            Some(t) => f.write_str(&t.to_rfc3339_opts(SecondsFormat::Millis, true)),
            None => write!(f, "{} ms", self.0),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 time"))
        } else {
            i64::deserialize(deserializer).map(Self)
        }
    }
}

/// Indonesia's three time zones: fixed offsets, no daylight saving.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum Zone {
    /// UTC+7.
    #[default]
    Wib,
    /// UTC+8.
    Wita,
    /// UTC+9.
    Wit,
}

impl Zone {
    fn offset(self) -> FixedOffset {
        FixedOffset::east_opt(self.hours() * 3_600).expect("7, 8 and 9 hours are offsets")
    }

    /// Hours ahead of UTC.
    pub fn hours(self) -> i32 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }

    /// The zone of a province, by the first two digits of a Kemendagri code (Keppres 41/1987).
    pub fn of_province(code: &str) -> Self {
        match code.get(..2) {
            Some("51" | "52" | "53" | "63" | "64" | "65" | "71" | "72" | "73" | "74" | "75" | "76") => Self::Wita,
            Some("81" | "82" | "91" | "92" | "93" | "94" | "95" | "96") => Self::Wit,
            _ => Self::Wib,
        }
    }

    /// The local day and minute of an instant.
    pub fn local(self, at: Moment) -> (Day, Minute) {
        let t = at.in_calendar().with_timezone(&self.offset());
        (Day(t.date_naive()), Minute((t.hour() * 60 + t.minute()) as u16))
    }

    /// The instant of a local day and minute.
    pub fn moment(self, day: Day, minute: Minute) -> Moment {
        let midnight = day.0.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        Moment(midnight + (i64::from(minute.0) - i64::from(self.hours()) * 60) * 60_000)
    }
}

/// A local calendar day; ISO in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, ts_rs::TS)]
#[ts(type = "string")]
pub struct Day(pub NaiveDate);

impl Day {
    /// Reads an ISO date.
    pub fn parse(text: &str) -> Option<Self> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self)
    }

    /// Full years lived on this day by someone born on `birth`; who was born on 29 February turns a year older on 1 March.
    pub fn age_of(self, birth: Day) -> i32 {
        let had_birthday = (self.0.month(), self.0.day()) >= (birth.0.month(), birth.0.day());
        self.0.year() - birth.0.year() - i32::from(!had_birthday)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i32(self.0.num_days_from_ce())
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let day = if deserializer.is_human_readable() {
            Self::parse(&String::deserialize(deserializer)?)
        } else {
            NaiveDate::from_num_days_from_ce_opt(i32::deserialize(deserializer)?).map(Self)
        };
        day.ok_or_else(|| serde::de::Error::custom("not a date"))
    }
}

/// A minute of the local day, 0 to 1440; `HH:MM` in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, ts_rs::TS)]
#[ts(type = "string")]
pub struct Minute(pub u16);

impl Minute {
    /// Reads `07:30` or, as Indonesia writes it, `07.30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.trim().split_once([':', '.'])?;
        let (h, m): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (minutes.len() == 2 && m < 60 && h <= 24 && h * 60 + m <= 1440).then(|| Self(h * 60 + m))
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for Minute {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u16(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let minute = if deserializer.is_human_readable() {
            Self::parse(&String::deserialize(deserializer)?)
        } else {
            Some(Self(u16::deserialize(deserializer)?)).filter(|m| m.0 <= 1440)
        };
        minute.ok_or_else(|| serde::de::Error::custom("not a time of day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_moment_has_a_day_in_every_zone(at: i64) {
            for zone in [Zone::Wib, Zone::Wita, Zone::Wit] {
                let (day, minute) = zone.local(Moment(at));
                prop_assert!((1..=9999).contains(&day.0.year()) && minute.0 < 1440);
                prop_assert!(Moment::parse(&Moment(at).in_zone(zone)).is_some());
            }
        }
    }

    #[test]
    fn the_calendars_ends_are_no_ends_of_the_program() {
        let last = DateTime::<Utc>::MAX_UTC.timestamp_millis();
        for at in [i64::MIN, -last, last - 1, last, i64::MAX] {
            assert!(!Moment(at).in_zone(Zone::Wit).is_empty());
            Zone::Wit.local(Moment(at));
            let _ = Moment(at).plus_minutes(i64::MAX).to_string();
        }
    }
}
