import { describe, expect, it } from "vitest";
import type { DayHours } from "$lib/backend";
import { alike, anotherBreak, monthsOn, timeTyped, toggled, weeksOf } from "../src/screens/plan/setup";

const friday: DayHours = {
  day: "2021-11-12",
  open: { start: "07:30", end: "14:30" },
  breaks: [{ span: { start: "11:30", end: "13:00" }, stations_open: 1 }],
};

describe("a time as typed", () => {
  it.each([
    ["07.30", "07:30"],
    ["7:30", "07:30"],
    ["0730", "07:30"],
    ["730", "07:30"],
    [" 7 ", "07:00"],
    ["24.00", "24:00"],
  ])("%s is %s", (text, time) => expect(timeTyped(text)).toBe(time));

  it.each(["", "7.60", "24.01", "25", "setengah 8", "7.3", "12345", "-7", "07.30.00"])("%j is none", (text) =>
    expect(timeTyped(text)).toBeNull(),
  );
});

describe("the days of a visit", () => {
  it("begin with a school's day, keep their order, and go as they came", () => {
    let days = toggled([], "2021-11-10");
    days = toggled(days, "2021-11-08");
    expect(days.map(({ day }) => day)).toEqual(["2021-11-08", "2021-11-10"]);
    expect(days[0]?.open).toEqual({ start: "07:30", end: "15:30" });
    expect(toggled(days, "2021-11-10").map(({ day }) => day)).toEqual(["2021-11-08"]);
  });

  it("take the hours of the day before, and are then their own", () => {
    const [, monday] = toggled([friday], "2021-11-15");
    expect(monday).toEqual({ ...friday, day: "2021-11-15" });
    monday?.breaks.pop();
    expect(friday.breaks).toHaveLength(1);
  });

  it("can all follow one, each on its own", () => {
    const days = alike(toggled([friday], "2021-11-08"), friday);
    expect(days.map(({ day, open }) => [day, open.end])).toEqual([
      ["2021-11-08", "14:30"],
      ["2021-11-12", "14:30"],
    ]);
    expect(days[0]?.breaks).toEqual(friday.breaks);
    expect(days[0]?.breaks[0]).not.toBe(days[1]?.breaks[0]);
  });

  it("have room for one more break within the hours, after the others", () => {
    expect(anotherBreak(friday)).toEqual({ span: { start: "14:00", end: "14:15" }, stations_open: 0 });
    expect(anotherBreak({ ...friday, breaks: [] }).span).toEqual({ start: "08:30", end: "08:45" });
  });
});

describe("a month", () => {
  it("stands in weeks from Monday on", () => {
    const weeks = weeksOf("2021-11");
    expect(weeks[0]?.[0]).toBe("2021-11-01");
    expect(weeks).toHaveLength(5);
    expect(weeks.flat().filter(Boolean)).toHaveLength(30);
    expect(weeks[4]?.slice(0, 3)).toEqual(["2021-11-29", "2021-11-30", null]);
    // May 2022 begins on a Sunday.
    expect(weeksOf("2022-05")[0]).toEqual([null, null, null, null, null, null, "2022-05-01"]);
    expect(weeksOf("2024-02").flat().at(-4)).toBe("2024-02-29");
  });

  it("is followed by the next, over the year", () => {
    expect(monthsOn("2021-12", 1)).toBe("2022-01");
    expect(monthsOn("2022-01", -1)).toBe("2021-12");
  });
});
