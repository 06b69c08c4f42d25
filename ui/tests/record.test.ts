import { render, screen, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { route } from "$lib/state/route.svelte";
import type { FakeBackend } from "./fake/backend";
import { opened, VISIT } from "./fake/backend";
import { all, click, hand, look, press, scan, see, settled, textOf } from "./hand";

/** Longer than keys are dead after another person came on screen. */
const ALIVE_MS = 1050;
const alive = () => new Promise((done) => setTimeout(done, ALIVE_MS));

describe("Perekaman", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
    // Station 1 is free: whoever sat there is done.
    const [first] = backend.world.stations;
    if (first?.person) backend.world.person(first.person).state = "recorded";
    if (first) first.person = null;
    route.go("record");
    render(App);
    await see("station-pick-1");
  });

  it("asks which stations this laptop is, and remembers it", async () => {
    expect(look("record-pick")).not.toBeNull();
    await click("station-pick-1");
    await click("station-pick-2");
    expect(look("station-1")).not.toBeNull();
    expect(look("station-2")).not.toBeNull();
    expect(JSON.parse(localStorage.getItem("jemput.stations") ?? "")).toEqual([1, 2]);
    expect(localStorage.length).toBe(1);
    await click("station-pick-1");
    await click("station-pick-2");
  });

  describe("at one station", () => {
    beforeEach(async () => {
      if (look("station-1") === null) await click("station-pick-1");
      return async () => {
        if (look("station-1")) await click("station-pick-1");
      };
    });

    /** Calls the next, and waits until keys and buttons hear again. */
    const call = async () => {
      await click("call-next");
      await alive();
    };
    const start = async () => {
      await click("start");
      await alive();
    };
    const records = () => backend.inputs("record");

    it("calls, starts and finishes; everything is ticked", async () => {
      const next = backend.world.queue()[0];
      await call();
      expect(textOf("sitting-ticket")).toBe(next?.ticket);
      expect(textOf("sitting-name")).toBe(next?.name);
      expect(textOf("sitting-birth")).toMatch(/^lahir \d+ \p{L}+ 200\d$/u);
      await start();
      for (const modality of ["photo", "fingerprints", "irises", "signature"]) {
        expect(screen.getByTestId<HTMLInputElement>(`modality-${modality}`).checked).toBe(true);
      }
      await click("outcome-complete");
      expect(records()).toEqual([
        {
          visit: VISIT,
          station: 1,
          booking: next?.booking,
          photo: "captured",
          fingerprints: "captured",
          irises: "captured",
          signature: "captured",
          outcome: "complete",
          detail: "",
        },
      ]);
      expect(look("sitting-ticket")).toBeNull();
    });

    it("says which finger is missing and why", async () => {
      await call();
      await start();
      await click("modality-fingerprints");
      expect(screen.getByTestId<HTMLButtonElement>("outcome-complete").disabled).toBe(true);
      await click("reason-missing_finger");
      await click("part-1");
      await click("part-6");
      expect(textOf("station-1")).toContain("8 dari 10");
      await click("outcome-complete");
      expect(records()[0]).toMatchObject({
        fingerprints: { exception: { reason: "missing_finger", parts: 0b1000010 } },
        outcome: "complete",
      });
    });

    it("lets nothing be complete that failed", async () => {
      await call();
      await start();
      await click("modality-irises");
      await click("reason-failed-device");
      await press("F8");
      expect(records()).toEqual([]);
      await click("outcome-incomplete");
      expect(records()[0]).toMatchObject({ irises: { failed: { reason: "device" } }, outcome: "incomplete" });
    });

    it("asks what is missing before it is incomplete", async () => {
      await call();
      await start();
      await click("outcome-incomplete");
      expect(records()).toEqual([]);
      expect(textOf("answer")).toContain("Hilangkan dulu centang");
    });

    it("keeps what was unticked while another screen is shown", async () => {
      await call();
      await start();
      await click("modality-signature");
      await click("reason-cannot_sign");
      await press("1", { ctrlKey: true, code: "Digit1" });
      await press("2", { ctrlKey: true, code: "Digit2" });
      await see("modality-signature");
      expect(screen.getByTestId<HTMLInputElement>("modality-signature").checked).toBe(false);
      expect(screen.getByTestId<HTMLInputElement>("reason-cannot_sign").checked).toBe(true);
    });

    it("says what was wrong with the data, and that nothing was recorded", async () => {
      await call();
      await start();
      await click("outcome-biodata_problem");
      await click("detail-nik_not_found");
      expect(records()[0]).toMatchObject({
        outcome: "biodata_problem",
        detail: "nik_not_found",
        photo: { failed: { reason: "unsaid" } },
      });
    });

    it("does not hear keys or clicks for one second after a person came on screen", async () => {
      await click("call-next");
      expect(screen.getByTestId<HTMLButtonElement>("start").disabled).toBe(true);
      await press("F6");
      expect(backend.inputs("start")).toEqual([]);
      await alive();
      await press("F6");
      expect(backend.inputs("start")).toHaveLength(1);
    });

    it("does not take the second click of a double click for the next act", async () => {
      const button = await see("call-next");
      await hand.dblClick(button);
      await settled();
      expect(backend.inputs("call")).toHaveLength(1);
      expect(backend.inputs("start")).toEqual([]);
    });

    it("puts who is not there back, and calls again", async () => {
      await call();
      await click("recall");
      await click("absent");
      expect(backend.inputs("recall")).toHaveLength(1);
      expect(look("sitting")).toBeNull();
      expect(textOf("answer")).toContain("tidak di tempat");
    });

    it("calls a given ticket, typed or scanned", async () => {
      const [, second, third] = backend.world.queue();
      await click("call-ticket");
      await hand.type(await see("ticket-field"), second?.ticket ?? "");
      await click("ticket-call");
      expect(textOf("sitting-ticket")).toBe(second?.ticket);
      await alive();
      await click("absent");
      await click("call-ticket");
      await scan(third?.ticket ?? "");
      expect(textOf("sitting-ticket")).toBe(third?.ticket);
    });

    it("hands the person over to a free station", async () => {
      await call();
      await start();
      await click("hand-over");
      await click("hand-over-front");
      expect(backend.inputs("hand_over")).toEqual([{ visit: VISIT, station: 1, to: null }]);
    });

    it("rests, breaks, and all stations with it", async () => {
      await click("station-status");
      await click("set-broken-irises");
      expect(backend.inputs("station_set")).toEqual([
        { visit: VISIT, station: 1, status: { broken: "irises" } },
      ]);
      expect(within(screen.getByTestId("station-1")).getByTestId("station-sign").textContent).toContain(
        "alat rusak: iris mata",
      );
      expect(all("call-next")).toHaveLength(0);
      await click("stations-all");
      expect(backend.inputs("station_set")[1]).toMatchObject({ station: null, status: { paused: "power" } });
      await click("stations-all");
      expect(backend.inputs("station_set")[2]).toMatchObject({ station: null, status: "open" });
      expect(textOf("station-1")).toContain("alat rusak");
      expect(textOf("stations-all")).toBe("Semua istirahat");
    });

    it("hands on who was called to a set that broke, and lets nobody sit down there", async () => {
      await call();
      await click("station-status");
      await click("set-broken-all");
      expect(screen.getByTestId<HTMLButtonElement>("start").disabled).toBe(true);
      await press("F6");
      expect(backend.inputs("start")).toEqual([]);
      await click("hand-over");
      await click("hand-over-front");
      expect(backend.inputs("hand_over")).toEqual([{ visit: VISIT, station: 1, to: null }]);
    });

    it("says what may lawfully be missing apart from what failed", async () => {
      await call();
      await start();
      await click("modality-fingerprints");
      await click("modality-photo");
      const of = (modality: string, group: string) =>
        within(screen.getByTestId(`reason-${modality}`)).queryByTestId(group)?.textContent;
      expect(of("fingerprints", "reasons-excepted")).toMatch(/Tidak dapat direkam.*jari tidak ada.*luka/su);
      expect(of("fingerprints", "reasons-failed")).toMatch(/Gagal.*alat tidak bekerja.*mutu/su);
      expect(of("photo", "reasons-excepted")).toBeUndefined();
      expect(of("photo", "reasons-failed")).toContain("Gagal");
      await click("modality-photo");
      await click("modality-fingerprints");
      expect(look("reason-photo")).toBeNull();
    });

    it("ends nothing before it is said which finger, and why it failed", async () => {
      await call();
      await start();
      await click("modality-fingerprints");
      await click("outcome-incomplete");
      expect(textOf("answer")).toContain("Sidik jari: pilih dulu alasannya");
      await click("reason-injured");
      expect(screen.getByTestId<HTMLButtonElement>("outcome-complete").disabled).toBe(true);
      await press("F8");
      expect(textOf("answer")).toContain("Sidik jari: pilih dulu bagian");
      expect(records()).toEqual([]);
      await click("part-0");
      await click("outcome-complete");
      expect(records()[0]).toMatchObject({ fingerprints: { exception: { reason: "injured", parts: 1 } } });
    });
  });
});
