import { backend, Failure, type Act, type Input, type Output } from "$lib/backend";
import * as m from "$messages";
import { answers } from "./answers.svelte";
import { fresh } from "./fresh.svelte";
import { session } from "./session.svelte";

interface Doing {
  name: Act;
  about: string;
}

let running = $state.raw<readonly Doing[]>([]);

/** Whether an act of this name is under way. */
export function isDoing(name: Act): boolean {
  return running.some((doing) => doing.name === name);
}

/** What tells a second press from another act of the same name: its station, else all that it is given. */
function aboutOf(input: unknown): string {
  return typeof input === "object" && input !== null && "station" in input
    ? `station ${String(input.station)}`
    : JSON.stringify(input);
}

/**
 * Does an act once, however often its button is pressed: while it runs, the same one again does nothing. The same act at
 * another station, or of another person, is another. Says what happened in the answer line. Null where it was refused.
 */
export async function act<K extends Act>(
  name: K,
  input: Input<K>,
  say?: (output: Output<K>) => string,
): Promise<Output<K> | null> {
  const doing: Doing = { name, about: aboutOf(input) };
  if (running.some((other) => other.name === name && other.about === doing.about)) return null;
  running = [...running, doing];
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
    running = running.filter((other) => other !== doing);
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
