//! `jemput sync`

use clap::Args;
use jemput_acts::{
    act,
    view::{ReceiptView, SyncDone, SyncInput},
};
use jemput_domain::words::Lang;

use crate::{answer::Answer, failed::Failed, place::Place, value::address};

const EXAMPLES: &str = "\
Examples:
  jemput sync
  jemput --json sync --server https://dinas.example";

/// Exchange with the office's server now
///
/// Sends what the server does not hold, takes in what it has, and keeps its signed receipt. It goes on where it broke off,
/// and sends nothing twice that arrived.
///
/// It is about the visits of this laptop: those planned on it and those it joined. A laptop that holds none yet joins the
/// only visit of the server; where there are more, it says how to choose one: `jemput visit list --server`, then
/// `jemput visit join ID`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Sync {
    /// The server, where it is not the one that is set
    #[arg(long, value_name = "URL", value_parser = address)]
    server: Option<String>,
}

/// What the exchange did, and what to do next where something is left to choose.
#[derive(serde::Serialize)]
struct Told {
    #[serde(flatten)]
    done: SyncDone,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
}

impl Sync {
    pub fn run(self, place: &Place) -> Result<Answer, Failed> {
        let input = SyncInput {
            server: self.server,
            take_only: true,
            tells: true,
        };
        let done = act::sync(place.desk()?, input)?;
        let (text, sentence) = (text(&done, place.lang()), offered(&done, place.lang()));
        Answer::new(&Told { done, sentence }, text)
    }
}

fn text(done: &SyncDone, lang: Lang) -> String {
    let SyncDone {
        sent,
        received,
        refused,
        pending,
        ..
    } = done;
    let mut text = lang.pick(
        format!("Terkirim {sent} catatan, diterima {received}, belum terkirim {pending}, ditolak {refused}."),
        format!("Sent {sent} events, received {received}, not yet at the server {pending}, refused {refused}."),
    );
    if let Some(sentence) = offered(done, lang) {
        text.push('\n');
        text.push_str(&sentence);
    }
    if let Some(receipt) = &done.receipt {
        text.push('\n');
        text.push_str(&receipt_line(receipt, lang));
    }
    text
}

/// What to do where the server offers more visits than one and this laptop has none.
fn offered(done: &SyncDone, lang: Lang) -> Option<String> {
    let offered = done.offered;
    (offered > 0).then(|| {
        lang.pick(
            format!(
                "Server Dinas memegang {offered} kegiatan dan laptop ini belum punya satu pun. Lihat: jemput visit list --server; ambil: jemput visit join ID."
            ),
            format!(
                "The server holds {offered} visits and this laptop none. See them: jemput visit list --server; take one: jemput visit join ID."
            ),
        )
    })
}

/// A receipt in a sentence.
pub fn receipt_line(receipt: &ReceiptView, lang: Lang) -> String {
    let at = receipt.at.get(..16).unwrap_or(&receipt.at).replace('T', " ");
    lang.pick(
        format!(
            "Bukti terima {}: {} catatan diterima server Dinas sampai {at}.",
            receipt.name, receipt.events
        ),
        format!(
            "Receipt {}: the server holds {} events as of {at}.",
            receipt.name, receipt.events
        ),
    )
}
