//! The generator: the demonstration's school, and three days as they may go. Times are drawn to the millisecond, as clocks
//! give them; everything that is drawn is counted.

use std::collections::BTreeMap;

use jemput_domain::{
    demo,
    event::{
        Arrived, BookingMade, Called, Capture, Clock, DeviceJoined, Draft, Event, ExceptionReason, Header, LINK_START,
        Linker, MarkTaken, Outcome, Recorded, RosterImported, Source, Standing, Started, Subject, VisitPlanned, encode,
    },
    id::{BookingId, BookingKey, DeviceId, ImportId, OperatorId, ScopeId, ScopeSecret, SiteId},
    log::{DeviceKey, Head, Run},
    person::Person,
    plan::{self, Break, DayHours, Setup, SlotNumber, Span, ToBook},
    site::{Site, SiteKind},
    time::{Day, Minute, Moment, Zone},
};
use uuid::Uuid;

use super::chance::Chance;

const DAYS: [&str; 3] = ["2021-11-08", "2021-11-09", "2021-11-10"];
const STATIONS: u8 = 4;

/// What came out.
pub struct Days {
    pub scope: ScopeId,
    /// Signed acts, each device's in order.
    pub runs: Vec<Run>,
    /// Made, arrived, called, started, recorded.
    pub day_events: usize,
    /// Entropy of what was drawn, but for the names.
    pub bits: f64,
    pub names: Vec<String>,
}

/// One laptop's log.
struct Laptop {
    scope: ScopeId,
    key: DeviceKey,
    name: &'static str,
    operator: OperatorId,
    offset_ms: i64,
    head: Head,
    clock: Clock,
    runs: Vec<Run>,
}

impl Laptop {
    fn new(chance: &mut Chance, scope: ScopeId, name: &'static str) -> Self {
        let device = DeviceId(Uuid::from_bytes(chance.bytes()));
        let head = Head {
            device,
            seq: 0,
            link: LINK_START,
        };
        let key = DeviceKey::from_bytes(&chance.bytes());
        let operator = OperatorId(Uuid::from_bytes(chance.bytes()));
        Self {
            scope,
            key,
            name,
            operator,
            offset_ms: chance.between(-900, 900),
            head,
            clock: Clock(0),
            runs: Vec::new(),
        }
    }

    /// Joins, opening the scope if it has a secret.
    fn join(&mut self, linker: &Linker, at: Moment, opens: Option<ScopeSecret>) {
        let joined = DeviceJoined {
            name: self.name.to_owned(),
            public_key: self.key.public(),
            credential: None,
            opens,
        };
        let subject = Subject::Device(self.head.device);
        self.act(linker, at, vec![Draft::about(subject, joined.into())]);
    }

    fn act(&mut self, linker: &Linker, at: Moment, drafts: Vec<Draft>) {
        let first_seq = self.head.seq + 1;
        let last = drafts.len() - 1;
        let mut events = Vec::new();
        for (step, draft) in drafts.into_iter().enumerate() {
            self.clock = Clock::next(self.clock, self.clock, at);
            let header = Header {
                kind: 0,
                version: 0,
                act_step: step as u16,
                act_ends: step == last,
                clock: self.clock,
                wall: Moment(at.0 - self.offset_ms),
                offset_ms: self.offset_ms,
                operator: self.operator,
                subjects: draft.subjects,
            };
            let bytes = encode(&header, &draft.event);
            self.head.seq += 1;
            self.head.link = linker.link(&self.head.link, &bytes).unwrap();
            events.push(bytes);
        }
        let signature = self.key.sign_head(self.scope, &self.head);
        self.runs.push(Run {
            device: self.head.device,
            first_seq,
            events,
            signature,
        });
    }
}

/// Someone on the way through the day.
struct Visitor {
    id: BookingId,
    slot: SlotNumber,
    arrives: Moment,
}

/// The visit's plan: three days, four stations, eight minutes a person.
fn planned() -> plan::Plan {
    let minutes = |start, end| Span {
        start: Minute::parse(start).unwrap(),
        end: Minute::parse(end).unwrap(),
    };
    let days = DAYS.map(|day| DayHours {
        day: Day::parse(day).unwrap(),
        open: minutes("07:30", "15:30"),
        breaks: vec![Break {
            span: minutes("11:45", "13:00"),
            stations_open: 0,
        }],
    });
    let setup = Setup {
        days: days.to_vec(),
        stations: STATIONS,
        minutes_per_person: 8,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    };
    plan::plan(&setup).unwrap()
}

/// The days from a seed.
pub fn sman55(seed: u64) -> Days {
    let mut chance = Chance::new(seed);
    let scope = ScopeId(Uuid::from_bytes(chance.bytes()));
    let secret = ScopeSecret(chance.bytes());
    let linker = Linker::new(&secret);
    let plan = planned();
    let mut desk = Laptop::new(&mut chance, scope, "Loket A");
    let mut stations = Laptop::new(&mut chance, scope, "Meja");
    let before = Moment::parse("2021-11-05T03:12:44.180Z").unwrap();
    desk.join(&linker, before, Some(secret));
    let site = Site {
        id: SiteId(Uuid::from_bytes(chance.bytes())),
        name: "SMAN 55".to_owned(),
        kind: SiteKind::School,
        district: "31.74.08".to_owned(),
        contact: String::new(),
        zone: Zone::Wib,
    };
    let visit = VisitPlanned {
        site,
        plan: plan.clone(),
    };
    desk.act(&linker, before, vec![Draft::about(Subject::Visit, visit.into())]);
    let mark = MarkTaken { mark: "A".to_owned() };
    let subject = Subject::Device(desk.head.device);
    desk.act(&linker, before, vec![Draft::about(subject, mark.into())]);
    let (made, mut visitors, names) = book(&mut chance, &plan, &secret);
    let booked_at = Moment(before.0 + chance.between(60_000, 3_600_000));
    desk.act(&linker, booked_at, made);
    stations.join(&linker, Moment(booked_at.0 + 5_000), None);
    let mut bits = entropy_of_the_roster();
    for day in DAYS {
        let day = Day::parse(day).unwrap();
        let today: Vec<Visitor> = visitors
            .extract_if(.., |v| plan.slot(v.slot).unwrap().day == day)
            .collect();
        serve(&mut chance, &linker, &plan, (&mut desk, &mut stations), day, today);
    }
    assert!(visitors.is_empty());
    bits += chance.bits;
    let runs: Vec<Run> = desk.runs.into_iter().chain(stations.runs).collect();
    Days {
        scope,
        runs,
        day_events: names.len() * 5,
        bits,
        names,
    }
}

/// The import's act, who is to come when, and their names.
fn book(chance: &mut Chance, plan: &plan::Plan, secret: &ScopeSecret) -> (Vec<Draft>, Vec<Visitor>, Vec<String>) {
    let import = ImportId(Uuid::from_bytes(chance.bytes()));
    let pupils = demo::pupils(55);
    let people: Vec<ToBook> = pupils
        .iter()
        .map(|p| ToBook {
            class: p.class.clone(),
            birth_date: Some(p.birth_date),
            fixed_day: None,
            class_day: None,
        })
        .collect();
    let booked = plan::book(plan, &people, &BTreeMap::new(), None);
    let imported = RosterImported {
        file_name: "daftar_pd-SMAN 55.xlsx".to_owned(),
        digest: chance.bytes(),
        rows: pupils.len() as u32,
        held: 0,
        not_due: 0,
        acts: 1,
    };
    let mut drafts = vec![Draft::about(Subject::Import(import), imported.into())];
    let mut visitors = Vec::new();
    for (i, (pupil, slot)) in pupils.iter().zip(&booked.placed).enumerate() {
        let id = BookingId::derive(secret, BookingKey::Nik(pupil.nik.as_str()));
        let slot = slot.expect("three days hold everyone");
        let person = Person {
            name: pupil.name.clone(),
            nik: Some(pupil.nik),
            birth_date: Some(pupil.birth_date),
            sex: Some(pupil.sex),
            class: pupil.class.clone(),
            home_district: home_code(&pupil.family_card),
            ..Person::default()
        };
        let body = BookingMade {
            person,
            source: Source::Roster {
                import,
                row: 7 + i as u32,
            },
            services: vec!["ktp_first".to_owned()],
            slot: Some(slot),
            held: Vec::new(),
            warned: Vec::new(),
        };
        drafts.push(Draft::about(Subject::Booking(id), body.into()));
        let slot_at = plan.slot(slot).unwrap();
        let starts = Zone::Wib.moment(slot_at.day, slot_at.span.start).0;
        let arrives = Moment(starts + chance.between(-20 * 60_000, 25 * 60_000));
        visitors.push(Visitor { id, slot, arrives });
    }
    (drafts, visitors, pupils.into_iter().map(|p| p.name).collect())
}

/// The home's code as the importer takes it from the address columns; the demonstration's family cards begin with it.
fn home_code(family_card: &str) -> String {
    format!("{}.{}.{}", &family_card[..2], &family_card[2..4], &family_card[4..6])
}

/// What the demonstration draws for each pupil besides the name, as `jemput_domain::demo` draws it: in which place of the
/// classes the pupil stands (which is the serial and the class), the birth date within the year of that place, home, and
/// where first registered. Sex follows from the name.
fn entropy_of_the_roster() -> f64 {
    let places: f64 = (1..=452).map(|n| f64::from(n).log2()).sum();
    let birth_dates = 228.0 * 345f64.log2() + 224.0 * 356f64.log2();
    let outside = entropy(1.0 / 9.0) + 8.0 / 9.0 * 10f64.log2() + 1.0 / 9.0 * 6f64.log2();
    let elsewhere = entropy(1.0 / 40.0) + 16f64.log2() / 40.0;
    places + birth_dates + 452.0 * (outside + elsewhere)
}

fn entropy(p: f64) -> f64 {
    -(p * p.log2() + (1.0 - p) * (1.0 - p).log2())
}

/// One day: people come, are called in the order of slot and arrival as stations become free, sit, and are recorded.
fn serve(
    chance: &mut Chance,
    linker: &Linker,
    plan: &plan::Plan,
    (desk, stations): (&mut Laptop, &mut Laptop),
    day: Day,
    mut coming: Vec<Visitor>,
) {
    coming.sort_by_key(|v| v.arrives);
    for (i, visitor) in coming.iter().enumerate() {
        let slot = plan.slot(visitor.slot).unwrap();
        let starts = Zone::Wib.moment(slot.day, slot.span.start).0;
        let ends = Zone::Wib.moment(slot.day, slot.span.end).0;
        let standing = match visitor.arrives.0 {
            at if at < starts - 15 * 60_000 => Standing::Early,
            at if at >= ends => Standing::Late,
            _ => Standing::OnTime,
        };
        let body = Arrived {
            day,
            mark: "A".to_owned(),
            number: 1 + i as u16,
            standing,
        };
        desk.act(
            linker,
            visitor.arrives,
            vec![Draft::about(Subject::Booking(visitor.id), body.into())],
        );
    }
    let opens = Zone::Wib.moment(day, plan.hours_of(day).unwrap().open.start).0;
    let mut free_at = vec![opens; usize::from(STATIONS)];
    let mut facts: Vec<(i64, BookingId, Event)> = Vec::new();
    while !coming.is_empty() {
        let station = (0..free_at.len()).min_by_key(|s| free_at[*s]).unwrap();
        let now = free_at[station].max(coming[0].arrives.0);
        let next = (0..coming.len())
            .filter(|i| coming[*i].arrives.0 <= now)
            .min_by_key(|i| coming[*i].slot)
            .unwrap();
        let visitor = coming.remove(next);
        let called = now + chance.between(2_000, 20_000);
        let started = called + chance.between(8_000, 60_000);
        let recorded = started + chance.between(5 * 60_000, 9 * 60_000);
        let number = station as u8 + 1;
        facts.push((
            called,
            visitor.id,
            Called {
                station: number,
                again: false,
            }
            .into(),
        ));
        facts.push((started, visitor.id, Started { station: number }.into()));
        facts.push((recorded, visitor.id, marked(chance, number).into()));
        free_at[station] = recorded;
    }
    facts.sort_by_key(|fact| fact.0);
    for (at, id, event) in facts {
        stations.act(linker, Moment(at), vec![Draft::about(Subject::Booking(id), event)]);
    }
}

fn marked(chance: &mut Chance, station: u8) -> Recorded {
    let irises = if chance.one_in(50) {
        Capture::Exception {
            reason: ExceptionReason::EyeCondition,
            parts: chance.between(1, 4) as u16,
        }
    } else {
        Capture::Captured
    };
    Recorded {
        station,
        photo: Capture::Captured,
        fingerprints: Capture::Captured,
        irises,
        signature: Capture::Captured,
        outcome: Outcome::Complete,
        detail: String::new(),
    }
}
