//! The laws of the file of holders.

#![allow(clippy::unwrap_used, reason = "a test that unwraps nothing fails where it should")]

use jemput_vault::{
    Cost, Draw, ENTRIES, FILE_BYTES, Grant, Holders, HoldersError, MemberKind, Name, OperatorPair, OperatorTag,
    PublicKey, RecoveryKey, Salt, Secret, SecretKey, VaultKey,
};
use proptest::prelude::*;

/// Cheap enough for a test.
const CHEAP: Cost = Cost {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};
const SALT: Salt = Salt([5; 32]);

fn key(secret: &str) -> SecretKey {
    Secret::given(secret).unwrap().key(&SALT, CHEAP).unwrap()
}

fn tag(n: u8) -> OperatorTag {
    OperatorTag([n; 16])
}

fn grant(n: u8, name: &str, secret: &str, draw: &mut Draw) -> Grant {
    let pair = OperatorPair::draw(draw);
    Grant {
        operator: tag(n),
        name: Name::of(name),
        public: pair.public(),
        wrapped: pair.wrap(&key(secret), draw),
    }
}

fn file(draw: &mut Draw) -> (Holders, VaultKey) {
    let key = VaultKey::draw(draw);
    (Holders::new(SALT, CHEAP, &key, draw), key)
}

#[test]
fn a_secret_opens_its_own_entry_and_no_other() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, vault) = file(draw);
    holders
        .grant(&vault, &grant(1, "Sri", "rahasia bu sri", draw), draw)
        .unwrap();
    holders
        .grant(&vault, &grant(2, "Budi", "rahasia pak budi", draw), draw)
        .unwrap();
    let holders = Holders::read(&holders.to_bytes()).unwrap();
    let opened = holders.open(&key("rahasia pak budi"));
    assert_eq!(opened.len(), 1);
    assert_eq!((opened[0].operator, opened[0].name), (tag(2), Name::of("budi")));
    assert!(opened[0].key == vault);
    assert!(holders.open(&key("rahasia pak budu")).is_empty());
}

#[test]
fn two_operators_with_one_secret_are_still_two() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, vault) = file(draw);
    for n in [1, 2] {
        holders
            .grant(&vault, &grant(n, "x", "rahasia bersama", draw), draw)
            .unwrap();
    }
    let operators: Vec<_> = holders
        .open(&key("rahasia bersama"))
        .into_iter()
        .map(|o| o.operator)
        .collect();
    assert_eq!(operators, [tag(1), tag(2)]);
}

#[test]
fn who_is_removed_or_changes_their_secret_cannot_open_by_the_old_one() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, vault) = file(draw);
    holders
        .grant(&vault, &grant(1, "Sri", "rahasia bu sri", draw), draw)
        .unwrap();
    holders
        .grant(&vault, &grant(2, "Budi", "rahasia pak budi", draw), draw)
        .unwrap();
    holders
        .grant(&vault, &grant(1, "Sri", "rahasia yang baru", draw), draw)
        .unwrap();
    assert!(holders.open(&key("rahasia bu sri")).is_empty());
    assert_eq!(holders.open(&key("rahasia yang baru")).len(), 1);
    assert!(holders.remove(&vault, tag(2), draw).unwrap());
    assert!(!holders.remove(&vault, tag(2), draw).unwrap());
    assert!(holders.open(&key("rahasia pak budi")).is_empty());
    assert_eq!(holders.members(&vault).unwrap().len(), 1);
}

#[test]
fn the_recovery_key_opens_and_its_successor_replaces_it() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, vault) = file(draw);
    let (first, second) = (RecoveryKey::draw(draw), RecoveryKey::draw(draw));
    holders.set_recovery(&vault, first.pair().public(), draw).unwrap();
    assert!(holders.recover(&first).unwrap() == vault);
    assert!(holders.recover(&second).is_none());
    holders.set_recovery(&vault, second.pair().public(), draw).unwrap();
    assert!(holders.recover(&first).is_none());
    assert!(holders.recover(&second).is_some());
    assert_eq!(holders.members(&vault).unwrap().len(), 1);
}

#[test]
fn fifteen_operators_and_the_recovery_key_fit() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, vault) = file(draw);
    let operators = u8::try_from(ENTRIES).unwrap() - 1;
    for n in 0..operators {
        holders.grant(&vault, &grant(n, "x", "rahasia", draw), draw).unwrap();
    }
    let more = grant(operators, "x", "rahasia", draw);
    assert_eq!(holders.grant(&vault, &more, draw), Err(HoldersError::Full));
    holders
        .set_recovery(&vault, RecoveryKey::draw(draw).pair().public(), draw)
        .unwrap();
    assert_eq!(holders.grant(&vault, &more, draw), Err(HoldersError::Full));
    assert_eq!(holders.members(&vault).unwrap().len(), ENTRIES);
    assert_eq!(holders.to_bytes().len(), FILE_BYTES);
}

#[test]
fn another_key_keeps_the_holders_and_locks_the_old_key_out() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, old) = file(draw);
    let recovery = RecoveryKey::draw(draw);
    holders
        .grant(&old, &grant(1, "Sri", "rahasia bu sri", draw), draw)
        .unwrap();
    holders.set_recovery(&old, recovery.pair().public(), draw).unwrap();
    let new = VaultKey::draw(draw);
    let after = holders.rekeyed(&old, &new, draw).unwrap();
    assert!(after.open(&key("rahasia bu sri"))[0].key == new);
    assert!(after.recover(&recovery).unwrap() == new);
    assert_eq!(after.members(&new).unwrap(), holders.members(&old).unwrap());
    assert_eq!(after.members(&old).unwrap_err(), HoldersError::Changed);
}

#[test]
fn a_public_key_that_is_none_is_refused_and_changes_nothing() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, vault) = file(draw);
    let before = holders.clone();
    let none = Grant {
        public: PublicKey([0; 32]),
        ..grant(1, "Sri", "rahasia", draw)
    };
    assert_eq!(holders.grant(&vault, &none, draw), Err(HoldersError::NoPublicKey));
    assert_eq!(holders, before);
}

#[test]
fn the_recovery_entry_is_no_operators_and_an_operators_is_no_recovery_entry() {
    let draw = &mut Draw::new([1; 32]);
    let (mut holders, vault) = file(draw);
    let recovery = RecoveryKey::draw(draw);
    // An operator who would have the recovery key's pair.
    let grant = Grant {
        public: recovery.pair().public(),
        ..grant(1, "Sri", "rahasia", draw)
    };
    holders.grant(&vault, &grant, draw).unwrap();
    assert!(holders.recover(&recovery).is_none());
    assert_eq!(holders.members(&vault).unwrap()[0].kind, MemberKind::Operator);
}

#[test]
fn no_byte_of_two_files_stands_still_but_the_header() {
    // Whatever stood at one place in every file with a holder, and nowhere else, would tell.
    let (mut a, mut b) = (Draw::new([1; 32]), Draw::new([2; 32]));
    let (mut with, vault) = file(&mut a);
    with.grant(&vault, &grant(1, "Sri", "rahasia", &mut a), &mut a).unwrap();
    let (without, _) = file(&mut b);
    let (with, without) = (with.to_bytes(), without.to_bytes());
    assert_eq!(with.len(), without.len());
    let header = 8 + 1 + 12 + 32;
    assert_eq!(with[..header], without[..header]);
    let same = with[header..]
        .iter()
        .zip(&without[header..])
        .filter(|(a, b)| a == b)
        .count();
    // One in 256 by chance, and the high bits of public keys.
    assert!(same < with.len() / 100, "{same} bytes are the same");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..FILE_BYTES + 9)) {
        prop_assert!(Holders::read(&bytes).is_err());
    }

    #[test]
    fn any_file_of_the_right_form_opens_for_nobody(noise in prop::collection::vec(any::<u8>(), FILE_BYTES), secret: [u8; 4]) {
        let (holders, vault) = file(&mut Draw::new([1; 32]));
        let mut bytes = holders.to_bytes();
        let header = 8 + 1 + 12 + 32;
        bytes[header..].copy_from_slice(&noise[header..]);
        let read = Holders::read(&bytes).unwrap();
        let opened = read.open(&key(&format!("{secret:?}")));
        prop_assert!(opened.is_empty());
        prop_assert_eq!(read.members(&vault).unwrap_err(), HoldersError::Changed);
    }

    #[test]
    fn any_changed_byte_is_noticed_by_who_holds_the_key(at in 0..FILE_BYTES, by in 1_u8..) {
        let draw = &mut Draw::new([1; 32]);
        let (mut holders, vault) = file(draw);
        holders.grant(&vault, &grant(1, "Sri", "rahasia", draw), draw).unwrap();
        let mut bytes = holders.to_bytes();
        bytes[at] ^= by;
        if let Ok(read) = Holders::read(&bytes) {
            prop_assert_eq!(read.members(&vault).unwrap_err(), HoldersError::Changed);
        }
    }
}
