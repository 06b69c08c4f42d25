//! Whose each fact is to state, what an office's events come to, and who acted without the role.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

use std::{collections::BTreeMap, fs};

use jemput_domain::{
    event::*,
    fold::{At, SubjectState, refold},
    id::*,
    operator::Operator,
    role::{Role, Roles, Unfit, may_give, may_state, unfit},
    time::Moment,
};
use proptest::prelude::*;
use uuid::Uuid;

/// Kinds that are no person's word, or whose owner decides: see `role/needed.rs`. The list says that somebody thought of it.
const NOBODYS: &[u16] = &[1, 2, 3, 4, 9, 15, 16, 38, 61, 62, 80];

#[test]
fn every_kind_has_its_roles() {
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).unwrap() {
        let hex = fs::read_to_string(file.unwrap().path()).unwrap();
        let bytes: Vec<u8> = (0..hex.trim().len() / 2)
            .map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        let event = decode(&bytes).unwrap().event;
        assert_eq!(
            may_state(&event).is_none(),
            NOBODYS.contains(&event.kind()),
            "say in role/needed.rs who may state {}",
            event.name()
        );
    }
}

fn operator(n: u128) -> OperatorId {
    OperatorId(Uuid::from_u128(n))
}

fn decoded(event: Event, subjects: Vec<Subject>, operator: OperatorId, clock: i64) -> Decoded {
    let header = Header {
        kind: event.kind(),
        version: event.version(),
        act_step: 0,
        act_ends: true,
        clock: Clock(clock << 16),
        wall: Moment(clock),
        offset_ms: 0,
        operator,
        subjects,
    };
    Decoded { header, event }
}

/// A log of one device, one event an act; the n-th event at n minutes.
fn log(events: Vec<(OperatorId, Vec<Subject>, Event)>) -> Vec<(At, Decoded)> {
    let device = DeviceId(Uuid::from_u128(900));
    let numbered = events.into_iter().zip(1..);
    numbered
        .map(|((who, subjects, event), seq)| {
            let decoded = decoded(event, subjects, who, i64::from(seq) * 60_000);
            (At::new(&decoded.header, Place { device, seq }), decoded)
        })
        .collect()
}

fn folded(subject: Subject, log: &[(At, Decoded)]) -> SubjectState {
    let of_it = log.iter().filter(|(_, d)| d.header.subjects.contains(&subject));
    refold(
        subject,
        &mut of_it.map(|(at, d)| (*at, d.event.clone())).collect::<Vec<_>>(),
    )
}

fn office_of(log: &[(At, Decoded)]) -> jemput_domain::office::Office {
    match folded(Subject::Office, log) {
        SubjectState::Office(office) => *office,
        other => panic!("{other:?}"),
    }
}

fn operators(log: &[(At, Decoded)]) -> BTreeMap<OperatorId, Operator> {
    let named = log.iter().flat_map(|(_, d)| &d.header.subjects);
    named
        .filter_map(|s| if let Subject::Operator(id) = s { Some(*id) } else { None })
        .map(|id| match folded(Subject::Operator(id), log) {
            SubjectState::Operator(operator) => (id, *operator),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn opened(salt: u8) -> Event {
    OfficeOpened {
        name: "Sudin Contoh".into(),
        salt: [salt; 32],
        cost: SecretCost {
            memory_kib: 65_536,
            passes: 3,
            lanes: 4,
        },
    }
    .into()
}

fn roles(of: &[Role]) -> Event {
    OperatorRoles { roles: Roles::of(of) }.into()
}

fn keyed(key: u8) -> Event {
    OperatorKeyed {
        public_key: [key; 32],
        wrapped: vec![key; 60],
    }
    .into()
}

fn about(n: u128) -> Vec<Subject> {
    vec![Subject::Operator(operator(n))]
}

fn found(log: &[(At, Decoded)]) -> Vec<(u32, u128, Unfit)> {
    let (office, known) = (office_of(log), operators(log));
    unfit(
        log.iter().map(|(at, d)| (at, d)),
        &office,
        |id| known.get(&id).cloned(),
        |_| false,
    )
    .into_iter()
    .map(|(act, who, why)| (act.first_seq, who.0.as_u128(), why))
    .collect()
}

#[test]
fn an_administrator_sees_who_acted_without_the_role() {
    let lead = operator(1);
    let call = || {
        Event::from(Called {
            station: 1,
            again: false,
        })
    };
    let booking = || vec![Subject::Booking(BookingId(Uuid::from_u128(70)))];
    let seen = log(vec![
        (lead, vec![Subject::Office, Subject::Operator(lead)], opened(1)),
        // 2: gives themselves all but the office's: before it they had nothing, and the office began in another act.
        (lead, about(1), roles(&[Role::Operator, Role::CrewLead])),
        (lead, about(2), roles(&[Role::Operator])),
        (operator(2), booking(), call()),
        // 5: a crew lead's fact.
        (
            operator(2),
            vec![Subject::Station(1)],
            StationSet {
                status: StationStatus::Broken("all".into()),
            }
            .into(),
        ),
        // 6: gives what they do not hold.
        (lead, about(2), roles(&[Role::HeadOffice])),
        // One's own key is one's own.
        (operator(2), about(2), keyed(2)),
        (lead, about(2), OperatorRemoved {}.into()),
        // 9: gone. 10: never heard of.
        (operator(2), booking(), call()),
        (operator(3), booking(), call()),
    ]);
    let all = [
        (2, 1, Unfit::Lacks),
        (5, 2, Unfit::Lacks),
        (6, 1, Unfit::Lacks),
        (9, 2, Unfit::Removed),
        (10, 3, Unfit::Unknown),
    ];
    assert_eq!(found(&seen), all);
}

#[test]
fn who_was_handed_a_code_brings_themselves_and_no_more() {
    let joined = |credential| {
        Event::from(DeviceJoined {
            name: "Loket A".into(),
            public_key: [1; 32],
            credential,
            opens: None,
        })
    };
    let brings = |credential: Option<Vec<u8>>, given: Roles| {
        let mut seen = log(vec![
            (operator(1), vec![Subject::Office], opened(1)),
            (operator(1), about(1), roles(&[Role::CrewLead])),
            (operator(2), vec![], joined(credential)),
            (operator(2), about(2), OperatorRoles { roles: given }.into()),
        ]);
        for (place, act) in [(1, 1), (3, 3)] {
            seen[place].0.act.first_seq = act;
        }
        found(&seen)
    };
    assert_eq!(brings(Some(vec![1]), Roles::ALONE), []);
    assert_eq!(brings(Some(vec![1]), Roles::ANY), [(3, 2, Unfit::Lacks)]);
    assert_eq!(brings(None, Roles::ALONE), [(3, 2, Unfit::Lacks)]);
}

#[test]
fn what_overrides_is_confirmed_by_another() {
    let booking = || vec![Subject::Booking(BookingId(Uuid::from_u128(70)))];
    let marked = RecordingFact {
        started: Moment(1),
        finished: Moment(2),
        marked: Recorded {
            station: 1,
            photo: Capture::Captured,
            fingerprints: Capture::Captured,
            irises: Capture::Captured,
            signature: Capture::Captured,
            outcome: Outcome::Complete,
            detail: String::new(),
        },
    };
    let moved = || {
        Event::from(RecordingMoved {
            from: BookingId(Uuid::from_u128(70)),
            to: BookingId(Uuid::from_u128(71)),
            swap: false,
            reason: "wrong_person".into(),
            from_recording: marked.clone(),
            to_recording: None,
        })
    };
    let confirmed = |by| {
        Event::from(Confirmed {
            second: operator(by),
            what: "move_recording".into(),
        })
    };
    let mut seen = log(vec![
        (
            operator(1),
            vec![Subject::Office, Subject::Operator(operator(1))],
            opened(1),
        ),
        (operator(1), about(1), roles(&[Role::CrewLead])),
        (operator(1), booking(), moved()),
        (operator(1), booking(), moved()),
        (operator(1), booking(), confirmed(1)),
        (operator(1), booking(), moved()),
        (operator(1), booking(), confirmed(2)),
    ]);
    // The office's two in one act, and each confirmation in the act of what it confirms: one's own word confirms nothing.
    for (place, act) in [(1, 1), (4, 4), (6, 6)] {
        seen[place].0.act.first_seq = act;
    }
    assert_eq!(found(&seen), [(3, 1, Unfit::Unconfirmed), (4, 1, Unfit::Unconfirmed)]);
}

#[test]
fn who_opens_an_office_says_who_its_first_operators_are() {
    let lead = operator(1);
    let mut seen = log(vec![
        (lead, vec![Subject::Office], opened(1)),
        (lead, about(1), roles(&Role::ALL)),
        (lead, about(2), roles(&[Role::CrewLead])),
    ]);
    // All in one act.
    for (at, _) in &mut seen {
        at.act.first_seq = 1;
    }
    assert_eq!(found(&seen), []);
}

#[test]
fn the_first_opening_holds_and_the_last_recovery_key() {
    let seen = log(vec![
        (operator(1), vec![Subject::Office], opened(1)),
        (
            operator(1),
            vec![Subject::Office],
            RecoveryKeySet { public_key: [1; 32] }.into(),
        ),
        (operator(2), vec![Subject::Office], opened(2)),
        (
            operator(2),
            vec![Subject::Office],
            RecoveryKeySet { public_key: [2; 32] }.into(),
        ),
    ]);
    let office = office_of(&seen);
    assert_eq!(office.opened.unwrap().salt, [1; 32]);
    assert_eq!(
        (office.opened_by.unwrap().first_seq, office.recovery),
        (1, Some([2; 32]))
    );
}

#[test]
fn nobody_gives_a_role_above_their_own_but_the_office() {
    let lead = Roles::of(&[Role::Operator, Role::CrewLead]);
    assert!(may_give(lead, Roles::of(&[Role::Operator])));
    assert!(may_give(lead, lead));
    assert!(!may_give(lead, lead.with(Role::Planner)));
    assert!(!may_give(
        Roles::of(&[Role::Operator, Role::Planner]),
        Roles::of(&[Role::Operator])
    ));
    assert!(may_give(Roles::of(&[Role::HeadOffice]), Roles::of(&Role::ALL)));
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        "[A-C]{1,3}".prop_map(|name| OperatorNamed { name }.into()),
        any::<u8>().prop_map(keyed),
        any::<u8>().prop_map(|bits| OperatorRoles {
            roles: Roles::from_bits(bits)
        }
        .into()),
        Just(OperatorRemoved {}.into()),
    ]
}

proptest! {
    /// However logs meet, laptops agree on an operator; and no later word brings back who was removed.
    #[test]
    fn concurrent_words_about_an_operator_come_to_one(
        events in prop::collection::vec((any_event(), 0i64..9, 1u128..4), 1..12), order: prop::sample::Index,
    ) {
        let mut seqs = BTreeMap::<u128, u32>::new();
        let subject = Subject::Operator(operator(1));
        let mut met: Vec<(At, Event)> = events.iter().map(|(event, clock, device)| {
            let seq = seqs.entry(*device).or_default();
            *seq += 1;
            let place = Place { device: DeviceId(Uuid::from_u128(*device)), seq: *seq };
            let decoded = decoded(event.clone(), vec![subject], operator(2), *clock);
            (At::new(&decoded.header, place), event.clone())
        }).collect();
        let first = refold(subject, &mut met.clone());
        let shift = order.index(met.len());
        met.rotate_left(shift);
        let again = refold(subject, &mut met.clone());
        prop_assert_eq!(&first, &again);
        let SubjectState::Operator(known) = again else { panic!() };
        met.sort_by_key(|(at, _)| at.order());
        if events.iter().any(|(event, ..)| matches!(event, Event::OperatorRemoved(_))) {
            prop_assert!(known.roles().is_empty() && known.granted().is_none());
        } else if let Some((_, Event::OperatorRoles(last))) = met.iter().rev().find(|(_, e)| matches!(e, Event::OperatorRoles(_))) {
            prop_assert_eq!(known.roles(), last.roles);
        }
    }
}
