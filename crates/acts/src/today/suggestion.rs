//! Whether the rest of the day should be planned anew, and why.

use jemput_domain::{
    plan::{
        Curve, forecast,
        saying::{clock_words, minutes_words},
    },
    time::Day,
    words::Lang,
};
use jemput_journal::View;

use crate::{
    Trouble,
    figures::Figures,
    pace, replan,
    view::{ReplanCause, Suggestion},
    visit_now::VisitNow,
};

/// A measured time that differs from the planned one by more than this share is worth a new plan.
const DIFFERENCE_PERCENT: u32 = 20;
/// So many minutes may the day end later than planned.
const LATE_MINUTES: u16 = 15;
/// A day is put off in steps of this.
const DELAY_STEP_MINUTES: u16 = 5;

/// A reason and what would follow from it; none where all goes as planned, or a new plan would change nothing.
pub(super) fn suggestion(
    view: View<'_>,
    visit: &VisitNow,
    figures: &Figures<'_>,
    day: Day,
    measured: Option<u32>,
    curve: Option<&Curve>,
) -> Result<Option<Suggestion>, Trouble> {
    if day != visit.day || visit.plan.hours_of(day).is_none() {
        return Ok(None);
    }
    let lang = visit.lang;
    let reasons = [
        stations(view, visit, lang)?,
        minutes(visit, measured, lang),
        late(visit, figures, curve, lang),
    ];
    for (why, cause) in reasons.into_iter().flatten() {
        let drawn = replan::draw(view, visit, day, cause)?;
        if !drawn.proposal.is_empty() {
            let proposal = drawn.proposal.say(lang);
            let sentence = lang.pick(
                format!("{why} Usulan: {proposal}"),
                format!("{why} Proposal: {proposal}"),
            );
            let token = drawn.token();
            return Ok(Some(Suggestion { sentence, cause, token }));
        }
    }
    Ok(None)
}

type Reason = (String, ReplanCause);

fn stations(view: View<'_>, visit: &VisitNow, lang: Lang) -> Result<Option<Reason>, Trouble> {
    let (planned, working) = (visit.plan.setup.stations, pace::stations(view, visit)?.working);
    if working >= planned {
        return Ok(None);
    }
    let why = lang.pick(
        format!("{working} dari {planned} meja yang bekerja."),
        format!("{working} of {planned} stations work."),
    );
    Ok(Some((why, ReplanCause::Stations { stations: working })))
}

fn minutes(visit: &VisitNow, measured: Option<u32>, lang: Lang) -> Option<Reason> {
    let planned = u32::from(visit.plan.setup.minutes_per_person);
    let seconds = measured?;
    let minutes = u16::try_from(pace::minutes(seconds)).ok()?;
    if (planned * 60).abs_diff(seconds) * 100 <= planned * 60 * DIFFERENCE_PERCENT || u32::from(minutes) == planned {
        return None;
    }
    let why = lang.pick(
        format!("Satu orang rata-rata {minutes} menit, rencananya {planned} menit."),
        format!("One person takes about {minutes} minutes, {planned} were planned."),
    );
    Some((why, ReplanCause::Minutes { minutes }))
}

/// The day ends later than its plan would have had it.
fn late(visit: &VisitNow, figures: &Figures<'_>, curve: Option<&Curve>, lang: Lang) -> Option<Reason> {
    let expected = curve?.ends_at?;
    let planned = forecast(&visit.plan, visit.day, &figures.booked(visit.day), None).ends_at?;
    let late = expected.0.saturating_sub(planned.0);
    if late <= LATE_MINUTES {
        return None;
    }
    let words = minutes_words(u32::from(late), lang);
    let expected = clock_words(expected, lang);
    let why = lang.pick(
        format!("Hari ini diperkirakan selesai {expected}, {words} lebih lambat daripada rencana."),
        format!("Today is expected to end at {expected}, {words} later than planned."),
    );
    let minutes = late.div_ceil(DELAY_STEP_MINUTES) * DELAY_STEP_MINUTES;
    Some((why, ReplanCause::Delay { minutes }))
}
