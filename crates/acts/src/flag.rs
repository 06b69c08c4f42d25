//! Flags in words: what it is and what to do.

use jemput_domain::words::Lang;
use jemput_journal::View;

use crate::{Trouble, view::FlagView, visit_now::VisitNow};

/// The visit's flags.
pub(crate) fn flags(view: View<'_>, visit: &VisitNow) -> Result<Vec<FlagView>, Trouble> {
    let lang = visit.lang;
    let mut flags = Vec::new();
    for flag in view.flags(visit.scope)? {
        let mut names = Vec::new();
        for id in &flag.bookings {
            names.extend(view.booking(visit.scope, *id)?.map(|b| b.person.name));
        }
        let sentence = sentence(
            &flag.code,
            &names.join(lang.pick(" dan ".into(), " and ".into()).as_str()),
            lang,
        );
        flags.push(FlagView {
            code: flag.code,
            sentence,
            bookings: flag.bookings,
        });
    }
    Ok(flags)
}

fn sentence(code: &str, names: &str, lang: Lang) -> String {
    let (id, en) = match code {
        "nik_twice" => (
            format!("Satu NIK dipakai dua jadwal: {names}. Cocokkan dengan KK, lalu perbaiki NIK atau gabungkan."),
            format!(
                "One NIK in two bookings: {names}. Compare with the family card, then correct the NIK or join them."
            ),
        ),
        "same_person" => (
            format!(
                "Nama, tanggal lahir, dan kelas sama: {names}. Gabungkan bila satu orang, atau tandai orang berbeda."
            ),
            format!(
                "Same name, birth date and class: {names}. Join them if they are one person, or mark them as different people."
            ),
        ),
        "called_twice" => (
            format!("{names} dipanggil dua meja. Meja yang lebih dulu memanggil yang melayani."),
            format!("{names} was called by two stations. The one that called first serves."),
        ),
        "recorded_twice" => (
            format!("{names} terekam dua kali. Periksa di aplikasi perekaman, lalu tandai sudah diperiksa."),
            format!("{names} was recorded twice. Check in the enrolment application, then mark as looked at."),
        ),
        "came_after_withdrawn" => (
            format!("{names} datang padahal sudah dikeluarkan dari daftar. Layani, lalu tandai sudah diperiksa."),
            format!("{names} came although taken off the list. Serve them, then mark as looked at."),
        ),
        "moved_apart" => (
            format!(
                "Perekaman {names} dipindah, tetapi laptop lain juga mengubahnya. Cocokkan dengan aplikasi perekaman siapa yang sudah direkam, lalu tandai sudah diperiksa."
            ),
            format!(
                "{names}'s recording was moved, and another laptop changed it too. See in the enrolment application who is recorded, then mark as looked at."
            ),
        ),
        "recorded_elsewhere" => (
            format!("{names} menurut server Dinas sudah pernah direkam. Tanyakan sebelum merekam lagi."),
            format!("{names} was recorded before, the server says. Ask before recording again."),
        ),
        other => (format!("{names}: {other}."), format!("{names}: {other}.")),
    };
    lang.pick(id, en)
}
