//! Words about the guardian's form.

use clap::ValueEnum;
use jemput_domain::event::{FormKind, GuardianBy, GuardianForm};

/// Whether a visit asks for it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Rule {
    /// Not asked for
    Off,
    /// The desk and the station are reminded
    Note,
    /// Also counted among what needs a person
    Required,
}

impl From<Rule> for GuardianForm {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Off => Self::Off,
            Rule::Note => Self::Note,
            Rule::Required => Self::Required,
        }
    }
}

/// Who gave it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum By {
    /// A parent
    Parent,
    /// Another guardian
    Guardian,
    /// The school
    School,
}

impl From<By> for GuardianBy {
    fn from(by: By) -> Self {
        match by {
            By::Parent => Self::Parent,
            By::Guardian => Self::Guardian,
            By::School => Self::School,
        }
    }
}

/// What was shown.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Form {
    /// A signed letter
    Letter,
    /// A copy or a photo of one
    Copy,
    /// A list of the school
    List,
}

impl From<Form> for FormKind {
    fn from(form: Form) -> Self {
        match form {
            Form::Letter => Self::Letter,
            Form::Copy => Self::Copy,
            Form::List => Self::List,
        }
    }
}
