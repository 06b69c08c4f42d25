import type { Lang } from "$lib/backend";
import { overwriteGetLocale } from "../../paraglide/runtime";

/** The language of the screens: read by every message, so that a switch shows at once. */
class Language {
  now = $state<Lang>("id");
}

export const lang = new Language();

/** Messages follow the chosen language from here on. */
export function followLanguage(): void {
  overwriteGetLocale(() => lang.now);
}
