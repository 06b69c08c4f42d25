//! A server with an office: TLS, one-time codes, and laptops that prove who they are.

use std::{
    io::{Read, Write},
    net::TcpStream,
    ops::ControlFlow,
    path::Path,
};

use jemput_domain::{
    credential::Credential,
    event::{Event, Noted, Subject},
    id::{BookingId, DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::DeviceKey,
    time::Moment,
};
use jemput_exchange::{
    Outcome, Signer, Store,
    conversation::{ServerKey, Wanted},
    enrol::EnrolAsk,
    enrol_code::Code,
    http::{Connection, Expected, Failure, Patience},
};
use jemput_journal::{Author, Journal, Trust};
use jemput_server::{
    enrol::{self, Grant},
    identity, now, office,
};
use uuid::Uuid;

use crate::kit::{
    Server,
    writer::{NOW, scope},
};

/// The server's journal and keys, as an administrator at its command line has them.
pub struct Desk {
    pub journal: Journal,
    pub signer: Signer,
}

impl Desk {
    pub fn at(data: &Path) -> Self {
        let path = data.join("server.sqlite");
        let signer = identity::load_or_make(data, &path, 0).unwrap();
        Self {
            journal: Journal::open(&path).unwrap(),
            signer,
        }
    }

    fn open(data: &Path) -> Self {
        let mut desk = Self::at(data);
        let names = ("Sudin Contoh", "Van 1", "https://127.0.0.1:1");
        office::open(&mut desk.journal, &desk.signer, names, Moment(now())).unwrap();
        desk
    }

    fn code_for(&mut self, grant: &Grant<'_>, at: Moment) -> Code {
        enrol::make_code(&mut self.journal, &self.signer, grant, at).unwrap()
    }

    pub fn code(&mut self, server: &Server) -> Code {
        let address = server.running.url();
        let code = self.code_for(&grant("Van 1", &address), Moment(now()));
        // As a laptop reads it.
        Code::read(&code.to_text()).unwrap()
    }
}

fn grant<'a>(van: &'a str, address: &'a str) -> Grant<'a> {
    Grant {
        van,
        hours: 24,
        uses: 1,
        address: Some(address),
    }
}

/// A server with an office, and its desk.
pub fn with_office() -> (Server, Desk) {
    with_office_and(|_| {})
}

/// The same, with other limits.
pub fn with_office_and(change: impl FnOnce(&mut jemput_server::Config)) -> (Server, Desk) {
    let mut desk = None;
    let server = Server::start_with(|config| {
        change(config);
        config.enrol_pause = std::time::Duration::ZERO;
        desk = Some(Desk::open(&config.data));
    });
    assert!(server.running.has_office);
    (server, desk.unwrap())
}

/// A laptop with a key.
pub struct Laptop {
    pub device: DeviceId,
    pub key: DeviceKey,
    pub journal: Journal,
}

impl Laptop {
    pub fn new(number: u8) -> Self {
        Self {
            device: DeviceId(Uuid::from_u128(u128::from(number) + 1)),
            key: DeviceKey::from_bytes(&[number + 100; 32]),
            journal: Journal::in_memory().unwrap(),
        }
    }

    pub fn connect(&self, address: &str, expected: Expected) -> Connection {
        Connection::pinned(address, Patience::default(), expected, &self.key).unwrap()
    }

    fn ask(&self, code: &Code, server: &ServerKey) -> EnrolAsk {
        EnrolAsk::of(code, &server.public_key, self.device, &self.key, "Loket A")
    }

    /// Enrols, and believes the office from then on.
    pub fn enrol(&mut self, code: &Code) -> Result<(Credential, ServerKey), Failure> {
        let connection = self.connect(&code.address, Expected::Fingerprint(code.fingerprint));
        let server = connection.server_key()?;
        let credential = connection.enrol(&self.ask(code, &server))?.credential().unwrap();
        assert!(credential.verify(&server.public_key));
        let writing = self.journal.write().unwrap();
        writing
            .set_trust(&Trust {
                office: credential.enrolled.office,
                server: server.device,
                keys: vec![server.public_key],
            })
            .unwrap();
        writing.set_credential(&credential).unwrap();
        writing.commit().unwrap();
        Ok((credential, server))
    }

    /// Writes a note into a scope of its own, or into one that is here.
    pub fn note(&mut self, scope: ScopeId) {
        let author = Author {
            device: self.device,
            key: &self.key,
            device_name: "Loket A",
            operator: OperatorId(Uuid::nil()),
            wall: NOW,
            offset_ms: 0,
        };
        let noted = Noted { note: "Contoh".into() };
        let draft =
            jemput_domain::event::Draft::about(Subject::Booking(BookingId(Uuid::from_u128(9))), Event::from(noted));
        let mut writing = self.journal.write().unwrap();
        if writing.view().secret(scope).unwrap().is_none() {
            let secret = ScopeSecret([3; 32]);
            writing.append_opening(scope, secret, &author, vec![draft]).unwrap();
        } else {
            writing.append(scope, &author, vec![draft]).unwrap();
        }
        writing.commit().unwrap();
    }

    pub fn exchange(&mut self, address: &str, server: ServerKey, wanted: Wanted) -> Result<Outcome, Failure> {
        let mut connection = self.connect(address, Expected::Key(server.public_key));
        connection.exchange(&mut self.journal, self.device, server, wanted, NOW, &mut |_| {
            ControlFlow::Continue(())
        })
    }
}

#[test]
fn a_code_enrols_one_laptop_which_then_exchanges_and_others_take_its_log_by_its_credential() {
    let (server, mut desk) = with_office();
    let url = server.running.url();
    let (first_code, second_code) = (desk.code(&server), desk.code(&server));
    let (mut first, mut second) = (Laptop::new(1), Laptop::new(2));
    let (credential, key) = first.enrol(&first_code).unwrap();
    assert_eq!(
        (credential.enrolled.serial, credential.enrolled.device),
        (1, first.device)
    );
    second.enrol(&second_code).unwrap();

    first.note(scope(1));
    let sent = first.exchange(&url, key, Wanted::Mine).unwrap();
    assert_eq!((sent.sent, sent.refused.len(), sent.receipts.len()), (2, 0, 1));
    let office = credential.enrolled.office;
    let taken = second
        .exchange(&url, key, Wanted::These(vec![office, scope(1)]))
        .unwrap();
    assert_eq!(taken.refused, vec![]);
    assert_eq!(
        second.journal.heads(scope(1)).unwrap(),
        first.journal.heads(scope(1)).unwrap()
    );
    let trust = second.journal.view().trust().unwrap().unwrap();
    assert_eq!(
        second.journal.view().all_enrolments(&trust).unwrap().len(),
        2,
        "the office's register came along"
    );
}

#[test]
fn a_used_an_expired_and_a_wrong_code_are_refused_by_name_and_a_lost_answer_is_given_again() {
    let (server, mut desk) = with_office();
    let code = desk.code(&server);
    let mut first = Laptop::new(1);
    let (credential, _) = first.enrol(&code).unwrap();
    let (again, _) = first.enrol(&code).unwrap();
    assert_eq!(again, credential, "the answer was lost on the way");
    assert_eq!(Laptop::new(2).enrol(&code).unwrap_err().code(), "code_used");

    let day = 24 * 3_600_000;
    let address = server.running.url();
    let old = desk.code_for(&grant("Van 1", &address), Moment(now() - day - 1));
    assert_eq!(Laptop::new(2).enrol(&old).unwrap_err().code(), "code_expired");

    let mut wrong = desk.code(&server);
    wrong.secret[0] ^= 1;
    assert_eq!(Laptop::new(2).enrol(&wrong).unwrap_err().code(), "code_wrong");
    wrong.secret[0] ^= 1;
    assert!(Laptop::new(2).enrol(&wrong).is_ok(), "a slip uses nothing up");
}

#[test]
fn another_server_at_the_address_is_told_nothing() {
    let (server, mut desk) = with_office();
    let (other, _) = with_office();
    let mut code = desk.code(&server);
    let mut laptop = Laptop::new(1);
    let (_, key) = laptop.enrol(&code).unwrap();
    laptop.note(scope(1));
    let refused = laptop.exchange(&other.running.url(), key, Wanted::Mine).unwrap_err();
    assert_eq!(refused.code(), "other_server");
    code.address = other.running.url();
    assert_eq!(Laptop::new(2).enrol(&code).unwrap_err().code(), "other_server");
    let (journal, _data) = other.into_journal();
    assert!(journal.heads(scope(1)).unwrap().is_empty());
}

#[test]
fn who_is_not_enrolled_learns_nothing_and_loses_nothing() {
    let (server, mut desk) = with_office();
    let url = server.running.url();
    let code = desk.code(&server);
    let key = Laptop::new(9).connect(&url, Expected::Anyone).server_key().unwrap();
    let mut stranger = Laptop::new(1);
    stranger.note(scope(1));
    let heads = stranger.journal.heads(scope(1)).unwrap();
    let refused = stranger.exchange(&url, key, Wanted::Mine).unwrap_err();
    assert_eq!(refused.code(), "not_enrolled");
    let offers = stranger.connect(&url, Expected::Key(key.public_key)).offers();
    assert_eq!(offers.unwrap_err().code(), "not_enrolled");
    assert_eq!(stranger.journal.heads(scope(1)).unwrap(), heads, "the log stands");

    // Enrolled, what it wrote before is taken: the office's event covers it.
    stranger.enrol(&code).unwrap();
    let sent = stranger.exchange(&url, key, Wanted::Mine).unwrap();
    assert_eq!((sent.sent, sent.refused), (2, vec![]));

    // Another laptop's id with one's own key is another laptop.
    let mut thief = Laptop::new(2);
    let second = desk.code(&server);
    thief.enrol(&second).unwrap();
    thief.device = stranger.device;
    assert_eq!(
        thief.exchange(&url, key, Wanted::Mine).unwrap_err().code(),
        "other_device"
    );
}

#[test]
fn a_log_of_an_unknown_device_that_an_enrolled_one_passes_on_is_refused_and_all_others_flow() {
    let (server, mut desk) = with_office();
    let url = server.running.url();
    let code = desk.code(&server);
    let (mut stranger, mut forger, mut laptop) = (Laptop::new(1), Laptop::new(2), Laptop::new(3));
    laptop.note(scope(1));
    // Two strangers write in the visit before the laptop belongs to an office: one with no credential, one with a forged one.
    let key = Laptop::new(9).connect(&url, Expected::Anyone).server_key().unwrap();
    let said = jemput_domain::credential::Enrolled {
        server: key.device,
        key_id: 1,
        device: forger.device,
        public_key: forger.key.public(),
        office: scope(77),
        van: scope(78),
        serial: 1,
        provisional: false,
    };
    let writing = forger.journal.write().unwrap();
    writing.set_credential(&Credential::sign(&forger.key, said)).unwrap();
    writing.commit().unwrap();
    for other in [&mut stranger, &mut forger] {
        let opened = laptop.journal.runs_after(scope(1), &[], 1 << 20).unwrap();
        other.journal.take_in(scope(1), opened, NOW).unwrap();
        other.note(scope(1));
        let all = other
            .journal
            .runs_after(scope(1), &[(laptop.device, 2)], 1 << 20)
            .unwrap();
        assert_eq!(laptop.journal.take_in(scope(1), all, NOW).unwrap().refused, vec![]);
    }
    laptop.enrol(&code).unwrap();
    let outcome = laptop.exchange(&url, key, Wanted::Mine).unwrap();
    let mut refused: Vec<_> = outcome
        .refused
        .iter()
        .map(|r| (r.device, r.code.as_str(), r.by_server))
        .collect();
    refused.sort();
    assert_eq!(
        refused,
        [
            (Some(stranger.device), "unknown_device", true),
            (Some(forger.device), "unknown_device", true)
        ]
    );
    let (journal, _data) = server.into_journal();
    let heads = journal.heads(scope(1)).unwrap();
    assert_eq!(
        heads.iter().map(|head| head.device).collect::<Vec<_>>(),
        [laptop.device]
    );
}

#[test]
fn a_van_neither_reads_nor_writes_anothers_stock_book() {
    let (server, mut desk) = with_office();
    let url = server.running.url();
    let second = office::add_van(&mut desk.journal, &desk.signer, "Van 2", Moment(now())).unwrap();
    let code = desk.code(&server);
    let mut laptop = Laptop::new(1);
    let (credential, key) = laptop.enrol(&code).unwrap();
    let van = credential.enrolled.van;
    let outcome = laptop.exchange(&url, key, Wanted::These(vec![van, second])).unwrap();
    assert_eq!(outcome.received, 1);
    assert!(laptop.journal.heads(second).unwrap().is_empty());
}

#[test]
fn a_laptop_takes_a_new_key_with_a_new_code_if_it_holds_the_one_before() {
    let (server, mut desk) = with_office();
    let mut laptop = Laptop::new(1);
    laptop.enrol(&desk.code(&server)).unwrap();
    let before = std::mem::replace(&mut laptop.key, DeviceKey::from_bytes(&[200; 32]));
    let code = desk.code(&server);
    assert_eq!(
        laptop.enrol(&code).unwrap_err().code(),
        "other_device",
        "anybody could say so"
    );
    let connection = laptop.connect(&code.address, Expected::Fingerprint(code.fingerprint));
    let key = connection.server_key().unwrap();
    let ask = laptop
        .ask(&code, &key)
        .after(&code, &key.public_key, &laptop.key, &before);
    let credential = connection.enrol(&ask).unwrap().credential().unwrap();
    assert_eq!(
        (credential.enrolled.serial, credential.enrolled.public_key),
        (2, laptop.key.public())
    );
    assert!(laptop.exchange(&server.running.url(), key, Wanted::Mine).is_ok());
    laptop.key = before;
    let old = laptop.exchange(&server.running.url(), key, Wanted::Mine).unwrap_err();
    assert_eq!(old.code(), "not_enrolled", "the key before opens nothing any more");
}

#[test]
fn plain_http_gets_no_answer_and_other_machines_no_server_without_an_office() {
    let (server, _desk) = with_office();
    let mut plain = TcpStream::connect(server.running.address).unwrap();
    plain.write_all(b"GET /health HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    let mut heard = Vec::new();
    // It may be a TLS alert or nothing at all; never an answer.
    let _ = plain.read_to_end(&mut heard);
    assert!(!heard.starts_with(b"HTTP"), "{heard:?}");
    let refused = Connection::pinned(
        "http://127.0.0.1:1",
        Patience::default(),
        Expected::Anyone,
        &DeviceKey::from_bytes(&[1; 32]),
    );
    assert_eq!(refused.err().unwrap().code(), "https_required");

    let data = tempfile::tempdir().unwrap();
    let config = jemput_server::Config::new("0.0.0.0:0".parse().unwrap(), data.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let exposed = runtime.block_on(jemput_server::serve(config));
    assert!(matches!(exposed, Err(jemput_server::ServeError::Exposed(_))));
}

#[test]
fn another_offices_credential_and_an_altered_event_under_a_good_one_are_refused() {
    let (server, mut desk) = with_office();
    let url = server.running.url();
    let (code, second) = (desk.code(&server), desk.code(&server));
    let (mut elsewhere, mut laptop, mut altered) = (Laptop::new(1), Laptop::new(2), Laptop::new(3));
    laptop.note(scope(1));
    let key = Laptop::new(9).connect(&url, Expected::Anyone).server_key().unwrap();
    // The very same server signed it, for an office that it had before.
    let said = jemput_domain::credential::Enrolled {
        server: key.device,
        key_id: 1,
        device: elsewhere.device,
        public_key: elsewhere.key.public(),
        office: scope(77),
        van: scope(78),
        serial: 1,
        provisional: false,
    };
    let writing = elsewhere.journal.write().unwrap();
    writing
        .set_credential(&Credential::sign(&desk.signer.key, said))
        .unwrap();
    writing.commit().unwrap();
    let opened = laptop.journal.runs_after(scope(1), &[], 1 << 20).unwrap();
    elsewhere.journal.take_in(scope(1), opened, NOW).unwrap();
    elsewhere.note(scope(1));
    let all = elsewhere.journal.runs_after(scope(1), &[(laptop.device, 2)], 1 << 20);
    laptop.journal.take_in(scope(1), all.unwrap(), NOW).unwrap();
    laptop.enrol(&code).unwrap();
    let outcome = laptop.exchange(&url, key, Wanted::Mine).unwrap();
    let codes: Vec<_> = outcome.refused.iter().map(|r| (r.device, r.code.as_str())).collect();
    assert_eq!(codes, [(Some(elsewhere.device), "unknown_device")]);

    // A byte of what an enrolled laptop wrote, changed on the way.
    altered.enrol(&second).unwrap();
    altered.note(scope(2));
    let mut runs = altered.journal.runs_after(scope(2), &[], 1 << 20).unwrap();
    let events = &mut runs[0].events;
    let last = events.last_mut().unwrap();
    *last.last_mut().unwrap() ^= 1;
    let taken = desk.journal.take_in(scope(2), runs, NOW).unwrap();
    assert_eq!(taken.new_events, 0);
    assert!(desk.journal.heads(scope(2)).unwrap().is_empty());
    assert_eq!(
        altered.exchange(&url, key, Wanted::Mine).unwrap().refused,
        vec![],
        "as it was written it is taken"
    );
}

#[test]
fn a_connection_that_somebody_recorded_and_plays_again_does_nothing() {
    let (server, mut desk) = with_office();
    let code = desk.code(&server);
    let mut laptop = Laptop::new(1);
    let (_, key) = laptop.enrol(&code).unwrap();
    laptop.note(scope(1));
    let (address, heard) = recorder(server.running.address);
    laptop
        .exchange(&format!("https://{address}"), key, Wanted::Mine)
        .unwrap();
    let recorded = heard.recv().unwrap();
    assert!(recorded.len() > 500, "a whole exchange went by");
    let counts = &server.running.counts;
    let before = (counts.taken(), counts.known(), counts.sent());
    let mut again = TcpStream::connect(server.running.address).unwrap();
    again.write_all(&recorded).unwrap();
    let mut answer = Vec::new();
    // The server ends it where the recorded half no longer fits its own new half.
    let _ = again.read_to_end(&mut answer);
    assert_eq!((counts.taken(), counts.known(), counts.sent()), before);
}

/// Passes one connection on to a server, and gives what went up when it is over.
fn recorder(to: std::net::SocketAddr) -> (std::net::SocketAddr, std::sync::mpsc::Receiver<Vec<u8>>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (give, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let (mut laptop, _) = listener.accept().unwrap();
        let server = TcpStream::connect(to).unwrap();
        let (mut up, mut down) = (server.try_clone().unwrap(), server);
        let mut back = laptop.try_clone().unwrap();
        std::thread::spawn(move || std::io::copy(&mut down, &mut back));
        let mut all = Vec::new();
        let mut buffer = [0; 4_096];
        while let Ok(length @ 1..) = laptop.read(&mut buffer) {
            all.extend_from_slice(&buffer[..length]);
            if up.write_all(&buffer[..length]).is_err() {
                break;
            }
        }
        let _ = up.shutdown(std::net::Shutdown::Both);
        let _ = give.send(all);
    });
    (address, heard)
}
