//! Administrators: with a token over the network, and on the data folder.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
};

use jemput_domain::{
    erased::ERASED,
    event::{BookingMade, Draft, Event, RevokedFor, Source, Subject},
    id::{BookingId, OperatorId, ScopeId, ScopeSecret},
    nik::Nik,
    person::Person,
    receipt::Grade,
    time::Moment,
};
use jemput_exchange::{
    Store,
    conversation::{ServerKey, Wanted},
    http::Expected,
};
use jemput_journal::{Author, Journal, PeopleFilter};
use jemput_server::{Config, admin::Data, backup, erase, inventory, now, quarantine, revoke, serve, token};
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    kit::{
        Server,
        writer::{NOW, scope},
    },
    office::{Desk, Laptop, with_office},
};

/// The test knows whom it calls.
#[derive(Debug)]
struct Anybody;

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}

/// A connection that proves no key.
pub fn anonymous(address: SocketAddr) -> StreamOwned<ClientConnection, TcpStream> {
    jemput_exchange::certificate::install_provider();
    let config = ClientConfig::builder()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody))
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let tls = ClientConnection::new(Arc::new(config), name).unwrap();
    StreamOwned::new(tls, TcpStream::connect(address).unwrap())
}

/// An administrator's request: the status, and the answer's body.
pub fn call(address: SocketAddr, token: Option<&str>, ask: &str, body: Option<Value>) -> (u16, String) {
    let mut stream = anonymous(address);
    let body = body.map(|body| body.to_string()).unwrap_or_default();
    let bearer = token.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
    let request = format!(
        "{ask} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{bearer}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // The server need not say farewell in TLS.
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8(answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    (status, body.to_owned())
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A laptop that is enrolled, and the server's key.
pub fn enrolled(server: &Server, desk: &mut Desk, number: u8) -> (Laptop, ServerKey) {
    let mut laptop = Laptop::new(number);
    let (_, key) = laptop.enrol(&desk.code(server)).unwrap();
    (laptop, key)
}

pub fn nik(n: u32) -> Nik {
    Nik::parse(&format!("3174080505{:02}{:04}", 10 + n % 80, 9000 + n)).unwrap()
}

/// Plans a visit with people in it.
pub fn visit(laptop: &mut Laptop, scope: ScopeId, people: u32) {
    let author = Author {
        device: laptop.device,
        key: &laptop.key,
        device_name: "Loket A",
        operator: OperatorId(Uuid::nil()),
        wall: NOW,
        offset_ms: 0,
    };
    let mut drafts = vec![Draft::about(Subject::Visit, planned())];
    drafts.extend((0..people).map(|n| {
        let made = BookingMade {
            person: Person {
                name: format!("Warga Contoh{n}"),
                nik: Some(nik(n)),
                ..Person::default()
            },
            source: Source::WalkIn,
            services: vec![],
            slot: None,
            held: vec![],
            warned: vec![],
        };
        Draft::about(Subject::Booking(booking(n)), Event::BookingMade(made))
    }));
    let mut writing = laptop.journal.write().unwrap();
    writing
        .append_opening(scope, ScopeSecret([3; 32]), &author, drafts)
        .unwrap();
    writing.commit().unwrap();
}

fn booking(n: u32) -> BookingId {
    BookingId(Uuid::from_u128(1_000 + u128::from(n)))
}

fn planned() -> Event {
    use jemput_domain::{
        event::VisitPlanned,
        id::SiteId,
        plan::{DayHours, Setup, Span, plan},
        site::{Site, SiteKind},
        time::{Day, Minute, Zone},
    };
    let span = Span {
        start: Minute(450),
        end: Minute(930),
    };
    let setup = Setup {
        days: vec![DayHours {
            day: Day::parse("2021-11-08").unwrap(),
            open: span,
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
        id: SiteId(Uuid::from_u128(1)),
        name: "SMA Contoh".into(),
        kind: SiteKind::School,
        district: "31.74.08".into(),
        contact: "Ibu Guru".into(),
        zone: Zone::Wib,
    };
    Event::VisitPlanned(VisitPlanned {
        site,
        plan: plan(&setup).unwrap(),
    })
}

#[test]
fn a_token_is_shown_once_opens_what_it_grants_and_is_revoked() {
    let (server, mut desk) = with_office();
    let (laptop, _) = enrolled(&server, &mut desk, 1);
    let address = server.running.address;
    let add =
        |desk: &mut Desk, name: &str, van| token::add(&mut desk.journal, name, (None, van), Moment(now())).unwrap();
    let (kept, text) = add(&mut desk, "Ibu Contoh", None);
    let file = std::fs::read(server.data.path().join("server.sqlite")).unwrap();
    let secret = text.strip_prefix("jemput_").unwrap();
    assert!(
        !file.windows(secret.len()).any(|w| w == secret.as_bytes()),
        "only its hash is kept"
    );

    let (status, devices) = call(address, Some(&text), "GET /admin/devices", None);
    assert_eq!(status, 200, "{devices}");
    assert_eq!(read(&devices)[0]["device"], json!(laptop.device.to_string()));
    for wrong in [
        None,
        Some("jemput_00"),
        Some(secret),
        Some(&*text.replace('a', "b").replace('1', "2")),
    ] {
        assert_eq!(call(address, wrong, "GET /admin/devices", None).0, 401, "{wrong:?}");
    }
    jemput_server::office::add_van(&mut desk.journal, &desk.signer, "Van 2", Moment(now())).unwrap();
    let (_, other) = add(&mut desk, "Pak Contoh", Some("Van 2"));
    assert_eq!(
        call(address, Some(&other), "GET /admin/devices", None),
        (200, "[]".to_owned())
    );
    let revoke = format!("POST /admin/devices/{}/revoke", laptop.device);
    let (status, said) = call(address, Some(&other), &revoke, Some(json!({ "reason": "retired" })));
    assert_eq!((status, read(&said)["error"].clone()), (403, json!("other_van")));

    token::revoke(&mut desk.journal, &kept.id, Moment(now())).unwrap();
    assert_eq!(call(address, Some(&text), "GET /admin/devices", None).0, 401);
}

#[test]
fn who_guesses_tokens_is_stopped() {
    let (server, mut desk) = with_office();
    let statuses: Vec<u16> = (0..25)
        .map(|_| call(server.running.address, Some("jemput_guess"), "GET /admin/devices", None).0)
        .collect();
    assert_eq!(statuses[0], 401);
    assert_eq!(*statuses.last().unwrap(), 429);
    let (_, right) = token::add(&mut desk.journal, "Ibu", (None, None), Moment(now())).unwrap();
    let (status, _) = call(server.running.address, Some(&right), "GET /admin/devices", None);
    assert_eq!(status, 200, "who guesses locks no administrator out");
}

#[test]
fn admitting_takes_two_and_then_everything_flows() {
    let (server, mut desk) = with_office();
    let (mut laptop, key) = enrolled(&server, &mut desk, 1);
    let (url, address) = (server.running.url(), server.running.address);
    visit(&mut laptop, scope(1), 3);
    laptop.exchange(&url, key, Wanted::Mine).unwrap();
    let tokens: Vec<String> = ["Ibu Satu", "Pak Dua"]
        .iter()
        .map(|name| {
            token::add(&mut desk.journal, name, (None, None), Moment(now()))
                .unwrap()
                .1
        })
        .collect();
    let revoke = format!("POST /admin/devices/{}/revoke", laptop.device);
    assert_eq!(
        call(address, Some(&tokens[0]), &revoke, Some(json!({ "reason": "retired" }))).0,
        200
    );
    assert_eq!(
        call(address, Some(&tokens[0]), &revoke, Some(json!({ "reason": "retired" }))).0,
        409,
        "once"
    );
    laptop.note(scope(1));
    let refused = laptop.exchange(&url, key, Wanted::Mine).unwrap_err();
    assert_eq!(refused.code(), "revoked");
    let connection = laptop.connect(&url, Expected::Key(key.public_key));
    assert!(
        connection
            .hand_in(&laptop.journal, laptop.device, key)
            .unwrap()
            .is_complete
    );

    let waiting = read(&call(address, Some(&tokens[0]), "GET /admin/quarantine", None).1);
    assert_eq!(
        (waiting[0]["site"].clone(), waiting[0]["name"].clone()),
        (json!("SMA Contoh"), json!("Loket A"))
    );
    let settling = json!({
        "scope": scope(1).to_string(), "device": laptop.device.to_string(), "last_seq": waiting[0]["last_seq"],
        "admit": true, "reason": "dilihat bersama",
    });
    let settle = |token: &str| {
        let (status, said) = call(
            address,
            Some(token),
            "POST /admin/quarantine/settle",
            Some(settling.clone()),
        );
        (status, read(&said))
    };
    assert_eq!(settle(&tokens[0]), (200, json!({ "settled": "proposed" })));
    assert_eq!(settle(&tokens[0]).1["error"], json!("second_person"));
    assert_eq!(settle(&tokens[1]), (200, json!({ "settled": "admitted" })));
    assert_eq!(call(address, Some(&tokens[0]), "GET /admin/quarantine", None).1, "[]");
    assert_eq!(
        desk.journal.heads(scope(1)).unwrap(),
        laptop.journal.heads(scope(1)).unwrap()
    );
    assert_eq!(desk.journal.verify().unwrap(), vec![]);
    let unfit = call(address, Some(&tokens[0]), "GET /admin/acts-without-role", None);
    assert_eq!(unfit.0, 200, "{}", unfit.1);
}

#[test]
fn a_refused_range_stays_aside_with_its_reason() {
    let (server, mut desk) = with_office();
    let (mut laptop, key) = enrolled(&server, &mut desk, 1);
    let url = server.running.url();
    visit(&mut laptop, scope(1), 1);
    laptop.exchange(&url, key, Wanted::Mine).unwrap();
    revoke::revoke(&mut desk.journal, &desk.signer, laptop.device, RevokedFor::Retired).unwrap();
    laptop.note(scope(1));
    let connection = laptop.connect(&url, Expected::Key(key.public_key));
    connection.hand_in(&laptop.journal, laptop.device, key).unwrap();
    let line = quarantine::list(desk.journal.view()).unwrap().remove(0);
    let settling = quarantine::Settling {
        scope: line.scope,
        device: line.device,
        last_seq: line.last_seq,
        admit: false,
        reason: "bukan tulisan petugas".into(),
    };
    let nothing = quarantine::Settling {
        last_seq: line.last_seq + 1,
        ..settling.clone()
    };
    let silent = quarantine::Settling {
        reason: " ".into(),
        ..settling.clone()
    };
    for (settling, code) in [(nothing, "unknown"), (silent, "no_reason")] {
        let refused = quarantine::settle(&mut desk.journal, &desk.signer, settling, "Ibu", Moment(now()));
        assert_eq!(refused.unwrap_err().code(), code);
    }
    let settled = quarantine::settle(&mut desk.journal, &desk.signer, settling, "Ibu", Moment(now())).unwrap();
    assert_eq!(settled, quarantine::Settled::Refused);
    let line = quarantine::list(desk.journal.view()).unwrap().remove(0);
    assert_eq!(line.refused.unwrap(), "bukan tulisan petugas (Ibu)");
}

#[test]
fn an_inventory_names_everybody_of_the_visits_that_were_on_a_laptop() {
    let (server, mut desk) = with_office();
    let (mut planner, key) = enrolled(&server, &mut desk, 1);
    let (mut stolen, _) = enrolled(&server, &mut desk, 2);
    let url = server.running.url();
    visit(&mut planner, scope(1), 3);
    planner.exchange(&url, key, Wanted::Mine).unwrap();
    // It never wrote there: it only holds the visit.
    stolen.exchange(&url, key, Wanted::These(vec![scope(1)])).unwrap();
    let (_, text) = token::add(&mut desk.journal, "Ibu", (None, None), Moment(now())).unwrap();
    let ask = format!("GET /admin/inventory/{}", stolen.device);
    let (status, csv) = call(server.running.address, Some(&text), &ask, None);
    assert_eq!((status, csv.lines().count()), (200, 4), "{csv}");
    assert!(csv.contains("Warga Contoh2") && csv.contains("SMA Contoh"));
    assert!(
        !csv.contains(nik(2).as_str()) && csv.contains(nik(2).last_four()),
        "masked: {csv}"
    );
    let (_, full) = call(server.running.address, Some(&text), &format!("{ask}?nik=full"), None);
    assert!(full.contains(nik(2).as_str()));

    let unknown = inventory::inventory(
        &mut desk.journal,
        &desk.signer,
        jemput_domain::id::DeviceId(Uuid::nil()),
        false,
    );
    assert_eq!(unknown.unwrap_err().code(), "unknown");
    let office = desk.journal.view().trust().unwrap().unwrap().office;
    let events = desk
        .journal
        .view()
        .events_of(office, Subject::Device(stolen.device))
        .unwrap();
    let asked = events.iter().filter_map(|event| match &event.decoded.event {
        Event::Exported(body) => Some((body.rows, body.full_niks)),
        _ => None,
    });
    assert_eq!(
        asked.collect::<Vec<_>>(),
        vec![(3, false), (3, true)],
        "who looked stays known"
    );
}

#[test]
fn erased_at_the_server_stays_erased_whoever_comes() {
    let (server, mut desk) = with_office();
    let (mut planner, key) = enrolled(&server, &mut desk, 1);
    let url = server.running.url();
    visit(&mut planner, scope(1), 3);
    planner.exchange(&url, key, Wanted::Mine).unwrap();
    let at = Moment(now());
    let heads = desk.journal.heads(scope(1)).unwrap();
    let none = erase::person(&mut desk.journal, None, erase::Whom::Nik(nik(70)), "diminta", at);
    assert_eq!(none.unwrap_err().code(), "unknown");
    let silent = erase::person(&mut desk.journal, None, erase::Whom::Nik(nik(1)), "", at);
    assert_eq!(silent.unwrap_err().code(), "no_reason");
    let done = erase::person(&mut desk.journal, None, erase::Whom::Nik(nik(1)), "diminta", at).unwrap();
    assert_eq!((done.subjects, done.events), (1, 1));

    // The laptop that holds it all is at one with the server: one round trip, and a receipt over everything.
    let outcome = planner.exchange(&url, key, Wanted::Mine).unwrap();
    assert_eq!((outcome.sent, outcome.received, outcome.refused.len()), (0, 0, 0));
    assert!(outcome.receipts[0].covers(&heads));
    planner.note(scope(1));
    assert_eq!(planner.exchange(&url, key, Wanted::Mine).unwrap().refused, vec![]);
    let (mut fresh, _) = enrolled(&server, &mut desk, 2);
    fresh.exchange(&url, key, Wanted::These(vec![scope(1)])).unwrap();
    let names = |journal: &Journal| -> Vec<String> {
        let (_, rows) = journal
            .view()
            .people(scope(1), &PeopleFilter::default(), 0, 10)
            .unwrap();
        rows.into_iter().map(|row| row.booking.person.name).collect()
    };
    assert!(
        names(&fresh.journal).contains(&ERASED.to_owned())
            && !names(&fresh.journal).contains(&"Warga Contoh1".to_owned())
    );
    assert!(
        names(&planner.journal).contains(&"Warga Contoh1".to_owned()),
        "what it holds it keeps until it sheds it"
    );
    assert_eq!(fresh.journal.verify().unwrap(), vec![]);
    assert_eq!(desk.journal.verify().unwrap(), vec![]);

    // Retention: nobody is erased before it is stated, nor a day too early, everybody after it.
    let day = |n: i64| Moment(1_636_331_400_000 + n * 86_400_000);
    assert_eq!(erase::overdue(&mut desk.journal, day(20_000)).unwrap().events, 0);
    erase::set_retention_days(&mut desk.journal, 40).unwrap();
    assert_eq!(erase::overdue(&mut desk.journal, day(40)).unwrap().events, 0);
    assert_eq!(
        erase::overdue(&mut desk.journal, day(41)).unwrap().subjects,
        3,
        "two more, and a note"
    );
    assert!(names(&desk.journal).iter().all(|name| name == ERASED));
    assert_eq!(erase::overdue(&mut desk.journal, day(42)).unwrap().events, 0);
    assert_eq!(desk.journal.verify().unwrap(), vec![]);
}

#[test]
fn what_the_backup_holds_is_signed_for_as_kept_and_a_restored_server_goes_on_without_a_fork() {
    let (server, mut desk) = with_office();
    let (mut laptop, key) = enrolled(&server, &mut desk, 1);
    let url = server.running.url();
    visit(&mut laptop, scope(1), 2);
    laptop.exchange(&url, key, Wanted::Mine).unwrap();
    let connection = laptop.connect(&url, Expected::Key(key.public_key));
    assert_eq!(connection.kept(laptop.device, key, &[scope(1)]).unwrap(), vec![]);
    let away = tempfile::tempdir().unwrap();
    let mut data = Data::open(server.data.path()).unwrap();
    let made = backup::back_up(&mut data, server.data.path(), away.path(), Moment(now())).unwrap();
    assert!(made.events >= 4 && made.is_on_same_disk, "{made:?}");
    let kept = connection
        .kept(laptop.device, key, &[scope(1), ScopeId(Uuid::nil())])
        .unwrap();
    assert_eq!((kept.len(), kept[0].grade), (1, Grade::Kept));
    assert!(kept[0].covers(&laptop.journal.heads(scope(1)).unwrap()));
    let (held, writing) = (
        laptop.exchange(&url, key, Wanted::Mine).unwrap().receipts,
        laptop.journal.write().unwrap(),
    );
    for receipt in held.iter().chain(&kept) {
        writing.keep_receipt(receipt, laptop.device, NOW).unwrap();
    }
    writing.commit().unwrap();
    let view = laptop.journal.view();
    assert_eq!(
        view.receipt(scope(1), key.device).unwrap().unwrap().receipt.grade,
        Grade::Held
    );
    assert_eq!(
        view.kept_receipt(scope(1), key.device).unwrap().unwrap().receipt,
        kept[0]
    );

    // The server goes on, in its own log too; then its disk is gone.
    laptop.note(scope(1));
    laptop.exchange(&url, key, Wanted::Mine).unwrap();
    revoke::revoke(
        &mut desk.journal,
        &desk.signer,
        Laptop::new(9).device,
        RevokedFor::Retired,
    )
    .unwrap_err();
    let office = desk.journal.view().trust().unwrap().unwrap().office;
    jemput_server::office::add_van(&mut desk.journal, &desk.signer, "Van 2", Moment(now())).unwrap();
    let (second, _) = enrolled(&server, &mut desk, 2);
    laptop
        .exchange(&url, key, Wanted::These(vec![office, scope(1)]))
        .unwrap();
    drop((desk, data));
    server.into_journal();

    let place = tempfile::tempdir().unwrap();
    backup::restore(away.path(), place.path()).unwrap();
    assert_eq!(
        backup::restore(away.path(), place.path()).unwrap_err().code(),
        "not_empty"
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config::new("127.0.0.1:0".parse().unwrap(), place.path());
    let running = runtime.block_on(serve(config)).unwrap();
    let outcome = laptop
        .exchange(&running.url(), key, Wanted::These(vec![office, scope(1)]))
        .unwrap();
    assert_eq!(
        outcome.refused,
        vec![],
        "what the laptop has of the server's own log comes back"
    );
    let mut desk = Desk::at(place.path());
    revoke::revoke(&mut desk.journal, &desk.signer, second.device, RevokedFor::LostOrStolen).unwrap();
    let outcome = laptop
        .exchange(&running.url(), key, Wanted::These(vec![office, scope(1)]))
        .unwrap();
    assert_eq!(outcome.refused, vec![]);
    assert_eq!(
        laptop.journal.heads(office).unwrap(),
        desk.journal.heads(office).unwrap()
    );
    assert!(
        laptop.journal.view().revocation(second.device).unwrap().is_some(),
        "the server's word, under its other id"
    );
    assert_ne!(
        desk.journal.view().writes_as(desk.signer.device).unwrap(),
        desk.signer.device
    );
    runtime.block_on(running.stop());
}

#[test]
fn a_backup_behind_one_of_a_clock_that_ran_ahead_is_not_signed_for_and_stays() {
    let (server, mut desk) = with_office();
    let (mut laptop, key) = enrolled(&server, &mut desk, 1);
    visit(&mut laptop, scope(1), 2);
    laptop.exchange(&server.running.url(), key, Wanted::Mine).unwrap();
    let away = tempfile::tempdir().unwrap();
    let mut data = Data::open(server.data.path()).unwrap();
    for n in 0..backup::KEPT_MAX {
        let name = format!("jemput-2099-01-{:02}-4070908800000.sqlite", n + 1);
        std::fs::write(away.path().join(name), "").unwrap();
    }
    let ahead = backup::all(away.path()).unwrap();
    let refused = backup::back_up(&mut data, server.data.path(), away.path(), Moment(now())).unwrap_err();
    assert_eq!(refused.code(), "backup_ahead");
    let connection = laptop.connect(&server.running.url(), Expected::Key(key.public_key));
    assert_eq!(connection.kept(laptop.device, key, &[scope(1)]).unwrap(), vec![]);
    let made = backup::all(away.path()).unwrap().remove(0);
    assert!(!ahead.contains(&made), "the one just made stays");
    #[cfg(unix)]
    for file in [made, server.data.path().join("server.sqlite")] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    for path in ahead {
        std::fs::remove_file(path).unwrap();
    }
    backup::back_up(&mut data, server.data.path(), away.path(), Moment(now())).unwrap();
    assert_eq!(connection.kept(laptop.device, key, &[scope(1)]).unwrap().len(), 1);
}

#[test]
fn a_backup_that_is_not_whole_is_not_restored() {
    let away = tempfile::tempdir().unwrap();
    let place = tempfile::tempdir().unwrap();
    assert_eq!(
        backup::restore(away.path(), place.path()).unwrap_err().code(),
        "unknown"
    );
    let (server, _desk) = with_office();
    let mut data = Data::open(server.data.path()).unwrap();
    let made = backup::back_up(&mut data, server.data.path(), away.path(), Moment(now())).unwrap();
    let bytes = std::fs::read(&made.path).unwrap();
    std::fs::write(&made.path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(backup::restore(away.path(), place.path()).is_err());
    assert!(!place.path().join("server.sqlite").exists());
}
