//! One station of a visit.

use clap::Args;
use jemput_acts::view::StationInput;
use jemput_domain::id::ScopeId;

use crate::arguments::OfVisit;

/// Which station of which visit.
#[derive(Args, Clone, Copy, Debug)]
pub struct OfStation {
    #[command(flatten)]
    of: OfVisit,

    /// The station's number
    #[arg(long, value_name = "N")]
    station: u8,
}

impl OfStation {
    /// As acts take it.
    pub fn input(self) -> StationInput {
        StationInput {
            visit: self.of.visit,
            station: self.station,
        }
    }

    /// The visit.
    pub fn visit(self) -> ScopeId {
        self.of.visit
    }
}
