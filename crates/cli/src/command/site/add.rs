//! `jemput site add`

use clap::Args;
use jemput_acts::{act, view::SiteInput};

use crate::{
    answer::Answer,
    failed::Failed,
    place::Place,
    value::{Kind, ZoneChoice},
};

const EXAMPLES: &str = "\
Examples:
  jemput site add --name \"SMAN 55\" --kind school --district 31.74.08
  jemput site add --name \"Kelurahan Duren Tiga\" --kind ward \\
      --district 317408 --contact \"Bu Sri, 0812...\"";

/// Add a site
///
/// Answers with the site's id, which `jemput visit plan` asks for. The time zone follows from the district's province.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Add {
    /// Its name
    #[arg(long)]
    name: String,

    /// What kind of place it is
    #[arg(long, value_enum)]
    kind: Kind,

    /// The Kemendagri code of its district; `jemput districts` finds it by name
    #[arg(long, value_name = "CODE")]
    district: String,

    /// Contact person and how to reach them
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    contact: String,

    /// The time zone, where it is not the province's
    #[arg(long, value_enum)]
    zone: Option<ZoneChoice>,
}

impl Add {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let name = self.name.clone();
        let input = SiteInput {
            name: self.name,
            kind: self.kind.into(),
            district: self.district,
            contact: self.contact,
            zone: self.zone.map(Into::into),
        };
        let added = act::site_add(place.desk()?, input)?;
        let text = place.lang().pick(
            format!("{name} tercatat sebagai tempat kegiatan: {}", added.site),
            format!("{name} is a site now: {}", added.site),
        );
        Answer::new(&added, text)
    }
}
