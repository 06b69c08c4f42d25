import { lang } from "$lib/state/lang.svelte";
import * as m from "$messages";

/** The local time of an RFC 3339 instant or of `HH:MM`: `10.42` in Indonesian, `10:42` in English. */
export function timeOf(text: string): string {
  const clock = text.length > 5 ? text.slice(11, 16) : text;
  return lang.now === "id" ? clock.replace(":", ".") : clock;
}

/** `10.30–11.00`. */
export function spanOf(span: { start: string; end: string }): string {
  return `${timeOf(span.start)}–${timeOf(span.end)}`;
}

/** `Selasa, 9 November`; with the year where asked for. */
export function dayOf(day: string, year = false): string {
  return format(day, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(year ? { year: "numeric" } : {}),
  });
}

/** `Sel 9 Nov`: where there is little room. */
export function shortDayOf(day: string): string {
  return format(day, { weekday: "short", day: "numeric", month: "short" }).replace(",", "");
}

/** `Selasa`. */
export function weekdayOf(day: string): string {
  return format(day, { weekday: "long" });
}

/** `November 2021` of `2021-11`. */
export function monthOf(month: string): string {
  return format(`${month}-01`, { month: "long", year: "numeric" });
}

/** `3 Februari 2004`. */
export function dateOf(day: string): string {
  return format(day, { day: "numeric", month: "long", year: "numeric" });
}

/** `9 November, 10.42` of an RFC 3339 instant. */
export function momentOf(text: string): string {
  return `${format(text.slice(0, 10), { day: "numeric", month: "long" })}, ${timeOf(text)}`;
}

/** `2 jam 18 menit`, `8 menit`. */
export function minutesOf(minutes: number): string {
  const [h, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (h === 0) return m.minutes_count({ n: rest });
  return rest === 0 ? m.hours_count({ n: h }) : m.hours_minutes({ h, m: rest });
}

/** A stopwatch: `7:40`, `1:02:03`. */
export function stopwatchOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, min, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(min)}:${two(s)}` : `${min}:${two(s)}`;
}

/** Minutes of the day of `HH:MM`. */
export function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}

/** `HH:MM` of minutes of the day. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** The local wall clock of milliseconds since 1970, in the offset that an RFC 3339 instant was given with. */
export function wallClockOf(milliseconds: number, given: string): string {
  const [, sign, h, min] = /([+-])(\d\d):(\d\d)$/.exec(given) ?? [];
  const offset = sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(h) * 60 + Number(min));
  return timeOf(new Date(milliseconds + offset * 60_000).toISOString());
}

/** `1.204` in Indonesian, `1,204` in English. */
export function numberOf(n: number): string {
  return n.toLocaleString(lang.now === "id" ? "id-ID" : "en-GB");
}

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(lang.now === "id" ? "id-ID" : "en-GB", {
    ...options,
    timeZone: "UTC",
  }).format(date);
}
