import type { Theme } from "$lib/backend";

/** Wears the chosen theme, and follows the laptop where it is left to it. To be called while a component is made. */
export function wearTheme(chosen: () => Theme): void {
  const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  let systemDark = $state(dark?.matches ?? false);
  $effect(() => {
    const hear = (event: MediaQueryListEvent) => (systemDark = event.matches);
    dark?.addEventListener("change", hear);
    return () => dark?.removeEventListener("change", hear);
  });
  $effect(() => {
    const theme = chosen();
    document.documentElement.dataset["theme"] = theme === "system" ? (systemDark ? "dark" : "light") : theme;
  });
}
