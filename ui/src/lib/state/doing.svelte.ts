import { backend, Failure, type Act, type Input, type Output } from "$lib/backend";
import * as m from "$messages";
import { answers } from "./answers.svelte";
import { fresh } from "./fresh.svelte";
import { session } from "./session.svelte";

let running = $state<readonly string[]>([]);

/** Whether an act of this name is under way. */
export function isDoing(name: Act): boolean {
  return running.includes(name);
}

/**
 * Does an act once, however often its button is pressed: while it runs, another of its name does nothing. Says what
 * happened in the answer line. Null where it was refused.
 */
export async function act<K extends Act>(
  name: K,
  input: Input<K>,
  say?: (output: Output<K>) => string,
): Promise<Output<K> | null> {
  if (running.includes(name)) return null;
  running = [...running, name];
  try {
    const output = await backend().act(name, input);
    const sentence = say?.(output) ?? sentenceOf(output);
    // What takes back is not itself taken back by the same key: pressing it again goes one act further.
    if (sentence !== "") answers.done(sentence, name === "undo" ? null : actOf(output));
    fresh.now();
    return output;
  } catch (thrown) {
    answers.refused(Failure.from(thrown, m.failure_shell()));
    return null;
  } finally {
    running = running.filter((r) => r !== name);
  }
}

/** Takes back an act of this laptop; without one, its last. */
export async function undo(which: string | null = answers.last()): Promise<boolean> {
  const visit = session.visit?.visit;
  if (which === null || visit === undefined) {
    answers.told(m.undo_nothing());
    return false;
  }
  answers.forget(which);
  return (await act("undo", { visit, act: which }, (done) => done.sentence)) !== null;
}

function sentenceOf(output: unknown): string {
  return typeof output === "object" &&
    output !== null &&
    "sentence" in output &&
    typeof output.sentence === "string"
    ? output.sentence
    : "";
}

function actOf(output: unknown): string | null {
  return typeof output === "object" && output !== null && "act" in output && typeof output.act === "string"
    ? output.act
    : null;
}
