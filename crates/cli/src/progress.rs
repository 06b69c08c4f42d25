//! How far a long act is, for a person at a terminal.

use std::{
    io::{IsTerminal, Write, stderr},
    sync::atomic::{AtomicBool, Ordering},
};

use jemput_acts::desk::Progress;

/// Whether something stands there.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// Tells on the standard error, in place; none where nobody watches.
pub fn at_terminal() -> Option<Progress> {
    if !stderr().is_terminal() {
        return None;
    }
    Some(Box::new(|done, total| {
        SHOWN.store(true, Ordering::Relaxed);
        let of = if total == 0 {
            String::new()
        } else {
            format!(" / {total}")
        };
        tell(&format!("\r{done}{of}\u{1b}[K"));
    }))
}

/// Takes it away before the answer is written.
pub fn clear() {
    if SHOWN.load(Ordering::Relaxed) {
        tell("\r\u{1b}[K");
    }
}

fn tell(line: &str) {
    // Who cannot be told is not told.
    let _ = stderr().write_all(line.as_bytes()).and_then(|()| stderr().flush());
}
