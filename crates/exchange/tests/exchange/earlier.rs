//! Bodies as a version that was handed out once sent them: a laptop and a server of today still take them.
//!
//! There is no earlier version's program yet. Until there is one, `tests/upgrade/bodies/VERSION` keeps what today's says,
//! whole; a later version finds here what it must go on understanding. `WRITE_BODIES=1 cargo nextest run -p jemput-exchange
//! earlier` records this version's where there are none; what is recorded is never written again.

use std::{fs, path::PathBuf};

use jemput_exchange::{
    Store,
    conversation::{Asking, Memory, Replying, Wanted},
};

use crate::kit::{
    memory::MemoryStore,
    talk::{LAPTOP, server_key, signer},
    visit::visit,
    writer::{NOW, Writer, scope},
};

fn bodies() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/upgrade/bodies")
}

/// A laptop with a morning of work, and a server that heard of the same visit from another laptop.
fn two() -> (MemoryStore, MemoryStore) {
    let (mut laptop, mut server) = (MemoryStore::default(), MemoryStore::default());
    let acts = visit(scope(1), 0, 12);
    laptop.take_in(scope(1), acts[..1].to_vec(), NOW).unwrap();
    server.take_in(scope(1), acts[..1].to_vec(), NOW).unwrap();
    for act in &acts[1..] {
        laptop.take_in(scope(1), vec![act.clone()], NOW).unwrap();
    }
    let (mut other, joining) = Writer::join(scope(1), 30, false);
    let acts = [vec![joining], (0..9).map(|n| other.desk(n)).collect()].concat();
    for act in acts {
        assert_eq!(server.take_in(scope(1), vec![act], NOW).unwrap().refused, vec![]);
    }
    (laptop, server)
}

/// The bodies of one exchange, request and answer in turn.
fn spoken() -> Vec<(String, Vec<u8>)> {
    let (mut laptop, mut server) = two();
    let mut memory = Memory::default();
    let mut asking = Asking::begin(&laptop, LAPTOP, server_key(), Wanted::All, NOW, &mut memory).unwrap();
    let mut bodies = Vec::new();
    for trip in 1..=2 {
        let mut request = Vec::new();
        while let Some(piece) = asking.send(&laptop).unwrap() {
            request.extend(piece);
        }
        let mut replying = Replying::default();
        replying.hear(&mut server, &request, NOW).unwrap();
        bodies.push((format!("request-{trip}.body"), request));
        let mut answer = Vec::new();
        while let Some(piece) = replying.send(&server, &signer(), NOW).unwrap() {
            asking.hear(&mut laptop, &piece).unwrap();
            answer.extend(piece);
        }
        asking.heard_all(&laptop).unwrap();
        bodies.push((format!("answer-{trip}.body"), answer));
    }
    assert_eq!(laptop.all_events(), server.all_events());
    bodies
}

/// Every version that was recorded.
fn recorded() -> Vec<PathBuf> {
    let now = bodies().join(env!("CARGO_PKG_VERSION"));
    if !now.exists() && std::env::var_os("WRITE_BODIES").is_some() {
        fs::create_dir_all(&now).unwrap();
        for (name, body) in spoken() {
            fs::write(now.join(name), body).unwrap();
        }
    }
    assert!(
        now.exists(),
        "WRITE_BODIES=1 records what this version says; see this file's head"
    );
    fs::read_dir(bodies())
        .unwrap()
        .map(|version| version.unwrap().path())
        .collect()
}

#[test]
fn a_laptop_of_an_earlier_version_is_heard() {
    for version in recorded() {
        let (laptop, mut server) = two();
        for trip in 1..=2 {
            let request = fs::read(version.join(format!("request-{trip}.body"))).unwrap();
            let mut replying = Replying::default();
            replying.hear(&mut server, &request, NOW).unwrap();
            while replying.send(&server, &signer(), NOW).unwrap().is_some() {}
        }
        for head in laptop.heads(scope(1)).unwrap() {
            assert!(
                server.heads(scope(1)).unwrap().contains(&head),
                "{}: a log is not there up to {}",
                version.display(),
                head.seq
            );
        }
    }
}

#[test]
fn a_server_of_an_earlier_version_is_understood() {
    for version in recorded() {
        let (mut laptop, server) = two();
        let mut memory = Memory::default();
        let mut asking = Asking::begin(&laptop, LAPTOP, server_key(), Wanted::All, NOW, &mut memory).unwrap();
        for trip in 1..=2 {
            while asking.send(&laptop).unwrap().is_some() {}
            let answer = fs::read(version.join(format!("answer-{trip}.body"))).unwrap();
            asking.hear(&mut laptop, &answer).unwrap();
            asking.heard_all(&laptop).unwrap();
        }
        let heads = laptop.heads(scope(1)).unwrap();
        for head in server.heads(scope(1)).unwrap() {
            assert!(
                heads
                    .iter()
                    .any(|here| here.device == head.device && here.seq >= head.seq)
            );
        }
        assert!(asking.outcome().receipts[0].covers(&heads), "{}", version.display());
    }
}
