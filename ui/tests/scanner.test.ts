import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onLetters, onScan, watchScanner } from "$lib/keys/scanner";
import { scan } from "./hand";

const NIK = "3174084303049001";

describe("a scan", () => {
  const heard = vi.fn();
  let stops: (() => void)[] = [];

  beforeEach(() => {
    heard.mockReset();
    stops = [watchScanner(window), onScan(heard)];
  });
  afterEach(() => {
    stops.forEach((stop) => stop());
    document.body.innerHTML = "";
  });

  /** Puts an element on the page and gives it the focus. */
  function put<T extends HTMLElement>(element: T): T {
    document.body.append(element);
    element.focus();
    return element;
  }
  const input = (type: string, value = "") =>
    put(Object.assign(document.createElement("input"), { type, value }));
  const button = (onclick: () => void) => put(Object.assign(document.createElement("button"), { onclick }));

  it("is heard wherever the focus is", async () => {
    await scan(NIK);
    expect(heard).toHaveBeenCalledExactlyOnceWith(NIK);
  });

  it("leaves a text field as it was", async () => {
    const note = input("text", "kursi roda");
    await scan(NIK);
    expect(note.value).toBe("kursi roda");
    expect(heard).toHaveBeenCalledWith(NIK);
  });

  it("presses no button and ticks no box", async () => {
    const box = input("checkbox");
    await scan("31740843 03049001");
    expect(box.checked).toBe(false);
    const clicked = vi.fn();
    button(clicked);
    await scan(NIK);
    expect(clicked).not.toHaveBeenCalled();
    expect(heard).toHaveBeenCalledWith(NIK);
  });

  it("keeps its keys from lists that choose by letters, after the first", async () => {
    const keys: string[] = [];
    const list = put(document.createElement("select"));
    list.addEventListener("keydown", (event) => keys.push(event.key));
    await scan("A-0171");
    expect(keys).toEqual(["A"]);
  });

  it("does not take a hand's Enter away", async () => {
    const clicked = vi.fn();
    button(clicked);
    await scan(NIK, "Enter", 90);
    expect(heard).not.toHaveBeenCalled();
    expect(clicked).toHaveBeenCalledOnce();
  });

  it("fills the field that has the focus where nobody else wants codes", async () => {
    stops[1]?.();
    const nik = input("text");
    await scan(NIK);
    expect(nik.value).toBe(NIK);
    expect(heard).not.toHaveBeenCalled();
  });

  describe("where letters go to a search field", () => {
    let search: HTMLInputElement;

    beforeEach(() => {
      search = input("text", "pu");
      stops.push(onLetters(() => search));
    });

    it("a letter on a button is not lost", async () => {
      button(() => {});
      await scan("tri", "x", 120);
      expect(search.value).toBe("putrix");
      expect(document.activeElement).toBe(search);
    });

    it("Space and the question mark stay where they act", async () => {
      const keys: string[] = [];
      button(() => {}).addEventListener("keydown", (event) => keys.push(event.key));
      await scan(" ", "?", 120);
      expect(keys).toEqual([" ", "?"]);
      expect(search.value).toBe("pu");
    });

    it("a scan on a button leaves nothing in the field", async () => {
      const clicked = vi.fn();
      button(clicked);
      await scan(NIK);
      expect(heard).toHaveBeenCalledExactlyOnceWith(NIK);
      expect(search.value).toBe("pu");
      expect(clicked).not.toHaveBeenCalled();
    });

    it("a scan that nobody hears is as if typed there", async () => {
      stops[1]?.();
      search.value = "";
      button(() => {});
      await scan(NIK);
      expect(search.value).toBe(NIK);
    });

    it("another field keeps its letters", async () => {
      const note = input("text");
      await scan("kursi", "x", 120);
      expect([note.value, search.value]).toEqual(["kursix", "pu"]);
    });
  });

  it("goes to who asked last", async () => {
    const dialog = vi.fn();
    const stop = onScan(dialog);
    await scan(NIK);
    stop();
    await scan("A-017");
    expect(dialog).toHaveBeenCalledExactlyOnceWith(NIK);
    expect(heard).toHaveBeenCalledExactlyOnceWith("A-017");
  });
});
