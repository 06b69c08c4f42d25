import type { Today } from "$lib/backend";
import { clockOf, timeOf } from "$lib/words/dates";
import * as m from "$messages";

/** The most people at once, and from when on; null of an empty curve. */
export function peakOf(points: readonly [number, number][]): { people: number; minute: number } | null {
  const top = points.reduce<[number, number] | null>((a, b) => (a === null || b[1] > a[1] ? b : a), null);
  return top === null ? null : { minute: top[0], people: top[1] };
}

/** The most people to come at once, or who were there on a day that is over. */
export function peakWords({ curve, measured, waiting_limit: limit }: Today): string {
  const [ahead, before] = [peakOf(curve), peakOf(measured)];
  const peak = ahead ?? before;
  if (peak === null) return m.today_curve_none();
  const words = { n: peak.people, time: timeOf(clockOf(peak.minute)), limit };
  return ahead ? m.today_curve_text(words) : m.today_curve_was(words);
}
