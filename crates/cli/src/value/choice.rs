//! Choices by word.

use clap::ValueEnum;
use jemput_domain::{nik::Sex, site::SiteKind, time::Zone, words::Lang};

/// A language.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangChoice {
    /// Bahasa Indonesia
    Id,
    /// English
    En,
}

impl From<LangChoice> for Lang {
    fn from(choice: LangChoice) -> Self {
        match choice {
            LangChoice::Id => Self::Id,
            LangChoice::En => Self::En,
        }
    }
}

/// A kind of site.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// A school: people are in classes
    School,
    /// A university or academy
    Campus,
    /// A village or ward office
    Ward,
    /// A company or public office: people are in units
    Workplace,
    /// A hospital, a prison, a care home
    Institution,
    /// Anything else
    Other,
}

impl From<Kind> for SiteKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::School => Self::School,
            Kind::Campus => Self::Campus,
            Kind::Ward => Self::Ward,
            Kind::Workplace => Self::Workplace,
            Kind::Institution => Self::Institution,
            Kind::Other => Self::Other,
        }
    }
}

/// Sex, as rosters write it too.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SexChoice {
    /// Perempuan
    #[value(alias = "p", alias = "P", alias = "perempuan")]
    Female,
    /// Laki-laki
    #[value(alias = "l", alias = "L", alias = "laki-laki")]
    Male,
}

impl From<SexChoice> for Sex {
    fn from(choice: SexChoice) -> Self {
        match choice {
            SexChoice::Female => Self::Female,
            SexChoice::Male => Self::Male,
        }
    }
}

/// A time zone.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ZoneChoice {
    /// UTC+7
    Wib,
    /// UTC+8
    Wita,
    /// UTC+9
    Wit,
}

impl From<ZoneChoice> for Zone {
    fn from(choice: ZoneChoice) -> Self {
        match choice {
            ZoneChoice::Wib => Self::Wib,
            ZoneChoice::Wita => Self::Wita,
            ZoneChoice::Wit => Self::Wit,
        }
    }
}

/// Why a person goes before others.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Priority {
    /// Lansia
    Elderly,
    /// Penyandang disabilitas
    Disabled,
    /// Hamil
    Pregnant,
    /// Membawa balita
    SmallChild,
    /// Kurang sehat
    Unwell,
}

impl Priority {
    /// The code that is kept.
    pub fn code(self) -> &'static str {
        match self {
            Self::Elderly => "elderly",
            Self::Disabled => "disabled",
            Self::Pregnant => "pregnant",
            Self::SmallChild => "small_child",
            Self::Unwell => "unwell",
        }
    }
}
