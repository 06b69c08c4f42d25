import type { Act, Backend, Drop, Input, Notice, Output } from "../../src/lib/backend";
import { Failure, useBackend } from "../../src/lib/backend";
import { session } from "../../src/lib/state/session.svelte";
import { answer } from "./answer.ts";
import { VISIT, World } from "./world.ts";

/** A scripted other side: invented people, everything that was asked, and answers that can be held back or refused. */
export class FakeBackend implements Backend {
  readonly asked: { name: Act; input: unknown }[] = [];
  pickedFile: string | null = null;
  private hearing: ((notice: Notice) => void)[] = [];
  private dropping: ((drop: Drop) => void)[] = [];
  private refusals = new Map<Act, Failure>();
  private held = new Map<Act, (() => void)[]>();

  constructor(readonly world = new World()) {
    useBackend(this);
  }

  async act<K extends Act>(name: K, input: Input<K>): Promise<Output<K>> {
    this.asked.push({ name, input: plain(input) });
    const waiting = this.held.get(name);
    if (waiting) await new Promise<void>((go) => waiting.push(go));
    const refusal = this.refusals.get(name);
    if (refusal) throw refusal;
    const { status, output } = answer(this.world, name, plain(input));
    const given = plain(output);
    if (status !== 200) throw Failure.from(given, "Tidak terjangkau.");
    return given as Output<K>;
  }

  onNotice(hear: (notice: Notice) => void): () => void {
    this.hearing.push(hear);
    return () => (this.hearing = this.hearing.filter((h) => h !== hear));
  }

  pickFile = () => Promise.resolve(this.pickedFile);
  pickSave = () => Promise.resolve(null);

  onDrop(hear: (drop: Drop) => void): () => void {
    this.dropping.push(hear);
    return () => (this.dropping = this.dropping.filter((h) => h !== hear));
  }

  /** The other side speaks. */
  notice(notice: Notice): void {
    this.hearing.forEach((hear) => hear(notice));
  }

  /** A file comes over the window. */
  drop(drop: Drop): void {
    this.dropping.forEach((hear) => hear(drop));
  }

  /** Refuses an act from now on; without a sentence no longer. */
  refuse(name: Act, sentence?: string): void {
    if (sentence === undefined) this.refusals.delete(name);
    else this.refusals.set(name, new Failure("refused", sentence));
  }

  /** Holds the answers of an act back until the returned function is called. */
  hold(name: Act): () => void {
    const waiting: (() => void)[] = [];
    this.held.set(name, waiting);
    return () => {
      this.held.delete(name);
      waiting.forEach((go) => go());
    };
  }

  /** What was asked of one act. */
  inputs<K extends Act>(name: K): Input<K>[] {
    return this.asked.filter((a) => a.name === name).map((a) => a.input as Input<K>);
  }
}

/** As it comes through JSON: no proxies, no functions. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** A fake other side whose session has been read. */
export async function opened(world = new World()): Promise<FakeBackend> {
  const backend = new FakeBackend(world);
  await session.load();
  return backend;
}

export { VISIT };
