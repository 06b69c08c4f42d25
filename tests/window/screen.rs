//! A window, as a person's hands and eyes use it. Elements are named by their `data-testid`.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::Value;
use tokio::runtime::Runtime;

use super::dialog;
use super::display::Display;
use super::driver::Driver;
use super::hand::{Hand, RETURN};
use super::place::Place;
use super::program;

/// How long anything may take to be seen.
const PATIENCE: Duration = Duration::from_secs(15);
/// Between two looks.
const GLANCE: Duration = Duration::from_millis(25);

/// An open window of one laptop. Dropping it closes it.
pub struct Window {
    // before the driver: the session ends first
    client: Option<Client>,
    driver: Driver,
    runtime: Runtime,
    hand: Hand,
    name: String,
    // after all that shows something on it
    _display: Display,
}

impl Window {
    /// Opens the window of the laptop `name`, whose home is the folder of that name in the place, with further
    /// arguments to `jemput-desktop`, for example `["--now", "2021-11-09T07:45:00+07:00"]`.
    pub fn open(place: &Place, name: &str, arguments: &[&str]) -> Self {
        let home = place.path(name);
        let home = home.to_str().expect("a test's folder is plain text");
        let arguments: Vec<_> = ["--home", home]
            .iter()
            .chain(arguments)
            .map(ToString::to_string)
            .collect();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a thread can wait for sockets");
        // 1280 by 900 leaves room for the window, for its dialogs and for what hangs over.
        let display = Display::start(1280, 900);
        let driver = Driver::start(place, &display, name);
        let client = runtime
            .block_on(driver.session(&arguments))
            .unwrap_or_else(|error| panic!("{name}: {error}\n{}", driver.printed()));
        let hand = Hand::on(&display);
        hand.to(hand.wait_for("the window is on its screen", |hand| hand.frame("NORMAL")));
        Self {
            client: Some(client),
            driver,
            runtime,
            hand,
            name: name.to_owned(),
            _display: display,
        }
    }

    /// Waits until an element is visible.
    pub fn see(&self, id: &str) {
        self.visible(id);
    }

    /// Waits until no such element is visible.
    pub fn gone(&self, id: &str) {
        self.until(&format!("[{id}] is gone"), |window| window.shown(id).is_empty());
    }

    /// Waits until an element's text has these words in it.
    pub fn says(&self, id: &str, words: &str) {
        let mut last = String::new();
        self.wait_for(&format!("[{id}] says {words:?}"), |window| {
            last = window.texts(id).join(" | ");
            last.contains(words).then_some(())
        })
        .unwrap_or_else(|complaint| panic!("{complaint}\nit said {last:?}"));
    }

    /// The visible text of an element, once it is there.
    pub fn text(&self, id: &str) -> String {
        let element = self.visible(id);
        self.ask(self.words_of(element))
    }

    /// The texts of all visible elements of this name, in the order of the page.
    pub fn texts(&self, id: &str) -> Vec<String> {
        self.shown(id)
            .iter()
            .filter_map(|element| self.still(self.words_of(element.clone())))
            .collect()
    }

    /// How many visible elements have this name.
    pub fn count(&self, id: &str) -> usize {
        self.shown(id).len()
    }

    /// An attribute of an element, once it is there.
    pub fn attribute(&self, id: &str, name: &str) -> Option<String> {
        let element = self.visible(id);
        self.ask(element.attr(name))
    }

    /// What stands in a field, once it is there.
    pub fn value(&self, id: &str) -> String {
        let element = self.visible(id);
        self.ask(element.prop("value")).unwrap_or_default()
    }

    /// The name of the element that has the keyboard, or of the nearest one around it that has a name.
    pub fn focused(&self) -> Option<String> {
        let name = self.run(
            "return document.activeElement?.closest('[data-testid]')?.dataset.testid ?? null",
            vec![],
        );
        name.as_str().map(ToOwned::to_owned)
    }

    /// Clicks an element as soon as it can be clicked.
    pub fn click(&self, id: &str) {
        self.wait_for(&format!("[{id}] can be clicked"), |window| {
            let [element, ..] = &window.shown(id)[..] else {
                return None;
            };
            window.press_down(element)
        })
        .unwrap_or_else(|complaint| panic!("{complaint}"));
    }

    /// Clicks the element of this name whose text has these words in it, for example one row of a list.
    pub fn click_among(&self, id: &str, words: &str) {
        self.wait_for(&format!("one of [{id}] says {words:?} and can be clicked"), |window| {
            let mut shown = window.shown(id).into_iter();
            let found = shown.find(|each| {
                window
                    .still(window.words_of(each.clone()))
                    .is_some_and(|text| text.contains(words))
            })?;
            window.press_down(&found)
        })
        .unwrap_or_else(|complaint| panic!("{complaint}"));
    }

    /// Empties a field and types into it.
    pub fn fill(&self, id: &str, text: &str) {
        let element = self.visible(id);
        self.ask(element.clear());
        self.ask(element.send_keys(text));
    }

    /// Chooses an entry of a drop-down list by its value.
    pub fn choose(&self, id: &str, value: &str) {
        let element = self.visible(id);
        self.ask(element.select_by_value(value));
    }

    /// Types into whatever has the keyboard, key by key.
    pub fn keys(&self, text: &str) {
        self.strokes(text.chars().map(|key| vec![key]));
    }

    /// Presses keys together, the last one while the others are held: `chord(&[Key::Control.into(), '1'])`.
    pub fn chord(&self, keys: &[char]) {
        self.strokes([keys.to_vec()]);
    }

    /// Presses one key that has a name.
    pub fn press(&self, key: Key) {
        self.chord(&[key.into()]);
    }

    /// Types a code and Enter as a barcode scanner does: in one burst, wherever the keyboard is.
    pub fn scan(&self, code: &str) {
        self.take_keyboard();
        let signs: Vec<_> = code.chars().map(u32::from).chain([RETURN]).collect();
        let strokes: Vec<_> = signs.iter().map(std::slice::from_ref).collect();
        self.hand.burst(&strokes);
    }

    /// Answers the desktop's dialog for choosing or naming a file, once it opens.
    pub fn choose_file(&self, path: &Path) {
        dialog::answer(&self.hand, path);
        self.take_keyboard();
    }

    /// Runs JavaScript in the page: for what eyes cannot see, such as a colour or the size of a target.
    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.ask(self.client().execute(script, arguments))
    }

    /// Runs a JavaScript expression that gives a promise, and answers what that gives.
    pub fn promise(&self, expression: &str) -> Value {
        let script = format!("const done = arguments[0]; ({expression}).then(done, (why) => done('' + why))");
        self.ask(self.client().execute_async(&script, vec![]))
    }

    /// The title that the page gives itself.
    pub fn title(&self) -> String {
        self.ask(self.client().title())
    }

    /// What the shell printed lately: its traces.
    pub fn printed(&self) -> String {
        self.driver.printed()
    }

    /// Sets the window's size in pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.ask(self.client().set_window_size(width, height));
    }

    /// Waits for anything: `done` is asked again and again until it says yes.
    pub fn until(&self, what: &str, mut done: impl FnMut(&Self) -> bool) {
        self.wait_for(what, |window| done(window).then_some(()))
            .unwrap_or_else(|complaint| panic!("{complaint}"));
    }

    /// Takes a picture into target/screenshots/NAME.png, of the page as it stands after the next repaint.
    pub fn picture(&self, name: &str) -> PathBuf {
        let repainted = "const done = arguments[0];
            document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
        self.ask(self.client().execute_async(repainted, vec![]));
        let png = self.ask(self.client().screenshot());
        let path = program::pictures().join(format!("{name}.png"));
        std::fs::write(&path, png).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    fn take_keyboard(&self) {
        self.hand.to(self
            .hand
            .wait_for("the window is on its screen", |hand| hand.frame("NORMAL")));
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the session lasts as long as the window")
    }

    /// Runs one request to the end; any error is the test's.
    fn ask<T>(&self, request: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime
            .block_on(request)
            .unwrap_or_else(|error| panic!("{}: {error}{}", self.name, self.scene()))
    }

    /// Runs one request about something that may have left the page meanwhile: then none.
    fn still<T>(&self, request: impl Future<Output = Result<T, CmdError>>) -> Option<T> {
        match self.runtime.block_on(request) {
            Ok(answer) => Some(answer),
            Err(error) if gone(&error) => None,
            Err(error) => panic!("{}: {error}{}", self.name, self.scene()),
        }
    }

    /// The visible elements of this name.
    fn shown(&self, id: &str) -> Vec<Element> {
        let selector = format!("[data-testid=\"{id}\"]");
        let all = self.ask(self.client().find_all(Locator::Css(&selector)));
        all.into_iter()
            .filter(|element| self.still(element.is_displayed()) == Some(true))
            .collect()
    }

    /// The text of an element as it is shown. WebDriver's own answer leaves out what cannot be selected, which people read all the same.
    async fn words_of(&self, element: Element) -> Result<String, CmdError> {
        let element = serde_json::to_value(element)?;
        let words = self
            .client()
            .execute("return arguments[0].innerText.trim()", vec![element])
            .await?;
        Ok(words.as_str().unwrap_or_default().to_owned())
    }

    fn visible(&self, id: &str) -> Element {
        self.wait_for(&format!("[{id}] is seen"), |window| window.shown(id).into_iter().next())
            .unwrap_or_else(|complaint| panic!("{complaint}"))
    }

    /// Clicks if that is possible just now.
    fn press_down(&self, element: &Element) -> Option<()> {
        if !self.still(element.is_enabled())? {
            return None;
        }
        match self.runtime.block_on(element.click()) {
            Ok(()) => Some(()),
            Err(error) if gone(&error) || covered(&error) => None,
            Err(error) => panic!("{}: {error}{}", self.name, self.scene()),
        }
    }

    /// Sends strokes, each of keys pressed in order and let go in reverse, in one burst.
    fn strokes(&self, strokes: impl IntoIterator<Item = Vec<char>>) {
        let actions = strokes
            .into_iter()
            .fold(KeyActions::new("keyboard".into()), |actions, stroke| {
                let pressed = stroke
                    .iter()
                    .fold(actions, |actions, key| actions.then(KeyAction::Down { value: *key }));
                stroke
                    .iter()
                    .rev()
                    .fold(pressed, |actions, key| actions.then(KeyAction::Up { value: *key }))
            });
        self.ask(self.client().perform_actions(actions));
    }

    fn wait_for<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> Result<T, String> {
        let since = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return Ok(found);
            }
            if since.elapsed() > PATIENCE {
                return Err(format!(
                    "{}: not seen in {PATIENCE:?}: {what}{}",
                    self.name,
                    self.scene()
                ));
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// What a person who looks into a failed test wants to know. Must not fail itself.
    fn scene(&self) -> String {
        let read = self.client().execute("return document.body.innerText", vec![]);
        let text = self
            .runtime
            .block_on(read)
            .ok()
            .and_then(|text| text.as_str().map(ToOwned::to_owned));
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let path = program::pictures().join(format!("failed-{test}-{}.png", self.name));
        let pictured = self
            .runtime
            .block_on(self.client().screenshot())
            .is_ok_and(|png| std::fs::write(&path, png).is_ok());
        format!(
            "\n--- page\n{}\n--- printed\n{}\n--- picture: {}",
            text.unwrap_or_else(|| "(does not answer)".into()),
            self.driver.printed(),
            if pictured {
                path.display().to_string()
            } else {
                "none".into()
            }
        )
    }
}

/// Did the element leave the page between two looks?
fn gone(error: &CmdError) -> bool {
    error.is_stale_element_reference() || error.is_no_such_element()
}

/// Does something else lie over the element just now, or has it no place yet?
fn covered(error: &CmdError) -> bool {
    error.is_element_not_interactable()
        || matches!(error, CmdError::Standard(cause) if cause.error == ErrorStatus::ElementClickIntercepted)
}

impl Drop for Window {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let closed = async { tokio::time::timeout(Duration::from_secs(5), client.close()).await };
            let _ = self.runtime.block_on(closed);
        }
    }
}
