import { backend, type Found } from "$lib/backend";
import { Guard } from "$lib/state/guard.svelte";

/** An answer that comes later than this after a key may come under a hand that is already on Enter. */
const PROMPT_MS = 300;

/** Finds as you type, and knows whom Enter would check in. */
export class Finder {
  text = $state("");
  found = $state.raw<Found[]>([]);
  /** Which of them; -1: a person must choose first. */
  at = $state(-1);
  /** The text that `found` answers. */
  private answers = $state("");
  readonly guard = new Guard();
  private asked = 0;

  constructor(private readonly visit: string) {}

  /** Whom Enter would check in. */
  readonly chosen = $derived(this.found[this.at] ?? null);
  /** Whether what is shown answers what was typed. */
  readonly current = $derived(this.answers === this.text.trim());

  /** Another text was typed. */
  type(text: string): void {
    this.text = text;
    void this.look(true);
  }

  /** Looks again, because the journal changed. */
  again(): void {
    if (this.text.trim() !== "") void this.look(false);
  }

  /** Up or down: a choice by hand. */
  move(by: number): void {
    if (this.found.length === 0) return;
    this.at = Math.min(Math.max(this.at + by, 0), this.found.length - 1);
    this.guard.shows(this.chosen?.booking ?? null, true);
  }

  /** This one: a choice by hand. */
  choose(nth: number): void {
    this.at = nth;
    this.guard.shows(this.chosen?.booking ?? null, true);
  }

  clear(): void {
    this.asked += 1;
    this.text = "";
    this.answers = "";
    this.found = [];
    this.at = -1;
    this.guard.shows(null);
  }

  private async look(typed: boolean): Promise<void> {
    const mine = ++this.asked;
    const text = this.text.trim();
    const since = performance.now();
    const found =
      text === ""
        ? []
        : await backend()
            .act("find", { visit: this.visit, text, limit: 20 })
            .catch(() => null);
    if (mine !== this.asked || found === null) return;
    const before = this.chosen?.booking;
    this.found = typed ? found : inPlace(this.found, found);
    this.answers = text;
    // Typing starts anew at the top; a change from elsewhere leaves the choice where it is.
    const kept = typed ? -1 : this.found.findIndex((f) => f.booking === before);
    this.at = kept >= 0 ? kept : first(this.found);
    this.guard.shows(this.chosen?.booking ?? null, typed && performance.now() - since < PROMPT_MS);
  }
}

/** The same people anew, each where they stood: nothing moves under a finger; who is new comes last. */
function inPlace(before: Found[], now: Found[]): Found[] {
  const stayed = before.flatMap((old) => now.find((found) => found.booking === old.booking) ?? []);
  return [...stayed, ...now.filter((found) => !stayed.includes(found))];
}

/** The top one, unless it has a namesake or a twin: then nobody until a person chooses. */
function first(found: Found[]): number {
  return found.length === 0 || found[0]?.alike ? -1 : 0;
}
