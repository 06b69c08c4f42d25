//! The limits of a plan's numbers: above them a number is a typing mistake, and arithmetic stays within `u16` and `u32`.

/// Days of a visit.
pub const DAYS_MAX: usize = 60;
/// Breaks of a day.
pub const BREAKS_MAX: usize = 16;
/// Recording sets of a visit.
pub const STATIONS_MAX: u8 = 64;
/// Minutes that one person takes at a station.
pub const PERSON_MINUTES_MAX: u16 = 240;
/// Shortest slot that may be asked for, in minutes; what a break leaves may be shorter.
pub const SLOT_MINUTES_MIN: u16 = 5;
/// Longest slot in minutes.
pub const SLOT_MINUTES_MAX: u16 = 480;
/// Largest share kept for walk-ins and repeats, in percent.
pub const RESERVE_PERCENT_MAX: u8 = 90;
/// Highest minimum age in full years.
pub const MINIMUM_AGE_MAX: u8 = 100;
/// Minutes in a day.
pub const DAY_MINUTES: u16 = 1440;
