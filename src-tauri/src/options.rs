//! The command line of the window.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::Parser;

use crate::home;

/// Jemput's window: the van's day at a site.
#[derive(Parser, Debug)]
#[command(name = "jemput-desktop", version)]
pub struct Options {
    /// The folder that holds this laptop's data [default: the platform's data folder for Jemput]
    #[arg(long, env = "JEMPUT_HOME", value_name = "DIR")]
    home: Option<PathBuf>,

    /// Start the clock at this time (RFC 3339), for practice and tests; it runs on from there
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub now: Option<DateTime<FixedOffset>>,
}

impl Options {
    /// The home folder: the one named, or the platform's own. None where the platform names none.
    pub fn home(&self) -> Option<PathBuf> {
        self.home.clone().or_else(home::platform)
    }
}

/// Reads a time; the parser's own complaint is no `Error` without chrono's `std`.
fn time(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text).map_err(|complaint| complaint.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_home_and_time() {
        let options = Options::try_parse_from([
            "jemput-desktop",
            "--home",
            "/tmp/van",
            "--now",
            "2021-11-09T10:42:00+07:00",
        ])
        .unwrap();
        assert_eq!(options.home(), Some(PathBuf::from("/tmp/van")));
        assert_eq!(options.now.unwrap().to_rfc3339(), "2021-11-09T10:42:00+07:00");
    }

    #[test]
    fn refuses_a_time_that_is_none() {
        let refused = Options::try_parse_from(["jemput-desktop", "--now", "besok"]).unwrap_err();
        assert_eq!(refused.kind(), clap::error::ErrorKind::ValueValidation);
    }
}
