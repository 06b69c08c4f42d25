import { answers } from "$lib/state/answers.svelte";
import { vault } from "$lib/state/vault.svelte";

/** Locks the screen; says why where it cannot. */
export async function lockScreen(): Promise<void> {
  if (!(await vault.lock())) answers.told(vault.refusal);
}

/** Signs out; says why where it cannot. */
export async function signOut(): Promise<void> {
  if (!(await vault.close())) answers.told(vault.refusal);
}
