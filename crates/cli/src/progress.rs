//! How far a long act is, for a person at a terminal.

use std::io::{IsTerminal, Write, stderr};

use jemput_acts::desk::Progress;

/// Tells on the standard error, in place; none where nobody watches.
pub fn at_terminal() -> Option<Progress> {
    if !stderr().is_terminal() {
        return None;
    }
    Some(Box::new(|done, total| {
        let line = if done < total {
            format!("\r{done} / {total}\u{1b}[K")
        } else {
            "\r\u{1b}[K".to_owned()
        };
        // Who cannot be told is not told.
        let _ = write!(stderr(), "{line}").and_then(|()| stderr().flush());
    }))
}
