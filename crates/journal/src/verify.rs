//! Proving the journal to oneself: every chain from its first event, and every derived row from the events.

use jemput_domain::{
    event::{LINK_START, Linker},
    id::{DeviceId, ScopeId},
    log::Head,
};
use rusqlite::params;

use crate::{Journal, JournalError, open::View};

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
    /// The derived rows are not what the events come to.
    Derived {
        /// Of which scope.
        scope: ScopeId,
        /// A row that differs.
        row: String,
    },
}

impl Journal {
    /// All faults. Derives everything anew in a transaction that is then dropped.
    pub fn verify(&mut self) -> Result<Vec<Fault>, JournalError> {
        let mut faults = Vec::new();
        for scope in self.view().scopes()? {
            for head in self.view().heads(scope)? {
                faults.extend(self.view().follow(scope, &head)?);
            }
        }
        if !faults.is_empty() {
            return Ok(faults);
        }
        let mut writing = self.write()?;
        let scopes = writing.view().scopes()?;
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
    fn follow(&self, scope: ScopeId, head: &Head) -> Result<Option<Fault>, JournalError> {
        let secret = self.secret(scope)?.ok_or(JournalError::NoScope)?;
        let linker = Linker::new(&secret);
        let mut read = self.conn.prepare_cached(
            "SELECT seq, bytes FROM events WHERE scope = (SELECT id FROM scopes WHERE uuid = ?)
             AND device = (SELECT id FROM devices WHERE uuid = ?) ORDER BY seq",
        )?;
        let mut rows = read.query(params![scope.0.as_bytes(), head.device.0.as_bytes()])?;
        let (mut seq, mut link) = (0, LINK_START);
        let fault = |seq| {
            Ok(Some(Fault::Chain {
                scope,
                device: head.device,
                seq,
            }))
        };
        while let Some(row) = rows.next()? {
            let next = linker.link(&link, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?);
            match next {
                Ok(next) if row.get::<_, u32>(0)? == seq + 1 => link = next,
                _ => return fault(seq),
            }
            seq += 1;
        }
        if seq == head.seq && link == head.link {
            Ok(None)
        } else {
            fault(seq)
        }
    }
}
