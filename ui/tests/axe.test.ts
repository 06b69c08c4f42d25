import { render } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { route, SCREENS, type Screen } from "$lib/state/route.svelte";
import { opened } from "./fake/backend";
import { World } from "./fake/world";
import { click, see, settled } from "./hand";

/** What axe finds, in words. Colours are checked by their tokens: jsdom paints nothing. */
async function faults(): Promise<string[]> {
  const found = await axe.run(document.body, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    rules: { "color-contrast": { enabled: false } },
  });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`),
  );
}

describe("what axe finds", () => {
  it.each(SCREENS)("on %s is nothing", async (screen: Screen) => {
    await opened();
    route.go(screen);
    render(App);
    await settled();
    expect(await faults()).toEqual([]);
  });

  it.each(SCREENS)("on %s on its first day is nothing", async (screen: Screen) => {
    await opened(new World({ empty: true }));
    route.go(screen);
    render(App);
    await settled();
    expect(await faults()).toEqual([]);
  });

  it.each(["open-class", "open-walk-in", "person-correct", "person-priority", "person-leave", "person-note"])(
    "in the dialog of %s is nothing",
    async (button) => {
      await opened();
      render(App);
      await see("card-ticket");
      await click(button);
      expect(await faults()).toEqual([]);
    },
  );
});
