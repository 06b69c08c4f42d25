//! A place that vans visit.

use serde::{Deserialize, Serialize};

use crate::{id::SiteId, time::Zone};

/// What kind of place it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// A school: people are in classes.
    School,
    /// A university or academy.
    Campus,
    /// A village or ward office (kelurahan, desa), an RW hall.
    Ward,
    /// A company or public office: people are in units.
    Workplace,
    /// A hospital, a prison, a care home: people cannot come.
    Institution,
    /// Anything else.
    Other,
}

/// A site as it was planned with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Its name, `SMAN 55`.
    pub name: String,
    /// What kind of place.
    pub kind: SiteKind,
    /// Kemendagri code of its district, `31.74.08`.
    pub district: String,
    /// Contact person and how to reach them; may be empty. Personal.
    pub contact: String,
    /// The zone that its days and minutes are local to.
    pub zone: Zone,
}
