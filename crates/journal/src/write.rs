//! A writing transaction, and an act in it.

use jemput_domain::{
    event::{
        ACT_EVENTS_MAX, ActRef, Clock, Decoded, DeviceJoined, Draft, Event, Header, Linker, Place, Subject, decode,
        encode,
    },
    id::{DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::{DeviceKey, Head},
    time::Moment,
};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::{JournalError, derive::Deriver, open::View};

/// Who writes, and the times that the writer's clock gives.
#[derive(Debug)]
pub struct Author<'a> {
    /// The device.
    pub device: DeviceId,
    /// Its key.
    pub key: &'a DeviceKey,
    /// What people call it.
    pub device_name: &'a str,
    /// Who.
    pub operator: OperatorId,
    /// What the device's clock says.
    pub wall: Moment,
    /// Its distance to the server's clock as last learned.
    pub offset_ms: i64,
}

/// A writing transaction. Dropped without [`Writing::commit`], nothing of it was.
pub struct Writing<'j> {
    pub(crate) tx: Transaction<'j>,
}

impl<'j> Writing<'j> {
    pub(crate) fn begin(conn: &'j mut Connection) -> Result<Self, JournalError> {
        Ok(Self {
            tx: Transaction::new(conn, TransactionBehavior::Immediate)?,
        })
    }

    /// Looks into the journal as it stands inside this transaction.
    pub fn view(&self) -> View<'_> {
        View { conn: &self.tx }
    }

    /// On disk when it returns.
    pub fn commit(self) -> Result<(), JournalError> {
        Ok(self.tx.commit()?)
    }

    /// A device's local number, if it has one.
    pub(crate) fn known_device_row(&self, device: DeviceId) -> Result<Option<i64>, JournalError> {
        let mut find = self.tx.prepare_cached("SELECT id FROM devices WHERE uuid = ?")?;
        Ok(find.query_row([device.0.as_bytes()], |r| r.get(0)).optional()?)
    }

    /// A device's local number; it gets one if it has none yet.
    pub(crate) fn device_row(&self, device: DeviceId) -> Result<i64, JournalError> {
        if let Some(row) = self.known_device_row(device)? {
            return Ok(row);
        }
        self.tx
            .prepare_cached("INSERT INTO devices (uuid) VALUES (?)")?
            .execute([device.0.as_bytes()])?;
        Ok(self.tx.last_insert_rowid())
    }

    pub(crate) fn open_scope(&self, scope: ScopeId, secret: &ScopeSecret, opener: i64) -> Result<i64, JournalError> {
        self.tx
            .prepare_cached("INSERT INTO scopes (uuid, secret, opener, clock) VALUES (?, ?, ?, 0)")?
            .execute(params![scope.0.as_bytes(), &secret.0[..], opener])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Opens a new scope with this device's log: its first event carries the secret.
    pub fn append_opening(
        &mut self,
        scope: ScopeId,
        secret: ScopeSecret,
        author: &Author<'_>,
        drafts: Vec<Draft>,
    ) -> Result<ActRef, JournalError> {
        let device_row = self.device_row(self.view().writes_as(author.device)?)?;
        self.open_scope(scope, &secret, device_row)?;
        self.append_with(scope, author, drafts, Some(secret))
    }

    /// The author under the id that their journal writes as.
    fn as_written<'a>(&self, author: &Author<'a>) -> Result<Author<'a>, JournalError> {
        Ok(Author {
            device: self.view().writes_as(author.device)?,
            ..*author
        })
    }

    /// Appends an act to this device's log. A device that writes in a scope for the first time joins it in the same act.
    pub fn append(&mut self, scope: ScopeId, author: &Author<'_>, drafts: Vec<Draft>) -> Result<ActRef, JournalError> {
        self.append_with(scope, author, drafts, None)
    }

    fn append_with(
        &mut self,
        scope: ScopeId,
        author: &Author<'_>,
        drafts: Vec<Draft>,
        opens: Option<ScopeSecret>,
    ) -> Result<ActRef, JournalError> {
        let author = &self.as_written(author)?;
        let scope_row = self.view().scope_row(scope)?.ok_or(JournalError::NoScope)?;
        let device_row = self.device_row(author.device)?;
        let known = self.view().known(scope_row, device_row)?;
        let ends = Head {
            device: author.device,
            seq: known.seq,
            link: known.link,
        };
        if self.view().is_behind_surviving(scope, &ends)? {
            return Err(JournalError::LogBehind);
        }
        let secret = self.view().secret(scope)?.ok_or(JournalError::NoScope)?;
        let drafts = if known.seq == 0 {
            let credential = self.credential_for(author.device, &author.key.public())?;
            joined(author, opens, credential, drafts)
        } else {
            drafts
        };
        if drafts.is_empty() || drafts.len() > usize::from(ACT_EVENTS_MAX) {
            return Err(JournalError::ActSize(drafts.len()));
        }
        let linker = Linker::new(&secret);
        let heard: i64 = self
            .tx
            .prepare_cached("SELECT clock FROM scopes WHERE id = ?")?
            .query_row([scope_row], |r| r.get(0))?;
        let mut clock = known.clock;
        let mut head = ends;
        let act = ActRef {
            device: author.device,
            first_seq: known.seq + 1,
        };
        let last = drafts.len() - 1;
        let mut events = Vec::with_capacity(drafts.len());
        for (step, draft) in drafts.into_iter().enumerate() {
            clock = Clock::next(
                clock,
                Clock(heard),
                Moment(author.wall.0.saturating_add(author.offset_ms)),
            );
            let header = Header {
                kind: draft.event.kind(),
                version: draft.event.version(),
                act_step: step as u16,
                act_ends: step == last,
                clock,
                wall: author.wall,
                offset_ms: author.offset_ms,
                operator: author.operator,
                subjects: draft.subjects,
            };
            let bytes = encode(&header, &draft.event);
            // What is committed is never changed: it must be what every reader takes in.
            if clock > Clock::TAKEN_MAX || decode(&bytes).is_err() {
                return Err(JournalError::Damaged("an event that would not read back"));
            }
            head.seq += 1;
            head.link = linker
                .link(&head.link, &bytes)
                .map_err(|_| JournalError::Damaged("an event over the limit"))?;
            events.push((
                head.seq,
                bytes,
                Decoded {
                    header,
                    event: draft.event,
                },
            ));
        }
        let signature = author.key.sign_head(scope, &head);
        self.set_head(scope_row, device_row, &head, clock, &author.key.public())?;
        self.set_shown(scope_row, device_row, head.seq)?;
        let mut deriver = Deriver::new(&self.tx, scope, scope_row);
        let last_seq = head.seq;
        for (seq, bytes, decoded) in events {
            self.insert_event(
                scope_row,
                device_row,
                seq,
                &bytes,
                (seq == last_seq).then_some(&signature),
            )?;
            deriver.take(
                device_row,
                Place {
                    device: author.device,
                    seq,
                },
                decoded,
            )?;
        }
        deriver.finish()?;
        Ok(act)
    }

    pub(crate) fn insert_event(
        &self,
        scope: i64,
        device: i64,
        seq: u32,
        bytes: &[u8],
        signature: Option<&[u8; 64]>,
    ) -> Result<(), JournalError> {
        self.tx
            .prepare_cached("INSERT INTO events (scope, device, seq, bytes, signature) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![scope, device, seq, bytes, signature.map(|s| &s[..])])?;
        Ok(())
    }

    pub(crate) fn set_head(
        &self,
        scope: i64,
        device: i64,
        head: &Head,
        clock: Clock,
        key: &[u8; 32],
    ) -> Result<(), JournalError> {
        self.tx
            .prepare_cached(
                "INSERT INTO heads (scope, device, seq, link, clock, public_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (scope, device) DO UPDATE SET seq = ?3, link = ?4, clock = ?5",
            )?
            .execute(params![scope, device, head.seq, &head.link[..], clock.0, &key[..]])?;
        self.tx
            .prepare_cached("UPDATE scopes SET clock = max(clock, ?) WHERE id = ?")?
            .execute(params![clock.0, scope])?;
        Ok(())
    }
}

impl Writing<'_> {
    /// Up to which event a log is derived.
    pub(crate) fn shown(&self, scope: i64, device: i64) -> Result<u32, JournalError> {
        let mut find = self
            .tx
            .prepare_cached("SELECT shown FROM heads WHERE scope = ? AND device = ?")?;
        Ok(find.query_row([scope, device], |r| r.get(0)).optional()?.unwrap_or(0))
    }

    pub(crate) fn set_shown(&self, scope: i64, device: i64, seq: u32) -> Result<(), JournalError> {
        self.tx
            .prepare_cached("UPDATE heads SET shown = ?3 WHERE scope = ?1 AND device = ?2")?
            .execute(params![scope, device, seq])?;
        Ok(())
    }
}

/// Puts the device's introduction before its first act in a scope.
fn joined(
    author: &Author<'_>,
    opens: Option<ScopeSecret>,
    credential: Option<Vec<u8>>,
    drafts: Vec<Draft>,
) -> Vec<Draft> {
    let event = Event::DeviceJoined(DeviceJoined {
        name: author.device_name.to_owned(),
        public_key: author.key.public(),
        credential,
        opens,
    });
    let mut all = vec![Draft::about(Subject::Device(author.device), event)];
    all.extend(drafts);
    all
}
