//! Times and days.

use jemput_domain::time::{Day, Moment};

use crate::words::Both;

/// Reads an instant, RFC 3339.
pub fn moment(text: &str) -> Result<Moment, Both> {
    Moment::parse(text).ok_or_else(|| {
        Both::new(
            "tulis waktu dengan zonanya, seperti 2021-11-09T10:42:00+07:00",
            "write the time with its zone, as in 2021-11-09T10:42:00+07:00",
        )
    })
}

/// Reads a day, ISO.
pub fn day(text: &str) -> Result<Day, Both> {
    Day::parse(text.trim()).ok_or_else(|| {
        Both::new(
            "tulis tanggal sebagai tahun-bulan-hari, seperti 2021-11-09",
            "write the day as year-month-day, as in 2021-11-09",
        )
    })
}
