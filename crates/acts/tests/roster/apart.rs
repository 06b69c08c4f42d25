//! Two laptops that take the same file in apart are one visit with 452 bookings.

use jemput_acts::{Desk, act, clock::TimeSource, view::RosterInput};
use jemput_domain::id::ScopeId;
use jemput_journal::Journal;

use crate::kit::{BEFORE, Kit, moment, people};

/// What `from` has and `to` lacks.
fn exchange(from: &Journal, to: &mut Journal, scope: ScopeId) {
    let known: Vec<_> = to
        .view()
        .heads(scope)
        .unwrap()
        .iter()
        .map(|head| (head.device, head.seq))
        .collect();
    let runs = from.view().runs_after(scope, &known, usize::MAX).unwrap();
    let taken = to.take_in(scope, runs, moment(BEFORE)).unwrap();
    assert!(taken.refused.is_empty(), "{:?}", taken.refused);
}

#[test]
fn imports_made_apart_meet_in_one_booking_each() {
    let kit = Kit::at_minutes(8);
    let home = kit.folder.path().join("second");
    let second = Desk::init(&home, TimeSource::Held(moment(BEFORE)), "Loket K", None).unwrap();
    let mut theirs = jemput_acts::vault::open_journal(&home).unwrap();
    exchange(&kit.journal(), &mut theirs, kit.visit);

    let file = kit.school();
    let first = kit.import(&file);
    let input = RosterInput {
        visit: kit.visit,
        ..kit.input(&file)
    };
    let other = act::roster_import(&second, input.clone()).unwrap();
    assert_eq!((first.accepted, other.accepted), (452, 452));
    assert_eq!(first.slots, other.slots);
    assert_ne!(first.import, other.import);

    let mut ours = kit.journal();
    exchange(&ours, &mut theirs, kit.visit);
    exchange(&theirs, &mut ours, kit.visit);
    for desk in [&kit.desk, &second] {
        assert_eq!(act::people(desk, people(kit.visit)).unwrap().total, 452);
    }
    assert!(ours.view().flags(kit.visit).unwrap().is_empty());
    assert_eq!(
        ours.view()
            .tallies(kit.visit)
            .unwrap()
            .iter()
            .map(|t| t.people)
            .sum::<u32>(),
        452
    );
    let events = ours.view().event_count(Some(kit.visit)).unwrap();
    assert_eq!(act::roster_import(&second, input).unwrap().already_booked, 452);
    assert_eq!(
        events,
        2 + 453 + 1 + 453,
        "opening and plan, the import; the other's introduction and import"
    );

    // One of them takes its import back: the other's bookings stay.
    let undo = jemput_acts::view::UndoImportInput {
        visit: kit.visit,
        import: first.import.unwrap(),
    };
    act::undo_import(&kit.desk, undo).unwrap();
    assert_eq!(act::people(&kit.desk, people(kit.visit)).unwrap().total, 452);
    exchange(&kit.journal(), &mut theirs, kit.visit);
    assert_eq!(act::people(&second, people(kit.visit)).unwrap().total, 452);
}
