//! Laptops of one visit, without a window: each has a journal in memory and a key of its own.

#![allow(dead_code, reason = "each test binary uses a part of the kit")]

use jemput_domain::{
    event::{ActRef, BookingMade, Draft, Event, Source, Subject, VisitPlanned},
    id::{BookingId, BookingKey, DeviceId, OperatorId, ScopeId, ScopeSecret, SiteId},
    log::DeviceKey,
    nik::Nik,
    person::Person,
    plan::{Break, DayHours, Setup, SlotNumber, Span, plan},
    site::{Site, SiteKind},
    time::{Day, Minute, Moment, Zone},
};
use jemput_journal::{Author, Journal, TakenIn};
use uuid::Uuid;

pub const SECRET: ScopeSecret = ScopeSecret([7; 32]);

pub fn scope() -> ScopeId {
    ScopeId(Uuid::from_u128(0x5c09e))
}

pub fn day() -> Day {
    Day::parse("2021-11-08").unwrap()
}

pub fn at(minute: u16) -> Moment {
    Zone::Wib.moment(day(), Minute(minute))
}

pub struct Laptop {
    pub journal: Journal,
    pub device: DeviceId,
    pub key: DeviceKey,
    pub now: Moment,
}

pub fn setup() -> Setup {
    let span = |a, b| Span {
        start: Minute(a),
        end: Minute(b),
    };
    Setup {
        days: vec![DayHours {
            day: day(),
            open: span(450, 930),
            breaks: vec![Break {
                span: span(705, 780),
                stations_open: 0,
            }],
        }],
        stations: 4,
        minutes_per_person: 8,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    }
}

pub fn site() -> Site {
    Site {
        id: SiteId(Uuid::from_u128(1)),
        name: "SMAN 55".into(),
        kind: SiteKind::School,
        district: "31.74.08".into(),
        contact: "Ibu Contoh".into(),
        zone: Zone::Wib,
    }
}

/// An invented person; the NIK's serial is 9000 and up.
pub fn person(n: u32) -> Person {
    let nik = Nik::parse(&format!("317408{:02}0505{:04}", n % 28 + 1, 9000 + n)).unwrap();
    Person {
        name: format!("Warga Contoh{n}"),
        nik: Some(nik),
        class: format!("XII IPA {}", n % 3 + 1),
        ..Person::default()
    }
}

pub fn booking_id(person: &Person) -> BookingId {
    BookingId::derive(&SECRET, BookingKey::Nik(person.nik.unwrap().as_str()))
}

pub fn made(person: Person, slot: Option<u16>) -> Draft {
    let id = booking_id(&person);
    let event = Event::BookingMade(BookingMade {
        person,
        source: Source::WalkIn,
        services: vec!["ktp_first".into()],
        slot: slot.map(SlotNumber),
        held: vec![],
        warned: vec![],
    });
    Draft::about(Subject::Booking(id), event)
}

impl Laptop {
    pub fn new(n: u8) -> Self {
        Self::with(n, Journal::in_memory().unwrap())
    }

    pub fn with(n: u8, journal: Journal) -> Self {
        Self {
            journal,
            device: DeviceId(Uuid::from_u128(u128::from(n) + 100)),
            key: DeviceKey::from_bytes(&[n; 32]),
            now: at(450),
        }
    }

    fn author(&self) -> (DeviceId, String, Moment) {
        (self.device, format!("Loket {}", self.device.0.as_u128()), self.now)
    }

    pub fn open(&mut self, plan_drafts: Vec<Draft>) -> ActRef {
        let (device, name, wall) = self.author();
        let author = Author {
            device,
            key: &self.key,
            device_name: &name,
            operator: OperatorId(Uuid::nil()),
            wall,
            offset_ms: 0,
        };
        let mut writing = self.journal.write().unwrap();
        let act = writing.append_opening(scope(), SECRET, &author, plan_drafts).unwrap();
        writing.commit().unwrap();
        act
    }

    pub fn open_visit(&mut self) -> ActRef {
        let planned = VisitPlanned {
            site: site(),
            plan: plan(&setup()).unwrap(),
        };
        self.open(vec![Draft::about(Subject::Visit, Event::VisitPlanned(planned))])
    }

    pub fn act(&mut self, drafts: Vec<Draft>) -> ActRef {
        let (device, name, wall) = self.author();
        let author = Author {
            device,
            key: &self.key,
            device_name: &name,
            operator: OperatorId(Uuid::nil()),
            wall,
            offset_ms: 0,
        };
        let mut writing = self.journal.write().unwrap();
        let act = writing.append(scope(), &author, drafts).unwrap();
        writing.commit().unwrap();
        act
    }

    /// Takes in what another has and this one lacks.
    pub fn hear(&mut self, other: &Laptop) -> TakenIn {
        let after: Vec<_> = self
            .journal
            .view()
            .heads(scope())
            .unwrap()
            .iter()
            .map(|h| (h.device, h.seq))
            .collect();
        let runs = other.journal.view().runs_after(scope(), &after, usize::MAX).unwrap();
        self.journal.take_in(scope(), runs, self.now).unwrap()
    }

    pub fn dump(&self) -> Vec<String> {
        self.journal.view().dump(scope()).unwrap()
    }
}
