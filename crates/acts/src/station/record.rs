//! What the operator marked at the end of a recording.

use jemput_domain::{
    decide,
    event::{Outcome, Recorded},
    id::{BookingId, ScopeId},
    refusal::Refusal,
};

use super::call::exists;
use crate::{
    Desk, Trouble,
    view::{RecordDone, RecordInput},
    visit_now,
};

/// The visit that was named, or the one that holds the booking.
pub(super) fn scope_of(desk: &Desk, visit: Option<ScopeId>, booking: BookingId) -> Result<ScopeId, Trouble> {
    match visit {
        Some(visit) => Ok(visit),
        None => desk.read(|view| {
            Ok(view.scope_of_booking(booking)?.ok_or(Refusal::NotFound {
                code: booking.to_string(),
            })?)
        }),
    }
}

/// Marks a recording.
pub fn record(desk: &Desk, input: RecordInput) -> Result<RecordDone, Trouble> {
    let lang = desk.lang();
    let scope = scope_of(desk, input.visit, input.booking)?;
    let (act, name) = desk.act(scope, |writing, visit| {
        exists(writing.view(), visit, input.station)?;
        let row = visit_now::booking(writing.view(), visit.scope, input.booking)?;
        let marked = Recorded {
            station: input.station,
            photo: input.photo,
            fingerprints: input.fingerprints,
            irises: input.irises,
            signature: input.signature,
            outcome: input.outcome,
            detail: input.detail.clone(),
        };
        let name = row.booking.person.name.clone();
        Ok((decide::record(row.id, &row.booking, marked)?, name))
    })?;
    let state = desk.read(|view| Ok(visit_now::booking(view, scope, input.booking)?.booking.state))?;
    let (id, en) = match input.outcome {
        Outcome::Complete => ("selesai direkam", "is recorded"),
        Outcome::Incomplete => (
            "belum lengkap, perlu dijadwalkan lagi",
            "is incomplete, to be booked again",
        ),
        Outcome::AlreadyRecorded => ("sudah pernah rekam", "was recorded before"),
        Outcome::BiodataProblem => ("datanya tidak cocok", "has data that differ"),
        Outcome::NotServed => ("tidak dilayani", "was not served"),
    };
    Ok(RecordDone {
        booking: input.booking,
        state,
        sentence: lang.pick(format!("{name} {id}."), format!("{name} {en}.")),
        act,
    })
}
