import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/App.svelte";
import { route } from "$lib/state/route.svelte";
import type { FakeBackend } from "./fake/backend";
import { opened, VISIT } from "./fake/backend";
import { TODAY } from "./fake/world";
import { all, click, hand, look, press, see, settled, textOf } from "./hand";

describe("Hari ini", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
    route.go("today");
    render(App);
    await see("slots");
    await settled();
  });

  const number = (id: string) => Number(/\d+/.exec(textOf(id))?.[0]);

  it("adds up: the figures are the sums of the slots", async () => {
    if (screen.getByTestId("done-slots").getAttribute("aria-expanded") === "false") await click("done-slots");
    const words = all("slot-words").map((slot) => slot.textContent ?? "");
    const sum = (word: string) =>
      words.reduce((n, text) => n + Number(new RegExp(`${word} (\\d+)`).exec(text)?.[1] ?? 0), 0);
    expect(sum("selesai")).toBe(number("figure-recorded"));
    expect(sum("menunggu")).toBe(number("figure-waiting"));
    expect(sum("direkam")).toBe(number("figure-recording"));
    expect(sum("belum datang")).toBe(number("figure-not-here"));
  });

  it("folds what is over into one line", async () => {
    expect(textOf("done-slots")).toMatch(
      /^07\.30–10\.00 5 sesi · \d+ selesai · \d+ tidak hadir( · tindak lanjut \d+)?( · pulang \d+)?$/,
    );
    const before = all("slot").length;
    await click("done-slots");
    expect(all("slot")).toHaveLength(before + 5);
  });

  it("books all who did not come again in one act", async () => {
    const absent = backend.world.people.filter(
      (p) => p.slot?.day === TODAY && p.state === "booked" && p.slot.start < "10:00",
    );
    await click("rebook-no-shows");
    expect(backend.inputs("rebook")[0]?.bookings.toSorted()).toEqual(absent.map((p) => p.booking).toSorted());
  });

  it("opens a slot in place, with a text for the teacher without NIKs", async () => {
    await click("slot-open", 1);
    await see("teacher-text");
    expect(textOf("teacher-text")).toMatch(/^Mohon .+ ke aula pukul 10\.30\.$/);
    expect(textOf("slot-people")).not.toMatch(/\d{16}/);
    expect(all("slot-person").length).toBeGreaterThan(5);
    await click("slot-open", 1);
    expect(look("slot-people")).toBeNull();
  });

  it("moves a class that was chosen in its slot", async () => {
    await click("slot-open", 3);
    const select = (await see("slot-class")) as HTMLSelectElement;
    const name = select.options[1]?.value ?? "";
    await hand.selectOptions(select, name);
    await settled();
    await click("slot-move-class");
    await click("move-to-slot", 2);
    expect(backend.inputs("move_bookings")[0]).toMatchObject({ visit: VISIT, bookings: [], class: name });
  });

  it("shows a proposal as a difference and takes exactly that one", async () => {
    await click("suggestion-see");
    await see("proposal");
    expect(textOf("proposal-sentence")).toContain("20 menit lebih lambat");
    expect(all("proposal-move")).toHaveLength(9);
    expect(backend.inputs("take_proposal")).toEqual([]);
    await click("replan-take");
    expect(backend.inputs("take_proposal")).toEqual([
      { visit: VISIT, day: TODAY, cause: { kind: "delay", minutes: 20 }, token: "token" },
    ]);
    expect(look("replan-dialog")).toBeNull();
  });

  it("asks what changed where nothing is proposed", async () => {
    await click("replan");
    await hand.selectOptions(await see("replan-kind"), "stations");
    await settled();
    await click("replan-number-less");
    await click("replan-show");
    expect(backend.inputs("propose")).toEqual([
      { visit: VISIT, day: TODAY, cause: { kind: "stations", stations: 3 } },
    ]);
  });

  it("lists who must be told until each is ticked", async () => {
    await click("suggestion-see");
    await click("replan-take");
    await click("needs");
    const need = all("need").find((row) => row.dataset["kind"] === "to_tell");
    expect(need?.textContent).toContain("9 orang perlu diberi tahu");
    await hand.click(need?.querySelector<HTMLElement>('[data-testid="need-open"]') as HTMLElement);
    await settled();
    expect(all("need-person")).toHaveLength(9);
    await click("told", 0);
    expect(backend.inputs("told")[0]?.bookings).toHaveLength(1);
    expect(all("need").find((row) => row.dataset["kind"] === "to_tell")?.textContent).toContain("8 orang");
  });

  it("leads from rows to complete to where they are completed", async () => {
    await click("needs");
    await click("need-complete");
    expect(look("screen-peserta")).not.toBeNull();
    expect((await see("people-filter")) as HTMLSelectElement).toHaveProperty("value", "held");
  });

  it("offers what can be done with a late class, each with its effect", async () => {
    await click("late-class");
    await hand.selectOptions(await see("late-select"), "XII IPS 1");
    await settled();
    expect(all("late-option").map((option) => option.dataset["kind"])).toEqual(["now", "later", "next_day"]);
    expect(all("late-option")[0]?.textContent).toContain(
      "11 orang lain menunggu sekitar 15 menit lebih lama",
    );
    await click("late-take-later");
    expect(backend.inputs("take_late_class")).toEqual([{ visit: VISIT, class: "XII IPS 1", kind: "later" }]);
  });

  it("shows the crowd against the limit when it comes near, what was measured before what is forecast", () => {
    expect(textOf("curve")).toContain("Paling banyak 27 orang pukul");
    expect(look("curve-measured")).not.toBeNull();
    expect(textOf("figure-peak")).toMatch(/^perkiraan puncak 27, pukul \d\d\.\d\d$/);
  });

  it("keeps the curve within reach on a calm day", async () => {
    await click("today-day", 2);
    expect(look("curve")).toBeNull();
    expect(textOf("crowd-words")).toContain("Paling banyak 20 orang pukul");
    await click("crowd");
    expect(look("curve")).not.toBeNull();
    await click("crowd");
    expect(look("curve")).toBeNull();
  });

  it("takes the proposal that is read, in one act, by its key", async () => {
    const taken = { visit: VISIT, day: TODAY, cause: { kind: "delay", minutes: 20 }, token: "token" };
    route.go("exchange");
    await settled();
    vi.useFakeTimers({ shouldAdvanceTime: true });
    route.go("today");
    await see("suggestion");
    await vi.advanceTimersByTimeAsync(1100);
    expect(textOf("suggestion-take")).toBe("Terapkan F8");
    await press("F8");
    expect(backend.inputs("take_proposal")).toEqual([taken]);
    vi.useRealTimers();
  });

  it("does not take a proposal that has just come under the finger", async () => {
    await press("F8");
    expect(backend.inputs("take_proposal")).toEqual([]);
  });

  it("plans anew and serves a late class by their keys", async () => {
    expect(textOf("replan")).toContain("F2");
    await press("F2");
    expect(look("replan-dialog")).not.toBeNull();
    await click("replan-show");
    // In a dialog its own key acts; those of the screen under it are dead.
    await press("F3");
    expect(look("late-dialog")).toBeNull();
    await press("F8");
    expect(backend.inputs("take_proposal")).toHaveLength(1);
    expect(look("replan-dialog")).toBeNull();
    await press("F3");
    expect(look("late-dialog")).not.toBeNull();
  });

  it("shows who came without a slot today, and opens them", async () => {
    expect(look("unslotted")).toBeNull();
    const early = backend.world.people.find((p) => p.slot !== null && p.slot.day > TODAY);
    Object.assign(early ?? {}, { state: "waiting", ticket: "A-200" });
    backend.notice({ kind: "changed" });
    await see("unslotted");
    expect(textOf("unslotted")).toBe("Tanpa sesi hari ini: 1 menunggu 1");
    await click("unslotted-open");
    expect(textOf("unslotted")).toContain(early?.name);
  });

  it("keeps what is shown when it cannot be read anew", async () => {
    const before = textOf("figure-recorded");
    backend.refuse("today", "Jurnal sedang sibuk. Coba lagi sebentar.");
    backend.notice({ kind: "changed" });
    expect((await see("failure")).textContent).toContain("Jurnal sedang sibuk");
    expect(textOf("figure-recorded")).toBe(before);
    backend.refuse("today");
    await click("failure-again");
    expect(look("failure")).toBeNull();
  });
});
