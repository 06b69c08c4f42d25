//! This laptop's data, open or not, as the window sees it.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::Value;

/// Why an act was not done: a code for the screen, a sentence for the person.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    code: String,
    message: String,
}

impl Failure {
    /// The act broke off by a fault of ours.
    pub fn broken() -> Self {
        Self {
            code: "broken".into(),
            message: "Terjadi kesalahan di Jemput. Ulangi; yang sudah tersimpan tetap aman.".into(),
        }
    }
}

/// This laptop's data.
pub struct House;

impl House {
    /// Opens the home folder.
    pub fn open(_home: &Path, _now: Option<DateTime<FixedOffset>>) -> Self {
        Self
    }

    /// Runs an act.
    pub fn act(&self, name: &str, _input: Value) -> Result<Value, Failure> {
        Err(Failure {
            code: "unknown_act".into(),
            message: format!("Perintah {name} tidak dikenal."),
        })
    }
}
