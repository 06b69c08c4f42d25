import { backend, type PlanPreview, type Setup } from "$lib/backend";
import { fresh } from "$lib/state/fresh.svelte";
import { Live } from "$lib/state/live.svelte";
import { untrack } from "svelte";
import { firstSetup } from "./setup";

/** A number that is still being typed is not asked about. */
const TYPING_MS = 200;

/** Numbers that a person turns, and what follows from them. */
export class Planning {
  setup = $state<Setup>(firstSetup());
  /** What follows; the last answer stays until the next has come. */
  readonly preview = new Live<PlanPreview>();
  private before = $state.raw<Setup | null>(null);
  readonly changed = $derived(this.before !== null && !same(this.setup, this.before));

  /** Of a visit; of a new one without it. To be made while a component is made. */
  constructor(private readonly visit: string | null) {
    $effect(() => {
      const setup = $state.snapshot(this.setup);
      void fresh.count;
      const first = untrack(() => this.preview.data === null);
      const asking = setTimeout(() => this.ask(setup), first ? 0 : TYPING_MS);
      return () => clearTimeout(asking);
    });
  }

  /** The visit's plan as it stands now; what a person is changing meanwhile stays theirs. */
  stands(setup: Setup): void {
    const untouched = this.before === null || !this.changed;
    this.before = setup;
    if (untouched) this.setup = structuredClone(setup);
  }

  /** Back to the plan as it stands. */
  reset(): void {
    if (this.before !== null) this.setup = structuredClone(this.before);
  }

  /** These numbers are the plan now. */
  saved(setup: Setup): void {
    this.before = setup;
  }

  private ask(setup: Setup): void {
    // Before the visit's own numbers have come there is nothing to ask, and without a day nothing follows.
    if (this.visit !== null && this.before === null) return;
    if (setup.days.length === 0) return this.preview.clear();
    void this.preview.ask(() => backend().act("plan_preview", { setup, visit: this.visit }));
  }
}

const same = (a: Setup, b: Setup): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

/** In one order of fields, whoever wrote them. */
function ordered(setup: Setup): unknown {
  return [
    setup.stations,
    setup.minutes_per_person,
    setup.waiting_limit,
    setup.slot_minutes,
    setup.reserve_percent,
    setup.minimum_age,
    setup.days.map(({ day, open, breaks }) => [
      day,
      open.start,
      open.end,
      breaks.map(({ span, stations_open }) => [span.start, span.end, stations_open]),
    ]),
  ];
}
