import { backend, Failure, type Input, type RosterReport } from "$lib/backend";
import { answers } from "$lib/state/answers.svelte";
import { fresh } from "$lib/state/fresh.svelte";
import { progress } from "$lib/state/progress.svelte";
import * as m from "$messages";

/** Taking in a roster: a file, what was found in it, and the one act. */
export class Taking {
  path = $state("");
  /** Newcomers only, into free places from now on. */
  add = $state(false);
  /** Also take out who is gone. */
  withdraw = $state(false);
  /** Chosen classes; empty: all. */
  classes = $state.raw<string[]>([]);
  report = $state.raw<RosterReport | null>(null);
  /** All classes of the file: a choice of some must not hide the others. */
  allClasses = $state.raw<RosterReport["classes"]>([]);
  failure = $state.raw<Failure | null>(null);
  doing = $state<"preview" | "import" | null>(null);

  constructor(private readonly visit: string) {}

  /** A file was dropped, chosen or typed. */
  async check(path = this.path): Promise<void> {
    if (this.doing !== null) return;
    const other = path.trim() !== this.path.trim() || this.report === null;
    this.path = path.trim();
    if (this.path === "") {
      this.failure = new Failure("path_missing", m.roster_path_missing());
      return;
    }
    if (other || this.report?.written) {
      this.report = null;
      this.classes = [];
      this.withdraw = false;
    }
    const report = await this.ask("preview", null);
    if (report && this.classes.length === 0) this.allClasses = report.classes;
  }

  /** Takes exactly what was shown: one act. */
  async take(): Promise<void> {
    if (this.report === null) return;
    const report = await this.ask("import", this.report.digest);
    if (report === null) return;
    answers.done(m.roster_taken({ n: report.accepted, file: report.file_name }), report.act);
    fresh.now();
  }

  /** Stops a long one; nothing stays behind. */
  async cancel(): Promise<void> {
    await backend()
      .act("roster_cancel", {})
      .catch(() => {});
  }

  /** Another file. */
  again(): void {
    this.report = null;
    this.path = "";
    this.failure = null;
    this.classes = [];
    this.allClasses = [];
  }

  private async ask(what: "preview" | "import", digest: string | null): Promise<RosterReport | null> {
    if (this.doing !== null) return null;
    this.doing = what;
    this.failure = null;
    progress.clear();
    const input: Input<"roster_preview"> = {
      visit: this.visit,
      path: this.path,
      classes: this.classes,
      add: this.add,
      withdraw_gone: this.withdraw,
      digest,
    };
    try {
      this.report = await backend().act(what === "preview" ? "roster_preview" : "roster_import", input);
      return this.report;
    } catch (thrown) {
      this.failure = Failure.from(thrown, m.failure_shell());
      return null;
    } finally {
      this.doing = null;
      progress.clear();
    }
  }
}
