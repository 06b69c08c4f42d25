//! A station that lost a modality hands its person to another, or to the front of the queue.

use jemput_domain::{decide, event::StationStatus, refusal::Refusal};

use super::call::{at_station, exists, planned};
use crate::{
    Desk, Trouble,
    view::{Done, HandOverInput},
};

/// Hands a person over.
pub fn hand_over(desk: &Desk, input: HandOverInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, ticket) = desk.act(input.visit, |writing, visit| {
        let view = writing.view();
        exists(view, visit, input.station)?;
        let row = at_station(view, visit, input.station)?.ok_or(Refusal::StationEmpty { station: input.station })?;
        if let Some(to) = input.to {
            planned(visit, to)?;
            if let Some(other) = at_station(view, visit, to)? {
                let ticket = other.booking.arrival.map(|a| a.ticket.to_string()).unwrap_or_default();
                return Err(Refusal::StationBusy { station: to, ticket }.into());
            }
            if view.station(visit.scope, to)? != StationStatus::Open {
                return Err(Refusal::StationClosed { station: to }.into());
            }
        }
        let ticket = row
            .booking
            .arrival
            .as_ref()
            .map(|a| a.ticket.to_string())
            .unwrap_or_default();
        Ok((
            decide::hand_over(row.id, &row.booking, input.station, input.to)?,
            ticket,
        ))
    })?;
    let sentence = match input.to {
        Some(to) => lang.pick(
            format!("{ticket} dipindah ke Meja {to}."),
            format!("{ticket} goes to station {to}."),
        ),
        None => lang.pick(
            format!("{ticket} kembali ke depan antrean."),
            format!("{ticket} is back at the front of the queue."),
        ),
    };
    Ok(Done { sentence, act })
}
