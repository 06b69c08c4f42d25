//! What the shell tells the screen unasked.

use serde::Serialize;
use tauri::{AppHandle, Emitter as _};

/// The name under which the screen listens.
pub const NAME: &str = "notice";

/// A notice to the screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The journal holds something new, by whatever hand: read again what you show.
    Changed,
}

/// Tells every window; a window that is just closing hears nothing, which is no loss.
pub fn tell(app: &AppHandle, notice: Notice) {
    if let Err(error) = app.emit(NAME, notice) {
        tracing::debug!(target: "jemput", %error, "nobody heard a notice");
    }
}
