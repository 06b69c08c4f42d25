//! People, names and slots as sentences say them.

use jemput_domain::{
    plan::{
        Slot,
        saying::{clock_words, day_words},
    },
    time::Minute,
    words::Lang,
};

use crate::visit_now::VisitNow;

/// How many names a sentence lists before it counts the others.
const NAMES_MAX: usize = 3;

/// `7 orang`, `1 person`, `7 people`.
pub(crate) fn people(count: u32, lang: Lang) -> String {
    let english = if count == 1 { "person" } else { "people" };
    lang.pick(format!("{count} orang"), format!("{count} {english}"))
}

/// `Putri Ayu, Dimas Bagus dan 5 lainnya`.
pub(crate) fn names(names: &[String], lang: Lang) -> String {
    let and = lang.pick("dan".into(), "and".into());
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= NAMES_MAX => format!("{} {and} {last}", first.join(", ")),
        _ => {
            let shown = names[..NAMES_MAX - 1].join(", ");
            let more = names.len() - (NAMES_MAX - 1);
            lang.pick(
                format!("{shown} dan {more} lainnya"),
                format!("{shown} and {more} others"),
            )
        }
    }
}

/// When a slot begins: `10.30` today, `Rabu, 10 November 2021, 09.30` on another day.
pub(crate) fn slot(visit: &VisitNow, slot: &Slot, lang: Lang) -> String {
    let time = time(slot.span.start, lang);
    if slot.day == visit.day {
        time
    } else {
        format!("{}, {time}", day_words(slot.day, lang))
    }
}

/// A time of day: `10.42`, `10:42`.
pub(crate) fn time(minute: Minute, lang: Lang) -> String {
    clock_words(minute, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_few_and_counts_many() {
        let list: Vec<String> = ["Ayu", "Bagus", "Citra", "Dimas"].map(Into::into).to_vec();
        assert_eq!(names(&list[..1], Lang::Id), "Ayu");
        assert_eq!(names(&list[..3], Lang::Id), "Ayu, Bagus dan Citra");
        assert_eq!(names(&list, Lang::Id), "Ayu, Bagus dan 2 lainnya");
        assert_eq!(names(&list[..2], Lang::En), "Ayu and Bagus");
        assert_eq!(people(1, Lang::En), "1 person");
        assert_eq!(people(4, Lang::Id), "4 orang");
    }
}
