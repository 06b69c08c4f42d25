//! Who opens a laptop, in the real window: protected by its first operator, locked and unlocked, left, opened by another.

use super::{Place, Window, control};

const FIRST: &str = "tiga kucing oranye";
const SECOND: &str = "empat payung basah";

#[test]
fn a_laptop_is_protected_locked_left_and_opened_by_another() {
    let place = Place::new();
    let window = Window::open(&place, "loket-a", &[]);
    assert!(place.path("loket-a/secret").exists(), "the secret lies beside the data");

    // A person's secret takes its place.
    window.click("unprotected-act");
    window.fill("protect-name", "Ratna Wulandari");
    window.fill("protect-secret", FIRST);
    window.fill("protect-again", FIRST);
    window.click("protect-take");
    assert_eq!(window.text("recovery-key").len(), 44);
    window.click("recovery-kept");
    window.gone("unprotected");
    assert!(!place.path("loket-a/secret").exists());
    window.says("device-menu", "Ratna Wulandari");

    // Another operator.
    window.click("device-menu");
    window.click("operators-open");
    window.click("operator-begin");
    window.fill("operator-new-name", "Dewi Lestari");
    window.fill("operator-new-secret", SECOND);
    window.fill("operator-new-again", SECOND);
    window.click("operator-add");
    window.says("operators", "Dewi Lestari");
    window.picture("petugas");
    window.click("dialog-close");
    window.gone("operators");

    // Locked: nothing of the screens is left, and the operator's own secret opens it.
    window.chord(&control('l'));
    window.see("locked");
    window.gone("device-menu");
    window.picture("terkunci");
    window.fill("locked-pin", "bukan ini sandinya");
    window.click("locked-open");
    window.see("refusal");
    window.fill("locked-pin", FIRST);
    window.click("locked-open");
    window.says("device-menu", "Ratna Wulandari");

    // Left, and opened by the other.
    window.click("device-menu");
    window.click("vault-close");
    window.see("sign-in");
    window.picture("masuk");
    window.fill("sign-in-name", "Dewi Lestari");
    window.fill("sign-in-secret", FIRST);
    window.click("sign-in-open");
    window.see("refusal");
    window.fill("sign-in-secret", SECOND);
    window.click("sign-in-open");
    window.says("device-menu", "Dewi Lestari");
}
