//! Jadwal: the visit's few numbers and what follows from them.

use jemput_domain::{
    id::{BookingId, ScopeId, SiteId},
    plan::Setup,
    site::SiteKind,
    time::{Day, Zone},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SlotFigures;

/// A new site.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SiteInput {
    /// Its name.
    pub name: String,
    /// What kind of place.
    pub kind: SiteKind,
    /// Kemendagri code of its district.
    pub district: String,
    /// Contact person.
    #[serde(default)]
    pub contact: String,
    /// Its zone; by its province if not said.
    #[serde(default)]
    pub zone: Option<Zone>,
}

/// What is corrected of a site; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SiteCorrectInput {
    /// The site.
    pub site: SiteId,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// What kind of place.
    #[serde(default)]
    pub kind: Option<SiteKind>,
    /// Kemendagri code of its district.
    #[serde(default)]
    pub district: Option<String>,
    /// Contact person.
    #[serde(default)]
    pub contact: Option<String>,
}

/// A site that was added.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SiteAdded {
    /// Its id.
    pub site: SiteId,
}

/// A district to choose.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DistrictView {
    /// Its code.
    pub code: String,
    /// Its name with regency and province.
    pub name: String,
}

/// Look for a district by name or code.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DistrictInput {
    /// As typed.
    pub text: String,
}

/// Try out numbers without writing anything.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanPreviewInput {
    /// The numbers.
    pub setup: Setup,
    /// The visit that would change; none for a new one.
    #[serde(default)]
    pub visit: Option<ScopeId>,
}

/// What follows from the numbers.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanPreview {
    /// What is wrong with them, in sentences; then nothing else is filled.
    pub problems: Vec<String>,
    /// The slots, with what is booked in them now.
    pub slots: Vec<SlotFigures>,
    /// People that fit, less the reserve.
    pub capacity: u32,
    /// By day, in a sentence.
    pub sentences: Vec<String>,
    /// By day: people on site every five minutes (minute of the day, people), slots full to their capacity or as booked.
    pub curves: Vec<(Day, Vec<(u32, u32)>)>,
    /// Who would lose their slot and find no other.
    pub without: Vec<WithoutSlot>,
}

/// Someone whom a changed plan leaves without a slot.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WithoutSlot {
    /// Who.
    pub booking: BookingId,
    /// Name.
    pub name: String,
    /// Class.
    pub class: String,
    /// Why, and what to do.
    pub sentence: String,
}

/// Plan a visit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VisitPlanInput {
    /// The site.
    pub site: SiteId,
    /// The numbers.
    pub setup: Setup,
}

/// Change a visit's numbers; bookings in slots that fall away are moved or listed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VisitChangeInput {
    /// The visit.
    pub visit: ScopeId,
    /// The numbers.
    pub setup: Setup,
}

/// A visit that was planned.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VisitPlanned {
    /// Its id.
    pub visit: ScopeId,
    /// How many slots.
    pub slots: u32,
    /// People that fit, less the reserve.
    pub capacity: u32,
}

/// A visit's plan as it stands.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlanView {
    /// Its site.
    pub site: jemput_domain::site::Site,
    /// The numbers.
    pub setup: Setup,
    /// Whether a guardian's form is asked for.
    pub guardian: jemput_domain::event::GuardianForm,
    /// What follows.
    pub preview: PlanPreview,
}
