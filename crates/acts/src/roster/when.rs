//! When a class comes, in words.

use std::collections::{BTreeMap, BTreeSet};

use jemput_domain::{
    plan::{
        Plan, Slot, SlotNumber, Span,
        saying::{clock_words, day_words},
    },
    time::Day,
    words::Lang,
};

/// `Senin, 8 November 2021, 07.30-09.00`; of several days one after another. Slots that follow on each other, breaks between
/// them included, are one span.
pub(crate) fn when(plan: &Plan, slots: &BTreeSet<SlotNumber>, lang: Lang) -> String {
    let mut days: BTreeMap<Day, Vec<Span>> = BTreeMap::new();
    for day in plan.setup.days.iter().map(|hours| hours.day) {
        let all: Vec<&Slot> = plan.slots_on(day).collect();
        let mut before = false;
        for slot in all {
            let taken = slots.contains(&slot.number);
            let spans = days.entry(day).or_default();
            match spans.last_mut().filter(|_| before && taken) {
                Some(span) => span.end = slot.span.end,
                None if taken => spans.push(slot.span),
                None => {}
            }
            before = taken;
        }
    }
    let days = days
        .into_iter()
        .filter(|(_, spans)| !spans.is_empty())
        .map(|(day, spans)| {
            let spans: Vec<String> = spans.iter().map(|span| span_words(*span, lang)).collect();
            format!("{}, {}", day_words(day, lang), spans.join(", "))
        });
    days.collect::<Vec<_>>().join("; ")
}

fn span_words(span: Span, lang: Lang) -> String {
    format!("{}-{}", clock_words(span.start, lang), clock_words(span.end, lang))
}
