import { remembered } from "$lib/state/remembered.svelte";
import { KEYS, type KeyName } from "./table";
import { textField } from "./scanner";

const changed = remembered<Record<string, string>>(
  "keys",
  {},
  (v): v is Record<string, string> =>
    typeof v === "object" && v !== null && Object.values(v).every((k) => typeof k === "string"),
);

/** Who acts on a key: the newest, which may stand over others. */
const handlers: Partial<Record<KeyName, (() => void)[]>> = {};
const handlerOf = (name: KeyName) => handlers[name]?.at(-1);
let modals = $state(0);

/** The key of an act, as written on its button. */
export function keyOf(name: KeyName): string {
  return changed.value[name] ?? KEYS[name].key;
}

/** Gives an act another key; the act that had it gets this one's. */
export function changeKey(name: KeyName, key: string): void {
  const old = keyOf(name);
  const next = { ...changed.value, [name]: key };
  for (const other of Object.keys(KEYS) as KeyName[]) {
    if (other !== name && keyOf(other) === key && meet(name, other)) next[other] = old;
  }
  changed.value = next;
}

/** All keys as they came. */
export function resetKeys(): void {
  changed.value = {};
}

/** Acts on a key while the component that calls this is shown. */
export function shortcut(name: KeyName, act: () => void): void {
  $effect(() => {
    handlers[name] = [...(handlers[name] ?? []), act];
    return () => {
      handlers[name] = handlers[name]?.filter((other) => other !== act) ?? [];
    };
  });
}

/** What can be done on this screen now, for the palette. */
export function runnable(): { name: KeyName; word: string; key: string; run: () => void }[] {
  return (Object.keys(KEYS) as KeyName[]).flatMap((name) => {
    const elsewhere = name === "palette" || name === "help" || KEYS[name].screen === "dialog";
    const run = elsewhere ? undefined : handlerOf(name);
    return run ? [{ name, word: KEYS[name].says(), key: keyOf(name), run }] : [];
  });
}

/** While a dialog is open, the keys of what lies under it are dead; those of the dialog live. */
export function modal(): () => void {
  modals += 1;
  return () => (modals -= 1);
}

/** Whether a dialog is open. */
export function isModal(): boolean {
  return modals > 0;
}

/** Watches the window's keys. */
export function watchShortcuts(target: Window): () => void {
  function key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const chord = chordOf(event);
    const name = (Object.keys(KEYS) as KeyName[]).find(
      (n) => keyOf(n) === chord && handlerOf(n) !== undefined && (KEYS[n].screen === "dialog") === isModal(),
    );
    if (name === undefined) {
      // The web view's own reload, search and print have no place here.
      if (/^(F3|F5|F7|Ctrl\+[FGRPS])$/.test(chord)) event.preventDefault();
      return;
    }
    if (belongsToField(chord)) return;
    event.preventDefault();
    handlerOf(name)?.();
  }
  target.addEventListener("keydown", key);
  return () => target.removeEventListener("keydown", key);
}

/** `Ctrl+Z`, `Alt+1`, `F3`, `?`. */
export function chordOf(event: KeyboardEvent): string {
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : ""].filter(Boolean);
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = held.length > 0 && digit !== undefined ? digit : event.key;
  return [...held, key.length === 1 ? key.toUpperCase() : key].join("+");
}

/** A field with text in it keeps its own undo and its question marks. */
function belongsToField(chord: string): boolean {
  const field = textField(document.activeElement);
  return field !== null && field.value !== "" && (chord === "Ctrl+Z" || !/^(F\d|Ctrl|Alt)/.test(chord));
}

function meet(a: KeyName, b: KeyName): boolean {
  const [one, two] = [KEYS[a].screen, KEYS[b].screen];
  // A dialog's keys and a screen's never live at the same time.
  if (one === "dialog" || two === "dialog") return one === two;
  return one === two || one === null || two === null;
}
