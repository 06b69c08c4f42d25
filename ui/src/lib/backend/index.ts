import type { Backend } from "./backend";
import { http } from "./http";
import { tauri } from "./tauri";

export type { Act, Backend, Drop, Input, Notice, Output } from "./backend";
export { Failure } from "./failure";
export { WITH_CLASS } from "./generated";
export type * from "./generated";

let chosen: Backend | undefined;

/** The other side: the desktop shell where there is one; otherwise whoever served these pages, who answers over HTTP. */
export function backend(): Backend {
  return (chosen ??= "__TAURI_INTERNALS__" in globalThis ? tauri : http());
}

/** Puts another side in its place, for tests. */
export function useBackend(other: Backend): void {
  chosen = other;
}
