//! The three days of SMAN 55, from the school's spreadsheet to the central server: two laptops, a real server over real
//! HTTP, a network that comes and goes.

use std::path::Path;

use jemput_acts::{Desk, act, clock::TimeSource, view::*};
use jemput_domain::{
    booking::State,
    demo,
    event::{Capture, ExceptionReason, Outcome},
    id::{BookingId, ScopeId},
    plan::{Break, DayHours, Setup, Span},
    site::SiteKind,
    time::{Day, Minute, Moment, Zone},
};
use jemput_journal::Journal;
use jemput_server::{Config, Running, serve};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const DAYS: [&str; 3] = ["2021-11-08", "2021-11-09", "2021-11-10"];

struct Town {
    folder: TempDir,
    runtime: Runtime,
    server: Option<Running>,
    address: std::net::SocketAddr,
}

impl Town {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::new().unwrap();
        let server = runtime
            .block_on(serve(Config::new(
                "127.0.0.1:0".parse().unwrap(),
                folder.path().join("server"),
            )))
            .unwrap();
        let address = server.address;
        Self {
            folder,
            runtime,
            server: Some(server),
            address,
        }
    }

    fn laptop(&self, name: &str) -> Desk {
        let home = self.folder.path().join(name);
        Desk::init(&home, at(0, 420), name, Some(&format!("http://{}", self.address))).unwrap()
    }

    fn cut(&mut self) {
        let server = self.server.take().unwrap();
        self.runtime.block_on(server.stop());
    }

    fn mend(&mut self) {
        let config = Config::new(self.address, self.folder.path().join("server"));
        self.server = Some(self.runtime.block_on(serve(config)).unwrap());
    }

    fn server_journal(&self) -> Journal {
        Journal::open(&self.folder.path().join("server/server.sqlite")).unwrap()
    }
}

fn day(n: usize) -> Day {
    Day::parse(DAYS[n]).unwrap()
}

fn at(n: usize, minute: u16) -> TimeSource {
    TimeSource::Held(moment(n, minute))
}

fn moment(n: usize, minute: u16) -> Moment {
    Zone::Wib.moment(day(n), Minute(minute))
}

pub(crate) fn setup(minutes_per_person: u16) -> Setup {
    let span = |a, b| Span {
        start: Minute(a),
        end: Minute(b),
    };
    let hours = |n| DayHours {
        day: day(n),
        open: span(450, 930),
        breaks: vec![Break {
            span: span(705, 780),
            stations_open: 0,
        }],
    };
    Setup {
        days: (0..3).map(hours).collect(),
        stations: 4,
        minutes_per_person,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    }
}

fn plan_visit(desk: &Desk, minutes_per_person: u16) -> ScopeId {
    let site = SiteInput {
        name: "SMAN 55".into(),
        kind: SiteKind::School,
        district: "31.74.08".into(),
        contact: "Ibu Contoh".into(),
        zone: None,
    };
    let site = act::site_add(desk, site).unwrap().site;
    let planned = act::visit_plan(
        desk,
        VisitPlanInput {
            site,
            setup: setup(minutes_per_person),
        },
    )
    .unwrap();
    planned.visit
}

fn roster_file(folder: &Path) -> String {
    let path = folder.join("peserta-didik.xlsx");
    let bytes = jemput_sheet::write_school_export(&demo::school(), &demo::pupils(55)).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The school's own export as it came; all people in it are invented.
const SCHOOL_EXPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/rosters/sman55-peserta-didik.xlsx");

fn roster(visit: ScopeId, path: &str) -> RosterInput {
    RosterInput {
        visit,
        path: path.to_owned(),
        classes: vec![],
        add: false,
        withdraw_gone: false,
        digest: None,
    }
}

fn today(desk: &Desk, visit: ScopeId, n: usize) -> Today {
    act::today(
        desk,
        TodayInput {
            visit,
            day: Some(day(n)),
        },
    )
    .unwrap()
}

fn sync(desk: &Desk) -> SyncDone {
    act::sync(desk, SyncInput::default()).unwrap()
}

/// The same of a laptop that holds no visit yet: it joins the only one there is.
fn join(desk: &Desk) -> SyncDone {
    let input = SyncInput {
        take_only: true,
        ..SyncInput::default()
    };
    act::sync(desk, input).unwrap()
}

fn mark(visit: ScopeId, booking: BookingId, station: u8, irises: Capture, outcome: Outcome) -> RecordInput {
    let captured = Capture::Captured;
    RecordInput {
        visit: Some(visit),
        booking,
        station,
        photo: captured,
        fingerprints: captured,
        irises,
        signature: captured,
        outcome,
        detail: String::new(),
    }
}

/// What a day came to, as the people who worked it counted.
#[derive(Debug, Default, PartialEq)]
struct Worked {
    arrived: u32,
    recorded: u32,
    no_show: u32,
}

/// Works one day through: everyone of the day comes in their slot but every fortieth, four stations call as they are free.
fn work_day(desk: &Desk, visit: ScopeId, n: usize) -> Worked {
    let mut worked = Worked::default();
    let slots = today(desk, visit, n).slots;
    let mut count = 0;
    for slot in &slots {
        let input = PeopleInput {
            visit,
            class: None,
            slot: Some(slot.slot.number),
            states: vec![],
            held: false,
            to_tell: false,
            unplaced: false,
            offset: 0,
            limit: None,
        };
        let people = act::people(desk, input).unwrap().people;
        assert_eq!(people.len() as u32, slot.booked);
        assert!(slot.booked <= slot.capacity, "no slot is overfilled");
        let start = slot.slot.span.start.0;
        desk.set_clock(Some(moment(n, start)));
        for person in &people {
            count += 1;
            if count % 40 == 0 {
                worked.no_show += 1;
                continue;
            }
            let arrived = act::arrive(
                desk,
                ArriveInput {
                    visit,
                    code: person.booking.to_string(),
                },
            )
            .unwrap();
            assert!(!arrived.already && !arrived.ticket.is_empty());
            worked.arrived += 1;
        }
        worked.recorded += serve_queue(desk, visit, n, start);
    }
    worked
}

/// The stations serve until nobody waits.
fn serve_queue(desk: &Desk, visit: ScopeId, n: usize, start: u16) -> u32 {
    let mut recorded = 0;
    for round in 0.. {
        let called: Vec<Sitting> = (1..=4)
            .map_while(|station| {
                act::call(
                    desk,
                    CallInput {
                        visit,
                        station,
                        code: None,
                    },
                )
                .ok()
            })
            .collect();
        if called.is_empty() {
            break;
        }
        for station in 1..=called.len() as u8 {
            act::start(desk, StationInput { visit, station }).unwrap();
        }
        desk.set_clock(Some(moment(n, start + 8 * (round + 1))));
        for (person, station) in called.iter().zip(1..) {
            let exception = Capture::Exception {
                reason: ExceptionReason::EyeCondition,
                parts: 1,
            };
            let irises = if recorded % 50 == 49 {
                exception
            } else {
                Capture::Captured
            };
            let done = act::record(desk, mark(visit, person.booking, station, irises, Outcome::Complete)).unwrap();
            assert_eq!(done.state, State::Recorded);
            recorded += 1;
        }
    }
    recorded
}

#[test]
fn the_three_days_reach_the_server_and_a_second_laptop() {
    let mut town = Town::new();
    let a = town.laptop("Loket A");
    let visit = plan_visit(&a, 8);
    let path = SCHOOL_EXPORT;

    let preview = act::roster_preview(&a, roster(visit, path)).unwrap();
    assert_eq!(
        (
            preview.rows,
            preview.accepted,
            preview.held,
            preview.not_due,
            preview.unplaced
        ),
        (452, 452, 0, 0, 0)
    );
    assert!(!preview.written);
    assert_eq!(today(&a, visit, 0).booked, 0, "a preview writes nothing");
    let taken = act::roster_import(&a, roster(visit, path)).unwrap();
    assert_eq!((taken.accepted, taken.already_booked), (452, 0));
    let again = act::roster_import(&a, roster(visit, path)).unwrap();
    assert_eq!((again.rows, again.accepted, again.already_booked), (452, 0, 452));
    let booked: Vec<u32> = (0..3).map(|n| today(&a, visit, n).booked).collect();
    assert_eq!(booked.iter().sum::<u32>(), 452);
    assert!(
        booked.iter().all(|b| (130..=170).contains(b)),
        "the days are balanced: {booked:?}"
    );

    // Day one with the network, days two and three without.
    let first = sync(&a);
    assert!(first.sent >= 452 && first.pending == 0 && first.receipt.is_some_and(|r| r.covers_all));
    let mut worked = vec![work_day(&a, visit, 0)];
    assert_eq!(sync(&a).pending, 0);
    town.cut();
    worked.push(work_day(&a, visit, 1));
    let failure = act::sync(&a, SyncInput::default()).unwrap_err();
    assert_eq!(failure.code(), "unreachable");
    let waiting = act::link(&a, Nothing {}).unwrap();
    assert!(waiting.pending > 400 && waiting.state == LinkState::Offline);
    worked.push(work_day(&a, visit, 2));
    town.mend();
    let done = sync(&a);
    assert_eq!((done.pending, done.refused), (0, 0));
    assert_eq!(
        done.sent,
        waiting.pending + sent_on_day_three(&worked),
        "nothing is sent twice"
    );
    let nothing = sync(&a);
    assert_eq!((nothing.sent, nothing.received), (0, 0));

    // A second laptop joins and has it all; the first hears of its letter.
    let b = town.laptop("Loket B");
    assert_eq!(sync(&b).received, 0, "nothing comes that was not chosen");
    let offers = act::visit_offers(&b, OffersInput::default()).unwrap().visits;
    assert_eq!((offers.len(), offers[0].visit, offers[0].people), (1, visit, 452));
    let join = JoinInput { visit, server: None };
    assert!(act::visit_join(&b, join).unwrap().received > 2_000);
    sync(&a);
    a.set_clock(Some(moment(2, 1_000)));
    b.set_clock(Some(moment(2, 1_000)));
    for (n, worked) in worked.iter().enumerate() {
        let days = [today(&a, visit, n), today(&b, visit, n)];
        for day in days {
            assert_eq!(
                (day.arrived, day.recorded, day.no_show),
                (worked.arrived, worked.recorded, worked.no_show)
            );
            assert_eq!(day.booked, booked[n]);
            assert_eq!((day.waiting, day.recording, day.on_site), (0, 0, 0));
            assert_eq!(day.slots.iter().map(|s| s.recorded).sum::<u32>(), worked.recorded);
        }
    }

    // The same at the server, row for row.
    let server = town.server_journal();
    let dump = server.view().dump(visit).unwrap();
    for home in ["Loket A", "Loket B"] {
        let journal = jemput_acts::vault::open_journal(&town.folder.path().join(home)).unwrap();
        assert_alike(&journal.view().dump(visit).unwrap(), &dump, home);
    }
    let proof = act::verify(&a, Nothing {}).unwrap();
    assert!(proof.ok && proof.receipt_covers_all, "{proof:?}");
    assert_eq!(proof.bookings, 452);
}

/// Row for row; of two that differ, shows the first row that does.
fn assert_alike(one: &[String], other: &[String], whose: &str) {
    let first = one.iter().zip(other).find(|(a, b)| a != b);
    assert!(first.is_none(), "{whose}: {first:?}");
    assert_eq!(one.len(), other.len(), "{whose}");
}

/// An arrival, a call, a start and a recording each, and the laptop's own introduction nowhere: it wrote before.
fn sent_on_day_three(worked: &[Worked]) -> u32 {
    worked[2].arrived + 3 * worked[2].recorded
}

#[test]
fn two_laptops_that_worked_offline_end_up_with_the_same_state() {
    let mut town = Town::new();
    let a = town.laptop("Loket A");
    let visit = plan_visit(&a, 8);
    act::roster_import(&a, roster(visit, &roster_file(town.folder.path()))).unwrap();
    let b = town.laptop("Loket B");
    // When they met, their clocks said that the visit was over: neither took a mark.
    for desk in [&a, &b] {
        desk.set_clock(Some(Moment(moment(2, 450).0 + 100 * 86_400_000)));
        join(desk);
    }
    town.cut();

    a.set_clock(Some(moment(0, 450)));
    b.set_clock(Some(moment(0, 451)));
    let people = act::find(
        &a,
        FindInput {
            visit,
            text: "a".into(),
            limit: Some(6),
        },
    )
    .unwrap();
    let code = |i: usize| people[i].booking.to_string();
    // The same person at both desks.
    let at_a = act::arrive(&a, ArriveInput { visit, code: code(0) }).unwrap();
    let at_b = act::arrive(&b, ArriveInput { visit, code: code(0) }).unwrap();
    assert_ne!(at_a.ticket, "");
    let _ = act::arrive(&a, ArriveInput { visit, code: code(1) }).unwrap();
    let _ = act::arrive(&b, ArriveInput { visit, code: code(2) }).unwrap();
    // Two stations call one ticket.
    let first = act::call(
        &a,
        CallInput {
            visit,
            station: 1,
            code: Some(code(0)),
        },
    )
    .unwrap();
    let second = act::call(
        &b,
        CallInput {
            visit,
            station: 2,
            code: Some(code(0)),
        },
    )
    .unwrap();
    assert_eq!(first.booking, second.booking);

    town.mend();
    sync(&a);
    sync(&b);
    sync(&a);
    let dumps: Vec<_> = ["Loket A", "Loket B"]
        .map(|home| {
            jemput_acts::vault::open_journal(&town.folder.path().join(home))
                .unwrap()
                .view()
                .dump(visit)
                .unwrap()
        })
        .into();
    assert_alike(&dumps[0], &dumps[1], "Loket B");
    assert_alike(
        &dumps[0],
        &town.server_journal().view().dump(visit).unwrap(),
        "the server",
    );
    // Two check-ins are one arrival. Both took the letter A apart: A-001 is the same person's, A-002 shows both who have it.
    assert_eq!(today(&a, visit, 0).arrived, 3);
    assert_eq!((at_a.ticket.as_str(), at_b.ticket.as_str()), ("A-001", "A-001"));
    let lookup = |code: &str| {
        act::lookup(
            &a,
            CodeInput {
                visit,
                code: code.to_owned(),
            },
        )
        .unwrap()
    };
    assert!(matches!(lookup("A-001"), Lookup::Known { found } if found.booking == at_a.booking));
    assert!(matches!(lookup("A-002"), Lookup::Several { found } if found.len() == 2));
    // From now on the later of the two has a letter of its own.
    assert_eq!(
        act::arrive(&b, ArriveInput { visit, code: code(3) }).unwrap().ticket,
        "K-003"
    );
    assert_eq!(
        act::arrive(&a, ArriveInput { visit, code: code(4) }).unwrap().ticket,
        "A-003"
    );
    // The earlier station holds the person, the other is told.
    let board = act::stations(&b, OfVisit { visit }).unwrap();
    let has = |n: usize| board.stations[n].person.as_ref().map(|p| p.booking);
    assert_eq!((has(0), has(1)), (Some(first.booking), None));
    assert!(board.stations[0].person.as_ref().unwrap().conflict.is_some());
    let opened = act::booking(
        &a,
        OfBooking {
            visit,
            booking: first.booking,
        },
    )
    .unwrap();
    assert!(opened.flags.iter().any(|f| f.code == "called_twice"));
}

#[test]
fn laptops_that_meet_before_anyone_comes_have_letters_of_their_own() {
    let mut town = Town::new();
    let a = town.laptop("Loket A");
    let visit = plan_visit(&a, 8);
    act::roster_import(&a, roster(visit, &roster_file(town.folder.path()))).unwrap();
    sync(&a);
    let b = town.laptop("Loket B");
    let joined = join(&b);
    assert_eq!(joined.pending, 0);
    town.cut();
    let mut tickets = Vec::new();
    for (desk, nth) in [(&a, 0), (&b, 1)] {
        desk.set_clock(Some(moment(0, 450)));
        let people = FindInput {
            visit,
            text: "a".into(),
            limit: Some(2),
        };
        let code = act::find(desk, people).unwrap()[nth].booking.to_string();
        tickets.push(act::arrive(desk, ArriveInput { visit, code }).unwrap().ticket);
    }
    assert_eq!(tickets, ["A-001", "K-001"]);
    town.mend();
    for desk in [&a, &b, &a] {
        sync(desk);
    }
    let again = sync(&a);
    assert_eq!((again.sent, again.received), (0, 0));
}

#[test]
fn the_same_file_at_two_laptops_apart_is_452_bookings() {
    let mut town = Town::new();
    let a = town.laptop("Loket A");
    let visit = plan_visit(&a, 8);
    sync(&a);
    let b = town.laptop("Loket B");
    join(&b);
    town.cut();
    let path = roster_file(town.folder.path());
    for desk in [&a, &b] {
        assert_eq!(act::roster_import(desk, roster(visit, &path)).unwrap().accepted, 452);
    }
    town.mend();
    sync(&a);
    sync(&b);
    sync(&a);
    for desk in [&a, &b] {
        assert_eq!((0..3).map(|n| today(desk, visit, n).booked).sum::<u32>(), 452);
        assert_eq!(act::verify(desk, Nothing {}).unwrap().bookings, 452);
    }
}

#[test]
fn ten_and_fifteen_minutes_leave_people_unplaced_and_say_so() {
    let town = Town::new();
    let path = roster_file(town.folder.path());
    for (name, minutes, unplaced) in [("sepuluh", 10, 47), ("lima belas", 15, 170)] {
        let desk = town.laptop(name);
        let visit = plan_visit(&desk, minutes);
        let report = act::roster_import(&desk, roster(visit, &path)).unwrap();
        assert_eq!((report.accepted, report.unplaced), (452, unplaced));
        let told = report.findings.iter().filter(|f| f.code == "unplaced").count();
        assert_eq!(told as u32, unplaced, "each is named with a sentence");
        let day = today(&desk, visit, 0);
        assert!(day.needs.iter().any(|n| n.kind == "unplaced"));
        assert_eq!(
            (0..3).map(|n| today(&desk, visit, n).booked).sum::<u32>(),
            452 - unplaced
        );
    }
}
