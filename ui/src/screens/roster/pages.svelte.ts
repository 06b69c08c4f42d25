import { SvelteMap } from "svelte/reactivity";
import { backend, Failure, type Found, type Input } from "$lib/backend";
import * as m from "$messages";

/** How many people are asked for at once. */
export const PAGE = 100;

/** A long list, of which only what is looked at is fetched. */
export class Pages {
  total = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  private readonly pages = new SvelteMap<number, Found[]>();
  private wanted: number[] = [];
  private question: Input<"people"> | null = null;
  private asked = 0;

  /** Another choice, or the same once more: rows that are shown stay until the new ones are here. */
  async ask(question: Input<"people">, anew: boolean): Promise<void> {
    this.question = question;
    this.asked += 1;
    if (anew) {
      this.pages.clear();
      this.total = null;
    }
    const shown = anew || !this.pages.has(0) ? [0] : [...this.pages.keys()];
    this.wanted = [];
    await Promise.all(shown.map((page) => this.fetch(page)));
  }

  /** The person of a row, if fetched. */
  at(row: number): Found | undefined {
    return this.pages.get(Math.floor(row / PAGE))?.[row % PAGE];
  }

  /** These rows are looked at. */
  look(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) {
      if (!this.pages.has(page) && !this.wanted.includes(page)) void this.fetch(page);
    }
  }

  private async fetch(page: number): Promise<void> {
    if (this.question === null) return;
    const mine = this.asked;
    this.wanted.push(page);
    try {
      const people = await backend().act("people", { ...this.question, offset: page * PAGE, limit: PAGE });
      if (mine !== this.asked) return;
      this.total = people.total;
      this.pages.set(page, people.people);
      this.failure = null;
    } catch (thrown) {
      if (mine === this.asked) this.failure = Failure.from(thrown, m.failure_shell());
    } finally {
      this.wanted = this.wanted.filter((w) => w !== page);
    }
  }
}
