//! The harness itself: what its hands do reaches the page as a person's would. On a page of our own making, so that no
//! screen's change can break it.

use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use serde_json::json;

use super::{Place, Window};

/// Puts these elements in place of the page and of all that listened there; `keys` then lists every key that goes down.
fn page(window: &Window, html: &str) {
    window.see("app");
    let script = "document.open(); document.write(arguments[0]); document.close(); window.keys = [];
        addEventListener('keydown', (event) => keys.push((event.ctrlKey ? 'Ctrl+' : '') + event.key), true);
        for (const button of document.querySelectorAll('button'))
            button.addEventListener('click', () => { document.querySelector('output').textContent += button.textContent })";
    window.run(script, vec![json!(html)]);
}

#[test]
fn hands_reach_the_page() {
    let place = Place::new();
    let window = Window::open(&place, "loket-a", &[]);
    page(
        &window,
        "<input data-testid=field value=old><select data-testid=list><option value=a>A<option value=b>B</select>
         <ul><li><button data-testid=row>satu</button><li><button data-testid=row>dua</button></ul>
         <p data-testid=hidden hidden>nothing</p><output data-testid=out></output>",
    );

    window.fill("field", "Putri Ayu");
    assert_eq!(window.value("field"), "Putri Ayu");
    assert_eq!(window.focused().as_deref(), Some("field"));
    window.choose("list", "b");
    assert_eq!(window.value("list"), "b");

    window.click_among("row", "dua");
    window.says("out", "dua");
    window.click("row");
    window.says("out", "duasatu");
    assert_eq!(window.text("out"), "duasatu");
    assert_eq!(
        (window.count("row"), window.texts("row")),
        (2, vec!["satu".into(), "dua".into()])
    );
    assert_eq!(window.attribute("list", "data-testid").as_deref(), Some("list"));
    window.gone("hidden");

    window.resize(1100, 780);
    window.until("the window is narrower", |window| {
        window.run("return innerWidth", vec![]) == json!(1100)
    });
}

#[test]
fn a_scanner_types_in_one_burst() {
    let place = Place::new();
    let window = Window::open(&place, "loket-a", &[]);
    page(&window, "<input data-testid=field autofocus>");
    window.click("field");
    window.run(
        "window.times = []; addEventListener('keydown', (e) => times.push(e.timeStamp))",
        vec![],
    );

    window.scan("3174085203059001");
    window.until("Enter arrives", |window| {
        window.run("return keys.at(-1)", vec![]) == json!("Enter")
    });
    assert_eq!(window.value("field"), "3174085203059001");
    let longest = window.run(
        "return Math.max(...times.slice(1).map((time, i) => time - times[i]))",
        vec![],
    );
    assert!(
        longest.as_f64().is_some_and(|ms| ms < 20.0),
        "a scanner is faster than {longest} ms a key"
    );

    window.chord(&[Key::Control.into(), '2']);
    window.press(Key::Escape);
    window.keys("aB");
    window.until("all keys arrive", |window| {
        window.run("return keys.slice(-2)", vec![]) == json!(["a", "B"])
    });
    assert_eq!(
        window.run("return keys.includes('Ctrl+2') && keys.includes('Escape')", vec![]),
        json!(true)
    );
}

/// Asks the shell for a path by one of its dialogs and answers it there.
fn path_by_dialog(command: &str, options: serde_json::Value, name: &str) -> (PathBuf, serde_json::Value) {
    let place = Place::new();
    let path = place.path(name);
    std::fs::write(place.path("Peserta_didik-55.xlsx"), "not a workbook").expect("the test's folder can be written to");
    let window = Window::open(&place, "loket-a", &[]);
    page(&window, "<p>A page without a button.</p>");
    let ask = "window.chosen = 'nothing yet';
        window.__TAURI_INTERNALS__.invoke(arguments[0], { options: arguments[1] })
            .then((path) => { window.chosen = path }, (error) => { window.chosen = String(error) })";
    window.run(ask, vec![json!(command), options]);

    window.choose_file(&path);
    window.until("the page learns the path", |window| {
        window.run("return chosen", vec![]) != json!("nothing yet")
    });
    (path, window.run("return chosen", vec![]))
}

#[test]
fn a_file_is_chosen_in_the_desktops_own_dialog() {
    let filters = json!({ "filters": [{ "name": "Spreadsheet", "extensions": ["xlsx", "csv"] }] });
    let (path, chosen) = path_by_dialog("plugin:dialog|open", filters, "Peserta_didik-55.xlsx");
    assert_eq!(chosen.as_str().map(Path::new), Some(path.as_path()));
}

#[test]
fn a_new_file_is_named_in_the_desktops_own_dialog() {
    let named = json!({ "defaultPath": "data.xlsx" });
    let (path, chosen) = path_by_dialog("plugin:dialog|save", named, "Perlu_dilengkapi.xlsx");
    assert_eq!(chosen.as_str().map(Path::new), Some(path.as_path()));
}
