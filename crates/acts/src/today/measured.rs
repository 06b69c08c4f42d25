//! How many people were on site, as measured.

use jemput_domain::time::{Day, Minute};
use jemput_journal::View;

use crate::{Trouble, visit_now::VisitNow};

const DAY_MINUTES: usize = 1_440;
/// As far apart as the forecast's points.
const STEP_MINUTES: usize = 5;

/// The crowd of a day from the first arrival until now, or until the last person left: minute of the day, people.
pub(super) fn measured(view: View<'_>, visit: &VisitNow, day: Day) -> Result<Vec<(u32, u32)>, Trouble> {
    if day > visit.day {
        return Ok(Vec::new());
    }
    let until = if day == visit.day {
        usize::from(visit.minute.0)
    } else {
        DAY_MINUTES - 1
    };
    let start = visit.zone().moment(day, Minute(0)).0;
    let minute_of = |at: i64| usize::try_from((at - start) / 60_000).unwrap_or(0);
    let stays = view.stays(visit.scope, day)?;
    let spans = stays.iter().map(|(came, gone)| {
        let gone = gone.map_or(DAY_MINUTES, |gone| minute_of(gone.0));
        (minute_of(came.0), gone)
    });
    Ok(crowd(spans, until))
}

/// Everyone is on site from the minute in which they came to the one before that in which they went. Every point is
/// the most crowded minute of the five that begin there.
fn crowd(spans: impl Iterator<Item = (usize, usize)>, until: usize) -> Vec<(u32, u32)> {
    let mut change = vec![0_i32; DAY_MINUTES + 1];
    let (mut first, mut last) = (DAY_MINUTES, 0);
    for (came, gone) in spans {
        let came = came.min(DAY_MINUTES);
        let gone = gone.clamp(came, DAY_MINUTES);
        change[came] += 1;
        change[gone] -= 1;
        first = first.min(came);
        last = last.max(gone);
    }
    let until = until.min(last).min(DAY_MINUTES - 1);
    let mut here = 0;
    let counts: Vec<u32> = change
        .iter()
        .map(|change| {
            here += change;
            u32::try_from(here).unwrap_or(0)
        })
        .collect();
    let first = first / STEP_MINUTES * STEP_MINUTES;
    let starts = (first..=until).step_by(STEP_MINUTES);
    starts
        .map(|from| {
            let five = &counts[from..=(from + STEP_MINUTES - 1).min(until)];
            (from as u32, five.iter().copied().max().unwrap_or(0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_who_is_there_and_ends_now() {
        let spans = [(451, 460), (452, DAY_MINUTES), (463, DAY_MINUTES)];
        assert_eq!(
            crowd(spans.into_iter(), 466),
            vec![(450, 2), (455, 2), (460, 2), (465, 2)]
        );
    }

    #[test]
    fn ends_with_the_last_on_a_day_that_is_over() {
        assert_eq!(crowd([(600, 607)].into_iter(), 1_439), vec![(600, 1), (605, 1)]);
        assert_eq!(crowd([(600, 600)].into_iter(), 1_439), vec![(600, 0)]);
    }

    #[test]
    fn nobody_came() {
        assert_eq!(crowd(std::iter::empty(), 700), Vec::new());
    }
}
