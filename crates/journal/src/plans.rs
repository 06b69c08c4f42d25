//! That the statements between a key press and its answer find what they need by an index: each as SQLite is really given
//! it, with the plan that it makes of it.

use std::sync::{Arc, Mutex};

use jemput_domain::plan::SlotNumber;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

use crate::{Journal, JournalError, PeopleFilter, View};

#[path = "../tests/kit/mod.rs"]
mod kit;

/// A visit with a person who waits.
fn visit() -> Journal {
    let mut laptop = kit::Laptop::new(1);
    laptop.open_visit();
    laptop.act(vec![kit::made(kit::person(1), Some(0))]);
    laptop.journal
}

/// Each statement that `ask` puts, with the steps of its plan.
fn plans<T>(journal: &mut Journal, ask: impl Fn(View<'_>) -> Result<T, JournalError>) -> Vec<(String, Vec<String>)> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let hear = move |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(statement, _) = event {
            told.lock().unwrap().push(statement.sql().into_owned());
        }
    };
    journal
        .conn
        .trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(hear))
        .unwrap();
    ask(journal.view()).unwrap();
    let hear: Option<fn(TraceEvent<'_>)> = None;
    journal.conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, hear).unwrap();
    let statements = std::mem::take(&mut *heard.lock().unwrap());
    statements
        .into_iter()
        .filter(|sql| sql.starts_with("SELECT"))
        .map(|sql| {
            let mut explain = journal.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let mut rows = explain.raw_query();
            let mut steps = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                steps.push(row.get(3).unwrap());
            }
            (sql, steps)
        })
        .collect()
}

/// Nothing is walked from end to end, and one of the steps is this one.
#[track_caller]
fn uses<T>(step: &str, ask: impl Fn(View<'_>) -> Result<T, JournalError>) {
    let plans = plans(&mut visit(), ask);
    assert!(
        plans.iter().flat_map(|(_, steps)| steps).any(|s| s.contains(step)),
        "{step} in {plans:#?}"
    );
    for (sql, steps) in plans {
        // A subquery's own rows may be walked: they were found by an index.
        let walks = |s: &String| s.starts_with("SCAN ") && !s.starts_with("SCAN (");
        assert!(!steps.iter().any(walks), "{sql}: {steps:#?}");
    }
}

#[test]
fn a_check_in_by_nik() {
    let nik = kit::person(1).nik.unwrap();
    uses("bookings_by_nik (nik=? AND scope=?)", |v| {
        v.bookings_with_nik(kit::scope(), nik)
    });
}

#[test]
fn a_check_in_by_ticket() {
    uses("search_block_by_first (scope=? AND first", |v| {
        v.bookings_with_ticket(kit::scope(), "A", 17, None)
    });
}

#[test]
fn a_search_as_one_types() {
    for text in ["war", "warga co", "oh", "ontoh", "3174", "9001", "A-017"] {
        uses("search_block_by_first (scope=? AND first", |v| {
            v.find(kit::scope(), text, 20)
        });
    }
}

#[test]
fn a_booking_and_namesakes() {
    let person = kit::person(1);
    uses("(scope=? AND id=?)", |v| {
        v.booking(kit::scope(), kit::booking_id(&person))
    });
    uses("bookings_by_name (scope=? AND name_key=?)", |v| {
        v.bookings_named_alike(kit::scope(), &person.name)
    });
}

#[test]
fn the_queue_and_the_stations() {
    uses("bookings_by_state (scope=? AND state=? AND arrival_day=?)", |v| {
        v.queue(kit::scope(), kit::day())
    });
    uses("bookings_by_state (scope=? AND state=?)", |v| {
        v.at_stations(kit::scope())
    });
    uses("bookings_by_call (scope=? AND called_at>?)", |v| {
        v.calls_since(kit::scope(), kit::at(450))
    });
}

#[test]
fn lists_of_few_people() {
    let some = |filter: PeopleFilter| move |v: View<'_>| v.people(kit::scope(), &filter, 0, 50);
    let all = PeopleFilter::default;
    uses("USING INDEX bookings_held", some(PeopleFilter { held: true, ..all() }));
    uses(
        "USING INDEX bookings_to_tell",
        some(PeopleFilter { to_tell: true, ..all() }),
    );
    let slot = Some(SlotNumber(1));
    uses(
        "USING INDEX bookings_by_slot (scope=? AND slot=?)",
        some(PeopleFilter { slot, ..all() }),
    );
}

#[test]
fn who_was_recorded_elsewhere() {
    uses("o USING INDEX bookings_by_nik (nik=?", |v| {
        v.recorded_there(kit::scope())
    });
    uses("t USING INDEX bookings_by_nik (nik=?", |v| {
        v.recorded_there(kit::scope())
    });
}
