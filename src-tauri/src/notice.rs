//! What the shell tells the screen unasked.

use serde::Serialize;
use tauri::{AppHandle, Emitter as _};

/// The name under which the screen listens.
const NAME: &str = "notice";

/// A notice to the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The journal holds something new by another hand: read again what is shown.
    Changed,
    /// The connection to the server changed, or an exchange goes on.
    Exchange,
}

/// Tells every window. One that is just closing hears nothing, which is no loss.
pub fn tell(app: &AppHandle, notice: Notice) {
    if let Err(error) = app.emit(NAME, notice) {
        tracing::debug!(target: "jemput", %error, "nobody heard a notice");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_reads_these() {
        let written = serde_json::to_string(&[Notice::Changed, Notice::Exchange]).unwrap();
        assert_eq!(written, r#"[{"kind":"changed"},{"kind":"exchange"}]"#);
    }
}
