//! The plan that follows from a roster, in a sentence or two.

use jemput_domain::{
    plan::saying::{clock_words, day_words},
    words::Lang,
};

use super::crowd::Crowd;
use crate::{
    roster::{meeting::Fate, prepare::Met},
    saying::people,
    view::RosterReport,
};

pub(super) fn sentence(met: &Met<'_>, report: &RosterReport, crowd: &Crowd, nothing_new: bool, lang: Lang) -> String {
    if nothing_new {
        return nothing(report, lang);
    }
    let new = report.accepted + report.held_new(met);
    // Those to be completed too: they count against their class's slot.
    let without = without(met);
    let mut parts = Vec::new();
    if new > 0 {
        parts.push(if met.add {
            added(report, new, lang)
        } else {
            planned(met, crowd, new - without, lang)
        });
    }
    if without > 0 {
        let without = people(without, lang);
        parts.push(lang.pick(
            format!("{without} belum mendapat sesi."),
            format!("{without} have no slot."),
        ));
    }
    let taken = met
        .meeting
        .corrections
        .iter()
        .filter(|correction| correction.taken)
        .count();
    if taken > 0 {
        parts.push(lang.pick(
            format!("Data {taken} orang diperbarui."),
            format!("{taken} are brought up to date."),
        ));
    }
    if !met.add && !met.meeting.gone.is_empty() {
        let gone = met.meeting.gone.len();
        parts.push(lang.pick(
            format!("{gone} orang tidak ada lagi di daftar ini."),
            format!("{gone} are no longer on this list."),
        ));
    }
    parts.join(" ")
}

fn nothing(report: &RosterReport, lang: Lang) -> String {
    let booked = report.already_booked + report.held;
    if booked == 0 {
        return lang.pick(
            "Tidak ada yang dapat dijadwalkan dari berkas ini.".into(),
            "Nobody in this file can be booked.".into(),
        );
    }
    let booked = people(booked, lang);
    lang.pick(
        format!("Daftar ini sudah dijadwalkan: {booked} sudah punya jadwal. Tidak ada yang berubah."),
        format!("This list has been taken in: {booked} have their bookings. Nothing changes."),
    )
}

/// `30 orang tambahan: 18 muat hari ini, 12 pada Rabu, 10 November 2021.`
fn added(report: &RosterReport, new: u32, lang: Lang) -> String {
    let days: Vec<String> = report
        .fits
        .iter()
        .map(|(day, people)| {
            lang.pick(
                format!("{people} muat {}", day_words(*day, lang)),
                format!("{people} fit on {}", day_words(*day, lang)),
            )
        })
        .collect();
    let new = people(new, lang);
    let days = if days.is_empty() {
        lang.pick("tidak ada hari tersisa".into(), "no day is left".into())
    } else {
        days.join(", ")
    };
    lang.pick(format!("{new} tambahan: {days}."), format!("{new} more: {days}."))
}

/// Newcomers that no slot could take.
fn without(met: &Met<'_>) -> u32 {
    let new = met.meeting.fates.iter().zip(&met.placing.slots);
    let without = new.filter(|(fate, slot)| **fate == Fate::New && slot.is_none());
    u32::try_from(without.count()).unwrap_or(u32::MAX)
}

/// `452 orang dijadwalkan pada 3 hari; yang terlama selesai pukul 15.30; paling banyak 28 orang di lokasi, batasnya 30.`
fn planned(met: &Met<'_>, crowd: &Crowd, placed: u32, lang: Lang) -> String {
    let plan = &met.visit.plan;
    let slots = met.placing.slots.iter().flatten().filter_map(|slot| plan.slot(*slot));
    let days: std::collections::BTreeSet<_> = slots.map(|slot| slot.day).collect();
    let curves = || crowd.curves.iter().filter(|curve| days.contains(&curve.day));
    let on_site = curves().map(|curve| curve.peak_on_site).max().unwrap_or(0);
    let ends = curves().filter_map(|curve| curve.ends_at).max();
    let (placed, limit, count) = (people(placed, lang), plan.setup.waiting_limit, days.len());
    let ends = ends.map(|end| clock_words(end, lang)).unwrap_or_else(|| "-".into());
    let day_word = if count == 1 { "day" } else { "days" };
    let mut text = lang.pick(
        format!("{placed} dijadwalkan pada {count} hari, selesai paling lambat pukul {ends}; paling banyak {on_site} orang di lokasi, batasnya {limit}."),
        format!("{placed} booked on {count} {day_word}, done by {ends} at the latest; at most {on_site} on site, the limit is {limit}."),
    );
    if let Some(class) = crowd.at_once.as_ref().filter(|class| class.peak > u32::from(limit)) {
        let (name, size, peak) = (&class.class, people(class.people, lang), class.peak);
        text.push_str(&lang.pick(
            format!(" Bila {name} ({size}) datang sekaligus, {peak} orang di lokasi: panggil kelas itu per sesi."),
            format!(" If {name} ({size}) comes as a whole, {peak} are on site: call that class slot by slot."),
        ));
    }
    text
}

impl RosterReport {
    /// Of the held, those that get their booking now.
    fn held_new(&self, met: &Met<'_>) -> u32 {
        let before = met
            .meeting
            .fates
            .iter()
            .filter(|fate| matches!(fate, Fate::Held(_)))
            .count();
        self.held.saturating_sub(u32::try_from(before).unwrap_or(u32::MAX))
    }
}
