//! The ways out: a laptop that is gone or damaged comes back; what was refused is mended by one act; wrong clocks break nothing.

use std::{fs, path::Path};

use jemput_acts::{
    Desk, act,
    clock::TimeSource,
    recover::{self, From},
    vault::{Unlock, open_journal},
    view::*,
};
use jemput_domain::{
    event::Standing,
    id::{BookingId, ScopeId},
    log::{Refused, Run},
};

use crate::link::{Office, arrive, dump, link, now, sync, visit_now};

/// A secret of a person's, machine-made so that the test need not wait for a slow hash.
fn unlock(folder: &Path, name: &str) -> Unlock {
    let home = folder.join(format!("secret-of-{name}"));
    drop(Desk::init(&home, TimeSource::System, name, None).unwrap());
    Unlock::from_file(Some(name.to_owned()), &home.join("secret")).unwrap()
}

fn has_come(desk: &Desk, visit: ScopeId, booking: BookingId) -> bool {
    let seen = act::booking(desk, OfBooking { visit, booking });
    seen.is_ok_and(|seen| !seen.tickets.is_empty())
}

#[test]
fn the_only_laptop_dies_at_noon_and_a_new_one_checks_in_after_two_acts() {
    let office = Office::new();
    let sri = unlock(office.folder.path(), "Sri");
    let home = office.folder.path().join("lama");
    let (old, _) = Desk::init_as(&home, TimeSource::System, "Loket A", Some(&office.address), &sri).unwrap();
    let (visit, people) = visit_now(&old, office.folder.path());
    arrive(&old, visit, people[0]);
    sync(&old);
    let at_server = now();
    let unsent = act::arrive(
        &old,
        ArriveInput {
            visit,
            code: people[1].to_string(),
        },
    )
    .unwrap();
    let stick = office.folder.path().join("stick.jemput");
    let path = stick.to_str().unwrap().to_owned();
    let written = act::bundle(&old, BundleInput { visit, path }).unwrap();
    assert!(written.events > 0, "{}", written.sentence);
    drop(old);
    fs::remove_dir_all(&home).unwrap();
    let plain = fs::read(&stick).unwrap();
    let text = String::from_utf8_lossy(&plain);
    assert!(
        !text.contains("Warga Contoh") && !text.contains("31740801010"),
        "nobody reads it"
    );

    // From here on each act of a person is counted.
    let mut acts = 0;
    let from = From {
        name: Some("Loket A".into()),
        server: true,
        address: Some(office.address.clone()),
        bundle: Some(stick.clone()),
        ..From::default()
    };
    let new_home = office.folder.path().join("baru");
    let back = recover::recover(&new_home, TimeSource::System, &from, Some(&sri)).unwrap();
    acts += 1;
    let new = back.desk;
    let code = people[2].to_string();
    let ticket = act::arrive(&new, ArriveInput { visit, code }).unwrap().ticket;
    acts += 1;
    println!(
        "acts from the dead laptop to the next check-in: {acts} ({})",
        back.recovered.sentence
    );
    assert!(acts <= 3);
    assert_ne!(ticket[..1], unsent.ticket[..1], "a letter of its own");
    assert!(back.recovered.from_server > 0 && back.recovered.from_bundle > 0);
    assert_eq!((back.recovered.refused, back.recovered.pending), (0, 0));
    for person in &people[..3] {
        assert!(
            has_come(&new, visit, *person),
            "nobody who was shown as here is missing"
        );
    }
    // The server holds what only the stick held.
    sync(&new);
    let other = office.laptop("Loket B", TimeSource::System);
    act::visit_join(&other, JoinInput { visit, server: None }).unwrap();
    assert!(people[..3].iter().all(|person| has_come(&other, visit, *person)));
    assert!(act::verify(&new, Nothing {}).unwrap().ok);
    assert!(now() >= at_server);
    // A stranger's secret opens no bundle, and a changed one nobody's.
    let tono = unlock(office.folder.path(), "Tono");
    let mut from = From {
        bundle: Some(stick.clone()),
        ..From::default()
    };
    let empty = office.folder.path().join("kosong");
    let refused = recover::recover(&empty, TimeSource::System, &from, Some(&tono))
        .err()
        .unwrap();
    assert_eq!(refused.code(), "no_bundle");
    assert!(!empty.exists(), "nothing was begun");
    let mut changed = plain;
    *changed.last_mut().unwrap() ^= 1;
    let spoilt = office.folder.path().join("rusak.jemput");
    fs::write(&spoilt, changed).unwrap();
    from.bundle = Some(spoilt);
    let refused = recover::recover(&empty, TimeSource::System, &from, Some(&sri))
        .err()
        .unwrap();
    assert_eq!(refused.code(), "no_bundle");
}

#[test]
fn a_damaged_laptop_comes_back_with_what_the_server_holds_and_what_still_reads() {
    for damage in ["nothing", "its second half", "all of it", "the file is gone"] {
        let office = Office::new();
        let home = office.folder.path().join("Loket A");
        let desk = office.laptop("Loket A", TimeSource::System);
        let (visit, people) = visit_now(&desk, office.folder.path());
        arrive(&desk, visit, people[0]);
        sync(&desk);
        arrive(&desk, visit, people[1]);
        let before = desk.device();
        drop(desk);
        let file = home.join("journal.sqlite");
        let mut bytes = fs::read(&file).unwrap();
        let from_byte = match damage {
            "its second half" => bytes.len() / 2,
            "all of it" => 0,
            _ => bytes.len(),
        };
        bytes[from_byte..].fill(0x55);
        fs::write(&file, bytes).unwrap();
        if damage == "the file is gone" {
            fs::remove_file(&file).unwrap();
        }
        let from = From {
            server: true,
            address: Some(office.address.clone()),
            ..From::default()
        };
        let back = recover::recover(&home, TimeSource::System, &from, None).unwrap();
        let (desk, told) = (back.desk, back.recovered);
        assert_ne!(desk.device(), before, "{damage}: a new incarnation");
        assert!(Path::new(told.set_aside.as_ref().unwrap()).exists());
        assert!(has_come(&desk, visit, people[0]), "{damage}: the server held it");
        if damage == "nothing" {
            assert!(
                told.from_damaged > 0 && has_come(&desk, visit, people[1]),
                "what still reads comes back"
            );
        }
        let verified = act::verify(&desk, Nothing {}).unwrap();
        assert!(verified.ok, "{damage}: {:?}", verified.problems);
        arrive(&desk, visit, people[2]);
        assert_eq!(sync(&desk).pending, 0);
        assert!(link(&desk).fork.is_none());
        let again = Desk::open(&home, TimeSource::System).unwrap();
        assert_eq!(again.device(), desk.device());
    }
}

/// Another laptop's news as the server sends it, and what may happen to it on the way.
fn spoilt(how: &str, mut run: Run) -> Run {
    match how {
        "forged" => run.signature[5] ^= 1,
        "altered" => {
            let event = run.events.last_mut().unwrap();
            *event.last_mut().unwrap() ^= 1;
        }
        "dropped" => drop(run.events.remove(1)),
        "swapped" => run.events.swap(1, 2),
        "cut" => drop(run.events.pop()),
        _ => unreachable!(),
    }
    run
}

#[test]
fn what_was_spoilt_on_the_way_stands_apart_with_its_reason_and_one_act_mends_it() {
    for how in ["forged", "altered", "dropped", "swapped", "cut"] {
        let office = Office::new();
        let here = office.laptop("Loket A", TimeSource::System);
        let (visit, people) = visit_now(&here, office.folder.path());
        sync(&here);
        let (b, c) = (
            office.laptop("Loket B", TimeSource::System),
            office.laptop("Loket C", TimeSource::System),
        );
        for (desk, person) in [(&b, people[0]), (&c, people[1])] {
            act::visit_join(desk, JoinInput { visit, server: None }).unwrap();
            arrive(desk, visit, person);
            sync(desk);
        }
        sync(&b);
        let source = open_journal(&office.folder.path().join("Loket B")).unwrap();
        let home = office.folder.path().join("Loket A");
        let mut journal = open_journal(&home).unwrap();
        let known: Vec<_> = journal
            .view()
            .heads(visit)
            .unwrap()
            .iter()
            .map(|h| (h.device, h.seq))
            .collect();
        let runs = source.view().runs_after(visit, &known, 1 << 20).unwrap();
        let of = |desk: &Desk| runs.iter().find(|run| run.device == desk.device()).unwrap().clone();
        assert!(of(&b).events.len() > 2);
        let sent = vec![spoilt(how, of(&b)), of(&c)];
        let taken = journal.take_in(visit, sent, now()).unwrap();
        let [(device, why)] = taken.refused[..] else {
            panic!("{how}: {:?}", taken.refused)
        };
        assert_eq!(device, b.device(), "{how}");
        let named = match how {
            "cut" => matches!(why, Refused::Act | Refused::Signature),
            "altered" => matches!(why, Refused::Signature | Refused::Malformed(_)),
            "dropped" | "swapped" => matches!(why, Refused::Signature | Refused::Act | Refused::Clock),
            _ => why == Refused::Signature,
        };
        assert!(named, "{how}: {why:?}");
        assert!(has_come(&here, visit, people[1]), "{how}: the other log flows");
        assert!(!has_come(&here, visit, people[0]));
        let list = act::refused(&here, Nothing {}).unwrap();
        let one = list.iter().find(|one| one.device == Some(device)).unwrap();
        assert_eq!(one.remedy, Remedy::FetchAgain, "{how}: {}", one.sentence);
        assert!(one.sentence.contains("jemput refused fetch"), "{}", one.sentence);
        let log = OfRefused { visit, device };
        assert!(!act::refused_show(&here, log.clone()).unwrap().events.is_empty());
        let mended = act::refused_fetch(&here, log).unwrap();
        assert!(mended.mended && mended.received > 0, "{how}: {}", mended.sentence);
        assert!(has_come(&here, visit, people[0]));
        assert!(act::refused(&here, Nothing {}).unwrap().is_empty());
        assert_eq!(dump(&home, visit), dump(&office.folder.path().join("Loket B"), visit));
    }
}

#[test]
fn verify_says_with_the_network_cut_what_the_server_holds() {
    let office = Office::new();
    let desk = office.laptop("Loket A", TimeSource::System);
    let (visit, people) = visit_now(&desk, office.folder.path());
    let held = |desk: &Desk| {
        let verified = act::verify(desk, Nothing {}).unwrap();
        verified.held.into_iter().find(|held| held.visit == visit).unwrap()
    };
    assert!(held(&desk).receipt.is_none());
    sync(&desk);
    let _folder = office.cut();
    let told = held(&desk);
    assert_eq!(told.pending, 0);
    let name = told.receipt.unwrap();
    assert!(
        told.sentence
            .starts_with("Server Dinas memegang semua catatan SMAN Contoh sampai pukul "),
        "{}",
        told.sentence
    );
    assert!(
        told.sentence.ends_with(&format!("(bukti terima {name}).")),
        "{}",
        told.sentence
    );
    arrive(&desk, visit, people[0]);
    let told = held(&desk);
    assert!(
        told.pending > 0 && told.sentence.contains("lainnya belum di server"),
        "{}",
        told.sentence
    );
}

/// On the day, and before the last slot began: a clock that counts a year off says neither.
fn is_today(standing: Standing) -> bool {
    matches!(standing, Standing::OnTime | Standing::Early)
}

const YEAR_MS: i64 = 365 * 86_400_000;

#[test]
fn clocks_a_year_back_and_a_year_ahead_break_nothing_and_are_named() {
    let office = Office::new();
    let right = office.laptop("Loket A", TimeSource::System);
    let (visit, people) = visit_now(&right, office.folder.path());
    sync(&right);
    assert!(link(&right).clock.is_none());
    for (name, ahead_ms, person) in [("Loket B", -YEAR_MS, people[0]), ("Loket C", YEAR_MS, people[1])] {
        let wrong = office.laptop(name, TimeSource::Wrong { ahead_ms });
        act::visit_join(&wrong, JoinInput { visit, server: None }).unwrap();
        let told = link(&wrong).clock.unwrap();
        assert_eq!(told.code, "clock_off");
        assert!(told.sentence.contains("365 hari"), "{}", told.sentence);
        assert_eq!(
            act::session(&wrong, Nothing {}).unwrap().clock.unwrap().code,
            "clock_off"
        );
        assert!(is_today(arrive(&wrong, visit, person)), "judged by the corrected time");
        assert_eq!(sync(&wrong).pending, 0);
        assert!(act::verify(&wrong, Nothing {}).unwrap().ok);
        sync(&right);
        let home = |name: &str| office.folder.path().join(name);
        assert_eq!(dump(&home("Loket A"), visit), dump(&home(name), visit));
    }
    // Who heard a clock of next year goes on writing, in order, and at the right time.
    assert!(is_today(arrive(&right, visit, people[2])));
    assert_eq!(sync(&right).pending, 0);
    assert!(act::verify(&right, Nothing {}).unwrap().ok);
}

#[test]
fn a_clock_that_is_set_back_with_the_cable_out_is_named_and_heals_with_the_next_exchange() {
    let office = Office::new();
    let home = office.folder.path().join("Loket A");
    let desk = office.laptop("Loket A", TimeSource::System);
    let (visit, people) = visit_now(&desk, office.folder.path());
    arrive(&desk, visit, people[0]);
    sync(&desk);
    drop(desk);
    let back = TimeSource::Wrong { ahead_ms: -YEAR_MS };
    let desk = Desk::open(&home, back).unwrap();
    let told = link(&desk).clock.unwrap();
    assert_eq!(told.code, "clock_back", "{}", told.sentence);
    arrive(&desk, visit, people[1]);
    assert!(act::verify(&desk, Nothing {}).unwrap().ok, "the order holds");
    assert_eq!(sync(&desk).pending, 0);
    assert_eq!(
        link(&desk).clock.unwrap().code,
        "clock_off",
        "known now, and allowed for"
    );
    assert!(is_today(arrive(&desk, visit, people[2])));
}
