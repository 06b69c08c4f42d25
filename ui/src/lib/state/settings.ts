import { Failure, type Input } from "$lib/backend";
import * as m from "$messages";
import { answers } from "./answers.svelte";
import { fresh } from "./fresh.svelte";
import { session } from "./session.svelte";

/** Changes what a person chooses for this laptop and says where that fails. */
export async function saveSettings(chosen: Partial<Input<"settings">>): Promise<boolean> {
  try {
    await session.set(chosen);
    // Sentences of the other side come in the language that holds now.
    fresh.now();
    return true;
  } catch (thrown) {
    answers.refused(Failure.from(thrown, m.failure_shell()));
    return false;
  }
}
