//! Whom this journal believes: once it belongs to an office, a log begins here only with a credential that the office's
//! server signed, or where the office's own events name its device. Asked wherever events come in, by whatever way.

use jemput_domain::{
    credential::Credential,
    event::{DeviceEnrolled, DeviceJoined, Event, Subject},
    id::{DeviceId, ScopeId},
    server_key::NextKey,
};

use rusqlite::{OptionalExtension, params};

use crate::{
    JournalError, Writing,
    log::array,
    open::{View, uuid_at},
};

/// The settings that hold it.
const TRUST: &str = "trust";
const CREDENTIAL: &str = "credential";

/// The office that a journal belongs to, and the server that speaks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trust {
    /// The office's scope.
    pub office: ScopeId,
    /// Its server, as a device.
    pub server: DeviceId,
    /// The server's keys as they are known here, the latest last.
    pub keys: Vec<[u8; 32]>,
}

impl Trust {
    /// Whether the office's server signed this credential for this office.
    pub fn signed(&self, credential: &Credential) -> bool {
        let said = &credential.enrolled;
        said.office == self.office && said.server == self.server && self.keys.iter().any(|key| credential.verify(key))
    }

    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let (office, server) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let keys: Option<Vec<_>> = words.map(read_key).collect();
        Some(Self {
            office,
            server,
            keys: keys.filter(|keys| !keys.is_empty())?,
        })
    }

    fn write(&self) -> String {
        let mut line = format!("{} {}", self.office, self.server);
        for key in &self.keys {
            line.push(' ');
            line.push_str(&hex(key));
        }
        line
    }
}

/// Bytes as hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

fn read_key(text: &str) -> Option<[u8; 32]> {
    read_hex(text)?.try_into().ok()
}

impl View<'_> {
    /// The office that this journal belongs to; none before, and then every log that proves itself is taken in.
    pub fn trust(&self) -> Result<Option<Trust>, JournalError> {
        let Some(line) = self.setting(TRUST)? else {
            return Ok(None);
        };
        let trust = Trust::read(&line).ok_or(JournalError::Damaged("an office that does not read"))?;
        Ok(Some(trust))
    }

    /// This journal's own credential.
    pub fn credential(&self) -> Result<Option<Credential>, JournalError> {
        let kept = self.setting(CREDENTIAL)?.and_then(|text| read_hex(&text));
        Ok(kept.and_then(|bytes| Credential::read(&bytes)))
    }

    /// How an office enrolled a device, the latest last. Only what its server wrote counts.
    pub fn enrolments(&self, trust: &Trust, device: DeviceId) -> Result<Vec<DeviceEnrolled>, JournalError> {
        let events = self.events_of(trust.office, Subject::Device(device))?;
        let mut by_server = Vec::new();
        for event in events {
            if self.is_by_server(trust, event.at.device)? {
                by_server.push(event);
            }
        }
        Ok(by_server
            .into_iter()
            .filter_map(|event| match event.decoded.event {
                Event::DeviceEnrolled(body) => Some(body),
                _ => None,
            })
            .collect())
    }

    /// The keys that the office's server announced, ascending.
    pub fn announced_keys(&self, trust: &Trust) -> Result<Vec<NextKey>, JournalError> {
        let events = self.events_of(trust.office, Subject::Device(trust.server))?;
        let mut by_server = Vec::new();
        for event in events {
            if self.is_by_server(trust, event.at.device)? {
                by_server.push(event);
            }
        }
        Ok(by_server
            .into_iter()
            .filter_map(|event| match event.decoded.event {
                Event::ServerKeyAnnounced(body) => Some(body.0),
                _ => None,
            })
            .collect())
    }

    /// Whether a log that begins like this may stand here.
    pub(crate) fn is_believed(&self, device: DeviceId, joined: &DeviceJoined) -> Result<bool, JournalError> {
        let Some(trust) = self.trust()? else {
            return Ok(true);
        };
        // The server's own, under whatever id since it came back from a backup.
        if trust.keys.contains(&joined.public_key) {
            return Ok(true);
        }
        if device == trust.server {
            return Ok(false);
        }
        let credential = joined.credential.as_deref().and_then(Credential::read);
        if credential.is_some_and(|credential| {
            let said = &credential.enrolled;
            said.device == device && said.public_key == joined.public_key && trust.signed(&credential)
        }) {
            return Ok(true);
        }
        let enrolments = self.enrolments(&trust, device)?;
        Ok(enrolments.iter().any(|one| one.public_key == joined.public_key))
    }
}

impl Writing<'_> {
    /// This journal belongs to an office from now on.
    pub fn set_trust(&self, trust: &Trust) -> Result<(), JournalError> {
        self.set_setting(TRUST, &trust.write())
    }

    /// Keeps this device's credential: its logs begin with it from now on.
    pub fn set_credential(&self, credential: &Credential) -> Result<(), JournalError> {
        self.set_setting(CREDENTIAL, &hex(&credential.to_bytes()))
    }

    /// The credential for the first event of a log that this device begins; none for another device, or another key.
    pub(crate) fn credential_for(
        &self,
        device: DeviceId,
        public_key: &[u8; 32],
    ) -> Result<Option<Vec<u8>>, JournalError> {
        let credential = self.view().credential()?.filter(|credential| {
            let said = &credential.enrolled;
            said.device == device && said.public_key == *public_key
        });
        Ok(credential.map(|credential| credential.to_bytes()))
    }
}

impl View<'_> {
    /// The key that signs a log; none if the log is not here.
    pub fn key_of_log(&self, scope: ScopeId, device: DeviceId) -> Result<Option<[u8; 32]>, JournalError> {
        let mut find = self.conn.prepare_cached(
            "SELECT h.public_key FROM heads h JOIN devices d ON d.id = h.device JOIN scopes s ON s.id = h.scope
             WHERE s.uuid = ? AND d.uuid = ?",
        )?;
        let key: Option<Vec<u8>> = find
            .query_row(params![scope.0.as_bytes(), device.0.as_bytes()], |r| r.get(0))
            .optional()?;
        key.map(array).transpose()
    }

    /// All devices that an office enrolled, ascending, each with its enrolments, the latest last.
    pub fn all_enrolments(&self, trust: &Trust) -> Result<Vec<(DeviceId, Vec<DeviceEnrolled>)>, JournalError> {
        let mut list = self.conn.prepare_cached(
            "SELECT DISTINCT subject FROM subject_events
             WHERE scope = (SELECT id FROM scopes WHERE uuid = ?) AND kind = ? ORDER BY subject",
        )?;
        let (kind, _) = Subject::Device(trust.server).key();
        let rows = list.query_map(params![trust.office.0.as_bytes(), kind], |r| {
            uuid_at(r, 0).map(DeviceId)
        })?;
        let mut found = Vec::new();
        for device in rows.collect::<Result<Vec<_>, _>>()? {
            let enrolments = self.enrolments(trust, device)?;
            if !enrolments.is_empty() {
                found.push((device, enrolments));
            }
        }
        Ok(found)
    }
}
