import { backend } from "$lib/backend";
import { vault } from "$lib/state/vault.svelte";

/** A hand is told at most this often. */
const TOLD_MS = 30_000;

/** Tells the other side that somebody works here, so that the screen does not lock under their hand. */
export function watchHands(window: Window): () => void {
  let told = -TOLD_MS;
  const hand = (event: Event) => {
    if (vault.view?.phase !== "open" || event.timeStamp - told < TOLD_MS) return;
    told = event.timeStamp;
    backend()
      .act("vault_touch", {})
      .catch(() => undefined);
  };
  const kinds = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
  kinds.forEach((kind) => window.addEventListener(kind, hand, { passive: true, capture: true }));
  return () => kinds.forEach((kind) => window.removeEventListener(kind, hand, { capture: true }));
}
