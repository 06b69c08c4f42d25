//! What a command answers: for scripts and for people.

use jemput_acts::{Failure, Trouble, view::Done};
use jemput_domain::words::Lang;
use serde::Serialize;
use serde_json::Value;

use crate::failed::Failed;

/// An answer in both forms.
#[derive(Debug)]
pub struct Answer {
    /// With `--json`.
    pub value: Value,
    /// Without it.
    pub text: String,
    /// Something in the answer is not as it must be: the command fails though it answers.
    pub but: Option<Failure>,
}

impl Answer {
    /// The value as it serialises, and words for people.
    ///
    /// # Errors
    ///
    /// Where a value has no JSON; none of ours.
    pub fn new(value: &impl Serialize, text: impl Into<String>) -> Result<Self, Failed> {
        Ok(Self {
            value: json(value)?,
            text: text.into(),
            but: None,
        })
    }

    /// What an act did: its sentence and, where it can be taken back, how.
    pub fn done(done: &Done, visit: impl std::fmt::Display, lang: Lang) -> Result<Self, Failed> {
        let mut text = done.sentence.clone();
        if let Some(act) = done.act {
            text.push('\n');
            text.push_str(&undo_line(lang, visit, act));
        }
        Self::new(done, text)
    }
}

/// How to take an act back.
pub fn undo_line(lang: Lang, visit: impl std::fmt::Display, act: impl std::fmt::Display) -> String {
    lang.pick(
        format!("Batalkan dengan: jemput undo {act} --visit {visit}"),
        format!("Take it back with: jemput undo {act} --visit {visit}"),
    )
}

/// Anything as JSON.
pub fn json(value: &impl Serialize) -> Result<Value, Failed> {
    serde_json::to_value(value).map_err(|error| Trouble::BadInput(error.to_string()).into())
}

/// An object with further keys.
pub fn with<const N: usize>(value: &impl Serialize, keys: [(&str, Value); N]) -> Result<Value, Failed> {
    let mut value = json(value)?;
    if let Value::Object(object) = &mut value {
        object.extend(keys.map(|(key, value)| (key.to_owned(), value)));
    }
    Ok(value)
}
