//! What the page may not do, whatever text has found its way into it.

use std::net::TcpListener;

use serde_json::{Value, json};

use super::{Place, Window};

/// Runs a promise in the page: what it gave, or the word `refused` before the reason.
fn promised(window: &Window, promise: &str) -> String {
    let script = format!("{promise}.then((it) => 'done ' + it, (why) => 'refused ' + why)");
    match window.promise(&script) {
        Value::String(text) => text,
        other => panic!("{promise} gave {other}"),
    }
}

#[test]
fn the_page_may_only_ask_for_what_it_needs() {
    let place = Place::new();
    let window = Window::open(&place, "loket-a", &[]);
    window.see("app");
    let ask = |command: &str, input: Value| {
        promised(
            &window,
            &format!("window.__TAURI_INTERNALS__.invoke({}, {input})", json!(command)),
        )
    };
    let session = ask("act", json!({"name": "session", "input": {}}));
    assert!(session.starts_with("done "), "{session}");
    for (command, input) in [
        ("plugin:window|set_title", json!({"value": "x"})),
        (
            "plugin:webview|create_webview_window",
            json!({"options": {"label": "x", "url": "https://example.org"}}),
        ),
        ("plugin:event|emit", json!({"event": "notice", "payload": 1})),
        ("plugin:dialog|message", json!({"message": "x"})),
        ("plugin:window-state|filename", json!({})),
        ("plugin:path|resolve_directory", json!({"directory": 1})),
    ] {
        let answer = ask(command, input);
        assert!(
            answer.starts_with("refused ") && answer.contains("not allowed"),
            "{command}: {answer}"
        );
    }
}

#[test]
fn the_page_reaches_nobody_and_leaves_for_nowhere() {
    let place = Place::new();
    let window = Window::open(&place, "loket-a", &[]);
    window.see("app");
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback has a free port");
    listener
        .set_nonblocking(true)
        .expect("a socket can be asked without waiting");
    let address = format!(
        "http://{}/",
        listener.local_addr().expect("a bound port has an address")
    );

    let fetched = promised(&window, &format!("fetch({})", json!(address)));
    assert!(fetched.starts_with("refused "), "{fetched}");
    let image = "new Promise((done, failed) => {
        const image = new Image(); image.onload = done; image.onerror = () => failed('blocked'); image.src = ADDRESS })";
    let shown = promised(&window, &image.replace("ADDRESS", &json!(address).to_string()));
    assert_eq!(shown, "refused blocked");
    let script = "const it = document.createElement('script'); it.textContent = 'window.ran = true';
        document.body.append(it); location.href = arguments[0]; return window.ran === true";
    assert_eq!(
        window.run(script, vec![json!(address)]),
        json!(false),
        "a script in the page ran"
    );

    window.until("the shell keeps the page", |window| {
        window.printed().contains("kept from leaving")
    });
    assert!(listener.accept().is_err(), "the page reached another address");
    assert_eq!(window.run("return location.protocol", vec![]), json!("tauri:"));
}
