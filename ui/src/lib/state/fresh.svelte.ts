/** Counts what the journal has taken in: whoever shows something of it reads `count` and asks again. */
class Fresh {
  count = $state(0);
  /** Whether what is read now was changed by another hand than this window's. */
  byOther = false;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /** The journal changed. Many changes at once are one. */
  changed(): void {
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      this.byOther = true;
      this.count += 1;
    }, 60);
  }

  /** This window changed it and wants to see it now. */
  now(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.byOther = false;
    this.count += 1;
  }
}

export const fresh = new Fresh();
