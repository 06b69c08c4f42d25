//! `jemput station broken`

use clap::{Args, ValueEnum};
use jemput_domain::event::StationStatus;

use crate::{answer::Answer, arguments::OfVisit, failed::Failed, place::Place};

/// A set lost a modality
///
/// It gets no new calls and hands its person over (`jemput hand-over`) until it is opened again.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  jemput station broken --visit ID --station 3 --what irises")]
pub struct Broken {
    #[command(flatten)]
    of: OfVisit,

    /// The station
    #[arg(long, value_name = "N")]
    station: u8,

    /// What it lost
    #[arg(long, value_enum, default_value = "all")]
    what: Lost,
}

/// What a set can lose.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lost {
    /// The camera
    Photo,
    /// The fingerprint scanner
    Fingerprints,
    /// The iris scanner
    Irises,
    /// The signature pad
    Signature,
    /// All of it
    All,
}

impl Broken {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let what = match self.what {
            Lost::Photo => "photo",
            Lost::Fingerprints => "fingerprints",
            Lost::Irises => "irises",
            Lost::Signature => "signature",
            Lost::All => "all",
        };
        super::set(
            place,
            self.of.visit,
            Some(self.station),
            StationStatus::Broken(what.to_owned()),
        )
    }
}
