//! Hours and breaks: `07:30-15:30`, `2021-11-12=07:30-11:30`, `11:45-13:00,stations=2`.

use jemput_domain::{
    plan::{Break, Span},
    time::{Day, Minute},
};

use super::time;
use crate::words::Both;

/// A day and its own hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HoursOf {
    /// The day.
    pub day: Day,
    /// Its hours.
    pub open: Span,
}

/// A break of every day, or of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BreakOf {
    /// The day; none: every day.
    pub day: Option<Day>,
    /// The break; none: this day has no break.
    pub pause: Option<Break>,
}

/// Reads a span of a day: `07:30-15:30`, or `07.30-15.30`.
pub fn span(text: &str) -> Result<Span, Both> {
    let read = |text: &str| {
        let (start, end) = text.split_once(['-', '\u{2013}'])?;
        Some(Span {
            start: Minute::parse(start)?,
            end: Minute::parse(end)?,
        })
    };
    read(text).ok_or_else(|| Both::new("tulis jam seperti 07:30-15:30", "write hours as in 07:30-15:30"))
}

/// Reads a day's own hours: `DAY=07:30-11:30`.
pub fn hours_of(text: &str) -> Result<HoursOf, Both> {
    let Some((day, open)) = text.split_once('=') else {
        return Err(Both::new(
            "tulis hari dan jamnya seperti 2021-11-12=07:30-11:30",
            "write a day and its hours as in 2021-11-12=07:30-11:30",
        ));
    };
    Ok(HoursOf {
        day: time::day(day)?,
        open: span(open)?,
    })
}

/// Reads a break: `[DAY=]11:45-13:00[,stations=2]`, or `DAY=none`.
pub fn break_of(text: &str) -> Result<BreakOf, Both> {
    let (when, stations) = match text.split_once(',') {
        Some((when, stations)) => (when, stations_open(stations)?),
        None => (text, 0),
    };
    let (day, when) = match when.split_once('=') {
        Some((day, when)) => (Some(time::day(day)?), when),
        None => (None, when),
    };
    if day.is_some() && when.trim() == "none" {
        return Ok(BreakOf { day, pause: None });
    }
    Ok(BreakOf {
        day,
        pause: Some(Break {
            span: span(when)?,
            stations_open: stations,
        }),
    })
}

fn stations_open(text: &str) -> Result<u8, Both> {
    let number = text
        .trim()
        .strip_prefix("stations=")
        .and_then(|number| number.parse().ok());
    number.ok_or_else(|| {
        Both::new(
            "meja yang tetap buka saat istirahat ditulis seperti 11:45-13:00,stations=2",
            "stations that stay open in a break are written as in 11:45-13:00,stations=2",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(text: &str) -> Span {
        span(text).unwrap()
    }

    #[test]
    fn reads_hours() {
        assert_eq!(
            minutes("07:30-15:30"),
            Span {
                start: Minute(450),
                end: Minute(930)
            }
        );
        assert_eq!(minutes("07.30 - 15.30"), minutes("07:30-15:30"));
        let friday = time::day("2021-11-12").unwrap();
        assert_eq!(
            hours_of("2021-11-12=07:30-11:30"),
            Ok(HoursOf {
                day: friday,
                open: minutes("07:30-11:30")
            })
        );
        for text in [
            "",
            "07:30",
            "0730-1530",
            "07:30-25:00",
            "pagi-sore",
            "07:30-15:30-16:00",
        ] {
            assert!(span(text).is_err(), "{text}");
        }
        for text in [
            "07:30-11:30",
            "Friday=07:30-11:30",
            "2021-11-31=07:30-11:30",
            "2021-11-12=",
        ] {
            assert!(hours_of(text).is_err(), "{text}");
        }
    }

    #[test]
    fn reads_breaks() {
        let lunch = Break {
            span: minutes("11:45-13:00"),
            stations_open: 0,
        };
        assert_eq!(
            break_of("11:45-13:00"),
            Ok(BreakOf {
                day: None,
                pause: Some(lunch)
            })
        );
        let half = Break {
            stations_open: 2,
            ..lunch
        };
        assert_eq!(
            break_of("11:45-13:00,stations=2"),
            Ok(BreakOf {
                day: None,
                pause: Some(half)
            })
        );
        let friday = Some(time::day("2021-11-12").unwrap());
        assert_eq!(
            break_of("2021-11-12=11:45-13:00,stations=2"),
            Ok(BreakOf {
                day: friday,
                pause: Some(half)
            })
        );
        assert_eq!(
            break_of("2021-11-12=none"),
            Ok(BreakOf {
                day: friday,
                pause: None
            })
        );
        for text in [
            "",
            "none",
            "11:45",
            "11:45-13:00,2",
            "11:45-13:00,stations=",
            "11:45-13:00,stations=300",
            "soon=11:45-13:00",
        ] {
            assert!(break_of(text).is_err(), "{text}");
        }
    }
}
