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

/** Where letters go that are typed while no field has the focus; the newest is asked. */
const letterFields: (() => TextField | null | undefined)[] = [];

/**
 * Sends letters that are typed while no field has the focus to a field, until the returned function is called. `field`
 * gives null while it wants none.
 */
export function onLetters(field: () => TextField | null | undefined): () => void {
  letterFields.push(field);
  return () => {
    const at = letterFields.lastIndexOf(field);
    if (at >= 0) letterFields.splice(at, 1);
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
      const begins = burst.length === 1;
      if (begins && toLetterField(event)) return;
      if (begins) {
        field = textField(document.activeElement);
        before = field?.value ?? "";
      } else if (textField(document.activeElement) === null) {
        // Within a burst: a box would be ticked by its blanks, a list would jump to its letters.
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }
  }

  /** A letter for the screen's search field: a scanner's first one too, which is taken out again with the others. */
  function toLetterField(event: KeyboardEvent): boolean {
    const to = letterFields.at(-1)?.() ?? null;
    if (to === null || !isLetter(event.key) || takesLetters(document.activeElement)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    [field, before] = [to, to.value];
    to.focus();
    restore(to, before + event.key);
    return true;
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

/** Space is for the focused button, a question mark for the keys. */
const isLetter = (key: string) => key !== " " && key !== "?";

/** A field has letters of its own, and a list is chosen from by them. */
function takesLetters(element: Element | null): boolean {
  return textField(element) !== null || element instanceof HTMLSelectElement;
}

function restore(field: TextField, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
