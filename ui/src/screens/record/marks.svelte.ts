import { SvelteMap } from "svelte/reactivity";
import type { Capture, Outcome } from "$lib/backend";
import { MODALITIES, PARTED, type Modality } from "$lib/words/captures";

/** What the operator marked of one recording. */
export type Marks = Record<Modality, Capture>;

/** Not asked for: nothing of it was saved. */
const UNSAID: Capture = { failed: { reason: "unsaid" } };

const WHOLE: Marks = {
  photo: "captured",
  fingerprints: "captured",
  irises: "captured",
  signature: "captured",
};

/**
 * The marks of recordings under way, by booking. Kept while another screen is shown: an unticked finger must not come
 * back ticked. Holds ids, no names.
 */
const kept = new SvelteMap<string, Marks>();

/** All ticked, until a hand unticks. */
export function marksOf(booking: string): Marks {
  return kept.get(booking) ?? WHOLE;
}

export function mark(booking: string, modality: Modality, capture: Capture): void {
  kept.set(booking, { ...marksOf(booking), [modality]: capture });
}

/** The recording is over. */
export function forgetMarks(booking: string): void {
  kept.delete(booking);
}

/** Whether something was not saved that should have been: such a recording is not complete. */
export function hasFailed(marks: Marks): boolean {
  return MODALITIES.some(
    (modality) => typeof marks[modality] === "object" && "failed" in (marks[modality] as object),
  );
}

/**
 * The first modality of which it is not said why it is missing, or which finger or eye: neither Selesai nor Belum lengkap
 * is taken before that.
 */
export function unexplained(marks: Marks): Modality | null {
  return MODALITIES.find((modality) => !isExplained(modality, marks[modality])) ?? null;
}

function isExplained(modality: Modality, capture: Capture): boolean {
  if (typeof capture !== "object") return true;
  if ("failed" in capture) return capture.failed.reason !== "unsaid";
  return !PARTED.includes(modality) || capture.exception.parts !== 0;
}

/** What is sent with an outcome: where nothing was recorded, nothing was saved. */
export function marksFor(outcome: Outcome, marks: Marks): Marks {
  return outcome === "complete" || outcome === "incomplete"
    ? marks
    : { photo: UNSAID, fingerprints: UNSAID, irises: UNSAID, signature: UNSAID };
}
