//! `jemput verify`

use clap::Args;
use jemput_acts::{
    Failure, act,
    view::{Nothing, Verified},
};
use jemput_domain::words::Lang;

use crate::{answer::Answer, failed::Failed, place::Place, words::pick};

const EXAMPLES: &str = "\
Exit status:
  0  everything holds together
  1  something does not; the answer says what

Example:
  jemput verify && echo good";

/// Prove that the journal is whole
///
/// Checks every event's signature and place in its chain, builds all derived tables anew and compares them, and checks
/// whether the server's receipts cover everything that is here.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Verify {}

impl Verify {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let verified = act::verify(place.desk()?, Nothing {})?;
        let lang = place.lang();
        let answer = Answer::new(&verified, text(&verified, lang))?;
        let but = (!verified.ok).then(|| Failure {
            code: "journal_damaged".into(),
            message: lang.pick(
                format!(
                    "Ada {} masalah dalam data ini. Jangan hapus apa pun; hubungi Dinas.",
                    verified.problems.len()
                ),
                format!(
                    "There are {} problems in this data. Delete nothing; call the office.",
                    verified.problems.len()
                ),
            ),
        });
        Ok(Answer { but, ..answer })
    }
}

fn text(verified: &Verified, lang: Lang) -> String {
    let Verified { events, bookings, .. } = verified;
    let mut lines = verified.problems.clone();
    if verified.ok {
        lines.push(lang.pick(
            format!("Data utuh: {events} catatan, {bookings} jadwal."),
            format!("The data are whole: {events} events, {bookings} bookings."),
        ));
    }
    lines.extend(verified.held.iter().map(|held| held.sentence.clone()));
    lines.push(
        match verified.receipt_covers_all {
            true => pick(
                lang,
                "Semuanya sudah diterima server Dinas.",
                "The server holds all of it.",
            ),
            false => pick(
                lang,
                "Belum semuanya diterima server Dinas. Bila ada jaringan: jemput sync.",
                "The server does not hold all of it yet. With a network: jemput sync.",
            ),
        }
        .to_owned(),
    );
    lines.join("\n")
}
