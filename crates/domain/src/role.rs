//! Roles: what a person may do. They add up on one person, and are judged where an act is decided: no replica refuses an
//! event for its role.

mod needed;
mod unfit;

pub use needed::may_state;
use serde::{Deserialize, Serialize};
pub use unfit::{Unfit, may_give, overrides, unfit};

use crate::words::Lang;

/// One role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Checks in, calls and records.
    Operator,
    /// Leads a van's day: moves people, plans its rest anew, settles flags, adds operators.
    CrewLead,
    /// Plans visits and takes rosters in.
    Planner,
    /// The office: gives any role, sets recovery, sees coverage.
    HeadOffice,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Operator, Self::CrewLead, Self::Planner, Self::HeadOffice];

    /// As scripts and JSON write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::CrewLead => "crew_lead",
            Self::Planner => "planner",
            Self::HeadOffice => "head_office",
        }
    }

    /// As people say it.
    pub fn word(self, lang: Lang) -> String {
        let (id, en) = match self {
            Self::Operator => ("petugas", "operator"),
            Self::CrewLead => ("ketua tim", "crew lead"),
            Self::Planner => ("perencana", "planner"),
            Self::HeadOffice => ("Dinas", "head office"),
        };
        lang.pick(id.into(), en.into())
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of roles. Stored as one byte: a role that a newer version knows stays in it, unread.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(u8);

impl Roles {
    /// No role: may look, and do nothing.
    pub const NONE: Self = Self(0);

    /// What the one operator of a laptop has that no office has set up.
    pub const ALONE: Self = Self::of(&[Role::Operator, Role::CrewLead, Role::Planner]);

    /// Who works with people, at a desk or a station.
    pub const CREW: Self = Self::of(&[Role::Operator, Role::CrewLead]);

    /// Who leads the day.
    pub const LEADS: Self = Self::of(&[Role::CrewLead]);

    /// Who plans ahead.
    pub const PLANNERS: Self = Self::of(&[Role::Planner, Role::HeadOffice]);

    /// Who plans ahead or leads the day.
    pub const PLANNERS_OR_LEADS: Self = Self::of(&[Role::CrewLead, Role::Planner, Role::HeadOffice]);

    /// Who adds, resets and removes operators.
    pub const OVER_OPERATORS: Self = Self::of(&[Role::CrewLead, Role::HeadOffice]);

    /// The office itself.
    pub const OFFICE: Self = Self::of(&[Role::HeadOffice]);

    /// Whoever has a role.
    pub const ANY: Self = Self::of(&Role::ALL);

    /// These.
    pub const fn of(roles: &[Role]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < roles.len() {
            bits |= roles[at].bit();
            at += 1;
        }
        Self(bits)
    }

    /// From the byte that is stored.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// Whether this role is among them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether any role is in both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of these are in the other.
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// These and that one.
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// Whether there is none that this version knows.
    pub fn is_empty(self) -> bool {
        self.list().is_empty()
    }

    /// One by one, in order.
    pub fn list(self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.has(*role)).collect()
    }

    /// `petugas, ketua tim`.
    pub fn words(self, lang: Lang) -> String {
        let words: Vec<String> = self.list().into_iter().map(|role| role.word(lang)).collect();
        words.join(", ")
    }

    /// `petugas atau ketua tim`: whoever has one of them.
    pub fn one_of(self, lang: Lang) -> String {
        let words: Vec<String> = self.list().into_iter().map(|role| role.word(lang)).collect();
        words.join(&lang.pick(" atau ".into(), " or ".into()))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}

impl std::fmt::Debug for Roles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.list()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn roles_add_up_and_are_said() {
        let both = Roles::of(&[Role::CrewLead, Role::Operator]);
        assert_eq!(both.list(), [Role::Operator, Role::CrewLead]);
        assert_eq!(both.words(Lang::Id), "petugas, ketua tim");
        assert_eq!(both.one_of(Lang::En), "operator or crew lead");
        assert!(both.within(Roles::ALONE) && !Roles::ALONE.within(both));
        assert!(!Roles::ALONE.has(Role::HeadOffice));
        assert!(Roles::NONE.is_empty() && !Roles::NONE.meets(Roles::ALONE));
    }

    proptest! {
        #[test]
        fn a_role_of_a_newer_version_is_kept(bits: u8) {
            let stored = postcard::to_allocvec(&Roles::from_bits(bits)).unwrap();
            prop_assert_eq!(&stored, &[bits]);
            let read: Roles = postcard::from_bytes(&stored).unwrap();
            prop_assert_eq!(read, Roles::from_bits(bits));
            prop_assert!(read.list().into_iter().collect::<Roles>().within(read));
        }
    }
}
