//! The guardian's form of who is under 18: the visit's rule, the form that was seen, and what a desk and a station are told.

use jemput_domain::{
    booking::{Booking, FormSeen},
    decide,
    event::{Draft, Event, FormKind, GuardianBy, GuardianForm, GuardianRule, Subject},
    time::Day,
    words::Lang,
};

use crate::{
    Desk, Trouble,
    checkin::warning::day_due,
    view::{Done, GuardianRuleInput, GuardianSeenInput, GuardianView},
    visit_now::{self, VisitNow},
};

/// Sets whether the visit asks for the form. It holds for whoever comes from now on.
pub fn guardian_rule(desk: &Desk, input: GuardianRuleInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, ()) = desk.act(input.visit, |_, visit| {
        if visit.guardian == input.rule {
            return Ok((Vec::new(), ()));
        }
        let event = Event::GuardianRule(GuardianRule { rule: input.rule });
        Ok((vec![Draft::about(Subject::Visit, event)], ()))
    })?;
    Ok(Done {
        sentence: rule_words(input.rule, lang),
        act,
    })
}

/// The rule as a sentence.
pub(crate) fn rule_words(rule: GuardianForm, lang: Lang) -> String {
    let (id, en) = match rule {
        GuardianForm::Off => (
            "Formulir wali tidak diminta di kegiatan ini.",
            "This visit does not ask for a guardian's form.",
        ),
        GuardianForm::Note => (
            "Formulir wali diminta untuk yang belum 18 tahun: diingatkan di loket dan di meja.",
            "A guardian's form is asked for under 18: the desk and the station are reminded.",
        ),
        GuardianForm::Required => (
            "Formulir wali wajib untuk yang belum 18 tahun: diingatkan, dan dihitung di Hari ini.",
            "A guardian's form is required under 18: reminded of, and counted on the day's screen.",
        ),
    };
    lang.pick(id.into(), en.into())
}

/// Keeps that the desk saw a form.
pub fn guardian_seen(desk: &Desk, input: GuardianSeenInput) -> Result<Done, Trouble> {
    let lang = desk.lang();
    let (act, name) = desk.act(input.visit, |writing, visit| {
        let row = visit_now::booking(writing.view(), visit.scope, input.booking)?;
        let drafts = decide::guardian_form_seen(row.id, &row.booking, visit.guardian, input.by, input.form)?;
        Ok((drafts, row.booking.person.name))
    })?;
    Ok(Done {
        sentence: lang.pick(
            format!("Formulir wali {name} sudah dilihat."),
            format!("{name}'s guardian form was seen."),
        ),
        act,
    })
}

/// How it stands with a person's form; nothing where the visit does not ask, or the person is old enough and has none.
pub(crate) fn standing(visit: &VisitNow, booking: &Booking) -> Option<GuardianView> {
    if visit.guardian == GuardianForm::Off {
        return None;
    }
    if let Some(seen) = &booking.guardian_form {
        return Some(GuardianView {
            missing: false,
            sentence: seen_words(visit, seen),
        });
    }
    missing(visit, booking, day_due(visit, booking)).map(|sentence| GuardianView {
        missing: true,
        sentence,
    })
}

/// That a form was not seen yet, of who is still to be recorded.
pub(crate) fn missing(visit: &VisitNow, booking: &Booking, day: Day) -> Option<String> {
    let asked = !booking.state.is_settled() && decide::form_missing(visit.guardian, booking, day);
    asked.then(|| {
        visit.lang.pick(
            "Formulir wali belum dilihat. Tandai bila sudah ditunjukkan; pelayanan tetap berjalan.".into(),
            "Guardian's form not seen yet. Mark it once it is shown; service goes on.".into(),
        )
    })
}

fn seen_words(visit: &VisitNow, seen: &FormSeen) -> String {
    let (day, minute) = visit.zone().local(seen.at);
    let (by_id, by_en) = match seen.by {
        GuardianBy::Parent => ("orang tua", "a parent"),
        GuardianBy::Guardian => ("wali", "a guardian"),
        GuardianBy::School => ("sekolah", "the school"),
    };
    let (form_id, form_en) = match seen.form {
        FormKind::Letter => ("surat bertanda tangan", "a signed letter"),
        FormKind::Copy => ("salinan atau foto surat", "a copy or photo of a letter"),
        FormKind::List => ("daftar dari sekolah", "the school's list"),
    };
    visit.lang.pick(
        format!("Formulir wali sudah dilihat: {form_id} dari {by_id}, {day} {minute}."),
        format!("Guardian's form seen: {form_en} from {by_en}, {day} {minute}."),
    )
}
