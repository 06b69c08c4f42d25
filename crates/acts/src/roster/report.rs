//! What a person is told of a roster.

mod classes;
mod crowd;
mod findings;
mod found;
mod sentence;

use jemput_domain::{
    region,
    roster::{Detail, End, Row, other_place},
    time::Day,
    words::Lang,
};

use crowd::Crowd;

use super::{
    meeting::{Correction, Fate},
    prepare::Met,
    when::when,
};
use crate::{
    hex,
    view::{RosterDifference, RosterReport},
};

/// The report before anything is written.
pub(crate) fn report(met: &Met<'_>, nothing_new: bool, lang: Lang) -> RosterReport {
    let mut report = RosterReport {
        digest: hex::write(&met.file.digest),
        file_name: met.file.name.clone(),
        sheet: found::sheets(met),
        header_rows: met.roster.sheets.first().map_or((0, 0), |sheet| sheet.header_rows),
        columns: found::columns(met, lang),
        not_read: found::not_read(met, lang),
        passed_over: found::passed_over(met, lang),
        rows: 0,
        accepted: 0,
        warned: 0,
        held: 0,
        not_due: 0,
        already_booked: 0,
        unplaced: 0,
        findings: findings::findings(met, lang),
        classes: classes::classes(met, lang),
        new: new(met, lang),
        changed: met
            .meeting
            .corrections
            .iter()
            .filter_map(|correction| changed(met, correction, lang))
            .collect(),
        gone: gone(met, lang),
        fits: if met.add { fits(met) } else { Vec::new() },
        sentence: String::new(),
        curves: Vec::new(),
        slots: met
            .visit
            .plan
            .slots
            .iter()
            .map(|slot| (slot.number.0, people_in(met, slot.number)))
            .collect(),
        written: false,
        import: None,
        act: None,
    };
    count(met, &mut report);
    let crowd = Crowd::of(met);
    report.curves = crowd.points();
    report.sentence = sentence::sentence(met, &report, &crowd, nothing_new, lang);
    if let Some(theirs) = other_place_of(met) {
        let ours = &met.visit.site.name;
        let warning = lang.pick(
            format!(
                "Daftar ini menyebut {theirs}, sedangkan kegiatan ini di {ours}: periksa dulu apakah berkasnya benar. "
            ),
            format!("This list names {theirs}, but this visit is at {ours}: see first whether it is the right file. "),
        );
        report.sentence.insert_str(0, &warning);
    }
    report
}

/// Where the list says that it is from, if that is not the site: said before anything is taken.
fn other_place_of(met: &Met<'_>) -> Option<String> {
    let read = met.roster.sheets.first()?;
    let grid = met.file.sheets.iter().find(|grid| grid.name == read.name)?;
    let site = &met.visit.site;
    other_place(grid, read.header_rows.0, &site.name, region::district(&site.district))
}

/// Every row in exactly one of its ends.
fn count(met: &Met<'_>, report: &mut RosterReport) {
    let rows = met.roster.rows.iter().zip(&met.meeting.fates).zip(&met.placing.slots);
    for ((row, fate), slot) in rows {
        report.rows += 1;
        match (fate, row.end()) {
            (Fate::NotDue, _) => report.not_due += 1,
            (Fate::Booked(_), _) => report.already_booked += 1,
            (Fate::Held(_), _) | (Fate::New, End::Held) => report.held += 1,
            (Fate::New, end) => {
                report.accepted += 1;
                report.unplaced += u32::from(slot.is_none());
                report.warned += u32::from(end == End::Warned);
            }
        }
    }
}

pub(super) fn people_in(met: &Met<'_>, slot: jemput_domain::plan::SlotNumber) -> u32 {
    met.placing.taken.get(&slot).copied().unwrap_or(0).into()
}

/// Newcomers by day: today and the next day of the visit in any case, then the days where some had to go.
fn fits(met: &Met<'_>) -> Vec<(Day, u32)> {
    let days = met
        .visit
        .plan
        .setup
        .days
        .iter()
        .map(|hours| hours.day)
        .filter(|day| *day >= met.visit.day);
    let placed = |day: Day| {
        let slots = met
            .placing
            .slots
            .iter()
            .flatten()
            .filter_map(|slot| met.visit.plan.slot(*slot));
        u32::try_from(slots.filter(|slot| slot.day == day).count()).unwrap_or(u32::MAX)
    };
    let fits = (0..).zip(days).map(|(nth, day)| (nth, day, placed(day)));
    fits.filter(|(nth, _, people)| *nth < 2 || *people > 0)
        .map(|(_, day, people)| (day, people))
        .collect()
}

fn changed(met: &Met<'_>, correction: &Correction, lang: Lang) -> Option<RosterDifference> {
    let booking = met.bookings.get(correction.booking)?;
    let details: Vec<String> = correction
        .what
        .iter()
        .map(|detail| detail_words(*detail, correction, lang))
        .collect();
    let mut what = details.join(", ");
    if !correction.taken {
        what.push_str(&lang.pick(" (sudah hadir; tidak diubah)".into(), " (has come; not changed)".into()));
    }
    Some(RosterDifference {
        booking: correction.booking,
        name: booking.person.name.clone(),
        class: booking.person.class.clone(),
        what,
    })
}

fn detail_words(detail: Detail, correction: &Correction, lang: Lang) -> String {
    let value = match detail {
        Detail::Name => &correction.person.name,
        Detail::Class => &correction.person.class,
        // What identifies a person is not spread over lists.
        _ => return detail.say(lang),
    };
    lang.pick(
        format!("{} menjadi {value}", detail.say(lang)),
        format!("{} becomes {value}", detail.say(lang)),
    )
}

/// Who is new, where the visit has people already; of a first list that is everybody.
fn new(met: &Met<'_>, lang: Lang) -> Vec<RosterDifference> {
    if met.bookings.taking().next().is_none() {
        return Vec::new();
    }
    let rows = met.roster.rows.iter().enumerate();
    let rows = rows.filter(|(at, _)| met.meeting.fates[*at] == Fate::New);
    let difference = |(at, row): (usize, &Row)| RosterDifference {
        booking: met.meeting.ids[at],
        name: row.person.name.clone(),
        class: row.person.class.clone(),
        what: match met.placing.slots[at] {
            Some(slot) => when(&met.visit.plan, &[slot].into(), lang),
            None => lang.pick("belum mendapat sesi".into(), "no slot yet".into()),
        },
    };
    rows.map(difference).collect()
}

fn gone(met: &Met<'_>, lang: Lang) -> Vec<RosterDifference> {
    let difference = |id: &jemput_domain::id::BookingId| {
        let booking = met.bookings.get(*id)?;
        let what = when(&met.visit.plan, &booking.slot.into_iter().collect(), lang);
        Some(RosterDifference {
            booking: *id,
            name: booking.person.name.clone(),
            class: booking.person.class.clone(),
            what,
        })
    };
    met.meeting.gone.iter().filter_map(difference).collect()
}
