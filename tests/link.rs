//! What a laptop may believe of the server, and of its own clock: over real HTTP against real servers.

use std::path::Path;

use jemput_acts::{Desk, act, clock::TimeSource, view::*};
use jemput_domain::{
    event::Standing,
    id::{BookingId, ScopeId},
    plan::{DayHours, Setup, Span},
    site::SiteKind,
    time::{Minute, Moment, Zone},
};
use jemput_server::{Config, Running, serve};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub(crate) struct Office {
    _runtime: Runtime,
    _server: Running,
    pub(crate) address: String,
    pub(crate) folder: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        let (folder, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
        let config = Config::new("127.0.0.1:0".parse().unwrap(), folder.path().join("server"));
        let server = runtime.block_on(serve(config)).unwrap();
        Self {
            address: format!("http://{}", server.address),
            _runtime: runtime,
            _server: server,
            folder,
        }
    }

    /// Cuts the network; the laptops' folders stay.
    pub(crate) fn cut(self) -> TempDir {
        self.folder
    }

    pub(crate) fn laptop(&self, name: &str, clock: TimeSource) -> Desk {
        Desk::init(&self.folder.path().join(name), clock, name, Some(&self.address)).unwrap()
    }
}

pub(crate) fn now() -> Moment {
    TimeSource::System.now()
}

/// A zone of Indonesia in which it is neither early nor late just now.
fn zone() -> Zone {
    let by_day = |zone: &Zone| (90..1260).contains(&zone.local(now()).1.0);
    [Zone::Wib, Zone::Wita, Zone::Wit]
        .into_iter()
        .find(by_day)
        .unwrap_or(Zone::Wib)
}

/// A visit whose first slot runs now, for twenty minutes yet, with five people in it.
pub(crate) fn visit_now(desk: &Desk, folder: &Path) -> (ScopeId, Vec<BookingId>) {
    let zone = zone();
    let (day, Minute(minute)) = zone.local(now());
    let site = SiteInput {
        name: "SMAN Contoh".into(),
        kind: SiteKind::School,
        district: "31.74.08".into(),
        contact: "Ibu Contoh".into(),
        zone: Some(zone),
    };
    let open = Span {
        start: Minute(minute - 10),
        end: Minute(minute + 50),
    };
    let setup = Setup {
        days: vec![DayHours {
            day,
            open,
            breaks: vec![],
        }],
        stations: 4,
        minutes_per_person: 8,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    };
    let site = act::site_add(desk, site).unwrap().site;
    let visit = act::visit_plan(desk, VisitPlanInput { site, setup }).unwrap().visit;
    let rows = (0..5).map(|n| format!("Warga Contoh {n},31740801010{n}900{n},2001-01-0{},XII A\n", n + 1));
    let path = folder.join("peserta.csv");
    std::fs::write(
        &path,
        format!("Nama,NIK,Tanggal Lahir,Kelas\n{}", rows.collect::<String>()),
    )
    .unwrap();
    let roster = RosterInput {
        visit,
        path: path.to_str().unwrap().to_owned(),
        classes: vec![],
        add: false,
        withdraw_gone: false,
        digest: None,
    };
    assert_eq!(act::roster_import(desk, roster).unwrap().accepted, 5);
    let find = FindInput {
        visit,
        text: "Warga".into(),
        limit: None,
    };
    let people = act::find(desk, find).unwrap();
    (visit, people.into_iter().map(|person| person.booking).collect())
}

pub(crate) fn arrive(desk: &Desk, visit: ScopeId, booking: BookingId) -> Standing {
    let code = booking.to_string();
    act::arrive(desk, ArriveInput { visit, code }).unwrap().standing
}

pub(crate) fn sync(desk: &Desk) -> SyncDone {
    act::sync(desk, SyncInput::default()).unwrap()
}

pub(crate) fn link(desk: &Desk) -> LinkView {
    act::link(desk, Nothing {}).unwrap()
}

fn safety_of_newest(desk: &Desk, visit: ScopeId) -> Safety {
    safety_of(desk, visit, None)
}

fn safety_of(desk: &Desk, visit: ScopeId, booking: Option<BookingId>) -> Safety {
    let newest = HistoryInput {
        visit,
        booking,
        limit: Some(1),
    };
    act::history(desk, newest).unwrap()[0].safety
}

#[test]
fn a_clock_that_is_an_hour_off_is_known_after_one_exchange() {
    let office = Office::new();
    let clock = TimeSource::Wrong { ahead_ms: 3_600_000 };
    let desk = office.laptop("Loket A", clock);
    let (visit, people) = visit_now(&desk, office.folder.path());
    assert_eq!(arrive(&desk, visit, people[0]), Standing::Late, "as the clock says");
    sync(&desk);
    assert_eq!(arrive(&desk, visit, people[1]), Standing::OnTime);
    let journal = jemput_acts::vault::open_journal(&office.folder.path().join("Loket A")).unwrap();
    let log = journal
        .view()
        .logs(visit)
        .unwrap()
        .into_iter()
        .find(|log| log.head.device == desk.device());
    let header = log.unwrap().last.unwrap().header;
    let off = |a: Moment, b: Moment| (a.0 - b.0).abs();
    assert!(off(header.wall, clock.now()) < 60_000, "the clock's own word stands");
    assert!(off(header.at(), now()) < 60_000, "and with the offset it is right");
    let devices = act::exchange(&desk, OfVisit { visit }).unwrap().devices;
    let this = devices.iter().find(|device| device.is_this).unwrap();
    assert!((this.offset_ms + 3_600_000).abs() < 30_000, "{}", this.offset_ms);
    // A clock set by hand is taken as it is.
    desk.set_clock(Some(now()));
    sync(&desk);
    assert_eq!(arrive(&desk, visit, people[2]), Standing::OnTime);
}

pub(crate) fn copy_home(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn a_laptop_restored_from_an_image_does_not_take_the_old_logs_receipt_for_its_own() {
    // The old log is longer than the new one at the server, as long, and shorter.
    for (old, new) in [(3, 1), (1, 1), (1, 3)] {
        let office = Office::new();
        let first = office.laptop("lama", TimeSource::System);
        let (visit, people) = visit_now(&first, office.folder.path());
        assert_eq!(sync(&first).pending, 0);
        drop(first);
        let (home, image) = (office.folder.path().join("lama"), office.folder.path().join("pulih"));
        copy_home(&home, &image);
        let first = Desk::open(&home, TimeSource::System).unwrap();
        for person in &people[..old] {
            arrive(&first, visit, *person);
        }
        assert_eq!(sync(&first).pending, 0);
        assert!(link(&first).fork.is_none());
        drop(first);
        let restored = Desk::open(&image, TimeSource::System).unwrap();
        for person in people.iter().rev().take(new) {
            arrive(&restored, visit, *person);
        }
        let written = link(&restored).pending;
        assert!(written > 0);
        let done = sync(&restored);
        assert_eq!(
            done.pending, written,
            "{old} there, {new} here: none of it is at the server"
        );
        assert!(!done.receipt.unwrap().covers_all);
        let last = people[people.len() - new];
        assert_eq!(safety_of(&restored, visit, Some(last)), Safety::Here);
        let told = link(&restored);
        let fork = told.fork.unwrap();
        assert_eq!(fork.code, "fork");
        assert!(fork.sentence.contains("hubungi Dinas"), "{}", fork.sentence);
        assert!(!act::verify(&restored, Nothing {}).unwrap().receipt_covers_all);
        assert_eq!(sync(&restored).pending, written, "the next exchange says the same");
    }
}

/// What stands derived in a laptop's journal.
pub(crate) fn dump(home: &Path, visit: ScopeId) -> Vec<String> {
    jemput_acts::vault::open_journal(home)
        .unwrap()
        .view()
        .dump(visit)
        .unwrap()
}

fn shown(desk: &Desk, visit: ScopeId, booking: BookingId) -> BookingView {
    act::booking(desk, OfBooking { visit, booking }).unwrap()
}

#[test]
fn what_only_a_restored_laptop_holds_is_adopted_after_one_question() {
    for (old, new) in [(3, 1), (1, 1), (1, 3)] {
        let office = Office::new();
        let first = office.laptop("lama", TimeSource::System);
        let (visit, people) = visit_now(&first, office.folder.path());
        sync(&first);
        let before = first.device();
        drop(first);
        let (home, image) = (office.folder.path().join("lama"), office.folder.path().join("pulih"));
        copy_home(&home, &image);
        let first = Desk::open(&home, TimeSource::System).unwrap();
        for person in &people[..old] {
            arrive(&first, visit, *person);
        }
        sync(&first);
        let restored = Desk::open(&image, TimeSource::System).unwrap();
        for person in people.iter().rev().take(new) {
            arrive(&restored, visit, *person);
        }
        assert!(
            act::adoptable(&restored, Nothing {}).unwrap().is_none(),
            "nobody told it yet"
        );
        sync(&restored);
        assert_ne!(restored.device(), before, "it goes on under a new id");
        let asked = act::exchange(&restored, OfVisit { visit }).unwrap().adopt.unwrap();
        assert!(asked.events >= new as u32, "{}", asked.sentence);
        // Work goes on before anybody answers, under the new id and letter.
        let other = people[3 - new.min(2)];
        let ticket = act::arrive(
            &restored,
            ArriveInput {
                visit,
                code: other.to_string(),
            },
        )
        .unwrap();
        assert!(!ticket.ticket.starts_with('A'), "{}", ticket.ticket);
        let done = act::adopt(&restored, Nothing {}).unwrap();
        assert_eq!((done.events, done.pending), (asked.events, 0), "{}", done.sentence);
        let told = link(&restored);
        assert!(told.fork.is_none() && told.receipt.unwrap().covers_all);
        assert!(act::adoptable(&restored, Nothing {}).unwrap().is_none());
        sync(&first);
        let verified = act::verify(&restored, Nothing {}).unwrap();
        assert!(verified.ok && verified.receipt_covers_all, "{:?}", verified.problems);
        assert!(act::verify(&first, Nothing {}).unwrap().ok);
        assert_eq!(dump(&home, visit), dump(&image, visit), "both hold the same");
        let came: Vec<_> = people[..old].iter().chain(people.iter().rev().take(new)).collect();
        for person in came {
            assert!(
                !shown(&first, visit, *person).tickets.is_empty(),
                "nobody who came was lost"
            );
        }
        // Once more asks nothing and changes nothing.
        assert_eq!(act::adopt(&restored, Nothing {}).unwrap().events, 0);
        assert_eq!(dump(&home, visit), dump(&image, visit));
        // Before it was told both wrote: one ticket may be on two slips, and finding it shows both people.
        let find = FindInput {
            visit,
            text: "A-001".into(),
            limit: None,
        };
        assert_eq!(act::find(&first, find).unwrap().len(), 2);
    }
}

#[test]
fn a_copy_with_nothing_of_its_own_fetches_the_rest_and_goes_on_under_a_new_id() {
    let office = Office::new();
    let first = office.laptop("lama", TimeSource::System);
    let (visit, people) = visit_now(&first, office.folder.path());
    sync(&first);
    let before = first.device();
    drop(first);
    let (home, image) = (office.folder.path().join("lama"), office.folder.path().join("pulih"));
    copy_home(&home, &image);
    let first = Desk::open(&home, TimeSource::System).unwrap();
    arrive(&first, visit, people[0]);
    sync(&first);
    assert_eq!(first.device(), before, "who is at one with the server stays who it is");
    let restored = Desk::open(&image, TimeSource::System).unwrap();
    sync(&restored);
    assert_ne!(restored.device(), before);
    assert!(link(&restored).fork.is_none());
    assert!(
        act::adoptable(&restored, Nothing {}).unwrap().is_none(),
        "nothing to ask"
    );
    assert_eq!(dump(&image, visit).len(), {
        sync(&first);
        dump(&home, visit).len()
    });
    // Both go on at once, as two laptops.
    let ticket = |desk: &Desk, person: BookingId| {
        let code = person.to_string();
        act::arrive(desk, ArriveInput { visit, code }).unwrap().ticket
    };
    let (one, other) = (ticket(&first, people[1]), ticket(&restored, people[2]));
    assert_ne!(one[..1], other[..1], "{one} {other}");
    for desk in [&first, &restored, &first] {
        assert_eq!(sync(desk).pending, 0);
        assert!(link(desk).fork.is_none());
    }
    assert_eq!(dump(&home, visit), dump(&image, visit));
    // Another program on that laptop, opened before or after, writes under the new id too.
    let again = Desk::open(&image, TimeSource::System).unwrap();
    assert_eq!(again.device(), restored.device());
}

#[test]
fn the_word_of_a_server_that_was_left_is_not_the_new_ones() {
    let (office, other) = (Office::new(), Office::new());
    let desk = office.laptop("Loket A", TimeSource::System);
    let (visit, people) = visit_now(&desk, office.folder.path());
    sync(&desk);
    let at_first = link(&desk).receipt.unwrap();
    let to = |address: &str| {
        let settings = SettingsInput {
            server: Some(address.to_owned()),
            ..SettingsInput::default()
        };
        act::settings(&desk, settings).unwrap()
    };
    to(&other.address);
    let before = link(&desk);
    assert!(
        before.receipt.is_none() && before.pending > 0,
        "the new server holds nothing yet"
    );
    assert_eq!(safety_of_newest(&desk, visit), Safety::Here);
    assert!(!act::verify(&desk, Nothing {}).unwrap().receipt_covers_all);
    assert_eq!(sync(&desk).pending, 0);
    let at_other = link(&desk).receipt.unwrap();
    assert_ne!(at_other.name, at_first.name);
    arrive(&desk, visit, people[0]);
    // Once to the first again, for one exchange: its own word answers, the set one's stands.
    let once = SyncInput {
        server: Some(office.address.clone()),
        ..SyncInput::default()
    };
    assert_eq!(act::sync(&desk, once).unwrap().pending, 0);
    assert!(link(&desk).pending > 0, "the server that is set has not heard of it");
    to(&office.address);
    assert_eq!(link(&desk).pending, 0, "what it said before still counts");
    assert!(act::verify(&desk, Nothing {}).unwrap().receipt_covers_all);
}
