//! Journals of any size: visits planned through `acts`, people booked and served by laptops of other names through the
//! journal's own append. Five events a person.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use chrono::Days;
use jemput_acts::{
    Desk, act,
    view::{SiteInput, VisitPlanInput},
};
use jemput_domain::{
    event::{
        Arrived, BookingMade, Called, Capture, Draft, Event, Noted, Outcome, Recorded, Source, Standing, Started,
        Subject,
    },
    id::{BookingId, BookingKey, DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::DeviceKey,
    nik::Nik,
    person::Person,
    plan::{Break, DayHours, Setup, SlotNumber, Span},
    site::SiteKind,
    time::{Day, Minute, Moment, Zone},
};
use jemput_journal::{Author, Journal};
use uuid::Uuid;

use crate::invented::{Resident, residents};

const STATIONS: u8 = 8;
const SLOTS_A_DAY: u32 = 16;
/// Of how many days the visits are; the clock stands in the middle of the last but one.
const DAYS: u64 = 12;
/// Events in one act: below the most that there may be.
const ACT_EVENTS: usize = 4_000;

/// So many people in each of so many visits.
#[derive(Clone, Copy)]
pub struct Size {
    pub visits: u32,
    pub people: u32,
    /// So many of the last visit's days are over and served.
    pub served_days: u64,
}

/// A journal that is there.
pub struct Town {
    folder: tempfile::TempDir,
    pub size: Size,
    pub residents: u32,
    pub events: u32,
    pub built: Duration,
    /// The visit of today.
    pub visit: ScopeId,
    /// Names and NIKs of those of it who have not come yet.
    pub to_come: Vec<(String, String)>,
}

fn first_day() -> Day {
    Day::parse("2021-11-08").unwrap()
}

/// The last day but one, 09:47.
fn today() -> Day {
    Day(first_day().0 + Days::new(DAYS - 2))
}

pub fn now() -> Moment {
    Zone::Wib.moment(today(), Minute(9 * 60 + 47))
}

impl Town {
    /// Builds it; a large one takes minutes.
    pub fn build(size: Size) -> Self {
        let start = Instant::now();
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::init(folder.path(), crate::clock(), "Loket A", None).unwrap();
        let mut town = Self {
            folder,
            size,
            residents: 0,
            events: 0,
            built: Duration::ZERO,
            visit: ScopeId(Uuid::nil()),
            to_come: Vec::new(),
        };
        let people = residents((size.visits * size.people) as usize, 55);
        let mut seen = std::collections::HashSet::new();
        for (number, people) in people.chunks(size.people as usize).enumerate() {
            town.visit = plan(&desk, number);
            // Few NIKs fall together by chance; twins of a NIK would be one booking.
            let people: Vec<_> = people.iter().filter(|p| seen.insert((number, p.nik))).collect();
            let is_today = number + 1 == size.visits as usize;
            town.fill(number, &people, is_today);
        }
        drop(desk);
        town.built = start.elapsed();
        town
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.sqlite")
    }

    /// Of the journal's file.
    pub fn bytes(&self) -> u64 {
        std::fs::metadata(self.journal()).unwrap().len()
    }

    /// As a program opens it.
    pub fn open(&self) -> Desk {
        Desk::open(self.folder.path(), crate::clock()).unwrap()
    }

    fn fill(&mut self, number: usize, people: &[&Resident], is_today: bool) {
        let mut laptop = Laptop::open(&self.journal(), self.visit, number);
        let secret = laptop.secret;
        let mut arrivals = [0; DAYS as usize];
        for (n, resident) in people.iter().enumerate() {
            let nik = resident.nik;
            let id = BookingId::derive(&secret, BookingKey::Nik(nik.as_str()));
            // The first come on the first day.
            let slot = (n as u64 * u64::from(SLOTS_A_DAY) * DAYS / people.len() as u64) as u32;
            let day = slot / SLOTS_A_DAY;
            let came = !is_today || u64::from(day) < self.size.served_days;
            laptop.write(id, booked(&resident.name, nik, n, slot));
            if came {
                let ticket = &mut arrivals[day as usize];
                *ticket += 1;
                let day = Day(first_day().0 + Days::new(u64::from(day)));
                let facts = served(day, *ticket, 1 + (n % usize::from(STATIONS)) as u8);
                facts.into_iter().for_each(|event| laptop.write(id, event));
            } else {
                self.to_come.push((resident.name.clone(), nik.as_str().to_owned()));
                for n in 1..=4 {
                    let note = format!("catatan {n}");
                    laptop.write(id, Noted { note }.into());
                }
            }
        }
        laptop.sign();
        self.residents += people.len() as u32;
        self.events += people.len() as u32 * 5;
    }
}

/// A visit through the act that plans one: each visit's days are the same.
fn plan(desk: &Desk, number: usize) -> ScopeId {
    let site = SiteInput {
        name: format!("Tempat Contoh {}", number + 1),
        kind: SiteKind::Ward,
        district: "31.74.08".into(),
        contact: String::new(),
        zone: Some(Zone::Wib),
    };
    let site = act::site_add(desk, site).unwrap().site;
    let span = |start, end| Span {
        start: Minute(start),
        end: Minute(end),
    };
    let day = |n| DayHours {
        day: Day(first_day().0 + Days::new(n)),
        open: span(7 * 60, 16 * 60),
        breaks: vec![Break {
            span: span(12 * 60, 13 * 60),
            stations_open: 0,
        }],
    };
    let setup = Setup {
        days: (0..DAYS).map(day).collect(),
        stations: STATIONS,
        minutes_per_person: 8,
        waiting_limit: 60,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    };
    act::visit_plan(desk, VisitPlanInput { site, setup }).unwrap().visit
}

fn booked(name: &str, nik: Nik, n: usize, slot: u32) -> Event {
    let person = Person {
        name: name.to_owned(),
        nik: Some(nik),
        class: format!("RW {:02}", n % 40),
        home_district: "31.74.08".to_owned(),
        ..Person::default()
    };
    BookingMade {
        person,
        source: Source::WalkIn,
        services: vec!["ktp_first".to_owned()],
        slot: Some(SlotNumber(slot as u16)),
        held: Vec::new(),
        warned: Vec::new(),
    }
    .into()
}

fn served(day: Day, number: u16, station: u8) -> [Event; 4] {
    let arrived = Arrived {
        day,
        mark: "K".to_owned(),
        number,
        standing: Standing::OnTime,
    };
    let recorded = Recorded {
        station,
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises: Capture::Captured,
        signature: Capture::Captured,
        outcome: Outcome::Complete,
        detail: String::new(),
    };
    [
        arrived.into(),
        Called { station, again: false }.into(),
        Started { station }.into(),
        recorded.into(),
    ]
}

/// Another laptop that writes into the journal in large acts.
struct Laptop {
    journal: Journal,
    visit: ScopeId,
    secret: ScopeSecret,
    number: u8,
    key: DeviceKey,
    drafts: Vec<Draft>,
    wall: Moment,
}

impl Laptop {
    fn open(path: &std::path::Path, visit: ScopeId, number: usize) -> Self {
        let home = path.parent().expect("a journal lies in a folder");
        let journal = jemput_acts::vault::open_journal(home).unwrap();
        let secret = journal.view().secret(visit).unwrap().unwrap();
        let number = number as u8 + 1;
        Self {
            journal,
            visit,
            secret,
            number,
            key: DeviceKey::from_bytes(&[number; 32]),
            drafts: Vec::new(),
            wall: Zone::Wib.moment(first_day(), Minute(7 * 60)),
        }
    }

    fn write(&mut self, id: BookingId, event: Event) {
        self.drafts.push(Draft::about(Subject::Booking(id), event));
        if self.drafts.len() == ACT_EVENTS {
            self.sign();
        }
    }

    fn sign(&mut self) {
        self.wall.0 += 60_000;
        let author = Author {
            device: DeviceId(Uuid::from_u128(
                0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(self.number),
            )),
            key: &self.key,
            device_name: "Loket B",
            operator: OperatorId(Uuid::nil()),
            wall: self.wall,
            offset_ms: 0,
        };
        let drafts = std::mem::take(&mut self.drafts);
        if drafts.is_empty() {
            return;
        }
        let mut writing = self.journal.write().unwrap();
        writing.append(self.visit, &author, drafts).unwrap();
        writing.commit().unwrap();
    }
}
