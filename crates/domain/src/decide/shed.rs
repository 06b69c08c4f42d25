//! When a visit may leave a laptop.

use chrono::Days;

use crate::{refusal::Refusal, time::Day};

/// Days that a visit stays on a laptop after its last one, unless the laptop is told otherwise.
pub const SHED_AFTER_DAYS: u16 = 14;

/// What is known of a visit that may leave a laptop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Leaving {
    /// Its last day.
    pub last_day: Day,
    /// Today, there.
    pub today: Day,
    /// Days that it stays after the last one.
    pub after_days: u16,
    /// People still on site by the journal.
    pub on_site: u32,
    /// What a person must settle.
    pub flags: u32,
    /// Whether a receipt of the server's backup names every event that is here.
    pub kept: bool,
}

/// Whether it may leave; `unsettled` lets it go with something open. Nothing lets it go that the backup does not hold.
///
/// # Errors
///
/// Why it stays.
pub fn shed(leaving: &Leaving, unsettled: bool) -> Result<(), Refusal> {
    let from = leaving
        .last_day
        .0
        .checked_add_days(Days::new(leaving.after_days.into()));
    let from = Day(from.unwrap_or(leaving.last_day.0));
    // However few the days: never while the visit goes on.
    if leaving.today < from || leaving.today <= leaving.last_day {
        let next = Day(leaving.last_day.0.succ_opt().unwrap_or(leaving.last_day.0));
        return Err(Refusal::ShedEarly { from: from.max(next) });
    }
    if !leaving.kept {
        return Err(Refusal::ShedNotKept);
    }
    if !unsettled && (leaving.on_site > 0 || leaving.flags > 0) {
        return Err(Refusal::ShedUnsettled {
            on_site: leaving.on_site,
            flags: leaving.flags,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaving() -> Leaving {
        Leaving {
            last_day: Day::parse("2021-11-10").unwrap(),
            today: Day::parse("2021-11-24").unwrap(),
            after_days: SHED_AFTER_DAYS,
            on_site: 0,
            flags: 0,
            kept: true,
        }
    }

    #[test]
    fn a_visit_leaves_after_its_days_and_not_one_day_before() {
        assert_eq!(shed(&leaving(), false), Ok(()));
        let early = Leaving {
            today: Day::parse("2021-11-23").unwrap(),
            ..leaving()
        };
        let from = Day::parse("2021-11-24").unwrap();
        assert_eq!(shed(&early, true), Err(Refusal::ShedEarly { from }));
        let at_once = Leaving {
            after_days: 0,
            today: leaving().last_day,
            ..leaving()
        };
        let from = Day::parse("2021-11-11").unwrap();
        assert_eq!(shed(&at_once, true), Err(Refusal::ShedEarly { from }));
    }

    #[test]
    fn a_lead_may_leave_things_open_but_nobody_may_do_without_the_backup() {
        let open = Leaving {
            on_site: 1,
            flags: 2,
            ..leaving()
        };
        assert_eq!(shed(&open, false), Err(Refusal::ShedUnsettled { on_site: 1, flags: 2 }));
        assert_eq!(shed(&open, true), Ok(()));
        let not_kept = Leaving {
            kept: false,
            ..leaving()
        };
        assert_eq!(shed(&not_kept, true), Err(Refusal::ShedNotKept));
    }
}
