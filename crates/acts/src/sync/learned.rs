//! The distance to the server's clock, learned in exchanges: rules and screens go by the laptop's clock and it.

use jemput_domain::{event::Place, id::DeviceId, time::Moment, words::Lang};
use jemput_exchange::conversation::ServerClock;
use jemput_journal::{View, Writing};

use crate::{Desk, Trouble, desk::setting, view::Problem};

/// Keeps what an exchange taught of the server's clock, and whose clock it is. `began`: what the laptop's clock said when
/// the exchange began. Where the clock is set by hand nothing is learned.
pub(super) fn learn(
    desk: &Desk,
    writing: &Writing<'_>,
    server: DeviceId,
    began: Moment,
    heard: &ServerClock,
) -> Result<(), Trouble> {
    if desk.clock().is_set() {
        return Ok(());
    }
    let known = desk.offset_ms(writing.view())?;
    if let Some(offset_ms) = offset_ms(known, began, heard) {
        writing.set_setting(setting::OFFSET, &offset_ms.to_string())?;
        writing.set_setting(setting::OFFSET_FROM, &server.to_string())?;
    }
    Ok(())
}

/// The distance after an exchange. The server looked at its clock at some time between the end of the request and the end
/// of the answer: what was known stays where it agrees with that, else it is as if the server had looked in the middle.
/// None: the server's clock is nowhere near our days.
fn offset_ms(known: i64, began: Moment, heard: &ServerClock) -> Option<i64> {
    let days = |year: &str| Moment::parse(&format!("{year}-01-01T00:00:00Z"));
    if heard.at < days("2020")? || heard.at >= days("2100")? {
        return None;
    }
    let millis = |d: std::time::Duration| i64::try_from(d.as_millis()).unwrap_or(i64::MAX);
    let at_start = heard.at.0.saturating_sub(began.0);
    let least = at_start.saturating_sub(millis(heard.answered));
    let most = at_start.saturating_sub(millis(heard.asked));
    if (least..=most).contains(&known) {
        return Some(known);
    }
    Some(least.saturating_add(most.saturating_sub(least) / 2))
}

/// From how far on a wrong clock is told of.
const TOLD_FROM_MS: i64 = 60_000;

/// What a person should know of this laptop's clock: it is wrong by so much, or it was set back since something was written.
/// All times that are shown and judged by are corrected as far as is known; all three are kept.
pub(crate) fn warning(desk: &Desk, view: View<'_>) -> Result<Option<Problem>, Trouble> {
    if desk.clock().is_set() {
        return Ok(None);
    }
    let (offset_ms, lang) = (desk.offset_ms(view)?, desk.lang_in(view));
    let behind = back_ms(desk, view)?;
    let (code, sentence) = if behind >= TOLD_FROM_MS {
        let by = span(behind, lang);
        ("clock_back", lang.pick(
            format!("Jam laptop ini mundur: catatan terakhirnya {by} lebih maju dari jam sekarang. Urutan catatan tetap benar. Betulkan jam laptop, atau sambungkan sekali ke server Dinas."),
            format!("This laptop's clock went back: its last record is {by} ahead of it. The order of records holds. Set the clock right, or connect to the server once."),
        ))
    } else if offset_ms.saturating_abs() >= TOLD_FROM_MS {
        let by = span(offset_ms.saturating_abs(), lang);
        let id = if offset_ms < 0 { "terlalu cepat" } else { "terlambat" };
        let en = if offset_ms < 0 { "fast" } else { "slow" };
        ("clock_off", lang.pick(
            format!("Jam laptop ini {id} {by}. Jemput sudah memperhitungkannya di semua layar; betulkan jam laptop bila sempat."),
            format!("This laptop's clock is {by} {en}. Jemput allows for it on every screen; set it right when there is time."),
        ))
    } else {
        return Ok(None);
    };
    Ok(Some(Problem {
        code: code.to_owned(),
        sentence,
    }))
}

/// How far the last thing that this laptop wrote lies ahead of what it takes for now.
fn back_ms(desk: &Desk, view: View<'_>) -> Result<i64, Trouble> {
    let (now, me) = (desk.now(view)?, desk.device());
    let mut last = None;
    for scope in view.scopes()? {
        let own = view.heads(scope)?.into_iter().find(|head| head.device == me);
        if let Some(head) = own {
            let place = Place {
                device: me,
                seq: head.seq,
            };
            last = last.max(view.event(scope, place)?.map(|event| event.header.at().0));
        }
    }
    Ok(last.map_or(0, |last| last.saturating_sub(now.0)))
}

/// A span of time in words, rounded, in the largest unit that says something.
fn span(ms: i64, lang: Lang) -> String {
    let minutes = ms.saturating_add(30_000) / 60_000;
    let (count, id, en) = match minutes {
        0..120 => (minutes, "menit", "minutes"),
        120..2_880 => ((minutes + 30) / 60, "jam", "hours"),
        _ => ((minutes + 720) / 1_440, "hari", "days"),
    };
    let en = if count == 1 { en.trim_end_matches('s') } else { en };
    lang.pick(format!("{count} {id}"), format!("{count} {en}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const NOON: &str = "2021-11-08T05:00:00Z";

    /// A server whose clock is `ahead_ms` before ours, asked after 100 ms and heard after so many.
    fn heard(ahead_ms: i64, looked_ms: i64, answered_ms: u64) -> ServerClock {
        ServerClock {
            at: Moment(Moment::parse(NOON).unwrap().0 + looked_ms + ahead_ms),
            asked: Duration::from_millis(100),
            answered: Duration::from_millis(answered_ms),
        }
    }

    fn learned(known: i64, heard: &ServerClock) -> Option<i64> {
        offset_ms(known, Moment::parse(NOON).unwrap(), heard)
    }

    #[test]
    fn an_hour_is_learned_as_well_as_the_answer_was_quick() {
        assert_eq!(learned(0, &heard(-3_600_000, 150, 200)), Some(-3_600_000));
        let slow = learned(0, &heard(-3_600_000, 150, 8_100)).unwrap();
        assert!((slow + 3_600_000).abs() <= 4_000, "{slow}");
    }

    #[test]
    fn a_span_is_said_in_the_unit_that_fits() {
        let said = |ms| (span(ms, Lang::Id), span(ms, Lang::En));
        assert_eq!(said(61_000), ("1 menit".into(), "1 minute".into()));
        assert_eq!(said(3_600_000 * 3), ("3 jam".into(), "3 hours".into()));
        assert_eq!(said(86_400_000 * 365).0, "365 hari");
    }

    #[test]
    fn what_agrees_with_an_exchange_stays() {
        assert_eq!(learned(0, &heard(20, 150, 200)), Some(0));
        assert_eq!(learned(-3_600_012, &heard(-3_600_000, 150, 200)), Some(-3_600_012));
        assert_eq!(
            learned(-3_600_000, &heard(0, 150, 9_000)),
            Some(-4_400),
            "the clock was set right meanwhile"
        );
    }

    #[test]
    fn a_server_without_a_clock_teaches_nothing() {
        for at in [i64::MIN, 0, i64::MAX] {
            let clock = ServerClock {
                at: Moment(at),
                ..heard(0, 0, 200)
            };
            assert_eq!(learned(7, &clock), None);
        }
    }
}
