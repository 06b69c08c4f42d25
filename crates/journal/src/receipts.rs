//! The server's receipts that this device keeps, and how far they confirm what is here.

use jemput_domain::{
    event::{LINK_START, Link, Linker},
    id::{DeviceId, ScopeId},
    log::Head,
    receipt::{Grade, Receipt},
    time::Moment,
};
use rusqlite::{OptionalExtension, params};

use crate::{
    JournalError, Writing,
    log::array,
    open::{View, uuid_at},
};

/// A receipt as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReceipt {
    /// The server's word, whole.
    pub receipt: Receipt,
    /// When it came, by the clock that people here go by.
    pub heard_at: Moment,
}

/// A log of a scope as one server is known to hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfirmedLog {
    /// The last event that stands here and there, link and all; seq 0 if there is none.
    pub head: Head,
    /// Whether the server's log goes on otherwise from there.
    pub is_fork: bool,
}

/// How far one server is known to hold a scope's logs as they stand here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// Ascending by device.
    pub logs: Vec<ConfirmedLog>,
}

impl Confirmed {
    /// The last seq of a log that the server holds as it stands here.
    pub fn seq_of(&self, device: DeviceId) -> u32 {
        self.log_of(device).map_or(0, |log| log.head.seq)
    }

    fn log_of(&self, device: DeviceId) -> Option<&ConfirmedLog> {
        self.logs.iter().find(|log| log.head.device == device)
    }

    /// Events up to these heads, which stand here, that the server is not known to hold.
    pub fn pending(&self, heads: &[Head]) -> u32 {
        let pending = |head: &Head| head.seq.saturating_sub(self.seq_of(head.device));
        heads.iter().map(pending).fold(0, u32::saturating_add)
    }

    /// The logs that go on otherwise at the server.
    pub fn forks(&self) -> impl Iterator<Item = &ConfirmedLog> {
        self.logs.iter().filter(|log| log.is_fork)
    }
}

impl View<'_> {
    /// The newest receipt of a scope by this server.
    pub fn receipt(&self, scope: ScopeId, server: DeviceId) -> Result<Option<KeptReceipt>, JournalError> {
        let mut find = self.conn.prepare_cached(
            "SELECT r.receipt, r.heard_at FROM receipts r JOIN scopes s ON s.id = r.scope
             WHERE s.uuid = ? AND r.server = ? AND r.grade = 1",
        )?;
        let found: Option<(Vec<u8>, Option<i64>)> = find
            .query_row([scope.0.as_bytes(), server.0.as_bytes()], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .optional()?;
        let Some((bytes, heard_at)) = found else {
            return Ok(None);
        };
        let receipt: Receipt =
            postcard::from_bytes(&bytes).map_err(|_| JournalError::Damaged("a receipt that does not read"))?;
        Ok(Some(KeptReceipt {
            heard_at: heard_at.map_or(receipt.at, Moment),
            receipt,
        }))
    }

    /// All receipts of a scope, of every server and grade.
    pub(crate) fn receipts(&self, scope: ScopeId) -> Result<Vec<Receipt>, JournalError> {
        let mut list = self
            .conn
            .prepare_cached("SELECT r.receipt FROM receipts r JOIN scopes s ON s.id = r.scope WHERE s.uuid = ?")?;
        let rows = list.query_map([scope.0.as_bytes()], |r| r.get::<_, Vec<u8>>(0))?;
        rows.map(|bytes| {
            postcard::from_bytes(&bytes?).map_err(|_| JournalError::Damaged("a receipt that does not read"))
        })
        .collect()
    }

    /// How far this server is known to hold a scope's logs as they stand here.
    pub fn confirmed(&self, scope: ScopeId, server: DeviceId) -> Result<Confirmed, JournalError> {
        let mut list = self.conn.prepare_cached(
            "SELECT c.device, c.seq, c.link, c.fork FROM confirmed c JOIN scopes s ON s.id = c.scope
             WHERE s.uuid = ? AND c.server = ? ORDER BY c.device",
        )?;
        let rows = list.query_map([scope.0.as_bytes(), server.0.as_bytes()], |r| {
            Ok((uuid_at(r, 0)?, r.get(1)?, r.get::<_, Vec<u8>>(2)?, r.get(3)?))
        })?;
        let logs = rows.map(|row| {
            let (device, seq, link, is_fork) = row?;
            let head = Head {
                device: DeviceId(device),
                seq,
                link: array(link)?,
            };
            Ok(ConfirmedLog { head, is_fork })
        });
        Ok(Confirmed {
            logs: logs.collect::<Result<_, JournalError>>()?,
        })
    }

    /// The link of a log after its event `seq`, followed from an earlier head of it that stands here; none if the log does
    /// not go that far.
    fn link_after(&self, scope: ScopeId, from: &Head, seq: u32) -> Result<Option<Link>, JournalError> {
        let secret = self.secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let mut read = self.conn.prepare_cached(
            "SELECT bytes FROM events WHERE scope = (SELECT id FROM scopes WHERE uuid = ?1)
             AND device = (SELECT id FROM devices WHERE uuid = ?2) AND seq > ?3 AND seq <= ?4 ORDER BY seq",
        )?;
        let mut rows = read.query(params![scope.0.as_bytes(), from.device.0.as_bytes(), from.seq, seq])?;
        let (mut at, mut link) = (from.seq, from.link);
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            // What does not read any more is for `verify` to tell; here the log ends before it.
            let Ok(next) = linker.link(&link, bytes) else { break };
            link = next;
            at += 1;
        }
        Ok((at == seq).then_some(link))
    }

    /// Whether the log here runs through this head; none if it does not go that far. `confirmed` lies on it.
    fn runs_through(&self, scope: ScopeId, head: &Head, confirmed: &Head) -> Result<Option<bool>, JournalError> {
        let from = if confirmed.seq <= head.seq {
            *confirmed
        } else {
            beginning(head.device)
        };
        Ok(self.link_after(scope, &from, head.seq)?.map(|link| link == head.link))
    }
}

fn beginning(device: DeviceId) -> Head {
    Head {
        device,
        seq: 0,
        link: LINK_START,
    }
}

impl Writing<'_> {
    /// Keeps a receipt, and notes how far it confirms the logs as they stand here. The caller has verified its signature;
    /// `writer` is this device: what others hold of its log beyond its end here was written by a copy of it. `heard_at` is
    /// now, by the clock that people here go by.
    pub fn keep_receipt(&self, receipt: &Receipt, writer: DeviceId, heard_at: Moment) -> Result<(), JournalError> {
        let Some(scope_row) = self.view().scope_row(receipt.scope)? else {
            return Err(JournalError::NoScope);
        };
        let grade = match receipt.grade {
            Grade::Held => 1,
            Grade::Kept => 2,
        };
        let bytes =
            postcard::to_allocvec(receipt).map_err(|_| JournalError::Damaged("a receipt that does not write"))?;
        self.tx
            .prepare_cached(
                "INSERT INTO receipts (scope, server, grade, receipt, heard_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (scope, server, grade) DO UPDATE SET receipt = ?4, heard_at = ?5",
            )?
            .execute(params![
                scope_row,
                receipt.server.0.as_bytes(),
                grade,
                bytes,
                heard_at.0
            ])?;
        match receipt.grade {
            Grade::Held => self.confirm(scope_row, receipt, writer),
            // A backup is behind: what is held since stays held.
            Grade::Kept => Ok(()),
        }
    }

    /// Notes that a server's log of a device goes on otherwise than here, where no receipt could tell it: what it sent of
    /// that log did not continue the one here.
    pub fn note_fork(&self, scope: ScopeId, server: DeviceId, device: DeviceId) -> Result<(), JournalError> {
        self.tx
            .prepare_cached(
                "INSERT INTO confirmed (scope, server, device, seq, link, fork)
                 SELECT id, ?2, ?3, 0, ?4, 1 FROM scopes WHERE uuid = ?1
                 ON CONFLICT (scope, server, device) DO UPDATE SET fork = 1",
            )?
            .execute(params![
                scope.0.as_bytes(),
                server.0.as_bytes(),
                device.0.as_bytes(),
                &LINK_START[..]
            ])?;
        Ok(())
    }

    fn confirm(&self, scope_row: i64, receipt: &Receipt, writer: DeviceId) -> Result<(), JournalError> {
        let view = self.view();
        let before = view.confirmed(receipt.scope, receipt.server)?;
        self.tx
            .prepare_cached("DELETE FROM confirmed WHERE scope = ? AND server = ?")?
            .execute(params![scope_row, receipt.server.0.as_bytes()])?;
        let mut keep = self.tx.prepare_cached(
            "INSERT OR REPLACE INTO confirmed (scope, server, device, seq, link, fork) VALUES (?, ?, ?, ?, ?, ?)",
        )?;
        for head in &receipt.heads {
            let known = before
                .log_of(head.device)
                .map_or(beginning(head.device), |log| log.head);
            // Until the log here runs through a head that the server names, what was seen to fork still does.
            let forked = before.log_of(head.device).is_some_and(|log| log.is_fork);
            let (stands, is_fork) = match view.runs_through(receipt.scope, head, &known)? {
                Some(true) => (*head, false),
                Some(false) if known.seq < head.seq => (known, true),
                Some(false) => (beginning(head.device), true),
                // More of it is there than here: that comes with an exchange, unless it is the log written here.
                None => (known, head.device == writer || forked),
            };
            keep.execute(params![
                scope_row,
                receipt.server.0.as_bytes(),
                head.device.0.as_bytes(),
                stands.seq,
                &stands.link[..],
                is_fork
            ])?;
        }
        Ok(())
    }
}
