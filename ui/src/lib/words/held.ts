import * as m from "$messages";

const WORDS: Record<string, () => string> = {
  nik_missing: m.held_nik_missing,
  nik_malformed: m.held_nik_malformed,
  nik_lost_digits: m.held_nik_lost_digits,
  nik_twice_in_file: m.held_nik_twice_in_file,
  name_missing: m.held_name_missing,
  birth_date_unreadable: m.held_birth_date_unreadable,
};

/** What must be completed, in short words; an unknown code as it came. */
export function heldOf(codes: readonly string[]): string {
  return codes.map((code) => WORDS[code]?.() ?? code).join(", ");
}
