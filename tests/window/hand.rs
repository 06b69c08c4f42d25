//! A hand on the screen's keyboard: keys reach a window through the X server, with its time on them, as those of a keyboard
//! or a scanner do. WebDriver's keys carry the time at which a busy machine gets round to them.

use std::thread::sleep;
use std::time::{Duration, Instant};

use x11rb::connection::Connection as _;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, ImageFormat, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MapState,
    Window as Frame,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::display::Display;

const PATIENCE: Duration = Duration::from_secs(15);

/// Signs of keys that print nothing.
pub const RETURN: u32 = 0xff0d;
/// Held for the upper sign of a key.
const SHIFT: u32 = 0xffe1;
/// Held for a command.
pub const CONTROL: u32 = 0xffe3;

/// A connection to one screen.
pub struct Hand {
    screen: RustConnection,
    root: Frame,
}

impl Hand {
    /// A hand on this screen.
    pub fn on(display: &Display) -> Self {
        let (screen, number) = RustConnection::connect(Some(&display.name)).expect("the test's screen answers");
        Self {
            root: screen.setup().roots[number].root,
            screen,
        }
    }

    /// The topmost visible window of a kind, `DIALOG` or `NORMAL`.
    pub fn frame(&self, kind: &str) -> Option<Frame> {
        // a window may go between being listed and being asked: then it is not the one
        let frames = self.screen.query_tree(self.root).ok()?.reply().ok()?.children;
        frames
            .into_iter()
            .rev()
            .find(|frame| self.is(*frame, kind).unwrap_or(false))
    }

    fn is(&self, frame: Frame, kind: &str) -> Result<bool, ReplyError> {
        let atom = |name: &str| Ok::<_, ReplyError>(self.screen.intern_atom(false, name.as_bytes())?.reply()?.atom);
        let (property, wanted) = (
            atom("_NET_WM_WINDOW_TYPE")?,
            atom(&format!("_NET_WM_WINDOW_TYPE_{kind}"))?,
        );
        let kinds = self
            .screen
            .get_property(false, frame, property, AtomEnum::ATOM, 0, 8)?
            .reply()?;
        let seen = self.screen.get_window_attributes(frame)?.reply()?.map_state == MapState::VIEWABLE;
        Ok(seen
            && kinds
                .value32()
                .is_some_and(|mut kinds| kinds.any(|each| each == wanted)))
    }

    /// Gives a window the keyboard: there is no window manager here who would.
    pub fn to(&self, frame: Frame) {
        let taken = self
            .screen
            .set_input_focus(InputFocus::PARENT, frame, x11rb::CURRENT_TIME);
        taken
            .expect("the screen answers")
            .check()
            .expect("the window takes the keyboard");
    }

    /// Waits until the window looks the same for a tenth of a second, or is gone.
    pub fn still(&self, frame: Frame) {
        let mut before = None;
        self.wait_for("the window stands still", |hand| {
            sleep(Duration::from_millis(75));
            let now = hand.look(frame);
            let same = now.is_none() || now == before;
            before = now;
            same.then_some(())
        });
    }

    /// A window's pixels.
    fn look(&self, frame: Frame) -> Option<Vec<u8>> {
        let size = self.screen.get_geometry(frame).ok()?.reply().ok()?;
        let (format, width, height) = (ImageFormat::Z_PIXMAP, size.width, size.height);
        let image = self.screen.get_image(format, frame, 0, 0, width, height, !0).ok()?;
        Some(image.reply().ok()?.data)
    }

    /// Presses the keys with these signs on them together and lets them go.
    pub fn strike(&self, signs: &[u32]) {
        self.burst(&[signs]);
    }

    /// One stroke after the other without a pause, each of keys pressed together, with Shift where a sign is the upper one.
    pub fn burst(&self, strokes: &[&[u32]]) {
        self.try_burst(strokes).expect("the screen takes keys");
    }

    fn try_burst(&self, strokes: &[&[u32]]) -> Result<(), ReplyError> {
        let keyboard = self.keyboard()?;
        let key = |sign| {
            keyboard
                .key(sign)
                .unwrap_or_else(|| panic!("no key has the sign {sign:#x} on it"))
        };
        for signs in strokes {
            let mut keys = Vec::new();
            for (key, upper) in signs.iter().map(|sign| key(*sign)) {
                keys.extend(upper.then(|| keyboard.key(SHIFT)).flatten().map(|(shift, _)| shift));
                keys.push(key);
            }
            let presses = keys.iter().map(|key| (KEY_PRESS_EVENT, *key));
            let releases = keys.iter().rev().map(|key| (KEY_RELEASE_EVENT, *key));
            for (kind, key) in presses.chain(releases) {
                // not waited for one by one: the whole burst lies at the server before it is read
                self.screen
                    .xtest_fake_input(kind, key, x11rb::CURRENT_TIME, self.root, 0, 0, 0)?;
            }
        }
        // the answer to any question comes after all that was sent before it
        self.screen.get_input_focus()?.reply()?;
        Ok(())
    }

    fn keyboard(&self) -> Result<Keyboard, ReplyError> {
        let (first, last) = (self.screen.setup().min_keycode, self.screen.setup().max_keycode);
        let map = self.screen.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        Ok(Keyboard {
            first,
            width: usize::from(map.keysyms_per_keycode),
            signs: map.keysyms,
        })
    }

    /// Waits until something is found.
    pub fn wait_for<T>(&self, what: &str, look: impl FnMut(&Self) -> Option<T>) -> T {
        self.within(PATIENCE, look)
            .unwrap_or_else(|| panic!("not seen in {PATIENCE:?}: {what}"))
    }

    /// Looks again and again until something is found or the time is over.
    pub fn within<T>(&self, time: Duration, mut look: impl FnMut(&Self) -> Option<T>) -> Option<T> {
        let since = Instant::now();
        loop {
            let found = look(self);
            if found.is_some() || since.elapsed() > time {
                return found;
            }
            sleep(Duration::from_millis(25));
        }
    }
}

/// What stands on the keys.
struct Keyboard {
    first: u8,
    width: usize,
    signs: Vec<u32>,
}

impl Keyboard {
    /// The key with this sign on it, and whether Shift is needed.
    fn key(&self, sign: u32) -> Option<(u8, bool)> {
        self.signs
            .chunks(self.width)
            .zip(self.first..)
            .find_map(|(signs, key)| {
                let at = signs.iter().take(2).position(|each| *each == sign)?;
                Some((key, at == 1))
            })
    }
}
