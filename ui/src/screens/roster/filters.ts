import type { Input, State } from "$lib/backend";
import * as m from "$messages";

/** Which people are shown. */
export const FILTERS = [
  "all",
  "not_here",
  "waiting",
  "recorded",
  "open",
  "held",
  "to_tell",
  "unplaced",
] as const;
export type FilterName = (typeof FILTERS)[number];

const STATES: Partial<Record<FilterName, State[]>> = {
  not_here: ["booked"],
  waiting: ["waiting", "called", "recording"],
  recorded: ["recorded", "already_recorded"],
  open: ["to_repeat", "incomplete", "biodata_problem", "not_served", "missed", "left"],
};

const WORDS: Record<FilterName, () => string> = {
  all: m.people_all,
  not_here: m.people_not_here,
  waiting: m.people_waiting,
  recorded: m.people_recorded,
  open: m.people_open,
  held: m.people_held,
  to_tell: m.people_to_tell,
  unplaced: m.people_unplaced,
};

export const filterWord = (filter: FilterName): string => WORDS[filter]();

/** The question that a filter asks. */
export function peopleInput(
  visit: string,
  filter: FilterName,
  more: Partial<Input<"people">> = {},
): Input<"people"> {
  return {
    visit,
    class: null,
    slot: null,
    states: STATES[filter] ?? [],
    held: filter === "held",
    to_tell: filter === "to_tell",
    unplaced: filter === "unplaced",
    offset: 0,
    limit: null,
    ...more,
  };
}
