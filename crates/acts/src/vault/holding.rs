//! Who opens this laptop: given and taken by the one who works at it. What travels to the office's other laptops - a public
//! key and a wrapped private half - is in a [`Holding`].

use jemput_domain::id::OperatorId;
use jemput_vault::{Cost, Grant, Holders, MemberKind, Name, OperatorPair, PublicKey, Salt, Secret, Wrapped};
use uuid::Uuid;

use super::{
    VaultTrouble, draw,
    files::{self, HOLDERS, Turn},
    opening::{self, Unlock},
    rekey, tag,
};
use crate::{Desk, Trouble};

/// An operator's keys, as any laptop of the office may have them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holding {
    /// Whose.
    pub operator: OperatorId,
    /// Their public key.
    pub public: PublicKey,
    /// Their private half, wrapped under their secret with the office's salt and cost.
    pub wrapped: Wrapped,
}

impl Desk {
    /// The operators who can open this laptop; nobody where it was never sealed.
    pub(crate) fn holdings(&self) -> Result<Vec<Holding>, Trouble> {
        let Some(key) = self.vault.key()? else {
            return Ok(Vec::new());
        };
        let members = self.holders()?.members(&key).map_err(VaultTrouble::from)?;
        let operators = members.into_iter().filter(|member| member.kind == MemberKind::Operator);
        Ok(operators
            .map(|member| Holding {
                operator: OperatorId(Uuid::from_bytes(member.operator.0)),
                public: member.public,
                wrapped: member.wrapped,
            })
            .collect())
    }

    /// The salt and the cost that secrets have on this laptop.
    pub(crate) fn salt_and_cost(&self) -> Result<(Salt, Cost), Trouble> {
        let holders = self.holders()?;
        Ok((holders.salt(), holders.cost()))
    }

    /// New keys for an operator with this secret, for whoever adds or resets them. Nobody can open anything by it yet.
    pub(crate) fn new_holding(&self, operator: OperatorId, secret: &Secret) -> Result<Holding, Trouble> {
        let (salt, cost) = self.salt_and_cost()?;
        let under = secret.key(&salt, cost).map_err(|_| Trouble::NoRandomness)?;
        let draw = &mut draw()?;
        let pair = OperatorPair::draw(draw);
        Ok(Holding {
            operator,
            public: pair.public(),
            wrapped: pair.wrap(&under, draw),
        })
    }

    /// Lets an operator open this laptop by their name and secret; their older keys open it no more.
    pub(crate) fn hold(&self, name: &str, holding: &Holding) -> Result<(), Trouble> {
        let grant = Grant {
            operator: tag(holding.operator),
            name: Name::of(name),
            public: holding.public,
            wrapped: holding.wrapped,
        };
        self.change_holders(|holders, key| {
            holders
                .grant(key, &grant, &mut draw()?)
                .map_err(|e| VaultTrouble::from(e).into())
        })
    }

    /// Lets an operator open this laptop no more; whether they could. The journal's key is changed when it is next closed:
    /// until then whoever copied the key could still read a copy of the journal.
    pub(crate) fn hold_no_more(&self, operator: OperatorId) -> Result<bool, Trouble> {
        let removed = self.change_holders(|holders, key| {
            let members = holders.members(key).map_err(VaultTrouble::from)?;
            let others = |kind| move |m: &&jemput_vault::Member| m.kind == kind && m.operator != tag(operator);
            if members.iter().filter(others(MemberKind::Operator)).count() == 0 {
                return Err(VaultTrouble::LastOperator.into());
            }
            holders
                .remove(key, tag(operator), &mut draw()?)
                .map_err(|e| VaultTrouble::from(e).into())
        })?;
        if removed {
            rekey::set_due(self)?;
        }
        Ok(removed)
    }

    /// Whose secret this is, by this laptop's holders: tried, counted and slowed as when it opens a vault.
    pub(crate) fn whose(&self, unlock: &Unlock) -> Result<OperatorId, Trouble> {
        opening::whose(self.home(), unlock)
    }

    /// The file as it stands.
    pub(super) fn holders(&self) -> Result<Holders, Trouble> {
        files::read_holders(self.home(), HOLDERS)
    }

    /// Changes the file: all of it or nothing.
    pub(super) fn change_holders<T>(
        &self,
        change: impl FnOnce(&mut Holders, &jemput_vault::VaultKey) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let key = self.vault.must_key()?;
        let _turn = Turn::take(self.home())?;
        let mut holders = self.holders()?;
        let done = change(&mut holders, &key)?;
        files::write_holders(self.home(), HOLDERS, &holders)?;
        Ok(done)
    }
}

impl Desk {
    /// Whether the secret that opens this laptop lies beside its data.
    pub fn is_unprotected(&self) -> bool {
        files::is_unprotected(self.home())
    }

    /// Wrong secrets before the one that opened it, for who works to see.
    pub fn wrong_secrets(&self) -> Option<crate::view::WrongSecrets> {
        let misses = self.vault.misses;
        (misses.count > 0).then(|| crate::view::WrongSecrets {
            count: misses.count,
            since: jemput_domain::time::Moment(misses.since).in_zone(jemput_domain::time::Zone::Wib),
        })
    }
}
