import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { route } from "$lib/state/route.svelte";
import { session } from "$lib/state/session.svelte";
import { type FakeBackend, opened, VISIT } from "./fake/backend";
import { World } from "./fake/world";
import { all, click, hand, look, press, see, settled, textOf } from "./hand";

async function write(id: string, text: string): Promise<void> {
  const field = screen.getByTestId<HTMLInputElement>(id);
  await hand.clear(field);
  await hand.type(field, text);
  await settled();
}
/** Waits until the numbers as they are now were tried out. */
const tried = (backend: FakeBackend, holds: (setup: World["setup"]) => boolean) =>
  expect
    .poll(() => backend.inputs("plan_preview").at(-1)?.setup)
    .toSatisfy((s) => s !== undefined && holds(s));

describe("Jadwal of a visit", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
    route.go("plan");
    render(App);
    await see("plan-slots");
    await settled();
  });

  it("shows its numbers, what follows, and nothing to save", () => {
    expect(textOf("plan-site-name")).toBe("Kegiatan di SMA Negeri 55");
    expect(screen.getByTestId<HTMLInputElement>("plan-stations").value).toBe("4");
    expect(all("plan-day")).toHaveLength(3);
    expect(textOf("plan-sums")).toContain("452 orang terjadwal");
    expect(look("plan-save")).toBeNull();
  });

  it("tries numbers out as they change and writes nothing", async () => {
    const before = textOf("plan-capacity");
    await write("plan-minutes", "10");
    await tried(backend, (setup) => setup.minutes_per_person === 10);
    await expect.poll(() => textOf("plan-capacity")).not.toBe(before);
    expect(backend.inputs("plan_preview").at(-1)?.visit).toBe(VISIT);
    expect(backend.inputs("visit_change")).toEqual([]);
    expect(look("plan-save")).not.toBeNull();
  });

  it("saves on its key, says so, and can be undone", async () => {
    await write("plan-stations", "3");
    await tried(backend, (setup) => setup.stations === 3);
    await press("F2");
    expect(backend.inputs("visit_change").map(({ setup }) => setup.stations)).toEqual([3]);
    expect(textOf("answer")).toContain("Jadwal diperbarui.");
    expect(look("plan-save")).toBeNull();
    await click("answer-undo");
    expect(screen.getByTestId<HTMLInputElement>("plan-stations").value).toBe("4");
  });

  it("says what does not go together and saves nothing", async () => {
    await write("plan-stations", "0");
    await see("plan-problems");
    expect(textOf("plan-problems")).toContain("Isi paling sedikit 1 meja.");
    expect(screen.getByTestId<HTMLButtonElement>("plan-save").disabled).toBe(true);
    await press("F2");
    expect(backend.inputs("visit_change")).toEqual([]);
    await click("plan-reset");
    await see("plan-slots");
    expect(look("plan-problems")).toBeNull();
  });

  it("says how many would be left without a slot", async () => {
    const gone = backend.world.slots.filter((slot) => slot.day === "2021-11-10").map((slot) => slot.number);
    const people = backend.world.people.filter((p) => p.slot && gone.includes(p.slot.number)).length;
    await click("plan-day-open", 2);
    await click("plan-day-remove");
    await see("plan-unplaced");
    expect(people).toBeGreaterThan(0);
    expect(textOf("plan-unplaced")).toMatch(new RegExp(`^${people} orang tidak mendapat sesi`));
  });

  it("gives a day hours and breaks of its own, with stations that stay open", async () => {
    await click("plan-day-open", 1);
    await write("plan-open-to", "14.30");
    await write("plan-break-from", "1130");
    await click("plan-break-stations-more");
    await click("plan-break-add");
    await tried(backend, (setup) => setup.days[1]?.breaks.length === 2);
    const [monday, tuesday] = backend.inputs("plan_preview").at(-1)?.setup.days ?? [];
    expect(monday?.open.end).toBe("15:30");
    expect(tuesday?.open.end).toBe("14:30");
    expect(tuesday?.breaks[0]).toEqual({ span: { start: "11:30", end: "13:00" }, stations_open: 1 });
    expect(all("plan-day-line")[1]?.textContent).toContain("istirahat 11.30–13.00, 1 meja buka");
  });

  it("makes all days alike in one act", async () => {
    await click("plan-day-open", 0);
    await click("plan-break-remove");
    await click("plan-day-same");
    expect(all("plan-day-line").map((line) => line.textContent)).toEqual(
      Array(3).fill("07.30–15.30 · tanpa istirahat"),
    );
  });

  it("takes no time that cannot be read, and says how to write it", async () => {
    await click("plan-day-open", 0);
    await write("plan-open-from", "pagi");
    await hand.tab();
    await settled();
    expect(screen.getByTestId("plan-open-from").closest(".field")?.textContent).toContain(
      "Tulis seperti 07.30.",
    );
    expect(look("plan-save")).toBeNull();
  });

  it("takes what another laptop planned, but not over what is being typed", async () => {
    await write("plan-limit", "25");
    backend.world.setup = { ...backend.world.setup, stations: 2 };
    backend.notice({ kind: "changed" });
    await expect.poll(() => backend.inputs("plan").length).toBeGreaterThan(1);
    await settled();
    expect(screen.getByTestId<HTMLInputElement>("plan-limit").value).toBe("25");
    expect(screen.getByTestId<HTMLInputElement>("plan-stations").value).toBe("4");
    await click("plan-reset");
    expect(screen.getByTestId<HTMLInputElement>("plan-stations").value).toBe("2");
  });
});

describe("a new visit", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened(new World({ empty: true }));
    route.go("plan");
    render(App);
    await see("plan-site");
    await settled();
  });

  it("says what is missing, then is planned and shown", async () => {
    const create = screen.getByTestId<HTMLButtonElement>("plan-create");
    expect(textOf("plan-bar-words")).toBe("Pilih tempat. Tambahkan satu hari.");
    await press("F2");
    expect(backend.inputs("visit_plan")).toEqual([]);
    await hand.selectOptions(screen.getByTestId("plan-site"), "SMA Negeri 55");
    await click("pick-2021-11-09");
    await click("pick-2021-11-08");
    expect(create.disabled).toBe(false);
    await click("plan-create");
    const [planned] = backend.inputs("visit_plan");
    expect(planned?.site).toBe("01900000-0000-7000-8000-000000000001");
    expect(planned?.setup.days.map(({ day }) => day)).toEqual(["2021-11-08", "2021-11-09"]);
    expect(textOf("answer")).toContain("Kegiatan di SMA Negeri 55 dibuat");
    expect(session.current?.active).toBe(VISIT);
  });

  it("may be at a new place, whose district is found as it is typed", async () => {
    await click("plan-site-new");
    await click("site-save");
    expect(backend.inputs("site_add")).toEqual([]);
    expect(textOf("site-dialog")).toContain("Isi nama tempat.");
    expect(textOf("site-dialog")).toContain("Pilih kecamatan dari daftar.");
    await write("site-name", "SMA Negeri 8");
    await write("site-district", "te");
    await see("district");
    await press("Enter");
    expect(backend.inputs("site_add")).toEqual([]);
    expect(screen.getByTestId<HTMLInputElement>("site-district").value).toContain("Tebet");
    await click("site-save");
    expect(backend.inputs("site_add")).toEqual([
      { name: "SMA Negeri 8", kind: "school", district: "31.74.01", contact: "", zone: null },
    ]);
    expect(look("site-dialog")).toBeNull();
    const chosen = screen.getByTestId<HTMLSelectElement>("plan-site").selectedOptions[0];
    expect(chosen?.textContent).toBe("SMA Negeri 8");
  });

  it("says why a place was refused and keeps what was typed", async () => {
    backend.refuse("site_add", "Tempat ini sudah ada. Pilih dari daftar.");
    await click("plan-site-new");
    await write("site-name", "SMA Negeri 55");
    await write("site-district", "31.74.99");
    await click("site-save");
    expect(backend.inputs("site_add")[0]?.district).toBe("31.74.99");
    expect(textOf("refusal")).toBe("Tempat ini sudah ada. Pilih dari daftar.");
    expect(screen.getByTestId<HTMLInputElement>("site-name").value).toBe("SMA Negeri 55");
  });
});
