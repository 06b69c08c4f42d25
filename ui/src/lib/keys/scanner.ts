import { Burst } from "./burst";

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Who wants codes; the newest is asked first, and only it. */
const hearers: ((code: string) => void)[] = [];

/** Hears scanned codes until the returned function is called. */
export function onScan(hear: (code: string) => void): () => void {
  hearers.push(hear);
  return () => {
    const at = hearers.lastIndexOf(hear);
    if (at >= 0) hearers.splice(at, 1);
  };
}

/**
 * Watches the window's keys. A burst's last key is taken away before any button or box sees it, and what the burst left
 * in a text field is taken out again. `unheard` is told of codes that nothing on screen wants.
 */
export function watchScanner(target: Window, unheard: () => void = () => {}): () => void {
  const burst = new Burst();
  let field: TextField | null = null;
  let before = "";

  function key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const code = burst.key(event.key, event.timeStamp);
    if (code !== null) {
      // Nobody on this screen waits for codes, but the field does: it is as if the code had been typed.
      if (hearers.length === 0 && textField(document.activeElement) !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (field !== null) restore(field, before);
      (hearers.at(-1) ?? unheard)(code);
    } else if (event.key.length === 1) {
      if (burst.length === 1) {
        field = textField(document.activeElement);
        before = field?.value ?? "";
      } else if (textField(document.activeElement) === null) {
        // Within a burst: a box would be ticked by its blanks, a list would jump to its letters.
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }
  }

  target.addEventListener("keydown", key, { capture: true });
  return () => target.removeEventListener("keydown", key, { capture: true });
}

/** The field that takes letters, if one has the focus. */
export function textField(element: Element | null): TextField | null {
  if (element instanceof HTMLTextAreaElement) return element;
  if (!(element instanceof HTMLInputElement)) return null;
  return /^(text|search|tel|number|url|email|password)$/.test(element.type) ? element : null;
}

function restore(field: TextField, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
