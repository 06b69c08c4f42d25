import { remembered } from "$lib/state/remembered.svelte";

/** At most so many stations side by side. */
export const COLUMNS_MAX = 4;

/** Which stations this laptop is. */
export const chosenStations = remembered<number[]>(
  "stations",
  [],
  (v): v is number[] => Array.isArray(v) && v.every((n) => Number.isInteger(n)),
);
