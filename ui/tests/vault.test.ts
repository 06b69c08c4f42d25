import { render } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { type FakeBackend, opened } from "./fake/backend";
import { PIN, SECRET } from "./fake/vault";
import { World } from "./fake/world";
import { all, click, look, press, see, settled, textOf, type } from "./hand";

describe("the vault", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
  });

  async function show(): Promise<void> {
    render(App);
    await settled();
  }

  it("asks a closed laptop's operator for name and secret, shows nothing of the visit, and opens", async () => {
    backend.world.vault = { ...backend.world.vault, phase: "closed", operator_name: "" };
    await show();
    await see("sign-in");
    expect(document.body.textContent).not.toContain("SMA Negeri 55");
    expect(document.body.textContent).not.toContain("Ratna");
    await type("sign-in-name", "Ratna Wulandari");
    await type("sign-in-secret", "bukan ini sandinya");
    await click("sign-in-open");
    expect(textOf("refusal")).toContain("Nama atau kata sandi tidak cocok");
    expect(look("sign-in-secret"), "a secret does not stay").toHaveProperty("value", "");
    await type("sign-in-secret", SECRET);
    await click("sign-in-open");
    await see("screen-kedatangan");
    expect(look("sign-in")).toBeNull();
  });

  it("tells who forgot their secret what to do", async () => {
    backend.world.vault = { ...backend.world.vault, phase: "closed" };
    await show();
    await click("sign-in-forgot");
    expect(textOf("sign-in-help")).toContain("kunci pemulihan");
  });

  it("locks on its key, leaves nothing on the screen, and opens by the PIN", async () => {
    await show();
    await press("l", { ctrlKey: true, code: "KeyL" });
    await see("locked");
    expect(look("screen-kedatangan")).toBeNull();
    expect(document.body.textContent).not.toContain("SMA Negeri 55");
    await type("locked-pin", "000000");
    await click("locked-open");
    expect(textOf("refusal")).toContain("Masih 4 kali");
    await type("locked-pin", PIN);
    await click("locked-open");
    await see("screen-kedatangan");
  });

  it("closes after five wrong PINs", async () => {
    await show();
    await press("l", { ctrlKey: true, code: "KeyL" });
    for (let nth = 0; nth < 5; nth++) {
      await type("locked-pin", "111111");
      await click("locked-open");
    }
    await see("sign-in");
  });

  it("locks from the menu, and lets another sign in", async () => {
    await show();
    await click("device-menu");
    await click("vault-lock");
    await see("locked");
    await click("locked-close");
    await see("sign-in");
  });

  it("says on every screen that a laptop is not protected, and protects it; the recovery key is shown once", async () => {
    backend = await opened(new World());
    backend.world.session.unprotected = true;
    await show();
    for (const nth of [1, 3, 6]) {
      await press(String(nth), { ctrlKey: true, code: `Digit${nth}` });
      expect(all("unprotected"), `screen ${nth}`).toHaveLength(1);
    }
    await click("device-menu");
    expect(look("vault-lock"), "there is nothing to lock").toBeNull();
    await press("Escape");
    await click("unprotected-act");
    await type("protect-name", "Ratna Wulandari");
    await type("protect-secret", SECRET);
    await type("protect-again", SECRET);
    await click("protect-take");
    expect(backend.inputs("protect")).toEqual([{ name: "Ratna Wulandari", secret: SECRET }]);
    expect(textOf("recovery-key")).toBe("4K7Q-0000-AAAA-BBBB");
    await click("recovery-kept");
    await expect.poll(() => look("unprotected")).toBeNull();
  });

  it("keeps a PIN of six digits and another secret", async () => {
    await show();
    await click("device-menu");
    await click("own-secret-open");
    await type("pin", "12345");
    expect(look("pin-set")).toHaveProperty("disabled", true);
    await type("pin", PIN);
    await click("pin-set");
    expect(backend.inputs("pin_set")).toEqual([{ pin: PIN }]);
    expect(textOf("answer")).toContain("PIN layar tersimpan");
  });

  it("tells the other side that a hand is here, now and then", async () => {
    await show();
    await press("Shift");
    await press("Shift");
    expect(backend.inputs("vault_touch")).toHaveLength(1);
  });

  it("names wrong secrets and a wrong clock", async () => {
    backend.world.session.wrong_secrets = { count: 3, since: "2021-11-08T21:10:00+07:00" };
    backend.world.session.clock = { code: "clock_wrong", sentence: "Jam laptop ini terlambat 3 menit." };
    await opened(backend.world);
    await show();
    expect(textOf("wrong-secrets")).toContain("3 kata sandi salah");
    await click("wrong-secrets-read");
    expect(look("wrong-secrets")).toBeNull();
    expect(textOf("clock-wrong")).toContain("terlambat 3 menit");
  });
});
