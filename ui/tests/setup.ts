import { cleanup, configure } from "@testing-library/svelte";
import { afterEach } from "vitest";
import { answers } from "$lib/state/answers.svelte";
import { followLanguage, lang } from "$lib/state/lang.svelte";
import { route } from "$lib/state/route.svelte";
import { session } from "$lib/state/session.svelte";

followLanguage();

// The whole page in a failure helps nobody.
configure({ getElementError: (message) => new Error(message ?? "not found") });

// What jsdom does not have and the screens use.
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

afterEach(() => {
  cleanup();
  answers.clear();
  session.current = null;
  session.failure = null;
  lang.now = "id";
  route.screen = "arrive";
  route.opening = {};
  localStorage.clear();
});
