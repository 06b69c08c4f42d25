//! `jemput enrol`

use clap::Args;
use jemput_acts::{
    Desk, act,
    view::{EnrolInput, EnrolledView, Nothing, TypedSecret},
};

use crate::{answer::Answer, failed::Failed, place::Place, value::address};

const EXAMPLES: &str = "\
Examples:
  jemput enrol --code 040G4-0R40W-3GE1R-...
  jemput --operator Sri --secret-file FILE enrol --code CODE
  jemput enrol";

/// Enrol this laptop at the office, with a one-time code
///
/// The office's administrator makes the code (`jemput-server code`). It says where the server is and which key it has:
/// from then on this laptop speaks with that server and no other, and the server knows this laptop by its key. What was
/// done on it before is kept and follows.
///
/// A laptop that opens for everybody is refused: protect it first with `jemput secret protect`. Without a code this says
/// where the laptop belongs.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Enrol {
    /// The code, as text
    #[arg(long)]
    code: Option<String>,

    /// The server, where it is reached otherwise than the code says
    #[arg(long, value_name = "URL", value_parser = address, requires = "code")]
    server: Option<String>,
}

impl Enrol {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let desk = place.desk()?;
        let Some(code) = self.code else {
            return shown(desk, place);
        };
        let done = enrol(desk, place, code, self.server)?;
        let text = done.sentence.clone();
        Answer::new(&done, text)
    }
}

/// Enrols, by the secret that opened the folder.
pub fn enrol(desk: &Desk, place: &Place, code: String, server: Option<String>) -> Result<EnrolledView, Failed> {
    place.refuse_enrolling_ahead()?;
    // Where nobody's secret opened it, the act itself says what is missing.
    let secret = place
        .secret()
        .map(|secret| secret.expose().to_owned())
        .unwrap_or_default();
    let input = EnrolInput {
        code,
        server,
        secret: TypedSecret(secret),
    };
    Ok(act::enrol(desk, input)?)
}

fn shown(desk: &Desk, place: &Place) -> Result<Answer, Failed> {
    let enrolment = act::enrolment(desk, Nothing {})?;
    let text = match &enrolment {
        Some(at) => place.lang().pick(
            format!(
                "Terdaftar di {}, {} (nomor {}), server {}.",
                at.office_name, at.van_name, at.serial, at.server
            ),
            format!(
                "Enrolled at {}, {} (serial {}), server {}.",
                at.office_name, at.van_name, at.serial, at.server
            ),
        ),
        None => place.lang().pick(
            "Laptop ini belum terdaftar di kantor. Minta kode pendaftaran, lalu: jemput enrol --code KODE.".into(),
            "This laptop is not enrolled at an office. Ask for an enrolment code, then: jemput enrol --code CODE."
                .into(),
        ),
    };
    Answer::new(&serde_json::json!({ "enrolment": enrolment }), text)
}
