//! The desktop's own dialog for choosing a file: outside the page, so WebDriver does not see it.

use std::path::Path;
use std::time::Duration;

use super::hand::{CONTROL, Hand, RETURN};

/// How long one Enter may take to have its effect.
const ENTER: Duration = Duration::from_secs(3);

/// Waits for a file dialog, types the path and Enter, and waits until the dialog is gone. The path must be plain ASCII.
pub fn answer(hand: &Hand, path: &Path) {
    let path = path
        .to_str()
        .filter(|path| path.is_ascii())
        .expect("a test's path is plain ASCII");
    let dialog = hand.wait_for("a file dialog opens", |hand| hand.frame("DIALOG"));
    hand.to(dialog);
    // A slash opens the dialog's line for a path, in its own time; keys that come before that are lost.
    hand.strike(&[u32::from('/')]);
    hand.still(dialog);
    hand.strike(&[CONTROL, u32::from('a')]);
    for sign in path.chars() {
        hand.strike(&[u32::from(sign)]);
    }
    hand.still(dialog);
    // An Enter while the dialog still reads the folder only ends that: then another is needed.
    hand.wait_for("the file dialog takes the path", |hand| {
        hand.strike(&[RETURN]);
        hand.within(ENTER, |hand| (hand.frame("DIALOG") != Some(dialog)).then_some(()))
    });
}
