import type { Break, DayHours, Setup } from "$lib/backend";
import { clockOf, minuteOf } from "$lib/words/dates";

/** What a new visit begins with: a school's day. */
export function firstSetup(): Setup {
  return {
    days: [],
    stations: 4,
    minutes_per_person: 8,
    waiting_limit: 30,
    slot_minutes: 30,
    reserve_percent: 10,
    minimum_age: 16,
  };
}

const FIRST_HOURS: Omit<DayHours, "day"> = {
  open: { start: "07:30", end: "15:30" },
  breaks: [{ span: { start: "11:45", end: "13:00" }, stations_open: 0 }],
};

/** The days with one more, or without it where it is there; a new one has the hours of the day before it. */
export function toggled(days: readonly DayHours[], day: string): DayHours[] {
  if (days.some((hours) => hours.day === day)) return days.filter((hours) => hours.day !== day);
  const like = days.findLast((hours) => hours.day < day) ?? days[0] ?? FIRST_HOURS;
  return [...days, { ...copied(like), day }].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** All days with the hours and breaks of one. */
export function alike(days: readonly DayHours[], like: DayHours): DayHours[] {
  return days.map(({ day }) => ({ ...copied(like), day }));
}

/** A break that does not meet another, where there is room for one. */
export function anotherBreak({ open, breaks }: DayHours): Break {
  const after =
    breaks
      .map(({ span }) => span.end)
      .sort()
      .at(-1) ?? open.start;
  const start = Math.min(minuteOf(after) + 60, Math.max(minuteOf(open.start), minuteOf(open.end) - 30));
  const end = Math.min(start + 15, minuteOf(open.end));
  return { span: { start: clockOf(start), end: clockOf(end) }, stations_open: 0 };
}

/**
 * `HH:MM` of a time as typed: `7`, `730`, `07.30`, `7:30`, `24.00`. Null where it is none.
 */
export function timeTyped(text: string): string | null {
  const found = /^(\d{1,2})(?:[.:]?(\d{2}))?$/.exec(text.trim());
  if (!found) return null;
  const [h, min] = [Number(found[1]), Number(found[2] ?? 0)];
  return min < 60 && h * 60 + min <= 24 * 60 ? clockOf(h * 60 + min) : null;
}

/** The days of a month in weeks from Monday on; null where the month has not begun or is over. */
export function weeksOf(month: string): (string | null)[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const before = (first.getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Array.from({ length: Math.ceil((before + count) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const date = week * 7 + weekday - before + 1;
      return date < 1 || date > count ? null : `${month}-${String(date).padStart(2, "0")}`;
    }),
  );
}

/** `2021-11`, so many months on. */
export function monthsOn(month: string, by: number): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
}

const copied = <T extends Omit<DayHours, "day">>({ open, breaks }: T) => ({
  open: { ...open },
  breaks: breaks.map((one) => ({ ...one, span: { ...one.span } })),
});
