import type { BookingView, PersonInput } from "$lib/backend";

/** A form with nothing in it. */
export function emptyPerson(known: Partial<PersonInput> = {}): PersonInput {
  return {
    name: "",
    nik: "",
    birth_date: "",
    sex: null,
    class: "",
    home_district: "",
    phone: "",
    ...known,
  };
}

/** What is known of a person, as a form shows it. */
export function personOf(view: BookingView): PersonInput {
  return {
    name: view.found.name,
    nik: view.nik ?? "",
    birth_date: view.birth_date === null ? "" : writtenDate(view.birth_date),
    sex: view.sex,
    class: view.found.class,
    home_district: view.home_district,
    phone: view.phone,
  };
}

/** Only what differs: empty fields stay as they are. */
export function changesOf(before: PersonInput, after: PersonInput): PersonInput {
  const changed = emptyPerson();
  for (const key of ["name", "nik", "birth_date", "class", "home_district", "phone"] as const) {
    if (after[key].trim() !== before[key].trim()) changed[key] = after[key].trim();
  }
  if (after.sex !== before.sex) changed.sex = after.sex;
  return changed;
}

/** How many digits a NIK field holds. */
export function digitsOf(nik: string): number {
  return nik.replace(/\D/g, "").length;
}

/** ISO as Indonesia writes dates: `03/02/2004`. */
function writtenDate(iso: string): string {
  return iso.split("-").reverse().join("/");
}
