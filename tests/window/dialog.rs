//! The desktop's own dialog for choosing a file: outside the page, so WebDriver does not see it. Keys reach it through
//! the X server, as those of a keyboard would.

use std::path::Path;
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

use super::place::Place;

const PATIENCE: Duration = Duration::from_secs(15);
/// How long one Enter may take to have its effect.
const ENTER: Duration = Duration::from_secs(3);

const RETURN: u32 = 0xff0d;
const SHIFT: u32 = 0xffe1;
const CONTROL: u32 = 0xffe3;

/// Waits for a file dialog on the place's screen, types the path and Enter, and waits until the dialog is gone. The
/// path must be plain ASCII.
pub fn choose_file(place: &Place, path: &Path) {
    let path = path
        .to_str()
        .filter(|path| path.is_ascii())
        .expect("a test's path is plain ASCII");
    let (screen, number) = RustConnection::connect(Some(&place.display.name)).expect("the test's screen answers");
    let hand = Hand {
        root: screen.setup().roots[number].root,
        screen,
    };
    let dialog = hand.wait_for("a file dialog opens", |hand| hand.dialog());
    hand.on_screen(dialog)
        .expect("the screen takes the keyboard to the dialog");
    // A slash opens the dialog's line for a path, in its own time; keys that come before that are lost.
    hand.strike(&[u32::from('/')]).expect("the screen takes keys");
    hand.still(dialog);
    hand.strike(&[CONTROL, u32::from('a')]).expect("the screen takes keys");
    for sign in path.chars() {
        hand.strike(&[u32::from(sign)]).expect("the screen takes keys");
    }
    hand.still(dialog);
    // An Enter while the dialog still reads the folder only ends that: then another is needed.
    hand.wait_for("the file dialog takes the path", |hand| {
        hand.strike(&[RETURN]).expect("the screen takes keys");
        let gone = |hand: &Hand| (hand.dialog() != Some(dialog)).then_some(());
        hand.within(ENTER, gone)
    });
}

struct Hand {
    screen: RustConnection,
    root: Frame,
}

impl Hand {
    /// The topmost visible window that calls itself a dialog.
    fn dialog(&self) -> Option<Frame> {
        // a window may go between being listed and being asked: then it is not the one
        let frames = self.screen.query_tree(self.root).ok()?.reply().ok()?.children;
        frames
            .into_iter()
            .rev()
            .find(|frame| self.is_dialog(*frame).unwrap_or(false))
    }

    fn is_dialog(&self, frame: Frame) -> Result<bool, ReplyError> {
        let kind = self.screen.intern_atom(false, b"_NET_WM_WINDOW_TYPE")?.reply()?.atom;
        let dialog = self
            .screen
            .intern_atom(false, b"_NET_WM_WINDOW_TYPE_DIALOG")?
            .reply()?
            .atom;
        let kinds = self
            .screen
            .get_property(false, frame, kind, AtomEnum::ATOM, 0, 8)?
            .reply()?;
        let seen = self.screen.get_window_attributes(frame)?.reply()?.map_state == MapState::VIEWABLE;
        Ok(seen
            && kinds
                .value32()
                .is_some_and(|mut kinds| kinds.any(|each| each == dialog)))
    }

    /// Gives the dialog the keyboard: there is no window manager here who would.
    fn on_screen(&self, dialog: Frame) -> Result<(), ReplyError> {
        self.screen
            .set_input_focus(InputFocus::PARENT, dialog, x11rb::CURRENT_TIME)?
            .check()
    }

    /// Waits until the dialog looks the same for a tenth of a second, or is gone.
    fn still(&self, dialog: Frame) {
        let mut before = None;
        self.wait_for("the dialog stands still", |hand| {
            sleep(Duration::from_millis(75));
            let now = hand.look(dialog);
            let same = now.is_none() || now == before;
            before = now;
            same.then_some(())
        });
    }

    /// The dialog's pixels.
    fn look(&self, dialog: Frame) -> Option<Vec<u8>> {
        let size = self.screen.get_geometry(dialog).ok()?.reply().ok()?;
        let (format, width, height) = (ImageFormat::Z_PIXMAP, size.width, size.height);
        let image = self.screen.get_image(format, dialog, 0, 0, width, height, !0).ok()?;
        Some(image.reply().ok()?.data)
    }

    /// Presses the keys with these signs on them together and lets them go, with Shift where a sign is the upper one.
    fn strike(&self, signs: &[u32]) -> Result<(), ReplyError> {
        let mut keys = Vec::new();
        for sign in signs {
            let (key, upper) = self.key(*sign)?;
            if upper {
                keys.push(self.key(SHIFT)?.0);
            }
            keys.push(key);
        }
        let presses = keys.iter().map(|key| (KEY_PRESS_EVENT, *key));
        let releases = keys.iter().rev().map(|key| (KEY_RELEASE_EVENT, *key));
        for (kind, key) in presses.chain(releases) {
            self.screen
                .xtest_fake_input(kind, key, x11rb::CURRENT_TIME, self.root, 0, 0, 0)?
                .check()?;
        }
        Ok(())
    }

    /// The key with this sign on it, and whether Shift is needed.
    fn key(&self, sign: u32) -> Result<(u8, bool), ReplyError> {
        let (first, last) = (self.screen.setup().min_keycode, self.screen.setup().max_keycode);
        let map = self.screen.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let width = usize::from(map.keysyms_per_keycode);
        let found = map.keysyms.chunks(width).zip(first..).find_map(|(signs, key)| {
            let at = signs.iter().take(2).position(|each| *each == sign)?;
            Some((key, at == 1))
        });
        Ok(found.unwrap_or_else(|| panic!("no key has the sign {sign:#x} on it")))
    }

    fn wait_for<T>(&self, what: &str, look: impl FnMut(&Self) -> Option<T>) -> T {
        self.within(PATIENCE, look)
            .unwrap_or_else(|| panic!("not seen in {PATIENCE:?}: {what}"))
    }

    /// Looks again and again until something is found or the time is over.
    fn within<T>(&self, time: Duration, mut look: impl FnMut(&Self) -> Option<T>) -> Option<T> {
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
