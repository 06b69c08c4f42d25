import { beforeEach, describe, expect, it } from "vitest";
import { act, isDoing } from "$lib/state/doing.svelte";
import type { FakeBackend } from "./fake/backend";
import { opened, VISIT } from "./fake/backend";
import { settled } from "./hand";

describe("an act under way", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
  });

  const rest = (station: number | null) =>
    act("station_set", { visit: VISIT, station, status: { paused: "break" } });
  const stations = () => backend.inputs("station_set").map((input) => input.station);

  it("is not begun again by a second press, and not lost at another station", async () => {
    const go = backend.hold("station_set");
    const pressed = [rest(1), rest(1), rest(2), rest(null)];
    await settled();
    expect(stations()).toEqual([1, 2, null]);
    expect(isDoing("station_set")).toBe(true);
    go();
    const [first, again, other] = await Promise.all(pressed);
    expect([first === null, again === null, other === null]).toEqual([false, true, false]);
    expect(isDoing("station_set")).toBe(false);
    await rest(1);
    expect(stations()).toEqual([1, 2, null, 1]);
  });

  it("is told apart by its person where it has no station", async () => {
    const [one, two] = backend.world.people;
    const go = backend.hold("note");
    const note = (booking = "") => act("note", { visit: VISIT, booking, note: "KK dibawa" });
    const pressed = [note(one?.booking), note(two?.booking), note(two?.booking)];
    await settled();
    go();
    await Promise.all(pressed);
    expect(backend.inputs("note").map((input) => input.booking)).toEqual([one?.booking, two?.booking]);
  });
});
