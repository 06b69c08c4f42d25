/** The longest pause between two keys of a scanner, in milliseconds: no hand is as fast. */
const PAUSE_MS = 35;
/** A code is not shorter than this, ... */
const LEAST = 6;
/** ... except a ticket: `A-17`, `AB-1204`. */
const TICKET = /^[A-Z]{1,2}-?\d{1,4}$/i;
/** Longer than any code: forget it. */
const MOST = 200;

/** Tells a scanner's burst from a hand's typing. */
export class Burst {
  private keys = "";
  private last = Number.NEGATIVE_INFINITY;

  /** Takes in a key pressed `at` milliseconds; gives the code if this key ends a burst. */
  key(key: string, at: number): string | null {
    const follows = at >= this.last && at - this.last < PAUSE_MS;
    this.last = at;
    if (key === "Enter" || key === "Tab") {
      const code = follows ? this.keys.trim() : "";
      this.keys = "";
      return isCode(code) ? code : null;
    }
    if (key.length !== 1) return null;
    this.keys = follows && this.keys.length < MOST ? this.keys + key : key;
    return null;
  }

  /** How many keys the burst has so far; 1 where a key may begin one. */
  get length(): number {
    return this.keys.length;
  }
}

/** Could a scanner have read this? Names have spaces or no digits; codes have digits and no spaces. */
export function isCode(text: string): boolean {
  if (/\s/.test(text) || !/\d/.test(text)) return false;
  return text.length >= LEAST || TICKET.test(text);
}

/** Is this, typed whole by hand, a NIK, a booking or a ticket? */
export function isWholeCode(text: string): boolean {
  const bare = text.replace(/[\s.]/g, "");
  return (
    /^\d{16}$/.test(bare) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(bare) ||
    TICKET.test(bare)
  );
}
