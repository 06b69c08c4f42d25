//! A new plan for the rest of a day: proposed as a difference, taken in one act.

use std::collections::BTreeMap;

use jemput_domain::{
    booking::{Booking, State},
    event::{BookingMoved, Draft, Event, MoveCause, PlanCause, PlanChanged, Source, Subject},
    id::BookingId,
    plan::{Cause, Coming, Plan, Proposal, Slot, SlotNumber, replan},
    refusal::Refusal,
    time::{Day, Minute},
    words::Lang,
};
use jemput_journal::{BookingRow, PeopleFilter, View};
use sha2::{Digest, Sha256};

use crate::{
    Desk, Trouble,
    class_order::natural_key,
    figures::Figures,
    view::{
        Done, MoveView, ProposalView, ProposeInput, ReplanCause, SlotDifference, SlotRef, TakeProposalInput,
        UnplacedView,
    },
    visit_change::append_all,
    visit_now::VisitNow,
};

/// The most people of one slot.
const SLOT_PEOPLE_MAX: u32 = 2_000;

/// Someone who still needs a station has one of these states.
const TO_DO: [State; 5] = [
    State::Booked,
    State::Waiting,
    State::Called,
    State::Recording,
    State::ToRepeat,
];

/// A proposal and the people that its indices mean.
pub(crate) struct Drawn {
    pub proposal: Proposal,
    people: Vec<BookingRow>,
}

/// Draws up what a cause comes to. Nothing of a day that is over changes.
pub(crate) fn draw(view: View<'_>, visit: &VisitNow, day: Day, cause: ReplanCause) -> Result<Drawn, Trouble> {
    let now = match day.cmp(&visit.day) {
        std::cmp::Ordering::Less => Minute(1440),
        std::cmp::Ordering::Equal => visit.minute,
        std::cmp::Ordering::Greater => Minute(0),
    };
    let people = to_do(view, visit, day)?;
    let coming: Vec<Coming> = people
        .iter()
        .enumerate()
        .filter_map(|(index, row)| coming(index, &row.booking))
        .collect();
    let taken = Figures::load(view, visit)?.taken();
    let cause = match cause {
        ReplanCause::Delay { minutes } => Cause::Delay { minutes },
        ReplanCause::Stations { stations } => Cause::Stations { stations },
        ReplanCause::Minutes { minutes } => Cause::Minutes { minutes },
    };
    Ok(Drawn {
        proposal: replan(&visit.plan, day, now, &coming, &taken, &cause),
        people,
    })
}

/// Who is booked on a day and still needs a station, class by class in list order.
fn to_do(view: View<'_>, visit: &VisitNow, day: Day) -> Result<Vec<BookingRow>, Trouble> {
    let mut people = Vec::new();
    for slot in visit.plan.slots_on(day) {
        let filter = PeopleFilter {
            slot: Some(slot.number),
            states: TO_DO.to_vec(),
            ..PeopleFilter::default()
        };
        people.extend(view.people(visit.scope, &filter, 0, SLOT_PEOPLE_MAX)?.1);
    }
    people.sort_by_cached_key(list_order);
    Ok(people)
}

/// Sorts people by class and, within it, as their list runs; who was added at the desk comes last.
pub(crate) fn list_order(row: &BookingRow) -> (Vec<(u8, u32, String)>, u32, BookingId) {
    let number = match row.booking.source {
        Some(Source::Roster { row, .. }) => row,
        _ => u32::MAX,
    };
    (natural_key(&row.booking.person.class), number, row.id)
}

fn coming(index: usize, booking: &Booking) -> Option<Coming> {
    Some(Coming {
        index: u32::try_from(index).ok()?,
        slot: booking.slot?,
        class: booking.person.class.clone(),
        told: !booking.to_tell,
        arrived: booking.state.on_site(),
    })
}

/// Proposes a new plan for the rest of a day; writes nothing.
pub fn propose(desk: &Desk, input: ProposeInput) -> Result<ProposalView, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let drawn = draw(view, visit, input.day.unwrap_or(visit.day), input.cause)?;
        Ok(drawn.view(visit, visit.lang))
    })
}

/// Takes a proposal, if it is still what would be proposed now.
pub fn take_proposal(desk: &Desk, input: TakeProposalInput) -> Result<Done, Trouble> {
    let scope = input.propose.visit;
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let visit = VisitNow::load(desk, writing.view(), scope)?;
    let day = input.propose.day.unwrap_or(visit.day);
    let drawn = draw(writing.view(), &visit, day, input.propose.cause)?;
    if drawn.token() != input.token {
        return Err(Refusal::ProposalOld.into());
    }
    // More people than one act holds follow in further acts; only of a single one can all be undone at once.
    let acts = append_all(desk, &mut writing, scope, drawn.drafts(&visit))?;
    writing.commit()?;
    let act = match acts[..] {
        [act] => Some(act.id(scope)),
        _ => None,
    };
    Ok(Done {
        sentence: drawn.proposal.say(visit.lang),
        act,
    })
}

impl Drawn {
    fn row(&self, index: u32) -> Option<&BookingRow> {
        self.people.get(index as usize)
    }

    /// Names exactly this proposal; the minute in which it was drawn up does not count.
    pub(crate) fn token(&self) -> String {
        let mut hash = Sha256::new();
        let id = |index: u32| self.row(index).map(|row| row.id);
        let who: Vec<_> = self.proposal.moves.iter().map(|step| id(step.index)).collect();
        let without: Vec<_> = self.proposal.unplaced.iter().map(|person| id(person.index)).collect();
        let tell: Vec<_> = self.proposal.to_tell.iter().map(|index| id(*index)).collect();
        let to: Vec<_> = self.proposal.moves.iter().map(|step| (step.from, step.to)).collect();
        let named = (
            self.proposal.day,
            &self.proposal.cause,
            &self.proposal.slots,
            who,
            to,
            without,
            tell,
        );
        hash.update(serde_json::to_vec(&named).unwrap_or_default());
        hash.finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The plan and everyone who gets another time.
    fn drafts(&self, visit: &VisitNow) -> Vec<Draft> {
        let proposal = &self.proposal;
        if proposal.is_empty() {
            return Vec::new();
        }
        let cause = match proposal.cause {
            Cause::Delay { .. } => PlanCause::Delay,
            Cause::Stations { .. } => PlanCause::Stations,
            Cause::Minutes { .. } => PlanCause::Minutes,
            Cause::Class { .. } => PlanCause::Planner,
        };
        let plan = proposal.apply(&visit.plan);
        let mut slots: BTreeMap<u32, Option<SlotNumber>> = BTreeMap::new();
        // Whose slot keeps its number but starts at another time is told, though they do not move.
        for index in &proposal.to_tell {
            slots.insert(*index, self.row(*index).and_then(|row| row.booking.slot));
        }
        slots.extend(
            proposal
                .unplaced
                .iter()
                .filter(|person| !person.stays)
                .map(|person| (person.index, None)),
        );
        slots.extend(proposal.moves.iter().map(|step| (step.index, Some(step.to))));
        let mut drafts = vec![Draft::about(
            Subject::Visit,
            Event::PlanChanged(PlanChanged { cause, plan }),
        )];
        drafts.extend(slots.into_iter().filter_map(|(index, slot)| {
            let moved = BookingMoved {
                slot,
                cause: MoveCause::Replan,
                to_tell: true,
            };
            Some(Draft::about(
                Subject::Booking(self.row(index)?.id),
                Event::BookingMoved(moved),
            ))
        }));
        drafts
    }

    fn view(&self, visit: &VisitNow, lang: Lang) -> ProposalView {
        let after = self.proposal.apply(&visit.plan);
        let slots = self.proposal.slots.iter().map(|change| SlotDifference {
            before: Some(visit.slot_ref_of(&change.before)),
            after: change.after.as_ref().map(|slot| visit.slot_ref_of(slot)),
            capacity_before: u32::from(visit.plan.places(&change.before)),
            capacity_after: change
                .after
                .as_ref()
                .map_or(0, |slot| u32::from(visit.plan.places(slot))),
        });
        let moves = self.proposal.moves.iter().filter_map(|step| {
            let row = self.row(step.index)?;
            Some(MoveView {
                booking: row.id,
                name: row.booking.person.name.clone(),
                class: row.booking.person.class.clone(),
                from: visit.slot_ref(step.from),
                to: slot_ref_in(&after, visit, step.to),
                told: step.told,
            })
        });
        let unplaced = self.proposal.unplaced.iter().filter_map(|person| {
            let row = self.row(person.index)?;
            Some(UnplacedView {
                booking: row.id,
                name: row.booking.person.name.clone(),
                sentence: person.why.say(lang),
            })
        });
        ProposalView {
            token: self.token(),
            sentence: self.proposal.say(lang),
            slots: slots.collect(),
            moves: moves.collect(),
            unplaced: unplaced.collect(),
        }
    }
}

fn slot_ref_in(plan: &Plan, visit: &VisitNow, number: SlotNumber) -> Option<SlotRef> {
    plan.slot(number).map(|slot: &Slot| visit.slot_ref_of(slot))
}
