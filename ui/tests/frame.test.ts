import { render, screen } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import App from "../src/App.svelte";
import { FakeBackend, opened } from "./fake/backend";
import { World } from "./fake/world";
import { all, click, hand, look, press, see, settled, textOf } from "./hand";

const SCREENS = ["kedatangan", "perekaman", "hari-ini", "peserta", "jadwal", "kirim-data"];

describe("the frame", () => {
  it("is ready when the first session has been read", async () => {
    const backend = new FakeBackend();
    const go = backend.hold("session");
    render(App);
    expect(screen.getByTestId("app").dataset["ready"]).toBe("false");
    expect(look("loading")).toBeNull();
    go();
    await settled();
    expect(screen.getByTestId("app").dataset["ready"]).toBe("true");
  });

  it("says that it is loading after 300 milliseconds, not before", async () => {
    vi.useFakeTimers();
    const backend = new FakeBackend();
    backend.hold("session");
    render(App);
    await vi.advanceTimersByTimeAsync(299);
    expect(look("loading")).toBeNull();
    await vi.advanceTimersByTimeAsync(2);
    expect(look("loading")).not.toBeNull();
    vi.useRealTimers();
  });

  it("says why it cannot begin, and tries again", async () => {
    const backend = new FakeBackend();
    backend.refuse("session", "Folder data tidak dapat dibaca. Periksa izinnya.");
    render(App);
    expect((await see("start-failure")).textContent).toContain("Folder data tidak dapat dibaca");
    backend.refuse("session");
    await click("start-again");
    expect(screen.getByTestId("app").dataset["ready"]).toBe("true");
  });

  it("goes to the six screens by keys and by clicks", async () => {
    await opened();
    render(App);
    for (const [nth, name] of SCREENS.entries()) {
      await press(String(nth + 1), { ctrlKey: true, code: `Digit${nth + 1}` });
      expect(look(`screen-${name}`), name).not.toBeNull();
    }
    for (const name of SCREENS) {
      await click(`nav-${name}`);
      expect(look(`screen-${name}`), name).not.toBeNull();
      expect(screen.getByTestId(`nav-${name}`).getAttribute("aria-current")).toBe("page");
    }
  });

  it("names the visit, the day, the time and the connection", async () => {
    await opened();
    render(App);
    await settled();
    expect(textOf("visit-menu")).toBe("SMA Negeri 55");
    expect(textOf("visit-day")).toContain("hari 2 dari 3 · Selasa, 9 November");
    expect(textOf("clock")).toBe("10.42 WIB");
    expect(textOf("network-words")).toBe("Tanpa jaringan · 37 belum terkirim");
    expect(textOf("network-last-receipt")).toBe("bukti terima 7F3A 09.12");
    await click("network");
    expect(textOf("network-sentence")).toBe(
      "Tanpa jaringan sejak 09.12. Semua catatan aman di laptop ini. Tidak perlu tindakan.",
    );
  });

  it("leads to planning where there is no visit", async () => {
    await opened(new World({ empty: true }));
    render(App);
    await settled();
    expect(textOf("first-visit")).toContain("Belum ada kegiatan");
    await click("first-visit-plan");
    expect(look("screen-jadwal")).not.toBeNull();
  });

  it("speaks English when told to, at once and everywhere", async () => {
    const backend = await opened();
    render(App);
    await settled();
    await click("device-menu");
    await hand.selectOptions(await see("language"), "en");
    await settled();
    expect(backend.inputs("settings")[0]).toMatchObject({ lang: "en" });
    expect(textOf("nav-kedatangan")).toBe("Arrivals");
    expect(textOf("clock")).toBe("10:42 WIB");
    expect(document.documentElement.lang).toBe("en");
  });

  it("wears the theme that is chosen", async () => {
    await opened(new World({ theme: "dark" }));
    render(App);
    await settled();
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await click("device-menu");
    await hand.selectOptions(await see("theme"), "light");
    await settled();
    expect(document.documentElement.dataset["theme"]).toBe("light");
  });

  it("keeps the operator's name when the menu closes, on a laptop that nobody signs in to", async () => {
    const world = new World();
    world.session.unprotected = true;
    const backend = await opened(world);
    render(App);
    await click("device-menu");
    const field = await see("operator-field");
    await hand.clear(field);
    await hand.type(field, "Bayu Saputra{Enter}");
    await settled();
    expect(backend.inputs("settings")).toContainEqual(
      expect.objectContaining({ operator_name: "Bayu Saputra" }),
    );
    expect(textOf("operator-name")).toBe("Bayu Saputra");
  });

  it("finds commands by their words", async () => {
    await opened();
    render(App);
    await press("k", { ctrlKey: true });
    const field = await see("palette-field");
    await settled();
    expect(document.activeElement).toBe(field);
    await hand.keyboard("sekelas{Enter}");
    await settled();
    expect(look("palette")).toBeNull();
    expect(look("class-dialog")).not.toBeNull();
  });

  it("shows the keys, and changes one", async () => {
    await opened();
    render(App);
    await settled();
    await press("?");
    await click("key-arrive_class");
    await press("F7");
    await click("dialog-close");
    expect(textOf("open-class")).toContain("F7");
    await press("F3");
    expect(look("class-dialog")).toBeNull();
    await press("F7");
    expect(look("class-dialog")).not.toBeNull();
    await click("class-cancel");
    await press("?");
    await click("keys-reset");
    await click("dialog-close");
    expect(textOf("open-class")).toContain("F3");
  });

  it("has nothing to undo at first, and says so", async () => {
    const backend = await opened();
    render(App);
    await settled();
    await press("z", { ctrlKey: true });
    expect(textOf("answer")).toContain("Tidak ada tindakan laptop ini");
    expect(backend.inputs("undo")).toEqual([]);
  });

  it("keeps its keys dead under a dialog", async () => {
    await opened();
    render(App);
    await settled();
    await click("open-walk-in");
    await press("2", { ctrlKey: true, code: "Digit2" });
    expect(look("screen-kedatangan")).not.toBeNull();
    expect(all("walk-in-dialog")).toHaveLength(1);
  });

  it("shows what another hand did", async () => {
    const backend = await opened();
    render(App);
    await settled();
    const before = textOf("desk-on-site");
    const waiting = backend.world.people.find((p) => p.state === "waiting");
    if (waiting) waiting.state = "left";
    backend.notice({ kind: "changed" });
    await vi.waitFor(() => expect(textOf("desk-on-site")).not.toBe(before));
  });
});
