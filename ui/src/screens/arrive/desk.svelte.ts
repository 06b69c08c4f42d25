import { backend, Failure, type Arrived, type Found, type Lookup } from "$lib/backend";
import { sound } from "$lib/keys/sound";
import { answers } from "$lib/state/answers.svelte";
import { act } from "$lib/state/doing.svelte";
import { timeOf } from "$lib/words/dates";
import { signOf } from "$lib/words/states";
import { Guard } from "$lib/state/guard.svelte";
import * as m from "$messages";

/** What the desk asks a person to decide before anything is written. */
export type Question =
  /** Booked for another day: serve now, or keep the day? */
  | { kind: "other_day"; found: Found }
  /** One ticket, two people: which? */
  | { kind: "several"; found: Found[] }
  /** Nobody by this code: a walk-in? */
  | { kind: "unknown"; nik: string; sentence: string };

/** Whether a check-in would give this person a ticket: not who waits here or is done. */
export function needsTicket({ state, ticket }: Pick<Found, "state" | "ticket">): boolean {
  switch (state) {
    case "recorded":
    case "already_recorded":
    case "called":
    case "recording":
    case "joined":
      return false;
    case "waiting":
    case "to_repeat":
      return ticket === null;
    default:
      return true;
  }
}

/** The check-in desk: from who is in front of it to a ticket. */
export class Desk {
  /** The last check-in of this hand, until the other side tells it too. */
  card = $state.raw<Arrived | null>(null);
  /** What must be decided first. */
  question = $state.raw<Question | null>(null);
  readonly guard = new Guard();

  constructor(private readonly visit: string) {}

  /** A code that was scanned or typed whole: who is it? */
  async code(code: string): Promise<void> {
    let known: Lookup;
    try {
      known = await backend().act("lookup", { visit: this.visit, code });
    } catch (thrown) {
      sound("look");
      answers.refused(Failure.from(thrown, m.failure_shell()));
      return;
    }
    switch (known.kind) {
      case "known":
        return this.person(known.found);
      case "several":
        return this.asks({ kind: "several", found: known.found });
      case "unknown_nik":
        return this.asks({ kind: "unknown", nik: known.nik, sentence: known.sentence });
      case "not_a_code":
        sound("look");
        answers.refused(new Failure("not_a_code", known.sentence));
    }
  }

  /** One person, chosen: checks in at once unless it is not their day. */
  async person(found: Found): Promise<void> {
    if (!needsTicket(found)) {
      this.recalls(found);
    } else if (found.standing === "other_day") {
      this.asks({ kind: "other_day", found });
    } else {
      await this.checkIn(found.booking);
    }
  }

  /** Writes it. */
  async checkIn(booking: string): Promise<void> {
    const arrived = await act("arrive", { visit: this.visit, code: booking });
    if (arrived === null) return sound("look");
    this.shows(arrived);
  }

  /** A ticket was given: the card shows it. */
  shows(arrived: Arrived): void {
    this.question = null;
    this.card = arrived;
    sound(arrived.already || arrived.held.length > 0 ? "look" : "done");
  }

  /** Who has a ticket already, or is done: the card says so, nothing is written. */
  private recalls(found: Found): void {
    sound("look");
    this.question = null;
    const { booking, name, class: of, standing, standing_minutes, held } = found;
    const sign = signOf(found.state);
    const at = found.recorded_at === null ? "" : ` ${timeOf(found.recorded_at)}`;
    this.card = {
      booking,
      name,
      class: of,
      ticket: found.ticket ?? "–",
      standing,
      standing_minutes,
      already: true,
      waits: found.state === "waiting",
      on_site: 0,
      waiting_limit: 0,
      site_full: false,
      warnings: [],
      guardian_missing: false,
      held,
      sentence: `${sign.word}${at}`,
      act: null,
    };
  }

  /** Asks; its keys are dead for a second, for it came under a hand that meant something else. */
  private asks(question: Question): void {
    sound("look");
    answers.clear();
    this.question = question;
    this.guard.shows(question.kind === "unknown" ? question.nik : JSON.stringify(question.found));
  }

  /** The other side told its last check-ins: they hold from here on. */
  told(): void {
    if (this.card && !this.card.already) this.card = null;
  }

  /** Not now. */
  drop(): void {
    this.question = null;
    this.guard.shows(null);
  }
}
