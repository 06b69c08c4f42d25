//! The window itself.

use tauri::webview::{PageLoadEvent, WebviewWindowBuilder};
use tauri::{App, AppHandle, Manager as _, Url};
use tauri_plugin_window_state::StateFlags;

/// The label of the one window, in the configuration and in its capability.
const MAIN: &str = "main";

/// What of a window is remembered from one start to the next.
pub fn remembered() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED
}

/// Opens the window as configured; it never leaves Jemput's own pages.
pub fn open(app: &App) -> tauri::Result<()> {
    let windows = &app.config().app.windows;
    for config in windows.iter().filter(|config| config.label == MAIN) {
        WebviewWindowBuilder::from_config(app, config)?
            .on_navigation(own)
            .on_page_load(|_window, page| {
                if page.event() == PageLoadEvent::Finished {
                    tracing::info!(target: "jemput", "the window is open");
                }
            })
            .build()?;
    }
    Ok(())
}

/// Is this one of the pages that the program carries? Their address differs by platform.
fn own(url: &Url) -> bool {
    let own = matches!(
        (url.scheme(), url.host_str()),
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost"))
    );
    if !own {
        tracing::warn!(target: "jemput", scheme = url.scheme(), "the page was kept from leaving");
    }
    own
}

/// Brings the window to the front, because someone started Jemput again.
pub fn raise(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    for done in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = done {
            tracing::warn!(target: "jemput", %error, "the window does not come to the front");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_pages() {
        let page = |address: &str| own(&address.parse().unwrap());
        assert!(page("tauri://localhost/index.html"));
        assert!(page("http://tauri.localhost/"));
        for address in [
            "https://example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert!(!page(address), "{address}");
        }
    }
}
