//! What a server offers to who chooses: its visits, with as much of each as tells them apart. Nothing of a person.
//!
//! Only a list to choose from: what is then fetched proves itself, as everything does.

use jemput_domain::{id::ScopeId, text, time::Day};
use serde::{Deserialize, Serialize};

/// The most visits that a list names.
pub const OFFERS_MAX: usize = 500;

/// The most bytes of a list.
pub const OFFERS_BYTES_MAX: usize = 1 << 20;

/// The most days that a list names of one visit.
pub const OFFER_DAYS_MAX: usize = 40;

/// A visit that a server holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// Its scope.
    pub visit: ScopeId,
    /// The site's name.
    pub site: String,
    /// The site's district, by code.
    pub district: String,
    /// Its days, ascending; the first [`OFFER_DAYS_MAX`].
    pub days: Vec<Day>,
    /// People booked.
    pub people: u32,
}

/// The visits that a server holds, the latest day first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Offers {
    /// At most [`OFFERS_MAX`] of them.
    pub visits: Vec<Offer>,
    /// How many more there are, the oldest.
    pub left_off: u32,
}

impl Offers {
    /// In order and within the limits, whatever they came from.
    pub fn of(mut visits: Vec<Offer>, left_off: u32) -> Self {
        for offer in &mut visits {
            offer.site = text::clean(&offer.site);
            offer.district = text::clean(&offer.district);
            offer.days.sort();
            offer.days.truncate(OFFER_DAYS_MAX);
        }
        visits.sort_by(|a, b| (b.days.last(), &a.site, a.visit).cmp(&(a.days.last(), &b.site, b.visit)));
        let over = visits.len().saturating_sub(OFFERS_MAX);
        visits.truncate(OFFERS_MAX);
        Self {
            visits,
            left_off: left_off.saturating_add(u32::try_from(over).unwrap_or(u32::MAX)),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;

    fn offer(n: u128, site: &str, day: u32) -> Offer {
        Offer {
            visit: ScopeId(Uuid::from_u128(n)),
            site: site.to_owned(),
            district: "31.74.08".to_owned(),
            days: vec![Day(NaiveDate::from_ymd_opt(2021, 11, day).unwrap())],
            people: 0,
        }
    }

    #[test]
    fn the_latest_first_then_by_name_and_no_more_than_a_person_reads() {
        let few = Offers::of(vec![offer(1, "B", 8), offer(2, "A", 8), offer(3, "C", 9)], 0);
        let order: Vec<_> = few.visits.iter().map(|o| o.site.as_str()).collect();
        assert_eq!((order, few.left_off), (vec!["C", "A", "B"], 0));
        let many = Offers::of((0..OFFERS_MAX as u128 + 3).map(|n| offer(n, "A", 8)).collect(), 2);
        assert_eq!((many.visits.len(), many.left_off), (OFFERS_MAX, 5));
    }

    #[test]
    fn a_strange_server_cannot_flood_a_line() {
        let long = "A\u{7}".repeat(5_000);
        let mut one = offer(1, &long, 8);
        one.days = one.days.repeat(1_000);
        let offers = Offers::of(vec![one], 0);
        assert!(offers.visits[0].site.chars().count() <= 200);
        assert_eq!(offers.visits[0].days.len(), OFFER_DAYS_MAX);
    }
}
