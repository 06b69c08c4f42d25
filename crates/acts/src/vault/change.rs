//! An operator changes their own secret, or gives the laptop one instead of the file beside its data.

use jemput_domain::text;
use jemput_vault::{Cost, Grant, Holders, Member, MemberKind, Name, OperatorPair, RecoveryKey, Salt, Secret};

use super::{
    Holding, VaultTrouble, draw,
    files::{self, HOLDERS, SECRET, Turn},
    own_secret, tag,
};
use crate::{Desk, Trouble, desk::setting};

impl Desk {
    /// Changes the acting operator's secret. Their keys stay the same: what was granted to them elsewhere still is, once
    /// the newly wrapped half, which is answered, has come there.
    ///
    /// # Errors
    ///
    /// `old` is not their secret (counted like any wrong one), or the laptop has none of a person's.
    pub fn change_secret(&self, old: &Secret, new: &Secret) -> Result<Holding, Trouble> {
        if files::is_unprotected(self.home()) && old.is_machine_made() {
            return Err(VaultTrouble::Unprotected(self.home().join(SECRET)).into());
        }
        self.rewrap(old, new, None)
    }

    /// Gives an unprotected laptop a person's secret and removes the one beside its data. Answers with the office's recovery
    /// key, where it had none yet.
    ///
    /// # Errors
    ///
    /// The laptop is protected already.
    pub fn protect(&self, name: Option<&str>, new: &Secret) -> Result<Option<RecoveryKey>, Trouble> {
        if !files::is_unprotected(self.home()) {
            return Err(VaultTrouble::Protected.into());
        }
        let old = own_secret(self.home())?.secret;
        // Whoever copied the secret and the holders has the key.
        self.want_rekey()?;
        if let Some(name) = name.map(text::clean).filter(|name| !name.is_empty()) {
            self.name_operator(&name)?;
        }
        let shown = self.read(|view| self.operator_name(view))?;
        self.rewrap(&old, new, (!shown.is_empty()).then_some(shown.as_str()))?;
        let recovery = match self.has_recovery()? {
            true => None,
            false => Some(self.rotate_recovery()?),
        };
        files::wipe(self.home(), SECRET)?;
        Ok(recovery)
    }

    /// Takes over the salt and the cost of an office that this laptop joins; only the acting operator stays its holder, and
    /// is answered with the half that may travel.
    ///
    /// # Errors
    ///
    /// `secret` is not the acting operator's.
    pub(crate) fn take_salt(&self, secret: &Secret, salt: Salt, cost: Cost) -> Result<Holding, Trouble> {
        let key = self.vault.must_key()?;
        // Those who held it until now may have kept the file. Before the turn: changing the key takes the journal first.
        self.want_rekey()?;
        let _turn = Turn::take(self.home())?;
        let holders = self.holders()?;
        let member = self.own_entry(&holders)?;
        let pair = pair(&holders, &member, secret)?;
        let under = secret.key(&salt, cost).map_err(|_| Trouble::NoRandomness)?;
        let draw = &mut draw()?;
        let wrapped = pair.wrap(&under, draw);
        let mut new = Holders::new(salt, cost, &key, draw);
        let members = holders.members(&key).map_err(VaultTrouble::from)?;
        if let Some(recovery) = members.iter().find(|m| m.kind == MemberKind::Recovery) {
            new.set_recovery(&key, recovery.public, draw)
                .map_err(VaultTrouble::from)?;
        }
        let grant = Grant {
            operator: member.operator,
            name: member.name,
            public: member.public,
            wrapped,
        };
        new.grant(&key, &grant, draw).map_err(VaultTrouble::from)?;
        files::write_holders(self.home(), HOLDERS, &new)?;
        self.holding_of(&grant)
    }

    fn rewrap(&self, old: &Secret, new: &Secret, name: Option<&str>) -> Result<Holding, Trouble> {
        let grant = self.change_holders(|holders, key| {
            let member = self.own_entry(holders)?;
            let pair = pair(holders, &member, old)?;
            let under = new
                .key(&holders.salt(), holders.cost())
                .map_err(|_| Trouble::NoRandomness)?;
            let draw = &mut draw()?;
            let grant = Grant {
                operator: member.operator,
                name: name.map_or(member.name, Name::of),
                public: member.public,
                wrapped: pair.wrap(&under, draw),
            };
            holders.grant(key, &grant, draw).map_err(VaultTrouble::from)?;
            Ok(grant)
        })?;
        self.holding_of(&grant)
    }

    fn holding_of(&self, grant: &Grant) -> Result<Holding, Trouble> {
        Ok(Holding {
            operator: self.vault.operator.ok_or(VaultTrouble::NoOperator)?,
            public: grant.public,
            wrapped: grant.wrapped,
        })
    }

    fn own_entry(&self, holders: &Holders) -> Result<Member, Trouble> {
        let operator = self.vault.operator.map(tag);
        let members = holders.members(&self.vault.must_key()?).map_err(VaultTrouble::from)?;
        let own = members
            .into_iter()
            .find(|m| m.kind == MemberKind::Operator && Some(m.operator) == operator);
        own.ok_or_else(|| VaultTrouble::NoOperator.into())
    }

    /// Names the acting operator.
    pub(crate) fn name_operator(&self, name: &str) -> Result<(), Trouble> {
        let mut journal = self.journal();
        let writing = journal.write()?;
        let key = self.operator_name_key(writing.view())?;
        writing.set_setting(&key, name)?;
        Ok(writing.commit()?)
    }

    /// The setting that holds the acting operator's name: each operator of a laptop has one.
    pub(crate) fn operator_name_key(&self, view: jemput_journal::View<'_>) -> Result<String, Trouble> {
        let first = view.setting(setting::OPERATOR)?.and_then(|o| o.parse().ok());
        let acting = self.operator(view)?;
        Ok(if first == Some(acting) {
            setting::OPERATOR_NAME.to_owned()
        } else {
            format!("{}:{acting}", setting::OPERATOR_NAME)
        })
    }

    /// The acting operator's name; empty where they never gave one.
    pub(crate) fn operator_name(&self, view: jemput_journal::View<'_>) -> Result<String, Trouble> {
        match view.setting(&self.operator_name_key(view)?)? {
            Some(name) => Ok(name),
            // Added on another laptop: the office says.
            None => Ok(view.operator_name(crate::site::office(view)?, self.operator(view)?)?),
        }
    }
}

/// The pair of a holder, by their secret.
fn pair(holders: &Holders, member: &Member, secret: &Secret) -> Result<OperatorPair, Trouble> {
    let under = secret
        .key(&holders.salt(), holders.cost())
        .map_err(|_| Trouble::NoRandomness)?;
    OperatorPair::unwrap(&member.wrapped, &under).ok_or_else(|| VaultTrouble::SecretWrong.into())
}
