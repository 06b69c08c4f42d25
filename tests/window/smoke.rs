//! The window opens and shows the application.

use super::{Place, Window};

#[test]
fn the_window_opens() {
    let place = Place::new();
    let window = Window::open(&place, "loket-a", &[]);
    window.see("app");
    assert_eq!(window.title(), "Jemput");
    window.picture("smoke");
}
