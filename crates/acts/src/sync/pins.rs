//! Which server this laptop believes at which address: pinned at the first contact, or by an enrolment code, and the same
//! ever after. Another key takes its place only where the code of an office or the pinned key itself says so. An enrolled laptop
//! knows one server: its office's, wherever that answers.

use jemput_domain::id::DeviceId;
use jemput_exchange::{
    conversation::ServerKey,
    http::{Connection, Failure},
};
use jemput_journal::{Journal, JournalError, View, Writing};

use crate::{Trouble, desk::setting, enrol, hex};

/// A server as it is known at an address.
struct Pin {
    address: String,
    key: ServerKey,
}

impl Pin {
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let address = parts.next()?.to_owned();
        let device: DeviceId = parts.next()?.parse().ok()?;
        let public_key = hex::read(parts.next()?)?;
        Some(Self {
            address,
            key: ServerKey { device, public_key },
        })
    }

    fn write(&self) -> String {
        let Self { address, key } = self;
        format!("{address} {} {}", key.device, hex::write(&key.public_key))
    }
}

/// As it is typed one way or another, an address is one address.
fn plain(address: &str) -> &str {
    address.trim().trim_end_matches('/')
}

/// Whether two texts are one address.
pub(crate) fn same_address(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

fn pins(view: View<'_>) -> Result<Vec<Pin>, Trouble> {
    let kept = view.setting(setting::SERVER_KEY)?.unwrap_or_default();
    Ok(kept.lines().filter_map(Pin::read).collect())
}

/// The server of the office that this laptop is enrolled at, by the key that it has now; none before it is enrolled.
pub(crate) fn of_office(view: View<'_>) -> Result<Option<ServerKey>, Trouble> {
    if enrol::kept(view)?.is_none() {
        return Ok(None);
    }
    let trust = view.trust()?;
    let known = trust
        .as_ref()
        .and_then(|trust| Some((trust.server, *trust.keys.last()?)));
    let (device, public_key) = known.ok_or(JournalError::Damaged("an enrolment without a server's key"))?;
    Ok(Some(ServerKey { device, public_key }))
}

/// The server that is expected at an address: the office's at any, where this laptop is enrolled; else the one that is
/// pinned there.
pub(crate) fn pinned_at(view: View<'_>, address: &str) -> Result<Option<ServerKey>, Trouble> {
    if let Some(office) = of_office(view)? {
        return Ok(Some(office));
    }
    let address = plain(address);
    let pins = pins(view)?;
    Ok(pins
        .into_iter()
        .find(|pin| plain(&pin.address) == address)
        .map(|pin| pin.key))
}

/// The key of a server that this laptop has met.
pub(crate) fn key_of(view: View<'_>, server: DeviceId) -> Result<Option<[u8; 32]>, Trouble> {
    let mut keys = pins(view)?.into_iter().map(|pin| pin.key);
    Ok(keys.find(|key| key.device == server).map(|key| key.public_key))
}

/// The server whose word counts: the one at the address that is set, or, if none is set, the last one that answered.
pub(crate) fn in_force(view: View<'_>) -> Result<Option<ServerKey>, Trouble> {
    let address = match view.setting(setting::SERVER)? {
        Some(address) => Some(address),
        None => view.setting(setting::SERVER_LAST)?,
    };
    address.map_or(Ok(None), |address| pinned_at(view, &address))
}

/// The server at an address; at the first contact it is asked, and pinned.
///
/// # Errors
/// It cannot be reached, or calls itself a server that this laptop knows by another key.
pub(super) fn meet(journal: &mut Journal, connection: &Connection, address: &str) -> Result<ServerKey, Trouble> {
    if let Some(key) = pinned_at(journal.view(), address)? {
        return Ok(key);
    }
    let key = connection.server_key()?;
    pin(journal, address, key)
}

/// Pins a server whose key was proved another way: by an enrolment code, or by the key that was pinned before.
pub(crate) fn put(writing: &Writing<'_>, address: &str, key: ServerKey) -> Result<(), Trouble> {
    let mut all = pins(writing.view())?;
    all.retain(|pin| plain(&pin.address) != plain(address));
    // A server has one key, wherever it answers.
    for pin in all.iter_mut().filter(|pin| pin.key.device == key.device) {
        pin.key = key;
    }
    all.push(Pin {
        address: plain(address).to_owned(),
        key,
    });
    let lines: Vec<String> = all.iter().map(Pin::write).collect();
    Ok(writing.set_setting(setting::SERVER_KEY, &lines.join("\n"))?)
}

fn pin(journal: &mut Journal, address: &str, key: ServerKey) -> Result<ServerKey, Trouble> {
    let writing = journal.write()?;
    // Another process may have met it meanwhile.
    if let Some(known) = pinned_at(writing.view(), address)? {
        return Ok(known);
    }
    if key_of(writing.view(), key.device)?.is_some_and(|known| known != key.public_key) {
        return Err(Failure::OtherServer.into());
    }
    let mut all = pins(writing.view())?;
    all.push(Pin {
        address: plain(address).to_owned(),
        key,
    });
    let lines: Vec<String> = all.iter().map(Pin::write).collect();
    writing.set_setting(setting::SERVER_KEY, &lines.join("\n"))?;
    writing.commit()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn key(device: u128, byte: u8) -> ServerKey {
        ServerKey {
            device: DeviceId(Uuid::from_u128(device)),
            public_key: [byte; 32],
        }
    }

    fn set(journal: &mut Journal, name: &str, value: &str) {
        let writing = journal.write().unwrap();
        writing.set_setting(name, value).unwrap();
        writing.commit().unwrap();
    }

    #[test]
    fn a_pin_stays_whatever_other_servers_are_met() {
        let mut journal = Journal::in_memory().unwrap();
        let (first, second) = ("http://127.0.0.1:1", "http://127.0.0.1:2/");
        pin(&mut journal, first, key(1, 1)).unwrap();
        pin(&mut journal, second, key(2, 2)).unwrap();
        assert_eq!(
            pin(&mut journal, first, key(3, 3)).unwrap(),
            key(1, 1),
            "never overwritten"
        );
        assert_eq!(
            pinned_at(journal.view(), "http://127.0.0.1:1/").unwrap(),
            Some(key(1, 1))
        );
        assert_eq!(
            pinned_at(journal.view(), "http://127.0.0.1:2").unwrap(),
            Some(key(2, 2))
        );
        assert_eq!(pinned_at(journal.view(), "http://127.0.0.1:3").unwrap(), None);
        assert_eq!(key_of(journal.view(), key(2, 0).device).unwrap(), Some([2; 32]));
    }

    #[test]
    fn a_known_server_with_another_key_is_an_impostor_at_any_address() {
        let mut journal = Journal::in_memory().unwrap();
        pin(&mut journal, "https://a.example", key(1, 1)).unwrap();
        let refused = pin(&mut journal, "https://b.example", key(1, 9)).unwrap_err();
        assert_eq!(refused.code(), "other_server");
        assert!(pin(&mut journal, "https://c.example", key(1, 1)).is_ok(), "it moved");
    }

    #[test]
    fn the_word_of_the_server_that_is_set_counts_and_else_of_the_last_that_answered() {
        let mut journal = Journal::in_memory().unwrap();
        assert_eq!(in_force(journal.view()).unwrap(), None);
        pin(&mut journal, "https://a.example", key(1, 1)).unwrap();
        pin(&mut journal, "https://b.example", key(2, 2)).unwrap();
        set(&mut journal, setting::SERVER_LAST, "https://b.example");
        assert_eq!(in_force(journal.view()).unwrap(), Some(key(2, 2)));
        set(&mut journal, setting::SERVER, "https://a.example/");
        assert_eq!(in_force(journal.view()).unwrap(), Some(key(1, 1)));
        set(&mut journal, setting::SERVER, "https://new.example");
        assert_eq!(
            in_force(journal.view()).unwrap(),
            None,
            "not met yet: nothing is confirmed"
        );
    }

    #[test]
    fn who_is_enrolled_expects_the_offices_key_at_any_address() {
        let mut journal = Journal::in_memory().unwrap();
        let stranger = "https://stranger.example";
        pin(&mut journal, stranger, key(2, 2)).unwrap();
        let enrolment = serde_json::json!({
            "address": "https://office.example", "office": Uuid::from_u128(8), "van": Uuid::from_u128(9), "serial": 1,
            "provisional": false, "office_name": "Sudin Contoh", "van_name": "Van 1",
        });
        set(&mut journal, "enrolment", &enrolment.to_string());
        let damaged = pinned_at(journal.view(), stranger).unwrap_err();
        assert_ne!(damaged.code(), "no_server", "nobody is believed: {damaged:?}");
        let writing = journal.write().unwrap();
        let trust = jemput_journal::Trust {
            office: jemput_domain::id::ScopeId(Uuid::from_u128(8)),
            server: key(1, 1).device,
            keys: vec![[7; 32], [1; 32]],
        };
        writing.set_trust(&trust).unwrap();
        writing.commit().unwrap();
        for address in [stranger, "https://office.example/", "https://moved.example"] {
            assert_eq!(
                pinned_at(journal.view(), address).unwrap(),
                Some(key(1, 1)),
                "{address}"
            );
            set(&mut journal, setting::SERVER, address);
            assert_eq!(in_force(journal.view()).unwrap(), Some(key(1, 1)), "{address}");
        }
    }

    #[test]
    fn what_an_earlier_version_pinned_is_read() {
        let mut journal = Journal::in_memory().unwrap();
        let line = Pin {
            address: "http://127.0.0.1:8787".into(),
            key: key(4, 4),
        }
        .write();
        set(&mut journal, setting::SERVER_KEY, &line);
        assert_eq!(
            pinned_at(journal.view(), "http://127.0.0.1:8787").unwrap(),
            Some(key(4, 4))
        );
    }
}
