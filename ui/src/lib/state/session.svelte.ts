import { backend, Failure, type Input, type Session, type VisitBrief } from "$lib/backend";
import * as m from "$messages";

/** What the frame shows: the laptop, its operator, its visits, its clock. */
class SessionState {
  current = $state.raw<Session | null>(null);
  failure = $state.raw<Failure | null>(null);

  /** The visit that the screens show. */
  readonly visit = $derived<VisitBrief | null>(
    this.current?.visits.find((v) => v.visit === this.current?.active) ?? null,
  );

  /** Reads it anew; keeps the old where that fails. */
  async load(): Promise<void> {
    try {
      this.take(await backend().act("session", {}));
    } catch (thrown) {
      this.failure = Failure.from(thrown, m.failure_shell());
    }
  }

  /** Changes what a person chooses for this laptop; what is left out stays. */
  async set(chosen: Partial<Input<"settings">>): Promise<void> {
    const nothing = {
      lang: null,
      theme: null,
      operator_name: null,
      device_name: null,
      active: null,
      server: null,
    };
    this.take(await backend().act("settings", { ...nothing, ...chosen }));
  }

  /** Nothing of it stays on the screen. */
  clear(): void {
    this.current = null;
  }

  private take(session: Session): void {
    this.current = session;
    this.failure = null;
  }
}

export const session = new SessionState();
