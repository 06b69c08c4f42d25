//! The bytes of every kind of event, frozen: a change of any of these files means that stored journals no longer read.
//! A new kind adds a file (`WRITE_GOLDEN=1 cargo test -p jemput-domain --test golden`); an existing file is never rewritten.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

use std::{fs, path::PathBuf};

use jemput_domain::{
    credential::{Credential, Enrolled},
    event::*,
    id::*,
    log::{DeviceKey, Head},
    nik::{Nik, Sex},
    person::Person,
    plan::{Break, DayHours, Plan, Setup, Slot, SlotNumber, Span},
    receipt::{Grade, Receipt},
    server_key::NextKey,
    site::{Site, SiteKind},
    time::{Day, Minute, Moment, Zone},
};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + n)
}

fn booking(n: u128) -> BookingId {
    BookingId(id(100 + n))
}

fn day() -> Day {
    Day::parse("2021-11-08").unwrap()
}

fn span(start: u16, end: u16) -> Span {
    Span {
        start: Minute(start),
        end: Minute(end),
    }
}

fn site() -> Site {
    Site {
        id: SiteId(id(1)),
        name: "SMAN 55".into(),
        kind: SiteKind::School,
        district: "31.74.08".into(),
        contact: "Ibu Contoh".into(),
        zone: Zone::Wib,
    }
}

fn plan() -> Plan {
    let setup = Setup {
        days: vec![DayHours {
            day: day(),
            open: span(450, 930),
            breaks: vec![Break {
                span: span(705, 780),
                stations_open: 1,
            }],
        }],
        stations: 4,
        minutes_per_person: 8,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    };
    Plan {
        setup,
        slots: vec![Slot {
            number: SlotNumber(0),
            day: day(),
            span: span(450, 480),
            capacity: 15,
            reserve: 2,
        }],
    }
}

fn person() -> Person {
    Person {
        name: "Ayu D'Contoh".into(),
        nik: Some(Nik::parse("3174086805059416").unwrap()),
        nik_as_written: String::new(),
        birth_date: Day::parse("2005-05-28"),
        sex: Some(Sex::Female),
        class: "XII MIPA 2".into(),
        home_district: "31.74.03".into(),
        phone: String::new(),
    }
}

fn marked() -> Recorded {
    Recorded {
        station: 2,
        photo: Capture::Captured,
        fingerprints: Capture::Exception {
            reason: ExceptionReason::MissingFinger,
            parts: 0b10,
        },
        irises: Capture::Failed {
            reason: FailureReason::Quality,
        },
        signature: Capture::Captured,
        outcome: Outcome::Incomplete,
        detail: String::new(),
    }
}

fn recording() -> RecordingFact {
    RecordingFact {
        started: Moment(1_636_340_000_000),
        finished: Moment(1_636_340_460_000),
        marked: marked(),
    }
}

/// One of each kind.
/// A note that only a copy held.
fn adopted(act: ActRef) -> Adopted {
    let note = Noted {
        note: "Membawa KK".into(),
    };
    let (header, personal, rest) = parts(&encode(&header(), &note.into())).unwrap();
    Adopted {
        device: act.device,
        seq: 8,
        link: [9; 32],
        undoes: Some(ActRef {
            device: DeviceId(id(7)),
            first_seq: 3,
        }),
        header,
        personal,
        rest,
    }
}

/// A device of an office, with its credential.
fn device_enrolled() -> Event {
    let public_key = DeviceKey::from_bytes(&[6; 32]).public();
    let enrolled = Enrolled {
        server: DeviceId(id(5)),
        key_id: 1,
        device: DeviceId(id(2)),
        public_key,
        office: ScopeId(id(3)),
        van: ScopeId(id(4)),
        serial: 300,
        provisional: false,
    };
    DeviceEnrolled {
        name: "Loket A".into(),
        public_key,
        van: enrolled.van,
        van_name: "Van 3".into(),
        serial: enrolled.serial,
        provisional: enrolled.provisional,
        credential: Credential::sign(&DeviceKey::from_bytes(&[5; 32]), enrolled).to_bytes(),
    }
    .into()
}

fn shed() -> VisitShed {
    let head = Head {
        device: DeviceId(id(2)),
        seq: 12,
        link: [6; 32],
    };
    let (scope, server) = (ScopeId(id(4)), DeviceId(id(6)));
    let receipt = Receipt {
        scope,
        heads: vec![head],
        server,
        key_id: 1,
        grade: Grade::Kept,
        at: Moment(1_636_900_000_000),
        signature: [7; 64],
    };
    VisitShed {
        visit: scope,
        site: "SMAN 55".into(),
        days: Some((day(), day())),
        own: Some(head),
        receipt: Some(receipt),
        events: 12,
        people: 2,
        with_nik: 1,
        inventory: [8; 32],
        bookings: vec![booking(1), booking(2)],
    }
}

fn examples() -> Vec<Event> {
    let act = ActRef {
        device: DeviceId(id(2)),
        first_seq: 7,
    };
    vec![
        DeviceJoined {
            name: "Loket A".into(),
            public_key: [3; 32],
            credential: None,
            opens: Some(ScopeSecret([4; 32])),
        }
        .into(),
        MarkTaken { mark: "A".into() }.into(),
        OperatorNamed {
            name: "Petugas Contoh".into(),
        }
        .into(),
        DeviceNamed {
            name: "Meja pojok".into(),
        }
        .into(),
        OperatorKeyed {
            public_key: [6; 32],
            wrapped: vec![7; 60],
        }
        .into(),
        OperatorRoles {
            roles: jemput_domain::role::Roles::ALONE,
        }
        .into(),
        OperatorRemoved {}.into(),
        RecoveryKeySet { public_key: [8; 32] }.into(),
        device_enrolled(),
        DeviceRevoked {
            reason: RevokedFor::LostOrStolen,
        }
        .into(),
        RangeSettled {
            scope: ScopeId(id(4)),
            first_seq: 300,
            last_seq: 312,
            link: [9; 32],
            admitted: true,
            reason: "Ditulis sebelum dicuri".into(),
        }
        .into(),
        ServerKeyAnnounced(NextKey::sign(
            &DeviceKey::from_bytes(&[5; 32]),
            DeviceId(id(5)),
            2,
            DeviceKey::from_bytes(&[9; 32]).public(),
        ))
        .into(),
        OfficeOpened {
            name: "Sudin Contoh".into(),
            salt: [9; 32],
            cost: SecretCost {
                memory_kib: 65_536,
                passes: 3,
                lanes: 4,
            },
        }
        .into(),
        SiteAdded(site()).into(),
        VisitPlanned {
            site: site(),
            plan: plan(),
        }
        .into(),
        PlanChanged {
            cause: PlanCause::Delay,
            plan: plan(),
        }
        .into(),
        RosterImported {
            file_name: "peserta.xlsx".into(),
            digest: [5; 32],
            rows: 452,
            held: 5,
            not_due: 6,
            acts: 1,
        }
        .into(),
        BookingMade {
            person: person(),
            source: Source::Roster {
                import: ImportId(id(5)),
                row: 7,
            },
            services: vec!["ktp_first".into()],
            slot: Some(SlotNumber(3)),
            held: vec![],
            warned: vec!["sex_disagrees".into()],
        }
        .into(),
        PersonCorrected {
            person: person(),
            held: vec!["nik_missing".into()],
        }
        .into(),
        BookingMoved {
            slot: Some(SlotNumber(4)),
            cause: MoveCause::Replan,
            to_tell: true,
        }
        .into(),
        BookingWithdrawn {
            cause: WithdrawCause::GoneFromRoster,
        }
        .into(),
        BookingsJoined {
            gone: booking(1),
            stays: booking(2),
        }
        .into(),
        FlagSettled {
            flag: "same_person".into(),
        }
        .into(),
        Told {}.into(),
        RecordedElsewhere { place: "SMAN 8".into() }.into(),
        Arrived {
            day: day(),
            mark: "A".into(),
            number: 17,
            standing: Standing::Late,
        }
        .into(),
        PriorityGiven {
            reason: Some("elderly".into()),
        }
        .into(),
        Noted {
            note: "Membawa KK".into(),
        }
        .into(),
        Left {
            reason: "unwell".into(),
        }
        .into(),
        Called {
            station: 2,
            again: false,
        }
        .into(),
        Absent { station: 2 }.into(),
        Started { station: 2 }.into(),
        marked().into(),
        Reopened {
            reason: "application_failed".into(),
        }
        .into(),
        RecordingMoved {
            from: booking(1),
            to: booking(2),
            swap: false,
            reason: "wrong_person".into(),
            from_recording: recording(),
            to_recording: None,
        }
        .into(),
        HandedOver { from: 2, to: Some(3) }.into(),
        StationSet {
            status: StationStatus::Paused("power".into()),
        }
        .into(),
        ActUndone { act }.into(),
        DeviceContinued {
            old: DeviceId(id(2)),
            new: DeviceId(id(7)),
            seq: 6,
            link: [8; 32],
        }
        .into(),
        adopted(act).into(),
        GuardianRule {
            rule: GuardianForm::Required,
        }
        .into(),
        GuardianFormSeen {
            by: GuardianBy::School,
            form: FormKind::List,
        }
        .into(),
        Exported {
            what: ExportKind::HeldRows,
            rows: 5,
            full_niks: true,
        }
        .into(),
        shed().into(),
        Confirmed {
            second: OperatorId(id(6)),
            what: "move_recording".into(),
        }
        .into(),
    ]
}

fn header() -> Header {
    Header {
        kind: 0,
        version: 0,
        act_step: 1,
        act_ends: true,
        clock: Clock(1_636_340_000_000 << 16 | 3),
        wall: Moment(1_636_340_000_250),
        offset_ms: -250,
        operator: OperatorId(id(3)),
        subjects: vec![Subject::Booking(booking(1)), Subject::Station(2)],
    }
}

#[test]
fn every_kind_reads_and_writes_the_same_bytes_for_ever() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for event in examples() {
        let bytes = encode(&header(), &event);
        let path = folder.join(format!("{:02}-{}-v{}.hex", event.kind(), event.name(), event.version()));
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        if std::env::var_os("WRITE_GOLDEN").is_some() && !path.exists() {
            fs::write(&path, format!("{hex}\n")).unwrap();
        }
        let frozen = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} has no golden file", event.name()));
        assert_eq!(
            frozen.trim(),
            hex,
            "{}: a stored form is never changed; make a new version",
            event.name()
        );
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.event, event);
        assert_eq!(decoded.header.subjects, header().subjects);
        assert_eq!(
            (decoded.header.clock, decoded.header.wall),
            (header().clock, header().wall)
        );
    }
    let files = fs::read_dir(folder).unwrap().count();
    assert_eq!(
        files,
        examples().len(),
        "a golden file without an example: no stored kind is ever dropped"
    );
}

#[test]
fn link_and_signature_are_these_for_ever() {
    let event = Event::from(Called {
        station: 2,
        again: false,
    });
    let link = Linker::new(&ScopeSecret([4; 32]))
        .link(&LINK_START, &encode(&header(), &event))
        .unwrap();
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let key = jemput_domain::log::DeviceKey::from_bytes(&[9; 32]);
    let head = jemput_domain::log::Head {
        device: DeviceId(id(2)),
        seq: 1,
        link,
    };
    let made = BookingId::derive(&ScopeSecret([4; 32]), BookingKey::Nik("3174086805059416"));
    let act = ActRef {
        device: DeviceId(id(2)),
        first_seq: 7,
    }
    .id(ScopeId(id(4)));
    let now = [
        hex(&link),
        hex(&key.sign_head(ScopeId(id(4)), &head)),
        made.to_string(),
        act.to_string(),
    ];
    let frozen = include_str!("golden-link.txt");
    assert_eq!(now.join("\n"), frozen.trim());
}

#[test]
fn the_personal_part_can_be_erased_and_the_link_stays() {
    let event = examples().into_iter().find(|e| e.name() == "BookingMade").unwrap();
    let bytes = encode(&header(), &event);
    let linker = Linker::new(&ScopeSecret([4; 32]));
    let (head, personal, rest) = parts(&bytes).unwrap();
    let Personal::Present(fields) = personal else {
        panic!("a booking has a personal part")
    };
    let erased = frame(head, Personal::Erased(linker.personal_mac(&fields)), rest);
    assert_eq!(linker.link(&LINK_START, &bytes), linker.link(&LINK_START, &erased));
    assert!(!erased.windows(5).any(|w| w == b"Conto"));
    assert_eq!(linker.erase(&bytes).as_ref(), Some(&erased));
    assert!(linker.is_same(&bytes, &erased) && linker.is_same(&erased, &bytes));
    assert_eq!(linker.erase(&erased), None, "once");
    let (Event::BookingMade(was), Event::BookingMade(now)) = (event, decode(&erased).unwrap().event) else {
        panic!("an erased booking is a booking")
    };
    assert!(now.person.is_erased());
    assert_eq!(
        (now.source, now.slot, now.services),
        (was.source, was.slot, was.services)
    );
}

#[test]
fn every_kind_with_a_personal_part_reads_when_it_is_erased_and_no_other_is_taken_for_erased() {
    let linker = Linker::new(&ScopeSecret([4; 32]));
    let mut erasable = 0;
    for event in examples() {
        let bytes = encode(&header(), &event);
        let (head, personal, rest) = parts(&bytes).unwrap();
        let zeros = frame(head, Personal::Erased([0; 32]), rest);
        assert_eq!(decode(&zeros), Err(Malformed::NotCanonical), "{}", event.name());
        match (personal, linker.erase(&bytes)) {
            (Personal::Present(_), Some(erased)) => {
                erasable += 1;
                assert_eq!(decode(&erased).unwrap().event.name(), event.name());
            }
            (Personal::None, None) => {}
            other => panic!("{}: {other:?}", event.name()),
        }
    }
    assert!(erasable >= 6);
}

#[test]
fn bytes_that_no_encoder_writes_are_refused() {
    let bytes = encode(
        &header(),
        &Event::from(Called {
            station: 2,
            again: false,
        }),
    );
    assert!(decode(&bytes).is_ok());
    let mut trailing = bytes.clone();
    trailing.push(0);
    assert_eq!(decode(&trailing), Err(Malformed::NotCanonical));
    for i in 0..bytes.len() {
        let mut cut = bytes.clone();
        cut.truncate(i);
        assert!(decode(&cut).is_err());
    }
    // An over-long integer: the frame's first length written in two bytes where one does.
    let mut long = vec![bytes[0] | 0x80, 0x00];
    long.extend_from_slice(&bytes[1..]);
    assert_eq!(decode(&long), Err(Malformed::NotCanonical));
}

#[test]
fn an_unknown_kind_is_kept_as_it_came() {
    let mut bytes = encode(
        &header(),
        &Event::from(Called {
            station: 2,
            again: false,
        }),
    );
    // Byte 0 is the header's length, byte 1 the format, byte 2 the kind.
    assert_eq!(bytes[2], 50);
    bytes[2] = 120;
    let decoded = decode(&bytes).unwrap();
    assert_eq!((decoded.event, decoded.header.kind), (Event::Unknown, 120));
}
