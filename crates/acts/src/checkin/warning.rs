//! What a desk should know of a person before it goes on: nothing is refused for it, nothing is lost.

use jemput_domain::{booking::Booking, decide, refusal::Refusal, time::Day, words::Lang};

use crate::{guardian, recorded::place_words, visit_now::VisitNow};

/// The day on which a person is to be served: today for who is here, else the slot's day, else the visit's last.
pub(crate) fn day_due(visit: &VisitNow, booking: &Booking) -> Day {
    let slot = booking.slot.and_then(|number| visit.plan.slot(number));
    match slot {
        _ if booking.state.on_site() => visit.day,
        Some(slot) => slot.day,
        None => {
            let last = visit.plan.setup.days.last().map(|hours| hours.day);
            last.map_or(visit.day, |last| last.max(visit.day))
        }
    }
}

/// That a person is too young on the day that they are due, and from when they are not.
pub(crate) fn too_young(visit: &VisitNow, booking: &Booking, day: Day) -> Option<Refusal> {
    let minimum_age = visit.plan.setup.minimum_age;
    let from = decide::old_enough_later(&booking.person, day, minimum_age)?;
    Some(Refusal::TooYoung {
        name: booking.person.name.clone(),
        minimum_age,
        from,
    })
}

/// The sentences about a person who is to be recorded still: too young, or recorded before.
pub(super) fn warnings(visit: &VisitNow, booking: &Booking) -> Vec<String> {
    if booking.state.is_settled() {
        return Vec::new();
    }
    let lang = visit.lang;
    let young = too_young(visit, booking, day_due(visit, booking)).map(|why| why.say(lang));
    let unsettled = |_: &&String| !booking.settled.iter().any(|flag| flag == "recorded_elsewhere");
    let before = booking.recorded_elsewhere.as_ref().filter(unsettled);
    let before = before.map(|place| recorded_before(&place_words(place.clone(), lang), lang));
    let form = guardian::missing(visit, booking, day_due(visit, booking));
    young.into_iter().chain(before).chain(form).collect()
}

fn recorded_before(place: &str, lang: Lang) -> String {
    if place.is_empty() {
        return lang.pick(
            "NIK ini sudah pernah direkam. Periksa dulu sebelum merekam lagi.".into(),
            "This NIK was recorded before. Check before recording again.".into(),
        );
    }
    lang.pick(
        format!("NIK ini sudah pernah direkam di {place}. Periksa dulu sebelum merekam lagi."),
        format!("This NIK was recorded before at {place}. Check before recording again."),
    )
}
