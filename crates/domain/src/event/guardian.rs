//! The form that a minor's parent or guardian signs, where the visit asks for it. Whose form it is stays on paper: no name of
//! a guardian is kept.

use serde::{Deserialize, Serialize};

/// Whether the visit asks for a guardian's form of who is under 18. It never keeps anybody from being checked in or recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum GuardianForm {
    /// Not asked for: the registry's legal duty is taken to suffice.
    #[default]
    Off,
    /// A missing form is shown at the desk and at the station.
    Note,
    /// It is also counted among what needs a person.
    Required,
}

/// The visit asks for the form from now on, or no longer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GuardianRule {
    /// How far.
    pub rule: GuardianForm,
}

/// Who gave the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum GuardianBy {
    /// A parent.
    Parent,
    /// Another guardian.
    Guardian,
    /// The school, for its pupils.
    School,
}

/// What the desk was shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// A signed letter.
    Letter,
    /// A copy or a photo of one.
    Copy,
    /// A list of the school with many names.
    List,
}

/// The desk saw a booking's form; the header says when and by whom of the crew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GuardianFormSeen {
    /// Whose word it is.
    pub by: GuardianBy,
    /// On what.
    pub form: FormKind,
}
