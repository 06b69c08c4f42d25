//! The server's receipts that this device keeps.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    receipt::{Grade, Receipt},
};
use rusqlite::{OptionalExtension, params};

use crate::{JournalError, Writing, open::View};

impl View<'_> {
    /// The newest receipt of a scope, the best grade first.
    pub fn receipt(&self, scope: ScopeId) -> Result<Option<Receipt>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(None);
        };
        let mut find = self
            .conn
            .prepare_cached("SELECT receipt FROM receipts WHERE scope = ? AND grade = 1 ORDER BY server LIMIT 1")?;
        let bytes: Option<Vec<u8>> = find.query_row([scope_row], |r| r.get(0)).optional()?;
        bytes
            .map(|b| postcard::from_bytes(&b).map_err(|_| JournalError::Damaged("a receipt that does not read")))
            .transpose()
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

    /// Events of a scope that no receipt covers.
    pub fn pending(&self, scope: ScopeId) -> Result<u32, JournalError> {
        let receipt = self.receipt(scope)?;
        let held = |device: DeviceId| {
            receipt
                .as_ref()
                .and_then(|r| r.heads.iter().find(|h| h.device == device))
                .map_or(0, |h| h.seq)
        };
        Ok(self
            .heads(scope)?
            .iter()
            .map(|h| h.seq.saturating_sub(held(h.device)))
            .sum())
    }
}

impl Writing<'_> {
    /// Keeps a receipt. The caller has verified its signature.
    pub fn keep_receipt(&self, receipt: &Receipt) -> Result<(), JournalError> {
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
                "INSERT INTO receipts (scope, server, grade, receipt) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (scope, server, grade) DO UPDATE SET receipt = ?4",
            )?
            .execute(params![scope_row, receipt.server.0.as_bytes(), grade, bytes])?;
        Ok(())
    }
}
