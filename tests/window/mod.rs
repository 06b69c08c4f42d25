//! Jemput's real window, driven by WebDriver on a screen of its own.
//!
//! ```text
//! let place = Place::new();                          // empty folders
//! let window = Window::open(&place, "loket-a", &[]); // jemput-desktop on a screen of its own (Xvfb)
//! window.click("arrivals");                          // by data-testid; waits until it can be clicked
//! window.scan("3174085203050001");                   // as a barcode scanner types
//! window.says("card", "A-001");                      // waits for the words; fails with a picture
//! ```
//!
//! Nothing here waits for time: every wait is for something to be seen, with a limit.

mod dialog;
mod display;
mod driver;
mod group;
mod hand;
mod hands;
mod limits;
mod place;
mod program;
mod screen;
mod server;
mod sman55;
mod smoke;
mod vault;

pub use place::Place;
pub use program::ours;
pub use screen::Window;
pub use server::Server;

/// A letter or digit with the control key held.
fn control(key: char) -> [char; 2] {
    [fantoccini::key::Key::Control.into(), key]
}
