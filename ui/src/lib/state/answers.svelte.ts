import type { Failure } from "$lib/backend";

/** What the last act said, and the way back. */
export interface Answer {
  id: number;
  kind: "done" | "refused" | "told";
  sentence: string;
  /** The act that can be taken back. */
  act: string | null;
}

/** How long a sentence stays that needs nothing. */
const STAYS_MS = 15_000;

/**
 * The answer line: one sentence at a time, in a place of its own, so that it never covers a button. The acts of this
 * window are remembered without their sentences, so that leaving a screen leaves no name behind.
 */
class Answers {
  shown = $state.raw<Answer | null>(null);
  private acts: string[] = [];
  private next = 0;
  private fading: ReturnType<typeof setTimeout> | undefined;

  /** An act was done. */
  done(sentence: string, act: string | null = null): void {
    if (act !== null) this.acts = [...this.acts.filter((a) => a !== act), act].slice(-50);
    this.show("done", sentence, act);
  }

  /** An act was refused: it stays until the next. */
  refused(failure: Failure): void {
    this.show("refused", failure.message, null);
  }

  /** Something that a person should know. */
  told(sentence: string): void {
    this.show("told", sentence, null);
  }

  /** This laptop's last act that was not taken back. */
  last(): string | null {
    return this.acts.at(-1) ?? null;
  }

  /** It was taken back, or cannot be. */
  forget(act: string): void {
    this.acts = this.acts.filter((a) => a !== act);
    if (this.shown?.act === act) this.shown = null;
  }

  /** Leaves nothing on screen. */
  clear(): void {
    clearTimeout(this.fading);
    this.shown = null;
  }

  private show(kind: Answer["kind"], sentence: string, act: string | null): void {
    clearTimeout(this.fading);
    const id = ++this.next;
    this.shown = { id, kind, sentence, act };
    if (kind !== "refused") {
      this.fading = setTimeout(() => {
        if (this.shown?.id === id) this.shown = null;
      }, STAYS_MS);
    }
  }
}

export const answers = new Answers();
