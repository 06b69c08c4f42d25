//! A van at a school: a desk, two days, classes from a roster of invented people.

use jemput_acts::{
    Desk, Trouble, act,
    clock::TimeSource,
    view::{
        ArriveInput, Arrived, BookingView, CallInput, Found, OfBooking, OfVisit, People, PeopleInput, RecordDone,
        RecordInput, RosterInput, SiteInput, StationInput, StationSetInput, Today, TodayInput, VisitPlanInput,
    },
};
use jemput_domain::{
    booking::State,
    event::{Capture, FailureReason, Outcome, StationStatus},
    id::{BookingId, ScopeId},
    plan::{Break, DayHours, Setup, SlotNumber, Span},
    site::SiteKind,
    time::{Day, Minute, Moment},
};
use jemput_journal::Journal;
use tempfile::TempDir;

pub const FIRST_DAY: &str = "2021-11-08";
pub const SECOND_DAY: &str = "2021-11-09";

pub struct Van {
    pub folder: TempDir,
    pub desk: Desk,
    pub visit: ScopeId,
}

/// Two days from 7.30 to 12.00 without a break, two stations, ten minutes a person: six people in a slot of half an hour,
/// five of them booked.
pub fn setup() -> Setup {
    let day = |day: &str| DayHours {
        day: Day::parse(day).unwrap(),
        open: Span {
            start: Minute(450),
            end: Minute(720),
        },
        breaks: Vec::<Break>::new(),
    };
    Setup {
        days: [FIRST_DAY, SECOND_DAY].map(day).to_vec(),
        stations: 2,
        minutes_per_person: 10,
        waiting_limit: 12,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    }
}

impl Van {
    /// Classes with so many people each, booked on the Friday before.
    pub fn with(classes: &[(&str, usize)]) -> Self {
        let van = Self::empty();
        van.import("daftar.csv", &roster(classes));
        van
    }

    /// A visit without anybody.
    pub fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let friday = TimeSource::Held(Moment::parse("2021-11-05T10:00:00+07:00").unwrap());
        let desk = Desk::init(&folder.path().join("data"), friday, "Loket A", None).unwrap();
        let site = SiteInput {
            name: "SMAN 55".into(),
            kind: SiteKind::School,
            district: "31.74.08".into(),
            contact: String::new(),
            zone: None,
        };
        let site = act::site_add(&desk, site).unwrap().site;
        let visit = act::visit_plan(&desk, VisitPlanInput { site, setup: setup() })
            .unwrap()
            .visit;
        Self { folder, desk, visit }
    }

    pub fn import(&self, name: &str, csv: &str) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, csv).unwrap();
        let input = RosterInput {
            visit: self.visit,
            path: path.to_string_lossy().into_owned(),
            classes: Vec::new(),
            add: false,
            withdraw_gone: false,
            digest: None,
        };
        act::roster_import(&self.desk, input).unwrap();
    }

    /// Sets the clock: `2021-11-08`, `10:42`.
    pub fn now(&self, day: &str, time: &str) {
        self.desk
            .set_clock(Some(Moment::parse(&format!("{day}T{time}:00+07:00")).unwrap()));
    }

    /// A second laptop that has what this one has.
    pub fn second(&self) -> Self {
        let folder = TempDir::new().unwrap();
        let desk = Desk::init(&folder.path().join("data"), self.desk.clock(), "Loket B", None).unwrap();
        let second = Self {
            folder,
            desk,
            visit: self.visit,
        };
        second.hears(self);
        second
    }

    /// Takes in all that another laptop has of the visit.
    pub fn hears(&self, other: &Self) {
        let runs = other.journal().view().runs_after(self.visit, &[], usize::MAX).unwrap();
        let mut journal = self.journal();
        let mut writing = journal.write().unwrap();
        let taken = writing.take_in(self.visit, runs, self.desk.clock().now()).unwrap();
        assert_eq!(taken.refused, []);
        writing.commit().unwrap();
    }

    pub fn journal(&self) -> Journal {
        jemput_acts::vault::open_journal(&self.folder.path().join("data")).unwrap()
    }

    pub fn today(&self) -> Today {
        act::today(
            &self.desk,
            TodayInput {
                visit: self.visit,
                day: None,
            },
        )
        .unwrap()
    }

    pub fn today_on(&self, day: &str) -> Today {
        act::today(
            &self.desk,
            TodayInput {
                visit: self.visit,
                day: Day::parse(day),
            },
        )
        .unwrap()
    }

    pub fn list(&self, change: impl FnOnce(&mut PeopleInput)) -> People {
        let mut input = PeopleInput {
            visit: self.visit,
            class: None,
            slot: None,
            states: Vec::new(),
            held: false,
            to_tell: false,
            unplaced: false,
            offset: 0,
            limit: Some(2_000),
        };
        change(&mut input);
        act::people(&self.desk, input).unwrap()
    }

    /// A class, in list order.
    pub fn class(&self, class: &str) -> Vec<BookingId> {
        self.list(|input| input.class = Some(class.into()))
            .people
            .iter()
            .map(|found| found.booking)
            .collect()
    }

    /// A slot's people, in class and list order.
    pub fn slot(&self, number: u16) -> Vec<Found> {
        self.list(|input| input.slot = Some(SlotNumber(number))).people
    }

    pub fn one(&self, booking: BookingId) -> BookingView {
        act::booking(
            &self.desk,
            OfBooking {
                visit: self.visit,
                booking,
            },
        )
        .unwrap()
    }

    pub fn state(&self, booking: BookingId) -> State {
        self.one(booking).found.state
    }

    /// The number of a booking's slot.
    pub fn slot_of(&self, booking: BookingId) -> Option<u16> {
        self.one(booking).found.slot.map(|slot| slot.number.0)
    }

    pub fn arrive(&self, booking: BookingId) -> Arrived {
        act::arrive(
            &self.desk,
            ArriveInput {
                visit: self.visit,
                code: booking.to_string(),
            },
        )
        .unwrap()
    }

    pub fn call(&self, booking: BookingId, station: u8) -> Result<(), Trouble> {
        act::call(
            &self.desk,
            CallInput {
                visit: self.visit,
                station,
                code: Some(booking.to_string()),
            },
        )
        .map(|_| ())
    }

    pub fn start(&self, station: u8) {
        act::start(
            &self.desk,
            StationInput {
                visit: self.visit,
                station,
            },
        )
        .unwrap();
    }

    pub fn record(&self, booking: BookingId, station: u8, outcome: Outcome) -> RecordDone {
        self.try_record(booking, station, outcome).unwrap()
    }

    pub fn try_record(&self, booking: BookingId, station: u8, outcome: Outcome) -> Result<RecordDone, Trouble> {
        let photo = match outcome {
            Outcome::Complete => Capture::Captured,
            Outcome::Incomplete => Capture::Failed {
                reason: FailureReason::Device,
            },
            _ => Capture::Failed {
                reason: FailureReason::Unsaid,
            },
        };
        let input = RecordInput {
            visit: Some(self.visit),
            booking,
            station,
            photo,
            fingerprints: Capture::Captured,
            irises: Capture::Captured,
            signature: Capture::Captured,
            outcome,
            detail: String::new(),
        };
        act::record(&self.desk, input)
    }

    /// Comes, is called, sits, and is done so many minutes later; the clock stands there.
    pub fn serve(&self, day: &str, from: &str, minutes: u16, booking: BookingId, station: u8, outcome: Outcome) {
        self.now(day, from);
        self.arrive(booking);
        self.call(booking, station).unwrap();
        self.start(station);
        let end = Minute(Minute::parse(from).unwrap().0 + minutes);
        self.now(day, &end.to_string());
        self.record(booking, station, outcome);
    }

    pub fn set_station(&self, station: Option<u8>, status: StationStatus) {
        act::station_set(
            &self.desk,
            StationSetInput {
                visit: self.visit,
                station,
                status,
            },
        )
        .unwrap();
    }

    pub fn of_visit(&self) -> OfVisit {
        OfVisit { visit: self.visit }
    }
}

/// A class list as a school would write it: all born on 5 March 2004.
pub fn roster(classes: &[(&str, usize)]) -> String {
    let mut csv = String::from("No,Nama,NIK,JK,Tanggal Lahir,Kelas\n");
    let mut serial = 9000;
    for (class, people) in classes {
        for number in 1..=*people {
            serial += 1;
            csv.push_str(&format!(
                "{number},{} Contoh,{},L,2004-03-05,{class}\n",
                word(serial),
                nik(serial)
            ));
        }
    }
    csv
}

/// An invented NIK of Pancoran.
pub fn nik(serial: u32) -> String {
    format!("317408050304{serial}")
}

/// A name of its own for each serial: no two fold to the same.
pub fn word(serial: u32) -> String {
    const SOUNDS: [&str; 10] = ["ba", "ci", "du", "ge", "ho", "la", "mi", "nu", "re", "so"];
    let digits = format!("{serial:04}");
    let mut name: String = digits.bytes().map(|digit| SOUNDS[usize::from(digit - b'0')]).collect();
    name[..1].make_ascii_uppercase();
    name
}
