//! Checking one person in.

use jemput_domain::{
    booking::{Arrival, Booking, State},
    decide::{self, Check},
    event::Standing,
    id::{ActId, BookingId},
    words::Lang,
};
use jemput_journal::View;

use super::{lookup::resolve, mark, ticket, warning};
use crate::{
    Desk, Trouble, guardian, places,
    view::{ArriveInput, Arrived},
    visit_now::VisitNow,
};

/// Checks a person in by booking, NIK or ticket. Who has come before today gets the same ticket again.
pub fn arrive(desk: &Desk, input: ArriveInput) -> Result<Arrived, Trouble> {
    let (act, row) = desk.act(input.visit, |writing, visit| {
        let row = resolve(writing.view(), visit, &input.code)?;
        if row.booking.ticket_on(visit.day).is_some() && row.booking.state.on_site() {
            return Ok((Vec::new(), row));
        }
        let (mark, mut drafts) = mark::own(desk, writing.view(), visit.scope)?;
        let ticketing = ticket::next(desk, writing, visit, &mark, &row.booking)?;
        if let Check::Now(arrival, _) =
            decide::arrive(row.id, &row.booking, &visit.plan, visit.day, visit.minute, ticketing)?
        {
            drafts.extend(arrival);
        }
        Ok((drafts, row))
    })?;
    desk.read_visit(input.visit, |view, visit| told(view, visit, row.id, &row.booking, act))
}

/// What the desk tells of a check-in. `before` is the booking as it was: its slot gives the standing that was shown.
pub(crate) fn told(
    view: View<'_>,
    visit: &VisitNow,
    id: BookingId,
    before: &Booking,
    act: Option<ActId>,
) -> Result<Arrived, Trouble> {
    let booking = crate::visit_now::booking(view, visit.scope, id)?.booking;
    let on_site = places::on_site(view, visit)?;
    let waiting_limit = u32::from(visit.plan.setup.waiting_limit);
    let already = act.is_none();
    let (standing, standing_minutes) = match &booking.arrival {
        Some(arrival) if already => shown_then(visit, &booking, arrival),
        _ => visit.standing(before),
    };
    let ticket = booking
        .ticket_on(visit.day)
        .map(ToString::to_string)
        .unwrap_or_default();
    let sentence = sentence(
        visit.lang,
        &booking.person.name,
        &ticket,
        standing,
        standing_minutes,
        already,
    );
    Ok(Arrived {
        booking: id,
        name: booking.person.name.clone(),
        class: booking.person.class.clone(),
        ticket,
        standing,
        standing_minutes,
        already,
        waits: booking.state == State::Waiting,
        on_site,
        waiting_limit,
        site_full: places::is_full(visit, on_site),
        warnings: warning::warnings(visit, &booking),
        guardian_missing: guardian::missing(visit, &booking, visit.day).is_some(),
        held: booking.held,
        sentence,
        act,
    })
}

/// What the desk was shown when a person came, with the minutes as long as their slot is still the one they came for.
pub(crate) fn shown_then(visit: &VisitNow, booking: &Booking, arrival: &Arrival) -> (Standing, u32) {
    let (day, minute) = visit.zone().local(arrival.at);
    let slot = booking.slot.and_then(|slot| visit.plan.slot(slot));
    match decide::standing(slot, day, minute) {
        (standing, minutes) if standing == arrival.standing => (standing, minutes),
        _ => (arrival.standing, 0),
    }
}

fn sentence(lang: Lang, name: &str, ticket: &str, standing: Standing, minutes: u32, already: bool) -> String {
    let (how_id, how_en) = match standing {
        _ if already => ("sudah dicatat hadir".to_owned(), "checked in before".to_owned()),
        Standing::OnTime => ("tepat waktu".to_owned(), "on time".to_owned()),
        Standing::Early => (
            format!("{} lebih awal", length(Lang::Id, minutes)),
            format!("{} early", length(Lang::En, minutes)),
        ),
        Standing::Late => (
            format!("terlambat {}", length(Lang::Id, minutes)),
            format!("{} late", length(Lang::En, minutes)),
        ),
        Standing::OtherDay => (
            "bukan harinya, dilayani hari ini".to_owned(),
            "another day's, served today".to_owned(),
        ),
    };
    lang.pick(
        format!("{ticket} · {name} · {how_id}"),
        format!("{ticket} · {name} · {how_en}"),
    )
}

/// `2 jam 18 menit`.
pub(crate) fn length(lang: Lang, minutes: u32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, m) => lang.pick(format!("{m} menit"), format!("{m} min")),
        (h, 0) => lang.pick(format!("{h} jam"), format!("{h} h")),
        (h, m) => lang.pick(format!("{h} jam {m} menit"), format!("{h} h {m} min")),
    }
}
