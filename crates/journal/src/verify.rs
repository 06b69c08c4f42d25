//! Proving the journal to oneself: every chain from its first event with the signatures in it, what receipts say of it, and
//! every derived row from the events.

use jemput_domain::{
    event::{Event, LINK_START, Linker, decode},
    id::{DeviceId, ScopeId},
    log::{Head, is_signed},
    receipt::Receipt,
};
use rusqlite::{Row, params, types::ValueRef};

use crate::{
    Journal, JournalError,
    log::array,
    open::{View, uuid_at},
};

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A log's events do not lead to its head: a past event was changed or is missing.
    Chain {
        /// Of which scope.
        scope: ScopeId,
        /// Whose log.
        device: DeviceId,
        /// The seq up to which it could be followed.
        seq: u32,
    },
    /// A signature in a log does not fit, is missing at its end, or the key is not the one that the log names: a past
    /// event was changed and the links after it made anew.
    Signature {
        /// Of which scope.
        scope: ScopeId,
        /// Whose log.
        device: DeviceId,
        /// The seq at which it stands.
        seq: u32,
    },
    /// The server signed that it holds more of a log than is here: its tail was cut off, or an older copy was put back.
    ReceiptAhead {
        /// Of which scope.
        scope: ScopeId,
        /// Whose log.
        device: DeviceId,
        /// The last seq here.
        seq: u32,
        /// The last seq that the receipt names.
        receipt_seq: u32,
    },
    /// The server signed for another event than the one that stands here.
    ReceiptDiffers {
        /// Of which scope.
        scope: ScopeId,
        /// Whose log.
        device: DeviceId,
        /// The seq.
        seq: u32,
    },
    /// The derived rows are not what the events come to.
    Derived {
        /// Of which scope.
        scope: ScopeId,
        /// A row that differs.
        row: String,
    },
}

impl Journal {
    /// All faults. Works on a copy as the journal stands now, so that others may write meanwhile.
    pub fn verify(&self) -> Result<Vec<Fault>, JournalError> {
        let mut copy = self.copy()?;
        let mut faults = Vec::new();
        let scopes = copy.view().scopes()?;
        for scope in &scopes {
            let view = copy.view();
            let receipts = view.receipts(*scope)?;
            for head in view.heads(*scope)? {
                faults.extend(view.follow(*scope, &head, &receipts)?);
            }
            view.missing(*scope, &receipts, &mut faults)?;
        }
        // Events that are not what they were cannot tell what the rows should be.
        if faults.is_empty() {
            faults.extend(copy.derive_anew(scopes)?);
        }
        Ok(faults)
    }

    fn derive_anew(&mut self, scopes: Vec<ScopeId>) -> Result<Vec<Fault>, JournalError> {
        let mut faults = Vec::new();
        let mut writing = self.write()?;
        let before: Vec<_> = scopes
            .iter()
            .map(|s| writing.view().dump(*s))
            .collect::<Result<_, _>>()?;
        writing.rebuild(&mut |_| {})?;
        for (scope, before) in scopes.into_iter().zip(before) {
            let after = writing.view().dump(scope)?;
            let differs = before.iter().zip(&after).find(|(a, b)| a != b).map(|(a, _)| a.clone());
            if let Some(row) =
                differs.or_else(|| (before.len() != after.len()).then(|| "a row more or less".to_owned()))
            {
                faults.push(Fault::Derived { scope, row });
            }
        }
        Ok(faults)
    }
}

impl View<'_> {
    /// The first fault of one log, from its first event on: the links, the signatures on the way and at the end, and what
    /// receipts say.
    fn follow(&self, scope: ScopeId, head: &Head, receipts: &[Receipt]) -> Result<Option<Fault>, JournalError> {
        let secret = self.secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let device = head.device;
        let received: Vec<&Head> = receipts
            .iter()
            .flat_map(|r| r.heads.iter().filter(|h| h.device == device))
            .collect();
        let mut read = self.conn.prepare_cached(
            "SELECT e.seq, e.bytes, e.signature, h.public_key FROM heads h
             JOIN events e ON e.scope = h.scope AND e.device = h.device
             WHERE h.scope = (SELECT id FROM scopes WHERE uuid = ?)
             AND h.device = (SELECT id FROM devices WHERE uuid = ?) ORDER BY e.seq",
        )?;
        let mut rows = read.query(params![scope.0.as_bytes(), device.0.as_bytes()])?;
        let mut at = Head {
            device,
            seq: 0,
            link: LINK_START,
        };
        let mut signed_seq = 0;
        let mut first_fault = None;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            match linker.link(&at.link, bytes) {
                Ok(link) if row.get::<_, u32>(0)? == at.seq + 1 => at.link = link,
                _ => break,
            }
            at.seq += 1;
            let seq = at.seq;
            if first_fault.is_some() {
                continue;
            }
            let key: [u8; 32] = array(row.get(3)?)?;
            let signature: Option<Vec<u8>> = row.get(2)?;
            let is_good = match signature {
                Some(signature) => is_signed(&key, scope, &at, &array(signature)?),
                None => seq < head.seq,
            };
            if !is_good || (seq == 1 && introduced_key(bytes) != Some(key)) {
                first_fault = Some(Fault::Signature { scope, device, seq });
            } else if received.iter().any(|h| h.seq == seq && h.link != at.link) {
                first_fault = Some(Fault::ReceiptDiffers { scope, device, seq });
            } else if is_here(row, 2)? {
                signed_seq = seq;
            }
        }
        if at != *head {
            // What is signed and fits is as it was: the change came behind it.
            let seq = if first_fault.is_some() { signed_seq } else { at.seq };
            first_fault = Some(Fault::Chain { scope, device, seq });
        }
        Ok(first_fault)
    }

    /// What receipts name and is not here, but for logs that stand refused: a person sees those anyway.
    fn missing(&self, scope: ScopeId, receipts: &[Receipt], faults: &mut Vec<Fault>) -> Result<(), JournalError> {
        let here = self.heads(scope)?;
        let refused = self.refused_logs(scope)?;
        for head in receipts.iter().flat_map(|r| &r.heads) {
            let seq = here.iter().find(|h| h.device == head.device).map_or(0, |h| h.seq);
            let fault = Fault::ReceiptAhead {
                scope,
                device: head.device,
                seq,
                receipt_seq: head.seq,
            };
            if head.seq > seq && !refused.contains(&head.device) && !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        Ok(())
    }

    fn refused_logs(&self, scope: ScopeId) -> Result<Vec<DeviceId>, JournalError> {
        let mut list = self.conn.prepare_cached("SELECT device FROM refused WHERE scope = ?")?;
        let rows = list.query_map([scope.0.as_bytes()], |r| uuid_at(r, 0).map(DeviceId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Whether a column holds something.
fn is_here(row: &Row<'_>, column: usize) -> rusqlite::Result<bool> {
    Ok(row.get_ref(column)? != ValueRef::Null)
}

/// The key that a log's first event introduces.
fn introduced_key(bytes: &[u8]) -> Option<[u8; 32]> {
    match decode(bytes).ok()?.event {
        Event::DeviceJoined(joined) => Some(joined.public_key),
        _ => None,
    }
}
