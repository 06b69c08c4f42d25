import { screen } from "@testing-library/svelte";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { tick } from "svelte";
import { vi } from "vitest";

/** A hand at the keyboard and the mouse. */
export const hand = userEvent.setup({ delay: null, pointerEventsCheck: PointerEventsCheckLevel.Never });

/** Waits until all answers that are ready have been shown. */
export async function settled(): Promise<void> {
  for (let nth = 0; nth < 6; nth++) {
    await new Promise((done) => setTimeout(done, 0));
    await tick();
  }
}

/** Waits for an element of this name. */
export const see = (id: string) => screen.findByTestId(id);
/** The element of this name, or null. */
export const look = (id: string) => screen.queryByTestId(id);
/** All elements of this name. */
export const all = (id: string) => screen.queryAllByTestId(id);
/** An element's text, its white space as one blank. */
export const textOf = (id: string) => screen.getByTestId(id).textContent?.replace(/\s+/g, " ").trim() ?? "";

/** Clicks the element of this name once it is there. */
export async function click(id: string, nth = 0): Promise<void> {
  await see(id).catch(() => undefined);
  const element = all(id)[nth];
  if (!element) throw new Error(`no [${id}] number ${nth}`);
  await hand.click(element);
  await settled();
}

/** Types a code and its last key as a scanner does, wherever the focus is: `gap` milliseconds between keys. */
export async function scan(code: string, last = "Enter", gap = 8): Promise<void> {
  // Some time after whatever was typed before.
  let at = new Event("now").timeStamp + 100;
  for (const key of [...code, last]) {
    at += gap;
    const target = document.activeElement ?? document.body;
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: at });
    const went = target.dispatchEvent(event);
    if (went && key.length === 1 && target instanceof HTMLInputElement && target.type === "text") {
      target.value += key;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (went && key === "Enter" && target instanceof HTMLButtonElement) target.click();
  }
  await settled();
}

/** Presses a key with those that are held. */
export async function press(
  key: string,
  held: { ctrlKey?: boolean; altKey?: boolean; code?: string } = {},
): Promise<void> {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));
  await settled();
}

/** Lets time pass under fake timers. */
export async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

/** Types into the field of this name, in the place of what stands in it. */
export async function type(id: string, text: string): Promise<void> {
  const field = await see(id);
  await hand.clear(field);
  await hand.type(field, text);
  await settled();
}
