//! Proving the journal to oneself, with the network cut.

use jemput_domain::words::Lang;
use jemput_journal::{Fault, JournalError};

use super::{held, pins};
use crate::{
    Desk, Trouble, enrol,
    view::{Nothing, Verified},
};

/// Follows every chain, derives every row anew, and checks the receipts' signatures.
pub fn verify(desk: &Desk, _: Nothing) -> Result<Verified, Trouble> {
    let lang = desk.lang();
    let journal = desk.journal_beside()?;
    // Where a page is damaged the rest cannot be followed to its end, and would say so only in part.
    if !desk.check_data()? {
        return Err(JournalError::Damaged("a page of the file").into());
    }
    let mut problems: Vec<String> = journal.verify()?.iter().map(|f| say(f, lang)).collect();
    let view = journal.view();
    let mut bookings = 0;
    let server = pins::in_force(view)?;
    // A laptop that knows no server has nobody's word for anything.
    let mut covers_all = server.is_some();
    let enrolment = enrol::kept(view)?;
    let mut held_views = Vec::new();
    for scope in view.scopes()? {
        bookings += view
            .tallies(scope)?
            .iter()
            .filter(|t| t.state != "withdrawn" && t.state != "joined")
            .map(|t| t.people)
            .sum::<u32>();
        if !enrol::is_exchanged(enrolment.as_ref(), view, scope)? {
            continue;
        }
        held_views.push(held::of(desk, view, scope, server)?);
        if let Some(server) = server {
            let receipt = view.receipt(scope, server.device)?.map(|kept| kept.receipt);
            let held = view.confirmed(scope, server.device)?;
            covers_all &= receipt.is_some() && held.pending(&view.heads(scope)?) == 0;
            if let Some(receipt) = receipt
                && !receipt.verify(&server.public_key)
                && !enrol::keys_of(view, server.device)?
                    .iter()
                    .any(|key| receipt.verify(key))
            {
                covers_all = false;
                problems.push(lang.pick(
                    format!(
                        "Bukti terima {} tidak ditandatangani server yang dikenal.",
                        receipt.short_name()
                    ),
                    format!(
                        "Receipt {} is not signed by the server that this laptop knows.",
                        receipt.short_name()
                    ),
                ));
            }
        }
    }
    Ok(Verified {
        ok: problems.is_empty(),
        events: view.event_count(None)?,
        bookings,
        problems,
        receipt_covers_all: covers_all,
        held: held_views,
    })
}

fn say(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::Chain { device, seq, .. } => lang.pick(
            format!("Catatan laptop {device} berubah atau hilang sesudah nomor {seq}. Ambil lagi dari server Dinas."),
            format!("The log of device {device} was changed or is missing after number {seq}. Fetch it again from the server."),
        ),
        Fault::Signature { device, seq, .. } => lang.pick(
            format!("Tanda tangan laptop {device} pada catatan nomor {seq} tidak cocok: catatannya diubah. Ambil lagi dari server Dinas."),
            format!("Device {device} did not sign what stands at number {seq} of its log: it was changed. Fetch it again from the server."),
        ),
        Fault::ReceiptAhead {
            device,
            seq,
            receipt_seq,
            ..
        } => lang.pick(
            format!("Server Dinas menyatakan memegang catatan laptop {device} sampai nomor {receipt_seq}, di sini hanya sampai {seq}. Ambil lagi dari server Dinas."),
            format!("The server signed that it holds the log of device {device} up to number {receipt_seq}, but here it ends at {seq}. Fetch it again from the server."),
        ),
        Fault::ReceiptDiffers { device, seq, .. } => lang.pick(
            format!("Catatan laptop {device} nomor {seq} di sini bukan yang diterima server Dinas. Ambil lagi dari server Dinas."),
            format!("Number {seq} of the log of device {device} is not the event here that the server received. Fetch it again from the server."),
        ),
        Fault::Derived { .. } => lang.pick(
            "Tabel di laptop ini tidak sama dengan catatannya. Jalankan jemput verify lagi sesudah memperbarui Jemput.".into(),
            "A table here is not what the events come to. Update Jemput, then verify again.".into(),
        ),
    }
}
