//! A laptop is revoked; another's visit is in the backup.

use jemput_acts::{Desk, act, clock::TimeSource, view::*};
use jemput_domain::{event::RevokedFor, id::ScopeId, receipt::Grade, time::Moment, words::Lang};
use jemput_exchange::Store;
use jemput_server::{admin::Data, backup, now, quarantine, revoke};

use crate::kit::{Laptop, Office};

fn walk_in(laptop: &Laptop, visit: ScopeId, name: &str) {
    let person = PersonInput {
        name: name.into(),
        ..PersonInput::default()
    };
    let input = WalkInInput {
        visit,
        person,
        service: "ktp_first".into(),
        slot: WalkInSlot::None,
    };
    act::walk_in(&laptop.desk, input).unwrap();
}

fn left_in(office: &Office, name: &str) -> Vec<String> {
    let entries = std::fs::read_dir(office.folder.path().join(name)).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn revoked(office: &Office, laptop: &Laptop, reason: RevokedFor) -> Data {
    let mut data = Data::open(&office.data()).unwrap();
    revoke::revoke(&mut data.journal, &data.signer, laptop.desk.device(), reason).unwrap();
    data
}

#[test]
fn retired_or_lost_it_hands_in_what_it_has_and_is_empty_then() {
    for (reason, word) in [
        (RevokedFor::Retired, "tidak dipakai lagi"),
        (RevokedFor::LostOrStolen, "hilang"),
    ] {
        let office = Office::new();
        let laptop = office.enrolled("Loket A");
        let visit = laptop.visit(laptop.site("SMAN 55"));
        laptop.sync().unwrap();
        let before = office.journal().heads(visit).unwrap();
        walk_in(&laptop, visit, "Siti Contoh");
        let data = revoked(&office, &laptop, reason);
        let told = laptop.sync().unwrap_err();
        assert_eq!(told.code(), "revoked");
        assert!(told.say(Lang::Id).contains(word), "{}", told.say(Lang::Id));
        assert_eq!(left_in(&office, "Loket A"), ["revoked"]);
        let waiting = quarantine::list(data.journal.view()).unwrap();
        assert_eq!(
            waiting.iter().filter(|line| line.scope == visit).count(),
            1,
            "nothing was lost"
        );
        assert_eq!(office.journal().heads(visit).unwrap(), before);

        drop(laptop);
        let home = office.folder.path().join("Loket A");
        let closed = Desk::open(&home, TimeSource::System).err().unwrap();
        assert_eq!((closed.code(), closed.say(Lang::Id).contains(word)), ("revoked", true));
    }
}

#[test]
fn without_the_servers_word_nothing_is_wiped() {
    let mut office = Office::new();
    let laptop = office.enrolled("Loket A");
    laptop.visit(laptop.site("SMAN 55"));
    laptop.sync().unwrap();
    revoked(&office, &laptop, RevokedFor::LostOrStolen);
    office.stop();
    assert_ne!(laptop.sync().unwrap_err().code(), "revoked");
    assert!(left_in(&office, "Loket A").len() > 1);
    office.start();
    assert_eq!(laptop.sync().unwrap_err().code(), "revoked");
    assert_eq!(left_in(&office, "Loket A"), ["revoked"]);
}

#[test]
fn a_peer_hears_of_it_and_the_revoked_ones_earlier_work_stays() {
    let office = Office::new();
    let (lost, peer) = (office.enrolled("Loket A"), office.enrolled("Loket B"));
    let visit = lost.visit(lost.site("SMAN 55"));
    walk_in(&lost, visit, "Siti Contoh");
    lost.sync().unwrap();
    act::visit_join(&peer.desk, JoinInput { visit, server: None }).unwrap();
    revoked(&office, &lost, RevokedFor::LostOrStolen);
    let done = peer.sync().unwrap();
    assert_eq!(done.refused, 0);
    let people = act::find(
        &peer.desk,
        FindInput {
            visit,
            text: "siti".into(),
            limit: None,
        },
    );
    assert_eq!(people.unwrap().len(), 1);
}

#[test]
fn what_the_backup_holds_is_kept_on_the_laptop() {
    let office = Office::new();
    let laptop = office.enrolled("Loket A");
    let visit = laptop.visit(laptop.site("SMAN 55"));
    let wanted = || SyncInput {
        tells: true,
        ..SyncInput::default()
    };
    let grade = || {
        let verified = act::verify(&laptop.desk, Nothing {}).unwrap();
        assert!(verified.ok, "{:?}", verified.problems);
        let held = verified.held.into_iter().find(|held| held.visit == visit).unwrap();
        (held.grade, held.pending)
    };
    act::sync(&laptop.desk, wanted()).unwrap();
    assert_eq!(grade(), (Some(Grade::Held), 0));
    let away = tempfile::tempdir().unwrap();
    let mut data = Data::open(&office.data()).unwrap();
    backup::back_up(&mut data, &office.data(), away.path(), Moment(now())).unwrap();
    act::sync(&laptop.desk, wanted()).unwrap();
    assert_eq!(grade(), (Some(Grade::Kept), 0));
    walk_in(&laptop, visit, "Siti Contoh");
    act::sync(&laptop.desk, wanted()).unwrap();
    assert_eq!(
        grade(),
        (Some(Grade::Held), 0),
        "what came since is held, and not kept yet"
    );
}
