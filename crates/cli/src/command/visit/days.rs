//! The days of a visit from what was given for all of them and for single ones.

use jemput_domain::{
    plan::{Break, DayHours, Span},
    time::Day,
};

use crate::{
    failed::Failed,
    value::{BreakOf, HoursOf},
};

/// The days with their hours and breaks. `open` and breaks without a day hold for every day; a day's own hours replace
/// `open`, a day's own break replaces those that it overlaps.
///
/// # Errors
///
/// Hours or a break for a day that the visit does not have; hours for one day twice.
pub fn days(days: &[Day], open: Span, hours: &[HoursOf], breaks: &[BreakOf]) -> Result<Vec<DayHours>, Failed> {
    let strange = hours
        .iter()
        .map(|own| own.day)
        .chain(breaks.iter().filter_map(|own| own.day))
        .find(|day| !days.contains(day));
    if let Some(day) = strange {
        return Err(Failed::usage(
            format!("Ada jam atau istirahat untuk {day}, tetapi hari itu tidak disebut dengan --day."),
            format!("There are hours or a break for {day}, but no --day names that day."),
        ));
    }
    days.iter()
        .map(|day| {
            let mut own = hours.iter().filter(|own| own.day == *day).map(|own| own.open);
            let hours = own.next();
            if own.next().is_some() {
                return Err(Failed::usage(
                    format!("Jam untuk {day} disebut dua kali. Sebutkan sekali saja."),
                    format!("Hours for {day} are given twice. Give them once."),
                ));
            }
            Ok(DayHours {
                day: *day,
                open: hours.unwrap_or(open),
                breaks: breaks_on(*day, hours, breaks),
            })
        })
        .collect()
}

/// A day's breaks. Of those meant for every day, a day with hours of its own keeps what lies within them.
pub fn breaks_on(day: Day, own_hours: Option<Span>, breaks: &[BreakOf]) -> Vec<Break> {
    let mut own = breaks.iter().filter(|of| of.day == Some(day)).peekable();
    let mut on: Vec<Break> = breaks
        .iter()
        .filter(|of| of.day.is_none())
        .filter_map(|of| of.pause)
        .collect();
    if let Some(hours) = own_hours {
        on = on.into_iter().filter_map(|pause| within(pause, hours)).collect();
    }
    if own.peek().is_some() {
        let own: Vec<&BreakOf> = own.collect();
        if own.iter().any(|of| of.pause.is_none()) {
            on.clear();
        }
        let own: Vec<Break> = own.iter().filter_map(|of| of.pause).collect();
        on.retain(|pause| !own.iter().any(|other| other.span.overlaps(pause.span)));
        on.extend(own);
    }
    on
}

fn within(pause: Break, hours: Span) -> Option<Break> {
    let span = Span {
        start: pause.span.start.max(hours.start),
        end: pause.span.end.min(hours.end),
    };
    (span.start < span.end || pause.span.start >= pause.span.end).then_some(Break { span, ..pause })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{break_of, day, hours_of, span};

    fn given(breaks: &[&str]) -> Vec<BreakOf> {
        breaks.iter().map(|text| break_of(text).unwrap()).collect()
    }

    fn spans(breaks: &[Break]) -> Vec<String> {
        breaks
            .iter()
            .map(|b| format!("{}-{}", b.span.start, b.span.end))
            .collect()
    }

    #[test]
    fn a_friday_a_saturday_and_a_common_day() {
        let visit = ["2021-11-11", "2021-11-12", "2021-11-13"].map(|text| day(text).unwrap());
        let hours = [
            hours_of("2021-11-12=07:30-14:30").unwrap(),
            hours_of("2021-11-13=07:30-11:45").unwrap(),
        ];
        let breaks = given(&["11:45-13:00", "2021-11-12=11:30-13:15", "2021-11-11=09:30-09:45"]);
        let days = days(&visit, span("07:30-15:30").unwrap(), &hours, &breaks).unwrap();
        assert_eq!(days[0].open, span("07:30-15:30").unwrap());
        assert_eq!(
            spans(&days[0].breaks),
            ["11:45-13:00", "09:30-09:45"],
            "an own break beside the common one"
        );
        assert_eq!(days[1].open, span("07:30-14:30").unwrap());
        assert_eq!(
            spans(&days[1].breaks),
            ["11:30-13:15"],
            "an own break instead of the common one"
        );
        assert_eq!(days[2].open, span("07:30-11:45").unwrap());
        assert!(
            days[2].breaks.is_empty(),
            "the common break lies after the day's own hours"
        );
    }

    #[test]
    fn a_common_break_ends_with_the_days_own_hours() {
        let friday = day("2021-11-12").unwrap();
        let own = Some(span("07:30-12:30").unwrap());
        assert_eq!(
            spans(&breaks_on(friday, own, &given(&["11:45-13:00"]))),
            ["11:45-12:30"]
        );
        assert_eq!(
            spans(&breaks_on(friday, None, &given(&["16:00-17:00"]))),
            ["16:00-17:00"],
            "for the rule to refuse"
        );
        assert_eq!(
            spans(&breaks_on(friday, own, &given(&["13:00-11:45"]))).len(),
            1,
            "a reversed one too"
        );
    }

    #[test]
    fn a_day_without_a_break() {
        let friday = day("2021-11-12").unwrap();
        assert!(breaks_on(friday, None, &given(&["11:45-13:00", "2021-11-12=none"])).is_empty());
        assert_eq!(
            spans(&breaks_on(friday, None, &given(&["11:45-13:00", "2021-11-13=none"]))),
            ["11:45-13:00"]
        );
    }

    #[test]
    fn hours_of_no_day_of_the_visit_are_refused() {
        let visit = [day("2021-11-11").unwrap()];
        let open = span("07:30-15:30").unwrap();
        let strange = hours_of("2021-11-12=07:30-14:30").unwrap();
        assert!(matches!(days(&visit, open, &[strange], &[]), Err(Failed::Usage(_))));
        assert!(matches!(
            days(&visit, open, &[], &given(&["2021-11-12=none"])),
            Err(Failed::Usage(_))
        ));
        let twice = hours_of("2021-11-11=07:30-14:30").unwrap();
        assert!(matches!(
            days(&visit, open, &[twice, twice], &[]),
            Err(Failed::Usage(_))
        ));
    }
}
