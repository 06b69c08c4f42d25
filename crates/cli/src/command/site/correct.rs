//! `jemput site correct`

use clap::Args;
use jemput_acts::{act, view::SiteCorrectInput};
use jemput_domain::id::SiteId;

use crate::{answer::Answer, failed::Failed, place::Place, value::Kind};

const EXAMPLES: &str = "\
Example:
  jemput site correct 01980a6e-73a1-7c2e-9a54-3f0b6a1d2c44 --contact \"Bu Sri\"";

/// Correct a site
///
/// What is not named stays. The visits there that are not over follow, on all laptops.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Correct {
    /// The site; `jemput site list` shows its id
    #[arg(value_name = "ID")]
    site: SiteId,

    /// Its name
    #[arg(long)]
    name: Option<String>,

    /// What kind of place it is
    #[arg(long, value_enum)]
    kind: Option<Kind>,

    /// The Kemendagri code of its district; `jemput districts` finds it by name
    #[arg(long, value_name = "CODE")]
    district: Option<String>,

    /// Contact person and how to reach them
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
}

impl Correct {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = SiteCorrectInput {
            site: self.site,
            name: self.name,
            kind: self.kind.map(Into::into),
            district: self.district,
            contact: self.contact,
        };
        let done = act::site_correct(place.desk()?, input)?;
        Answer::new(&done, done.sentence.clone())
    }
}
