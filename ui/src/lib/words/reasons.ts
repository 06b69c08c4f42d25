import * as m from "$messages";

/** A masked NIK as it is shown: `•••• 9289`. */
export function nikOf(masked: string): string {
  return masked === "" ? "" : `•••• ${masked.slice(-4)}`;
}

/** Why a person goes before others. */
export const PRIORITIES = ["elderly", "disabled", "pregnant", "small_child", "unwell"] as const;

const PRIORITY_WORDS: Record<string, () => string> = {
  elderly: m.priority_elderly,
  disabled: m.priority_disabled,
  pregnant: m.priority_pregnant,
  small_child: m.priority_small_child,
  unwell: m.priority_unwell,
};

/** A priority's reason in words; an unknown code as it came. */
export function priorityOf(code: string): string {
  return PRIORITY_WORDS[code]?.() ?? code;
}
