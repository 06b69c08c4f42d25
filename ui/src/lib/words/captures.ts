import type { Capture, ExceptionReason, FailureReason } from "$lib/backend";
import * as m from "$messages";

/** What is recorded, in the order of work. */
export const MODALITIES = ["photo", "fingerprints", "irises", "signature"] as const;
export type Modality = (typeof MODALITIES)[number];

const WORDS: Record<Modality, () => string> = {
  photo: m.modality_photo,
  fingerprints: m.modality_fingerprints,
  irises: m.modality_irises,
  signature: m.modality_signature,
};

const EXCEPTION_WORDS: Record<ExceptionReason, () => string> = {
  missing_finger: m.exception_missing_finger,
  injured: m.exception_injured,
  eye_condition: m.exception_eye_condition,
  cannot_sign: m.exception_cannot_sign,
};

const FAILURE_WORDS: Record<FailureReason, () => string> = {
  device: m.failed_device,
  quality: m.failed_quality,
  person: m.failed_person,
  unsaid: m.failed_unsaid,
};

/** Why each of them may lawfully be missing. */
export const EXCEPTIONS: Record<Modality, readonly ExceptionReason[]> = {
  photo: [],
  fingerprints: ["missing_finger", "injured"],
  irises: ["eye_condition"],
  signature: ["cannot_sign"],
};

/** Those with parts: an exception says which finger or eye. */
export const PARTED: readonly Modality[] = ["fingerprints", "irises"];

/** Why each of them may have failed. */
export const FAILURES: readonly FailureReason[] = ["device", "quality", "person"];

export const modalityWord = (modality: Modality): string => WORDS[modality]();
export const exceptionWord = (reason: ExceptionReason): string => EXCEPTION_WORDS[reason]();
export const failureWord = (reason: FailureReason): string => FAILURE_WORDS[reason]();

/** The fingers (0 right thumb to 9 left little) or eyes (0 right, 1 left) of an exception. */
export function partsOf(capture: Capture): number {
  return typeof capture === "object" && "exception" in capture ? capture.exception.parts : 0;
}

/** `10 dari 10`, `kiri saja`: how much of a modality was saved. */
export function extentOf(modality: Modality, capture: Capture): string {
  if (modality === "fingerprints") {
    if (capture === "captured") return m.modality_fingerprints_all();
    const missing = count(partsOf(capture));
    return missing === 0 || missing === 10
      ? m.modality_none()
      : m.modality_fingerprints_some({ n: 10 - missing });
  }
  if (modality === "irises") {
    if (capture === "captured") return m.modality_irises_both();
    const parts = partsOf(capture);
    return parts === 1
      ? m.modality_irises_left()
      : parts === 2
        ? m.modality_irises_right()
        : m.modality_none();
  }
  return "";
}

function count(bits: number): number {
  return Array.from({ length: 10 }, (_, bit) => (bits >> bit) & 1).reduce((sum, bit) => sum + bit, 0);
}
