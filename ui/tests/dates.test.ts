import { describe, expect, it } from "vitest";
import { lang } from "$lib/state/lang.svelte";
import {
  clockOf,
  dateOf,
  dayOf,
  minuteOf,
  minutesOf,
  numberOf,
  shortDayOf,
  spanOf,
  stopwatchOf,
  timeOf,
  wallClockOf,
} from "$lib/words/dates";

describe("dates and times", () => {
  it("are written as Indonesia writes them", () => {
    expect(timeOf("2021-11-09T10:42:12+07:00")).toBe("10.42");
    expect(timeOf("07:30")).toBe("07.30");
    expect(spanOf({ start: "10:30", end: "11:00" })).toBe("10.30–11.00");
    expect(dayOf("2021-11-09")).toBe("Selasa, 9 November");
    expect(dayOf("2021-11-09", true)).toBe("Selasa, 9 November 2021");
    expect(shortDayOf("2021-11-10")).toBe("Rab 10 Nov");
    expect(dateOf("2004-02-03")).toBe("3 Februari 2004");
    expect(numberOf(1204)).toBe("1.204");
  });

  it("follow the language", () => {
    lang.now = "en";
    expect(timeOf("10:42")).toBe("10:42");
    expect(dayOf("2021-11-09")).toBe("Tuesday 9 November");
    expect(numberOf(1204)).toBe("1,204");
  });

  it("keep the visit's zone, whatever the laptop's is", () => {
    const given = "2021-11-09T23:59:30+08:00";
    expect(wallClockOf(Date.parse(given), given)).toBe("23.59");
    expect(wallClockOf(Date.parse(given) + 45_000, given)).toBe("00.00");
    expect(wallClockOf(Date.parse("2021-11-09T03:42:00Z"), "2021-11-09T10:42:00+07:00")).toBe("10.42");
  });

  it("say spans in hours and minutes", () => {
    expect(minutesOf(138)).toBe("2 jam 18 menit");
    expect(minutesOf(120)).toBe("2 jam");
    expect(minutesOf(8)).toBe("8 menit");
    lang.now = "en";
    expect(minutesOf(1)).toBe("1 minute");
    expect(minutesOf(18)).toBe("18 minutes");
  });

  it("count as a stopwatch", () => {
    expect(stopwatchOf(372.9)).toBe("6:12");
    expect(stopwatchOf(3723)).toBe("1:02:03");
    expect(stopwatchOf(-4)).toBe("0:00");
  });

  it("turn into minutes of the day and back", () => {
    for (const minute of [0, 59, 450, 1439, 1440]) expect(minuteOf(clockOf(minute))).toBe(minute);
  });

  it("show what is no date as it came", () => {
    expect(dateOf("31/02/2005")).toBe("31/02/2005");
  });
});
