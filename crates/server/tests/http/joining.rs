//! What a laptop is told to choose from, and what an exchange is about.

use std::ops::ControlFlow;

use jemput_domain::{
    event::{Event, Subject, VisitPlanned},
    id::{ScopeId, SiteId},
    plan::{DayHours, Setup, Span, plan},
    site::{Site, SiteKind},
    time::{Day, Minute, Zone},
};
use jemput_exchange::{Outcome, conversation::Wanted, http::Connection};
use uuid::Uuid;

use crate::kit::{
    Laptop, Server,
    writer::{NOW, Writer, scope},
};

fn planned(day: &str, name: &str) -> Event {
    let setup = Setup {
        days: vec![DayHours {
            day: Day::parse(day).unwrap(),
            open: Span {
                start: Minute(450),
                end: Minute(930),
            },
            breaks: vec![],
        }],
        stations: 4,
        minutes_per_person: 8,
        waiting_limit: 30,
        slot_minutes: 30,
        reserve_percent: 10,
        minimum_age: 16,
    };
    let site = Site {
        id: SiteId(Uuid::from_u128(5)),
        name: name.into(),
        kind: SiteKind::School,
        district: "31.74.08".into(),
        contact: "Ibu Contoh, 0812".into(),
        zone: Zone::Wib,
    };
    VisitPlanned {
        site,
        plan: plan(&setup).unwrap(),
    }
    .into()
}

/// A laptop that planned a visit and booked people into it.
fn planner(number: u8, day: &str, name: &str) -> Laptop {
    let mut laptop = Laptop::new(number);
    let (mut writer, joining) = Writer::join(scope(number), number, true);
    let planned = writer.act(vec![(Subject::Visit, planned(day, name))]);
    let booked = writer.book(u32::from(number) * 10, 3);
    for run in [joining, planned, booked] {
        let taken = laptop.journal.take_in(scope(number), vec![run], NOW).unwrap();
        assert_eq!(taken.refused, vec![]);
    }
    laptop
}

fn exchange(laptop: &mut Laptop, connection: &mut Connection, wanted: Wanted) -> Outcome {
    let key = connection.server_key().unwrap();
    connection
        .exchange(&mut laptop.journal, laptop.device, key, wanted, NOW, &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap()
}

#[test]
fn a_laptop_is_told_what_there_is_and_takes_only_what_it_chose() {
    let server = Server::start();
    let mut connection = server.connect();
    assert_eq!(connection.offers().unwrap().visits, []);
    // An office's scope, that is no visit, is not offered.
    let mut office = Laptop::new(9);
    let (_, joining) = Writer::join(scope(9), 9, true);
    office.journal.take_in(scope(9), vec![joining], NOW).unwrap();
    exchange(&mut office, &mut connection, Wanted::Mine);
    for (number, day, name) in [(1, "2021-11-08", "SMAN 55"), (2, "2021-11-15", "SMKN 57")] {
        exchange(&mut planner(number, day, name), &mut server.connect(), Wanted::Mine);
    }

    let offers = connection.offers().unwrap();
    let told: Vec<_> = offers
        .visits
        .iter()
        .map(|o| (o.visit, o.site.as_str(), o.people))
        .collect();
    assert_eq!(told, [(scope(2), "SMKN 57", 3), (scope(1), "SMAN 55", 3)]);
    assert_eq!(offers.visits[1].days, [Day::parse("2021-11-08").unwrap()]);

    let mut second = Laptop::new(3);
    let joined = exchange(&mut second, &mut connection, Wanted::These(vec![scope(1)]));
    assert_eq!((joined.round_trips, joined.received), (2, 5));
    let nothing = exchange(&mut second, &mut connection, Wanted::Mine);
    assert_eq!((nothing.round_trips, nothing.received), (1, 0));
    assert_eq!(second.journal.view().scopes().unwrap(), [scope(1)]);
}

#[test]
fn a_journal_of_very_many_scopes_asks_in_several_exchanges() {
    let server = Server::start();
    let mut laptop = Laptop::new(0);
    let scopes: Vec<ScopeId> = (0..1_030).map(|n| ScopeId(Uuid::from_u128(1 << 70 | n))).collect();
    for scope in &scopes {
        let (_, joining) = Writer::join(*scope, 0, true);
        laptop.journal.take_in(*scope, vec![joining], NOW).unwrap();
    }
    let sent = exchange(&mut laptop, &mut server.connect(), Wanted::Mine);
    assert_eq!((sent.sent, sent.round_trips, sent.receipts.len()), (1_030, 4, 1_030));
    let mut second = Laptop::new(1);
    let taken = exchange(&mut second, &mut server.connect(), Wanted::These(scopes));
    assert_eq!((taken.received, taken.receipts.len()), (1_030, 1_030));
}
