//! What Jemput keeps of a resident: only what the service needs, all of it personal.

use serde::{Deserialize, Serialize};

use crate::{
    nik::{Nik, Sex},
    time::Day,
};

/// A resident as a roster or the desk gave them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
pub struct Person {
    /// Name as written.
    pub name: String,
    /// NIK, where there is a valid one.
    pub nik: Option<Nik>,
    /// What stood in the NIK column when it is no NIK: kept so that the desk can complete it.
    pub nik_as_written: String,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Class, unit, or empty.
    pub class: String,
    /// Home district: a Kemendagri code where it was recognised, else as written; empty: to be asked.
    pub home_district: String,
    /// Phone number, by choice.
    pub phone: String,
}
