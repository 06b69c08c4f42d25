//! Findings as people read them: only what still is to be done or known.

use jemput_domain::{
    refusal::Refusal,
    roster::{End, Row, Weight},
    words::Lang,
};

use crate::{
    roster::{meeting::Fate, prepare::Met},
    view::FindingView,
};

/// The NIK of a row belongs to another booking.
const NIK_OF_OTHER: &str = "nik_of_other";

/// In the order of the rows. Of people who have a booking only what it still lacks: the rest was told when they were booked.
pub(super) fn findings(met: &Met<'_>, lang: Lang) -> Vec<FindingView> {
    let mut views = Vec::new();
    for (at, row) in met.roster.rows.iter().enumerate() {
        views.extend(nik_of_other(met, at, row, lang));
        let shown = |weight: Weight| match met.meeting.fates[at] {
            Fate::Booked(_) => false,
            Fate::Held(_) => weight == Weight::Holds && row.end() == End::Held,
            Fate::New | Fate::NotDue => true,
        };
        for finding in row.findings.iter().filter(|finding| shown(finding.kind.weight())) {
            views.push(FindingView {
                row: row.row,
                code: finding.code().to_owned(),
                message: met.roster.say(row, finding, lang),
                weight: finding.kind.weight().code().to_owned(),
                name: row.person.name.clone(),
            });
        }
    }
    views
}

fn nik_of_other(met: &Met<'_>, at: usize, row: &Row, lang: Lang) -> Option<FindingView> {
    let owner = met.bookings.get(*met.meeting.nik_of_other.get(&at)?)?;
    let refusal = Refusal::NikOfOther {
        name: owner.person.name.clone(),
        class: owner.person.class.clone(),
    };
    let sentence = refusal.say(lang);
    Some(FindingView {
        row: row.row,
        code: NIK_OF_OTHER.to_owned(),
        message: lang.pick(
            format!("Baris {}: {sentence}", row.row),
            format!("Row {}: {sentence}", row.row),
        ),
        weight: Weight::Holds.code().to_owned(),
        name: row.person.name.clone(),
    })
}
