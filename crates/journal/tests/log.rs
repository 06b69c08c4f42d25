//! Logs: gapless, linked, signed; what does not prove itself is refused and kept aside, all else flows.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

mod kit;

use jemput_domain::{
    event::{Arrived, Draft, Event, Left, RosterImported, Standing, Subject},
    id::ImportId,
    log::{Refused, Run},
};
use jemput_journal::{Fault, Journal, JournalError};
use kit::{Laptop, booking_id, day, made, person, scope};

fn arrived(n: u32, number: u16) -> Draft {
    let event = Event::Arrived(Arrived {
        day: day(),
        mark: "A".into(),
        number,
        standing: Standing::OnTime,
    });
    Draft::about(Subject::Booking(booking_id(&person(n))), event)
}

fn two_laptops() -> (Laptop, Laptop) {
    let mut a = Laptop::new(1);
    a.open_visit();
    a.act(vec![made(person(1), Some(0)), made(person(2), Some(0))]);
    a.act(vec![arrived(1, 1)]);
    (a, Laptop::new(2))
}

fn runs(from: &Laptop) -> Vec<Run> {
    from.journal.view().runs_after(scope(), &[], usize::MAX).unwrap()
}

#[test]
fn what_one_has_the_other_gets_once() {
    let (a, mut b) = two_laptops();
    let first = b.hear(&a);
    assert_eq!((first.new_events, first.known_events, first.refused.len()), (5, 0, 0));
    assert_eq!(a.dump(), b.dump());
    let again = b.journal.take_in(scope(), runs(&a), b.now).unwrap();
    assert_eq!((again.new_events, again.known_events), (0, 5));
    assert!(b.journal.verify().unwrap().is_empty());
}

#[test]
fn an_import_of_several_acts_is_shown_when_all_are_here() {
    let (mut a, mut b) = two_laptops();
    b.hear(&a);
    let before = b.dump();
    let import = ImportId(uuid::Uuid::from_u128(7));
    let fact = RosterImported {
        file_name: "peserta.xlsx".into(),
        digest: [0; 32],
        rows: 4,
        held: 0,
        not_due: 0,
        acts: 3,
    };
    a.act(vec![
        Draft::about(Subject::Import(import), Event::RosterImported(fact)),
        made(person(11), Some(0)),
    ]);
    let first = runs(&a);
    a.act(vec![made(person(12), Some(0))]);
    let second = runs(&a);
    a.act(vec![made(person(13), Some(1)), made(person(14), Some(1))]);

    for part in [first, second] {
        assert!(b.journal.take_in(scope(), part, b.now).unwrap().new_events > 0);
        assert_eq!(b.dump(), before, "nobody of it is shown yet");
        rebuild(&mut b);
        assert_eq!(b.dump(), before, "nor after a rebuild");
    }
    b.hear(&a);
    assert_eq!(b.dump(), a.dump());
    rebuild(&mut b);
    assert_eq!(b.dump(), a.dump());
}

fn rebuild(laptop: &mut Laptop) {
    let mut writing = laptop.journal.write().unwrap();
    writing.rebuild(&mut |_| {}).unwrap();
    writing.commit().unwrap();
}

#[test]
fn an_altered_event_is_refused_and_the_rest_flows() {
    let (a, mut b) = two_laptops();
    let mut c = Laptop::new(3);
    c.hear(&a);
    c.act(vec![arrived(2, 1)]);
    let mut sent = c.journal.view().runs_after(scope(), &[], usize::MAX).unwrap();
    let last = sent[1].events.len() - 1;
    let bytes = &mut sent[1].events[last];
    let end = bytes.len() - 1;
    bytes[end] ^= 1;
    let taken = b.journal.take_in(scope(), sent, b.now).unwrap();
    assert_eq!(taken.new_events, 5, "the opener's log flows");
    assert_eq!(taken.refused.len(), 1);
    assert_eq!(b.journal.view().refused().unwrap()[0].device, c.device);
    // The true log flows afterwards, and nothing stands refused any more.
    assert_eq!(b.hear(&c).new_events, 2);
    assert!(b.journal.view().refused().unwrap().is_empty());
    assert_eq!(b.dump(), c.dump());
}

#[test]
fn dropped_swapped_and_cut_runs_are_refused() {
    let (a, _) = two_laptops();
    let whole = runs(&a).remove(0);
    let take = |run: Run| {
        Laptop::new(9)
            .journal
            .take_in(scope(), vec![run], kit::at(500))
            .unwrap()
    };
    let mut dropped = whole.clone();
    dropped.events.remove(3);
    assert_eq!(take(dropped).new_events, 0);
    let mut swapped = whole.clone();
    swapped.events.swap(2, 3);
    assert_eq!(take(swapped).new_events, 0);
    let mut cut = whole.clone();
    cut.events.pop();
    assert_eq!(take(cut).new_events, 0, "a signature is over the head that it names");
    let mut late = whole.clone();
    late.first_seq = 2;
    late.events.remove(0);
    assert_eq!(
        take(late).refused[0].1,
        Refused::NoScope,
        "without its beginning a scope does not open"
    );
    assert_eq!(take(whole).new_events, 5);
}

#[test]
fn two_laptops_that_write_one_log_are_a_fork() {
    let (mut a, mut b) = two_laptops();
    b.hear(&a);
    let mut copy = Laptop::with(1, Journal::in_memory().unwrap());
    copy.hear(&a);
    a.act(vec![arrived(2, 2)]);
    copy.now = kit::at(700);
    copy.act(vec![Draft::about(
        Subject::Booking(booking_id(&person(1))),
        Event::Left(Left { reason: String::new() }),
    )]);
    assert_eq!(b.hear(&a).new_events, 1);
    let forked = b.journal.take_in(scope(), runs(&copy), b.now).unwrap();
    assert_eq!(forked.refused, vec![(a.device, Refused::Fork)]);
    assert_eq!(a.dump(), b.dump());
}

#[test]
fn a_signed_point_is_where_a_log_is_cut() {
    let (a, mut b) = two_laptops();
    let small = a.journal.view().runs_after(scope(), &[], 1).unwrap();
    assert_eq!(small[0].events.len(), 2, "one act: the device joins and plans");
    b.journal.take_in(scope(), small, b.now).unwrap();
    b.hear(&a);
    assert_eq!(a.dump(), b.dump());
}

#[test]
fn accepted_events_are_never_changed_or_deleted() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let mut a = Laptop::with(1, Journal::open(&path).unwrap());
    a.open_visit();
    a.act(vec![made(person(1), Some(0))]);
    let raw = rusqlite::Connection::open(&path).unwrap();
    assert!(raw.execute("UPDATE events SET bytes = x'00'", []).is_err());
    assert!(raw.execute("DELETE FROM events", []).is_err());
    // Someone with the file in hand can drop the trigger; the chain still tells.
    raw.execute_batch("DROP TRIGGER events_are_never_changed; UPDATE events SET bytes = CAST (substr(bytes, 1, length(bytes) - 1) || x'ff' AS BLOB) WHERE seq = 2").unwrap();
    let faults = a.journal.verify().unwrap();
    assert!(matches!(faults[..], [Fault::Chain { .. }]), "{faults:?}");
}

#[test]
fn a_changed_derived_row_is_noticed_and_a_rebuild_mends_it() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.sqlite");
    let mut a = Laptop::with(1, Journal::open(&path).unwrap());
    a.open_visit();
    a.act(vec![made(person(1), Some(0))]);
    let before = a.dump();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("UPDATE tallies SET people = 2", []).unwrap();
    assert!(matches!(a.journal.verify().unwrap()[..], [Fault::Derived { .. }]));
    let mut writing = a.journal.write().unwrap();
    writing.rebuild(&mut |_| {}).unwrap();
    writing.commit().unwrap();
    assert_eq!(a.dump(), before);
}

#[test]
fn another_programs_file_and_a_newer_journal_are_refused_unharmed() {
    let home = tempfile::tempdir().unwrap();
    let other = home.path().join("other.sqlite");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE t (x)")
        .unwrap();
    assert!(matches!(Journal::open(&other), Err(JournalError::NotAJournal(_))));
    let path = home.path().join("journal.sqlite");
    drop(Journal::open(&path).unwrap());
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (999, 'x', '', '1')",
            [],
        )
        .unwrap();
    assert!(matches!(Journal::open(&path), Err(JournalError::Newer(_))));
}

#[test]
fn an_act_that_is_not_committed_never_was() {
    let (mut a, _) = two_laptops();
    let before = (a.dump(), a.journal.view().heads(scope()).unwrap());
    {
        let mut writing = a.journal.write().unwrap();
        let author = jemput_journal::Author {
            device: a.device,
            key: &a.key,
            device_name: "x",
            operator: jemput_domain::id::OperatorId(uuid::Uuid::nil()),
            wall: a.now,
            offset_ms: 0,
        };
        writing.append(scope(), &author, vec![arrived(2, 2)]).unwrap();
    }
    assert_eq!((a.dump(), a.journal.view().heads(scope()).unwrap()), before);
}

#[test]
fn a_ticket_that_is_taken_back_leaves_the_same_text_of_another_day_findable() {
    use jemput_domain::{event::ActUndone, time::Day};
    let (mut a, _) = two_laptops();
    let tomorrow = Event::Arrived(Arrived {
        day: Day::parse("2021-11-09").unwrap(),
        mark: "A".into(),
        number: 1,
        standing: Standing::OtherDay,
    });
    let act = a.act(vec![Draft::about(Subject::Booking(booking_id(&person(1))), tomorrow)]);
    let found = |a: &Laptop| a.journal.view().find(scope(), "A-001", 20).unwrap().len();
    assert_eq!(found(&a), 1);
    let undone = Event::ActUndone(ActUndone { act });
    a.act(vec![Draft::about(Subject::Booking(booking_id(&person(1))), undone)]);
    assert_eq!(found(&a), 1);
}
