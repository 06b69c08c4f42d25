//! Batches: whatever was packed comes back byte for byte; whatever comes, nothing panics.

use jemput_domain::{
    event::{
        ActRef, ActUndone, Arrived, BookingMade, Called, Capture, Clock, Event, ExceptionReason, FailureReason, Header,
        Left, Noted, Outcome, Personal, Recorded, Source, Standing, Started, Subject, encode, frame, parts,
    },
    id::{BookingId, BookingKey, DeviceId, ImportId, OperatorId, SiteId},
    log::Run,
    nik::{Nik, Sex},
    person::Person,
    plan::SlotNumber,
    time::{Day, Moment},
};
use jemput_exchange::wire::batch::{decode, encode as pack};
use proptest::prelude::*;
use uuid::Uuid;

use crate::kit::writer::{SECRET, Writer, scope};

fn id(n: u8) -> Uuid {
    Uuid::from_u128(u128::from(n % 12) + 1)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-Z][a-z]{2,8} [a-z]{2,8}",
        ".{0,20}",
        Just("baris\nbaris".to_owned())
    ]
}

fn day() -> impl Strategy<Value = Day> {
    (0i32..3_652_000).prop_map(|n| Day(chrono::NaiveDate::from_num_days_from_ce_opt(n).unwrap()))
}

fn nik() -> impl Strategy<Value = Option<Nik>> {
    prop_oneof![
        Just(None),
        (0i64..9_999_999_999_999_999).prop_map(|n| Nik::from_i64(n).ok()),
        (1u32..72, 1u32..13, 0u32..100, 1u32..10_000)
            .prop_map(|(d, m, y, s)| Nik::parse(&format!("317408{d:02}{m:02}{y:02}{s:04}")).ok()),
    ]
}

fn person() -> impl Strategy<Value = Person> {
    let sex = prop_oneof![Just(None), Just(Some(Sex::Female)), Just(Some(Sex::Male))];
    (
        text(),
        nik(),
        text(),
        prop::option::of(day()),
        sex,
        text(),
        text(),
        text(),
    )
        .prop_map(
            |(name, nik, nik_as_written, birth_date, sex, class, home_district, phone)| Person {
                name,
                nik,
                nik_as_written,
                birth_date,
                sex,
                class,
                home_district,
                phone,
            },
        )
}

fn capture() -> impl Strategy<Value = Capture> {
    prop_oneof![
        Just(Capture::Captured),
        any::<u16>().prop_map(|parts| Capture::Exception {
            reason: ExceptionReason::CannotSign,
            parts
        }),
        Just(Capture::Failed {
            reason: FailureReason::Unsaid
        }),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let codes = || prop::collection::vec(text(), 0..3);
    let source = prop_oneof![
        Just(Source::WalkIn),
        (any::<u8>(), any::<u32>()).prop_map(|(n, row)| Source::Roster {
            import: ImportId(id(n)),
            row
        }),
    ];
    let slot = prop::option::of(any::<u16>().prop_map(SlotNumber));
    let outcome = prop_oneof![
        Just(Outcome::Complete),
        Just(Outcome::Incomplete),
        Just(Outcome::NotServed)
    ];
    prop_oneof![
        (person(), source, codes(), slot, codes(), codes()).prop_map(
            |(person, source, services, slot, held, warned)| {
                BookingMade {
                    person,
                    source,
                    services,
                    slot,
                    held,
                    warned,
                }
                .into()
            }
        ),
        (day(), text(), any::<u16>()).prop_map(|(day, mark, number)| {
            Arrived {
                day,
                mark,
                number,
                standing: Standing::OtherDay,
            }
            .into()
        }),
        (any::<u8>(), any::<bool>()).prop_map(|(station, again)| Called { station, again }.into()),
        any::<u8>().prop_map(|station| Started { station }.into()),
        (any::<u8>(), capture(), capture(), outcome, text()).prop_map(|(station, photo, irises, outcome, detail)| {
            Recorded {
                station,
                photo,
                fingerprints: photo,
                irises,
                signature: irises,
                outcome,
                detail,
            }
            .into()
        }),
        text().prop_map(|note| Noted { note }.into()),
        text().prop_map(|reason| Left { reason }.into()),
        any::<u32>().prop_map(|first_seq| ActUndone {
            act: ActRef {
                device: DeviceId(id(3)),
                first_seq
            }
        }
        .into()),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    any::<(u8, u8)>().prop_map(|(variant, n)| match variant % 10 {
        0 => Subject::Visit,
        1 => Subject::Site(SiteId(id(n))),
        2 => Subject::Device(DeviceId(id(n))),
        3 => Subject::Operator(OperatorId(id(n))),
        4 => Subject::Station(n),
        5 => Subject::Import(ImportId(id(n))),
        6 => Subject::Office,
        _ => Subject::Booking(BookingId(id(n))),
    })
}

#[derive(Clone, Debug)]
enum Twist {
    None,
    Erased,
    Unknown,
    Byte(prop::sample::Index, u8),
    Bytes(Vec<u8>),
}

/// An event's bytes: mostly canonical, at times erased, of an unknown kind, damaged or any bytes at all.
fn bytes() -> impl Strategy<Value = (i64, bool, bool, Vec<u8>)> {
    let twist = prop_oneof![
        12 => Just(Twist::None),
        1 => Just(Twist::Erased),
        1 => Just(Twist::Unknown),
        1 => any::<(prop::sample::Index, u8)>().prop_map(|(at, to)| Twist::Byte(at, to)),
        1 => prop::collection::vec(any::<u8>(), 0..90).prop_map(Twist::Bytes),
    ];
    let subjects = prop_oneof![3 => prop::collection::vec(subject(), 1), 1 => prop::collection::vec(subject(), 0..4)];
    let times = (0i64..1_000_000_000, -5_000i64..5_000, -3i64..3, 0u16..5, any::<bool>());
    (event(), subjects, times, any::<u8>(), any::<bool>(), twist).prop_map(
        |(event, subjects, times, operator, derive, twist)| {
            let (later, wall, offset_ms, act_step, act_ends) = times;
            let derived = match &event {
                Event::BookingMade(body) if derive => body.person.nik,
                _ => None,
            };
            let derived = derived.map(|nik| {
                vec![Subject::Booking(BookingId::derive(
                    &SECRET,
                    BookingKey::Nik(nik.as_str()),
                ))]
            });
            let header = Header {
                kind: 0,
                version: 0,
                act_step,
                act_ends,
                clock: Clock(later << 16),
                wall: Moment(later + wall),
                offset_ms,
                operator: OperatorId(id(operator)),
                subjects: derived.unwrap_or(subjects),
            };
            let bytes = encode(&header, &event);
            let twisted = match twist {
                Twist::None => bytes,
                Twist::Erased => {
                    let (header, _, rest) = parts(&bytes).unwrap();
                    frame(header, Personal::Erased([7; 32]), rest)
                }
                Twist::Unknown => frame(
                    Header {
                        kind: 900,
                        version: 3,
                        ..header
                    }
                    .to_bytes(),
                    Personal::None,
                    vec![1, 2, 3],
                ),
                Twist::Byte(at, to) => {
                    let mut bytes = bytes;
                    let at = at.index(bytes.len());
                    bytes[at] = to;
                    bytes
                }
                Twist::Bytes(bytes) => bytes,
            };
            (later, act_ends, derive, twisted)
        },
    )
}

/// Runs whose clocks mostly rise.
fn runs() -> impl Strategy<Value = Vec<Run>> {
    let run = (
        any::<u8>(),
        any::<u32>(),
        prop::collection::vec(bytes(), 1..30),
        any::<bool>(),
        any::<u8>(),
    );
    let run = run.prop_map(|(device, first_seq, mut events, sorted, signature)| {
        if sorted {
            events.sort_by_key(|e| e.0);
        }
        let events = events.into_iter().map(|e| e.3).collect();
        Run {
            device: DeviceId(id(device)),
            first_seq,
            events,
            signature: [signature; 64],
        }
    });
    prop::collection::vec(run, 0..4)
}

proptest! {
    #[test]
    fn what_was_packed_comes_back(runs in runs(), with_secret: bool) {
        let secret = with_secret.then_some(&SECRET);
        prop_assert_eq!(decode(secret, &pack(secret, &runs)).unwrap(), runs);
    }

    #[test]
    fn any_bytes_are_read_without_panic(form in 0u8..3, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let bytes = [vec![form], bytes].concat();
        let _ = decode(Some(&SECRET), &bytes);
    }

    #[test]
    fn a_damaged_batch_is_read_without_panic(runs in runs(), at: prop::sample::Index, to: u8, cut: bool) {
        let mut bytes = pack(Some(&SECRET), &runs);
        let at = at.index(bytes.len());
        bytes[at] = to;
        if cut {
            bytes.truncate(at);
        }
        let _ = decode(Some(&SECRET), &bytes);
    }
}

#[test]
fn a_batch_that_opens_its_scope_needs_no_secret_at_the_reader() {
    let (mut writer, opening) = Writer::join(scope(1), 0, true);
    let runs = vec![opening, writer.book(0, 40)];
    let packed = pack(Some(&SECRET), &runs);
    assert_eq!(decode(None, &packed).unwrap(), runs);
}

#[test]
fn bookings_are_packed_small() {
    let (mut writer, opening) = Writer::join(scope(1), 0, true);
    let runs = vec![opening, writer.book(0, 400)];
    let packed = pack(Some(&SECRET), &runs);
    assert!(packed.len() < 400 * 6, "{} bytes", packed.len());
}

#[test]
fn more_than_a_batch_may_hold_is_refused() {
    let (_, opening) = Writer::join(scope(1), 0, true);
    let mut packed = pack(Some(&SECRET), &[opening]);
    assert_eq!(decode(None, &[2, 0]).unwrap_err().code(), "batch_unknown_form");
    packed[1] = 0xff;
    packed.splice(2..2, [0xff, 0xff, 0xff, 0x7f]);
    assert_eq!(decode(None, &packed).unwrap_err().code(), "batch_too_large");
}

/// Runs of as many devices, one event each, in the plain form.
fn plain(devices: u16, events: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let number = |bytes: &mut Vec<u8>, n: u16| bytes.extend([(n as u8 & 0x7f) | 0x80, (n >> 7) as u8]);
    number(&mut bytes, devices);
    for n in 0..devices {
        bytes.extend(Uuid::from_u128(u128::from(n)).as_bytes());
        bytes.push(1);
        bytes.extend([0; 64]);
        number(&mut bytes, events.len() as u16);
        for event in events {
            number(&mut bytes, event.len() as u16);
            bytes.extend(*event);
        }
    }
    let mut batch = vec![0];
    let length = bytes.len() as u32;
    batch.extend((0..4).map(|i| ((length >> (7 * i)) as u8 & 0x7f) | 0x80));
    batch.push((length >> 28) as u8);
    batch.extend(zstd::bulk::compress(&bytes, 1).unwrap());
    batch
}

#[test]
fn a_plain_batch_keeps_to_its_limits() {
    assert_eq!(decode(None, &plain(1_024, &[b"e"])).unwrap().len(), 1_024);
    assert!(decode(None, &plain(1_025, &[b"e"])).is_err(), "a run too many");
    assert!(decode(None, &plain(2, &[])).is_err(), "runs of nothing");
}
