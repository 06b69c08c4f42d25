//! What the shell tells the screen unasked.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use tauri::{AppHandle, Emitter as _};

/// The name under which the screen listens.
const NAME: &str = "notice";

/// Between two notices of progress.
const FRAME: Duration = Duration::from_millis(50);

/// A notice to the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The journal holds something new by another hand: read again what is shown.
    Changed,
    /// The connection to the server changed, or an exchange goes on.
    Exchange,
    /// A long act is so far of so much.
    Progress {
        /// Steps done.
        done: u32,
        /// Of how many.
        total: u32,
    },
}

/// Tells every window. One that is just closing hears nothing, which is no loss.
pub fn tell(app: &AppHandle, notice: Notice) {
    if let Err(error) = app.emit(NAME, notice) {
        tracing::debug!(target: "jemput", %error, "nobody heard a notice");
    }
}

/// Tells how far a long act is, not more often than an eye follows; the last step always.
pub fn tell_progress(app: AppHandle) -> impl Fn(u32, u32) + Send + Sync {
    let told = Mutex::new(None::<Instant>);
    move |done, total| {
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        if (total > 0 && done >= total) || told.is_none_or(|at| at.elapsed() >= FRAME) {
            *told = Some(Instant::now());
            tell(&app, Notice::Progress { done, total });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_reads_these() {
        let progress = Notice::Progress { done: 3, total: 452 };
        let written = serde_json::to_string(&[Notice::Changed, Notice::Exchange, progress]).unwrap();
        assert_eq!(
            written,
            r#"[{"kind":"changed"},{"kind":"exchange"},{"kind":"progress","done":3,"total":452}]"#
        );
    }
}
