//! A device that writes a log: acts of invented people.

use jemput_domain::{
    event::{
        Arrived, BookingMade, Called, Clock, DeviceJoined, Event, Header, LINK_START, Linker, Noted, Source, Standing,
        Subject, encode,
    },
    id::{BookingId, BookingKey, DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::{DeviceKey, Head, Run},
    nik::Nik,
    person::Person,
    plan::SlotNumber,
    time::{Day, Moment},
};
use uuid::Uuid;

/// 2021-11-08T00:30:00Z.
pub const MORNING: i64 = 1_636_331_400_000;

/// When everything is taken in.
pub const NOW: Moment = Moment(MORNING);

/// The scope that most tests use.
pub fn scope(n: u8) -> ScopeId {
    ScopeId(Uuid::from_bytes([n; 16]))
}

/// The secret of every scope in these tests.
pub const SECRET: ScopeSecret = ScopeSecret([42; 32]);

/// One device's log in one scope.
pub struct Writer {
    pub scope: ScopeId,
    pub device: DeviceId,
    key: DeviceKey,
    linker: Linker,
    head: Head,
    clock: Clock,
    step: u16,
}

impl Writer {
    /// A device by number; the first act introduces it, and opens the scope if told so.
    pub fn join(scope: ScopeId, number: u8, opens: bool) -> (Self, Run) {
        let device = DeviceId(Uuid::from_u128(
            0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number),
        ));
        let mut writer = Self {
            scope,
            device,
            key: DeviceKey::from_bytes(&[number + 1; 32]),
            linker: Linker::new(&SECRET),
            head: Head {
                device,
                seq: 0,
                link: LINK_START,
            },
            clock: Clock((MORNING + i64::from(number)) << 16),
            step: 0,
        };
        let joined = DeviceJoined {
            name: format!("Loket {number}"),
            public_key: writer.key.public(),
            credential: None,
            opens: opens.then_some(SECRET),
        };
        let run = writer.act(vec![(Subject::Device(device), joined.into())]);
        (writer, run)
    }

    /// Signs an act of these facts.
    pub fn act(&mut self, facts: Vec<(Subject, Event)>) -> Run {
        let first_seq = self.head.seq + 1;
        let count = facts.len();
        let mut events = Vec::with_capacity(count);
        for (i, (subject, event)) in facts.into_iter().enumerate() {
            self.clock = Clock::next(
                self.clock,
                self.clock,
                Moment(self.clock.millis() + i64::from(self.step % 7) * 1_300),
            );
            self.step = self.step.wrapping_add(1);
            let header = Header {
                kind: 0,
                version: 0,
                act_step: i as u16,
                act_ends: i + 1 == count,
                clock: self.clock,
                wall: Moment(self.clock.millis() - 40),
                offset_ms: 40,
                operator: OperatorId(Uuid::from_u128(7)),
                subjects: vec![subject],
            };
            let bytes = encode(&header, &event);
            self.head.seq += 1;
            self.head.link = self.linker.link(&self.head.link, &bytes).unwrap();
            events.push(bytes);
        }
        Run {
            device: self.device,
            first_seq,
            events,
            signature: self.key.sign_head(self.scope, &self.head),
        }
    }

    /// Its clock leaps; what comes next is later still.
    pub fn leap(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Hears another device of the same scope: what comes next is later.
    #[allow(dead_code, reason = "not all tests need it")]
    pub fn hear(&mut self, other: &Self) {
        self.clock = self.clock.max(other.clock);
    }

    /// An act of `events` bookings.
    pub fn book(&mut self, from: u32, events: u32) -> Run {
        let facts = (from..from + events).map(|n| {
            let person = person(n);
            let nik = person.nik.unwrap();
            let booking = BookingId::derive(&SECRET, BookingKey::Nik(nik.as_str()));
            let body = BookingMade {
                person,
                source: Source::WalkIn,
                services: vec!["ktp_first".to_owned()],
                slot: Some(SlotNumber((n / 7) as u16)),
                held: Vec::new(),
                warned: Vec::new(),
            };
            (Subject::Booking(booking), body.into())
        });
        self.act(facts.collect())
    }

    /// An act at the desk about a booking.
    pub fn desk(&mut self, n: u32) -> Run {
        let booking = BookingId::derive(&SECRET, BookingKey::Nik(person(n).nik.unwrap().as_str()));
        let event = match n % 3 {
            0 => Arrived {
                day: Day::parse("2021-11-08").unwrap(),
                mark: "A".to_owned(),
                number: n as u16,
                standing: Standing::OnTime,
            }
            .into(),
            1 => Noted {
                note: format!("catatan {n}"),
            }
            .into(),
            _ => Called {
                station: 1 + (n % 4) as u8,
                again: false,
            }
            .into(),
        };
        self.act(vec![(Subject::Booking(booking), event)])
    }
}

/// An invented person.
pub fn person(n: u32) -> Person {
    let nik = format!("317408{:02}{:02}05{:04}", 1 + n % 28, 1 + n % 12, 9000 + n % 1000);
    Person {
        name: format!("Warga Contoh {n}"),
        nik: Some(Nik::parse(&nik).unwrap()),
        class: format!("XII IPA {}", 1 + n % 5),
        home_district: "31.74.08".to_owned(),
        ..Person::default()
    }
}
