import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { route } from "$lib/state/route.svelte";
import type { FakeBackend } from "./fake/backend";
import { opened, VISIT } from "./fake/backend";
import { all, click, hand, look, see, settled, textOf } from "./hand";

const FILE = "/media/stik/sman55-peserta-didik.xlsx";

// A list shows the rows that there is room for, and jsdom measures nothing.
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, value: 600 });
Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, value: 900 });

describe("Peserta", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
    route.go("roster");
    render(App);
    await see("screen-peserta");
    await settled();
  });

  describe("a list from the school", () => {
    beforeEach(() => click("roster-tab-import"));

    async function check(path = FILE): Promise<void> {
      await hand.clear(screen.getByTestId("roster-path"));
      await hand.type(screen.getByTestId("roster-path"), `${path}{Enter}`);
      await settled();
    }

    it("is looked at before anything is written", async () => {
      await check();
      expect(textOf("count-rows")).toBe("452");
      expect(textOf("count-accepted")).toBe("441");
      expect(textOf("count-held")).toBe("5");
      expect(all("finding")[0]?.textContent).toContain("Baris 37: NIK tersimpan sebagai angka di Excel");
      expect(textOf("roster-not-read")).toContain("NIK orang tua tidak pernah dibaca");
      expect(textOf("roster-take")).toBe("Jadwalkan 441 orang F8");
      expect(backend.inputs("roster_import")).toEqual([]);
    });

    it("is taken by one act, exactly as it was shown", async () => {
      await check();
      await click("roster-take");
      expect(backend.inputs("roster_import")).toEqual([
        { visit: VISIT, path: FILE, classes: [], add: false, withdraw_gone: false, digest: "d1g35t" },
      ]);
      expect(textOf("answer")).toContain("441 orang dijadwalkan");
      expect(look("answer-undo")).not.toBeNull();
      expect(look("roster-take")).toBeNull();
    });

    it("brings the office's list of who is recorded already", async () => {
      backend.pickedFile = "/media/stik/dinas.xlsx";
      await click("recorded-pick");
      expect(backend.inputs("recorded_import")).toEqual([{ path: "/media/stik/dinas.xlsx" }]);
      expect(textOf("answer")).toContain("1204 NIK tercatat");
    });

    it("that is newer names who is new", async () => {
      await check("/media/stik/baru.xlsx");
      expect(textOf("roster-new")).toContain("Eka Contoh");
      expect(textOf("roster-new")).toContain("07.30");
    });

    it("shows how full the site gets against its limit, day by day", async () => {
      await check();
      expect(textOf("curve")).toContain("17");
      expect(textOf("curve")).toContain("30");
      expect(all("roster-day-tab")).toHaveLength(3);
    });

    it("leaves what the school must complete as a file, once it is taken", async () => {
      await check();
      expect(look("roster-save-held")).toBeNull();
      await click("roster-take");
      await click("roster-save-held");
      await click("save-confirm");
      expect(backend.inputs("roster_held")).toHaveLength(1);
    });

    it("can be dropped on the list of people too", async () => {
      await click("roster-tab-people");
      backend.drop({ kind: "dropped", path: FILE });
      await settled();
      expect(textOf("count-rows")).toBe("452");
    });

    it("can be dropped anywhere, or chosen", async () => {
      backend.drop({ kind: "over" });
      await settled();
      expect(screen.getByTestId("roster-drop").className).toContain("over");
      backend.drop({ kind: "dropped", path: FILE });
      await settled();
      expect(textOf("count-rows")).toBe("452");
      backend.pickedFile = "/tmp/lain.csv";
      await click("roster-pick");
      expect(backend.inputs("roster_preview").map((input) => input.path)).toEqual([FILE, "/tmp/lain.csv"]);
    });

    it("that is no list is refused in a sentence, and the path stays", async () => {
      await check("/tmp/undangan.pdf");
      expect(textOf("refusal")).toContain("Berkas ini PDF");
      expect(screen.getByTestId<HTMLInputElement>("roster-path").value).toBe("/tmp/undangan.pdf");
      expect(look("roster-report")).toBeNull();
    });

    it("can be taken in part, class by class", async () => {
      await check();
      await click("roster-class", 0);
      await click("roster-recheck");
      const asked = backend.inputs("roster_preview").at(-1);
      const classes = [...new Set(backend.world.people.map((p) => p.class))];
      expect(asked?.classes).toEqual(classes.slice(1));
    });

    it("can bring thirty more on the day", async () => {
      await click("roster-add");
      await check();
      expect(backend.inputs("roster_preview").at(-1)).toMatchObject({ add: true });
      expect(textOf("roster-fits")).toContain("Selasa, 9 November: 151 orang");
    });

    it("shows how far it is while it is taken", async () => {
      await check();
      const go = backend.hold("roster_import");
      await click("roster-take");
      backend.notice({ kind: "progress", done: 452, total: 0 });
      await settled();
      expect(textOf("roster-taking")).toContain("452 baris dibaca");
      backend.notice({ kind: "progress", done: 90, total: 441 });
      await settled();
      expect(textOf("roster-taking")).toContain("90 dari 441");
      go();
      await settled();
    });

    it("is not checked twice at once", async () => {
      const go = backend.hold("roster_preview");
      await check();
      await click("roster-check");
      go();
      await settled();
      expect(backend.inputs("roster_preview")).toHaveLength(1);
    });

    it("shows how far a long one is, and can be stopped", async () => {
      const go = backend.hold("roster_preview");
      await check();
      // While a file is read nobody knows how many rows it has.
      backend.notice({ kind: "progress", done: 40_960, total: 0 });
      await settled();
      expect(textOf("roster-checking")).toContain("40960 baris dibaca");
      await click("roster-cancel-check");
      expect(backend.inputs("roster_cancel")).toHaveLength(1);
      go();
      await settled();
    });
  });

  describe("the people", () => {
    it("are a list of which only what is seen is fetched", () => {
      expect(textOf("people-count")).toBe("452 orang");
      expect(all("person-row").length).toBeGreaterThan(8);
      expect(all("person-row").length).toBeLessThan(60);
      expect(backend.inputs("people").every((input) => input.limit === 100)).toBe(true);
    });

    it("are filtered and found", async () => {
      await hand.selectOptions(screen.getByTestId("people-filter"), "not_here");
      await settled();
      expect(backend.inputs("people").at(-1)).toMatchObject({ states: ["booked"], offset: 0 });
      await hand.type(screen.getByTestId("people-search"), "dimas bagus");
      await settled();
      expect(all("person-row")).toHaveLength(1);
      expect(textOf("people-count")).toBe("1 orang");
    });

    it("are completed in their row", async () => {
      await hand.selectOptions(screen.getByTestId("people-filter"), "held");
      await settled();
      const rows = all("held-row").length;
      expect(rows).toBe(2);
      await hand.type(all("held-field")[0] as HTMLElement, "3174085505049888{Enter}");
      await settled();
      expect(backend.inputs("correct")[0]).toMatchObject({ person: { nik: "3174085505049888", name: "" } });
      expect(all("held-row")).toHaveLength(rows - 1);
    });

    it("that are refused keep what was typed and say why", async () => {
      await hand.selectOptions(screen.getByTestId("people-filter"), "held");
      await settled();
      await hand.type(all("held-field")[0] as HTMLElement, "12345{Enter}");
      await settled();
      expect(all("held-row")[0]?.textContent).toContain("NIK harus 16 angka");
      expect((all("held-field")[0] as HTMLInputElement).value).toBe("12345");
    });

    it("show their NIK on purpose only", async () => {
      const person = backend.world.people[0];
      await click("person-row", 0);
      await see("person-nik-shown");
      expect(textOf("person-nik-shown")).toBe(`•••• ${person?.nik.slice(-4)}`);
      expect(document.body.textContent).not.toContain(person?.nik);
      await click("person-show-nik");
      expect(textOf("person-nik-shown")).toBe(person?.nik);
    });

    it("go back to be recorded again with a reason", async () => {
      const person = backend.world.people[0];
      await click("person-row", 0);
      await click("reopen");
      await click("reopen-application_failed");
      expect(backend.inputs("reopen")).toEqual([
        { visit: VISIT, booking: person?.booking, reason: "application_failed" },
      ]);
      expect(textOf("person-state")).toBe("perlu rekam ulang");
      expect(textOf("history")).toContain("perlu rekam ulang");
    });

    it("leave as a file, NIKs hidden unless asked for", async () => {
      await click("save-csv");
      const path = await see("save-path");
      await hand.clear(path);
      await hand.type(path, "/tmp/peserta.csv");
      await click("save-confirm");
      expect(backend.inputs("export")).toEqual([{ visit: VISIT, to: "/tmp/peserta.csv", with_nik: false }]);
      expect(textOf("answer")).toContain("452 baris tersimpan");
    });
  });
});
