//! The office's recovery key: opens a laptop whose operators forgot, and is replaced by another one.

use std::path::Path;

use jemput_domain::id::OperatorId;
use jemput_journal::{Journal, JournalError};
use jemput_vault::{Grant, Holders, MemberKind, Name, OperatorPair, RecoveryKey, Secret, VaultKey};
use uuid::Uuid;

use super::{
    Entered, VaultTrouble, draw,
    files::{self, HOLDERS, NEXT, SECRET, Turn},
    opening, wrong,
};
use crate::{
    Desk, Trouble,
    clock::TimeSource,
    data_check,
    desk::{JOURNAL_FILE, setting},
};

impl Desk {
    /// Opens a laptop by the office's recovery key and gives one of its operators a new secret.
    ///
    /// # Errors
    ///
    /// Another key (counted like a wrong secret), or no operator of this name.
    pub fn open_by_recovery(
        home: &Path,
        clock: TimeSource,
        recovery: &RecoveryKey,
        operator: &str,
        new: &Secret,
    ) -> Result<Self, Trouble> {
        Self::ready(home)?;
        let entered = enter(home, recovery, operator, new)?;
        let in_use = data_check::begin(&home.join(JOURNAL_FILE));
        Self::entered(home, clock, entered, in_use)
    }

    /// Draws a new recovery key; the one before it opens this laptop no more.
    ///
    /// # Errors
    ///
    /// The file of holders cannot be changed.
    pub fn rotate_recovery(&self) -> Result<RecoveryKey, Trouble> {
        let key = RecoveryKey::draw(&mut draw()?);
        // With a file of holders that somebody kept, the one before would still open a copy of the journal.
        self.want_rekey()?;
        self.set_recovery(key.pair().public())?;
        Ok(key)
    }

    /// Seals this laptop to a recovery key that another one drew.
    pub(crate) fn set_recovery(&self, public: jemput_vault::PublicKey) -> Result<(), Trouble> {
        self.change_holders(|holders, key| {
            holders
                .set_recovery(key, public, &mut draw()?)
                .map_err(|e| VaultTrouble::from(e).into())
        })
    }

    /// Whether a recovery key opens this laptop.
    pub(crate) fn has_recovery(&self) -> Result<bool, Trouble> {
        let key = self.vault.must_key()?;
        let members = self.holders()?.members(&key).map_err(VaultTrouble::from)?;
        Ok(members.iter().any(|member| member.kind == MemberKind::Recovery))
    }
}

fn enter(home: &Path, recovery: &RecoveryKey, operator: &str, new: &Secret) -> Result<Entered, Trouble> {
    let _turn = Turn::take(home)?;
    let misses = wrong::count(home)?;
    let (mut holders, key, journal) = open(home, recovery)?;
    wrong::forget(home)?;
    let operator = find(&holders, &key, &journal, operator)?;
    let under = new
        .key(&holders.salt(), holders.cost())
        .map_err(|_| Trouble::NoRandomness)?;
    let draw = &mut draw()?;
    let pair = OperatorPair::draw(draw);
    let grant = Grant {
        operator: super::tag(operator.0),
        name: operator.1,
        public: pair.public(),
        wrapped: pair.wrap(&under, draw),
    };
    holders.grant(&key, &grant, draw).map_err(VaultTrouble::from)?;
    files::write_holders(home, HOLDERS, &holders)?;
    files::wipe(home, NEXT)?;
    files::wipe(home, SECRET)?;
    Ok(Entered {
        journal,
        key,
        operator: operator.0,
        misses,
    })
}

/// The file that fits the journal: the present one, or the next where a power cut came between the two.
fn open(home: &Path, recovery: &RecoveryKey) -> Result<(Holders, VaultKey, Journal), Trouble> {
    let path = home.join(JOURNAL_FILE);
    opening::refuse_plain(&path)?;
    let holders = files::read_holders(home, HOLDERS)?;
    let key = holders.recover(recovery).ok_or(VaultTrouble::SecretWrong)?;
    match Journal::open_sealed(&path, &key) {
        Err(JournalError::Key(_)) if home.join(NEXT).exists() => {
            let holders = files::read_holders(home, NEXT)?;
            let key = holders.recover(recovery).ok_or(VaultTrouble::SecretWrong)?;
            let journal = Journal::open_sealed(&path, &key)?;
            Ok((holders, key, journal))
        }
        journal => Ok((holders, key, journal?)),
    }
}

/// The operator of this name, as they type it or as the screen shows it; the only one, where there is one.
fn find(holders: &Holders, key: &VaultKey, journal: &Journal, name: &str) -> Result<(OperatorId, Name), Trouble> {
    let typed = Name::of(name);
    let members = holders.members(key).map_err(VaultTrouble::from)?;
    let view = journal.view();
    let first: Option<OperatorId> = view.setting(setting::OPERATOR)?.and_then(|o| o.parse().ok());
    for member in members.iter().filter(|m| m.kind == MemberKind::Operator) {
        let id = OperatorId(Uuid::from_bytes(member.operator.0));
        let shown = match first == Some(id) {
            true => view.setting(setting::OPERATOR_NAME)?,
            false => view.setting(&format!("{}:{id}", setting::OPERATOR_NAME))?,
        };
        if member.name == typed || shown.is_some_and(|shown| Name::of(&shown) == typed) {
            return Ok((id, member.name));
        }
    }
    Err(VaultTrouble::NoOperator.into())
}
