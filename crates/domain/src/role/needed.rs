//! Which facts are whose to state: one of these roles is enough. The acts judge by the same roles before they write.

use super::Roles;
use crate::event::{Event, MoveCause, PlanCause, Source, StationStatus, WithdrawCause};

/// The roles of which one is enough to state this. `None` where it is no person's word: what a device says of itself, an
/// operator's own name or key, what is not known here. Whose key it is, [`super::unfit`] looks at.
pub fn may_state(event: &Event) -> Option<Roles> {
    match event {
        Event::DeviceJoined(_)
        | Event::MarkTaken(_)
        | Event::OperatorNamed(_)
        | Event::DeviceNamed(_)
        | Event::RecordedElsewhere(_)
        | Event::Confirmed(_)
        | Event::OfficeOpened(_)
        | Event::Unknown => None,
        Event::OperatorKeyed(_) | Event::OperatorRoles(_) | Event::OperatorRemoved(_) => Some(Roles::OVER_OPERATORS),
        Event::RecoveryKeySet(_) => Some(Roles::OFFICE),
        Event::SiteAdded(_) => Some(Roles::PLANNERS_OR_LEADS),
        Event::VisitPlanned(_) | Event::RosterImported(_) => Some(Roles::PLANNERS),
        Event::PlanChanged(body) => Some(match body.cause {
            PlanCause::Planner => Roles::PLANNERS_OR_LEADS,
            PlanCause::Delay | PlanCause::Stations | PlanCause::Minutes => Roles::LEADS,
        }),
        Event::BookingMade(body) => Some(match body.source {
            Source::Roster { .. } => Roles::PLANNERS,
            Source::WalkIn => Roles::CREW,
        }),
        Event::BookingMoved(body) => Some(match body.cause {
            MoveCause::Desk | MoveCause::Again => Roles::CREW,
            MoveCause::Lead | MoveCause::Replan | MoveCause::LateClass => Roles::PLANNERS_OR_LEADS,
        }),
        Event::BookingWithdrawn(body) => Some(match body.cause {
            WithdrawCause::GoneFromRoster => Roles::PLANNERS,
            WithdrawCause::Asked => Roles::CREW,
        }),
        Event::PersonCorrected(_) => Some(Roles::ANY),
        Event::BookingsJoined(_) | Event::FlagSettled(_) | Event::RecordingMoved(_) => Some(Roles::LEADS),
        Event::StationSet(body) => Some(match body.status {
            StationStatus::Open | StationStatus::Paused(_) => Roles::CREW,
            StationStatus::Broken(_) => Roles::LEADS,
        }),
        Event::Told(_) => Some(Roles::ANY),
        Event::Arrived(_)
        | Event::PriorityGiven(_)
        | Event::Noted(_)
        | Event::Left(_)
        | Event::Called(_)
        | Event::Absent(_)
        | Event::Started(_)
        | Event::Recorded(_)
        | Event::Reopened(_)
        | Event::HandedOver(_) => Some(Roles::CREW),
        // Whose act it takes back decides; the act itself looks.
        Event::ActUndone(_) => Some(Roles::ANY),
        // Data that left in a file: full NIKs are the lead's and the planner's to ask for.
        Event::Exported(body) if body.full_niks => Some(Roles::PLANNERS_OR_LEADS),
        Event::Exported(_) => Some(Roles::ANY),
        other => by_number(other.kind()),
    }
}

/// Kinds whose bodies say nothing that their roles follow from.
fn by_number(kind: u16) -> Option<Roles> {
    match kind {
        // Devices: enrolled or vouched for, revoked; a quarantined range admitted or refused.
        12..=14 => Some(Roles::OVER_OPERATORS),
        // The guardians' form: the rule, and one that was seen.
        22 => Some(Roles::PLANNERS_OR_LEADS),
        44 => Some(Roles::CREW),
        // The server's next key, a laptop under another id, an event issued again, a visit shed: the machine's own word.
        _ => None,
    }
}
