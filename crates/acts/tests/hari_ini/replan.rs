//! A new plan for the rest of the day: proposed, looked at, taken in one act, undone as one.

use jemput_acts::{
    Trouble, act,
    view::{BookingsInput, ProposalView, ProposeInput, ReplanCause, TakeProposalInput, UndoInput},
};
use jemput_domain::{id::BookingId, plan::SlotNumber, refusal::Refusal};

use super::kit::{FIRST_DAY, SECOND_DAY, Van};

fn input(van: &Van, cause: ReplanCause) -> ProposeInput {
    ProposeInput {
        visit: van.visit,
        day: None,
        cause,
    }
}

fn propose(van: &Van, cause: ReplanCause) -> ProposalView {
    act::propose(&van.desk, input(van, cause)).unwrap()
}

fn take(van: &Van, cause: ReplanCause, token: &str) -> Result<jemput_acts::view::Done, Trouble> {
    act::take_proposal(
        &van.desk,
        TakeProposalInput {
            propose: input(van, cause),
            token: token.to_owned(),
        },
    )
}

fn booked(van: &Van) -> Vec<u32> {
    van.today_on(FIRST_DAY).slots.iter().map(|slot| slot.booked).collect()
}

fn to_tell(van: &Van) -> Vec<BookingId> {
    van.list(|input| input.to_tell = true)
        .people
        .iter()
        .map(|found| found.booking)
        .collect()
}

/// Two classes on the first day, six and a half of its nine slots full.
fn van() -> Van {
    let van = Van::with(&[("XII MIPA 1", 33), ("XII IPS 1", 33)]);
    van.now(FIRST_DAY, "07:45");
    assert_eq!(booked(&van), [5, 5, 5, 5, 5, 5, 3, 0, 0]);
    van
}

#[test]
fn with_one_station_of_two_people_move_back_and_nobody_is_lost() {
    let van = van();
    let cause = ReplanCause::Stations { stations: 1 };
    let proposal = propose(&van, cause);
    assert!(
        proposal
            .slots
            .iter()
            .all(|slot| (slot.capacity_before, slot.capacity_after) == (5, 2)),
        "{proposal:?}"
    );
    assert!(proposal.moves.iter().all(|step| step.told && step.from != step.to));
    assert_eq!(booked(&van), [5, 5, 5, 5, 5, 5, 3, 0, 0], "looking changes nothing");
    let before = van.list(|_| {}).total;
    let done = take(&van, cause, &proposal.token).unwrap();
    assert_eq!(done.sentence, proposal.sentence);
    assert_eq!(van.list(|_| {}).total, before);
    let today = van.today_on(FIRST_DAY);
    assert!(
        today.slots[1..]
            .iter()
            .all(|slot| slot.booked <= slot.capacity && slot.capacity == 2),
        "{:?}",
        today.slots
    );
    for step in &proposal.moves {
        assert_eq!(van.slot_of(step.booking), step.to.as_ref().map(|to| to.number.0));
    }
    assert_eq!(
        van.list(|input| input.unplaced = true).total as usize,
        proposal.unplaced.len()
    );
    // Who moved is listed until told.
    let mut moved: Vec<BookingId> = proposal.moves.iter().map(|step| step.booking).collect();
    moved.extend(proposal.unplaced.iter().map(|person| person.booking));
    let mut listed = to_tell(&van);
    moved.sort();
    listed.sort();
    assert_eq!(listed, moved);
    act::told(
        &van.desk,
        BookingsInput {
            visit: van.visit,
            bookings: listed,
        },
    )
    .unwrap();
    assert_eq!(to_tell(&van), []);
    // It is taken: nothing more follows from the same cause.
    assert!(propose(&van, cause).slots.is_empty());
}

#[test]
fn a_delay_tells_those_whose_slot_only_starts_later() {
    let van = van();
    let cause = ReplanCause::Delay { minutes: 20 };
    let proposal = propose(&van, cause);
    let starts = |slots: Vec<jemput_acts::view::SlotFigures>| {
        slots.iter().map(|s| s.slot.span.start.to_string()).collect::<Vec<_>>()
    };
    take(&van, cause, &proposal.token).unwrap();
    let after = starts(van.today_on(FIRST_DAY).slots);
    assert_eq!(&after[..3], ["07:30", "08:20", "08:50"]);
    // All but the people of the slot that runs.
    assert_eq!(to_tell(&van).len(), 28);
    let second = van.slot(1).remove(0).booking;
    assert_eq!(van.slot_of(second), Some(1), "the slot keeps its number");
    assert!(
        van.list(|input| input.slot = Some(SlotNumber(1)))
            .teacher_text
            .contains("pukul 08.20")
    );
}

#[test]
fn a_proposal_that_no_longer_holds_is_refused_and_one_that_does_stands_a_minute_later() {
    let van = van();
    let cause = ReplanCause::Stations { stations: 1 };
    let old = propose(&van, cause);
    van.now(FIRST_DAY, "07:46");
    assert_eq!(propose(&van, cause).token, old.token);
    let person = old.moves[0].booking;
    van.arrive(person);
    assert!(matches!(
        take(&van, cause, &old.token),
        Err(Trouble::Refused(Refusal::ProposalOld))
    ));
    assert_eq!(booked(&van), [5, 5, 5, 5, 5, 5, 3, 0, 0]);
    let new = propose(&van, cause);
    assert!(
        new.moves.iter().all(|step| step.booking != person),
        "who is here does not move"
    );
    take(&van, cause, &new.token).unwrap();
}

#[test]
fn a_new_plan_is_undone_as_one_act() {
    let van = van();
    let before: Vec<_> = van.today_on(FIRST_DAY).slots;
    let cause = ReplanCause::Minutes { minutes: 20 };
    let proposal = propose(&van, cause);
    let done = take(&van, cause, &proposal.token).unwrap();
    assert_ne!(van.today_on(FIRST_DAY).slots, before);
    act::undo(
        &van.desk,
        UndoInput {
            visit: van.visit,
            act: done.act.unwrap(),
        },
    )
    .unwrap();
    assert_eq!(van.today_on(FIRST_DAY).slots, before);
    assert_eq!(to_tell(&van), []);
}

#[test]
fn a_day_that_is_over_stays_as_it_was_and_one_ahead_can_change() {
    let van = van();
    let on = |day: &str| ProposeInput {
        visit: van.visit,
        day: jemput_domain::time::Day::parse(day),
        cause: ReplanCause::Delay { minutes: 60 },
    };
    let ahead = act::propose(&van.desk, on(SECOND_DAY)).unwrap();
    assert_eq!(ahead.slots.len(), 9);
    van.now(SECOND_DAY, "07:00");
    let over = act::propose(&van.desk, on(FIRST_DAY)).unwrap();
    assert!(over.slots.is_empty() && over.moves.is_empty());
    let taken = act::take_proposal(
        &van.desk,
        TakeProposalInput {
            propose: on(FIRST_DAY),
            token: over.token,
        },
    )
    .unwrap();
    assert_eq!(taken.act, None, "nothing to do is no act");
}
