import { session } from "./session.svelte";

/** The visit's local time, which the other side gives and this side carries on. */
class Clock {
  /** Milliseconds since 1970. */
  now = $state(0);
  private given = "";
  private givenAt = 0;

  /** Carries the time on; called a few times a second. */
  tick(monotonic: number): void {
    const current = session.current;
    if (current === null) return;
    if (current.now !== this.given) {
      this.given = current.now;
      this.givenAt = monotonic;
    }
    // A held clock (practice, tests) stands still.
    const gone = current.clock_is_set ? 0 : monotonic - this.givenAt;
    this.now = Date.parse(current.now) + gone;
  }
}

export const clock = new Clock();
