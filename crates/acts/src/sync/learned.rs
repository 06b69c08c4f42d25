//! The distance to the server's clock, learned in exchanges: rules and screens go by the laptop's clock and it.

use jemput_domain::{id::DeviceId, time::Moment};
use jemput_exchange::conversation::ServerClock;
use jemput_journal::Writing;

use crate::{Desk, Trouble, desk::setting};

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
