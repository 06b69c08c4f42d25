import { untrack } from "svelte";
import { backend, Failure, type Act, type Input, type Output } from "$lib/backend";
import * as m from "$messages";
import { fresh } from "./fresh.svelte";

/** How long an answer may take before the screen says that it is coming. */
export const SLOW_MS = 300;

/** An answer that is kept up to date while its component is shown. */
export class Live<T> {
  data = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  slow = $state(false);
  private asked = 0;
  private question: (() => Promise<T>) | null = null;

  /** Asks once more; a later question's answer is never overtaken by an earlier one's. */
  async ask(question: () => Promise<T>): Promise<void> {
    this.question = question;
    const mine = ++this.asked;
    const slow = setTimeout(() => (this.slow = this.data === null), SLOW_MS);
    try {
      const answer = await question();
      if (mine !== this.asked) return;
      this.data = answer;
      this.failure = null;
    } catch (thrown) {
      if (mine === this.asked) this.failure = Failure.from(thrown, m.failure_shell());
    } finally {
      clearTimeout(slow);
      if (mine === this.asked) this.slow = false;
    }
  }

  /** Asks the same once more. */
  again(): void {
    if (this.question) void this.ask(this.question);
  }

  /** Forgets all: another subject is shown. */
  clear(): void {
    this.asked += 1;
    this.data = null;
    this.failure = null;
    this.slow = false;
  }
}

/**
 * Asks an act, and again whenever its input or the journal changes. A null input asks nothing.
 * To be called while a component is made.
 */
export function live<K extends Act>(name: K, input: () => Input<K> | null): Live<Output<K>> {
  const answer = new Live<Output<K>>();
  let subject = "";
  $effect(() => {
    const given = input();
    void fresh.count;
    untrack(() => {
      const now = JSON.stringify(given);
      if (now !== subject) answer.clear();
      subject = now;
      if (given !== null) void answer.ask(() => backend().act(name, given));
    });
  });
  return answer;
}
