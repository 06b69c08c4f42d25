import type { Attachment } from "svelte/attachments";
import { fresh } from "./fresh.svelte";

/** How long a change from another desk stays marked. */
const MARKED_MS = 3000;

/** Marks an element softly for a few seconds when its value changed by another desk's hand. */
export function markedBy(value: () => unknown): Attachment<HTMLElement> {
  return (element) => {
    let before: string | null = null;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    $effect(() => {
      const now = JSON.stringify(value());
      if (before !== null && now !== before && fresh.byOther) {
        element.classList.add("marked");
        clearTimeout(waiting);
        waiting = setTimeout(() => element.classList.remove("marked"), MARKED_MS);
      }
      before = now;
    });
    return () => clearTimeout(waiting);
  };
}
