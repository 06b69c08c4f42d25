/** How long act keys are dead after a person on screen changes. */
export const DEAD_MS = 1000;

/** Keeps a key that is meant for one person from acting on the next, who came there meanwhile. */
export class Guard {
  /** Whether act keys are dead. */
  dead = $state(false);
  private person: string | null = null;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /** Who is on screen. A change by this hand itself (`own`) is expected and holds nothing up. */
  shows(person: string | null, own = false): void {
    if (person === this.person) return;
    this.person = person;
    clearTimeout(this.waiting);
    this.dead = person !== null && !own;
    if (this.dead) this.waiting = setTimeout(() => (this.dead = false), DEAD_MS);
  }

  /** Lets go when what it guards is gone. */
  stop(): void {
    clearTimeout(this.waiting);
  }
}
