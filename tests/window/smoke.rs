//! The programs start: the window shows the application, the server answers.

use std::net::TcpStream;

use super::{Place, Server, Window};

#[test]
fn the_window_opens() {
    let place = Place::new();
    let window = Window::open(&place, "loket-a", &[]);
    window.see("app");
    assert_eq!(window.title(), "Jemput");
    window.picture("smoke");
}

#[test]
fn the_server_goes_and_comes_back_at_the_same_address() {
    let place = Place::new();
    let mut server = Server::start(&place);
    let address = server.address();
    let answers = |address: &str| TcpStream::connect(address.trim_start_matches("http://")).is_ok();
    assert!(answers(&address));
    server.stop();
    assert!(!answers(&address));
    server.again();
    assert_eq!(server.address(), address);
    assert!(answers(&address));
}
