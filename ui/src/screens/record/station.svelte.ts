import type { Outcome, StationStatus } from "$lib/backend";
import { answers } from "$lib/state/answers.svelte";
import { act } from "$lib/state/doing.svelte";
import { modalityWord } from "$lib/words/captures";
import * as m from "$messages";
import { forgetMarks, hasFailed, marksFor, marksOf, unexplained } from "./marks.svelte";

/** One station's acts. */
export class Station {
  constructor(
    private readonly visit: string,
    private readonly station: number,
  ) {}

  private get named(): { visit: string; station: number } {
    return { visit: this.visit, station: this.station };
  }

  /** Calls the next in order, or a given ticket. */
  async call(code: string | null = null): Promise<boolean> {
    const said = (sitting: { ticket: string }) =>
      m.record_called({ ticket: sitting.ticket, station: this.station });
    return (await act("call", { ...this.named, code }, said)) !== null;
  }

  recall = () => act("recall", this.named);
  absent = () => act("absent", this.named);
  start = () => act("start", this.named);
  handOver = (to: number | null) => act("hand_over", { visit: this.visit, station: this.station, to });
  set = (status: StationStatus) => act("station_set", { ...this.named, status });

  /** Ends a recording. What failed is not complete, and what is incomplete lacks something. */
  async record(booking: string, outcome: Outcome, detail = ""): Promise<void> {
    const marks = marksOf(booking);
    if (outcome === "complete" && hasFailed(marks)) return answers.told(m.outcome_failed_hint());
    if (outcome === "incomplete" && !hasFailed(marks)) return answers.told(m.outcome_untick_first());
    const unsaid = outcome === "complete" || outcome === "incomplete" ? unexplained(marks) : null;
    if (unsaid !== null) {
      const modality = modalityWord(unsaid);
      const which = typeof marks[unsaid] === "object" && "exception" in marks[unsaid];
      return answers.told(which ? m.outcome_say_which({ modality }) : m.outcome_say_why({ modality }));
    }
    const marked = marksFor(outcome, marks);
    const done = await act("record", { ...this.named, booking, ...marked, outcome, detail });
    if (done) forgetMarks(booking);
  }
}
