import { describe, expect, it } from "vitest";
import { Burst, isCode, isWholeCode } from "$lib/keys/burst";

/** Types keys with a pause between them; gives what the last key ended. */
function typed(text: string, pause: number, last: string): string | null {
  const burst = new Burst();
  let at = 1000;
  for (const key of text) burst.key(key, (at += pause));
  return burst.key(last, at + pause);
}

describe("a scanner's burst", () => {
  it.each(["3174084303049001", "01900000-0000-8000-8000-000000000012", "A-017", "KM-1204"])(
    "is %s",
    (code) => {
      expect(typed(code, 5, "Enter")).toBe(code);
      expect(typed(code, 34, "Tab")).toBe(code);
    },
  );

  it("is not what a hand types", () => {
    expect(typed("3174084303049001", 35, "Enter")).toBeNull();
    expect(typed("3174084303049001", 120, "Enter")).toBeNull();
  });

  it("is not a name, however fast", () => {
    expect(typed("putri ayu", 3, "Enter")).toBeNull();
    expect(typed("putri", 3, "Enter")).toBeNull();
  });

  it("begins anew after a pause", () => {
    const burst = new Burst();
    "put".split("").forEach((key, nth) => burst.key(key, nth * 200));
    let at = 5000;
    for (const key of "3174084303049001") burst.key(key, (at += 4));
    expect(burst.key("Enter", at + 4)).toBe("3174084303049001");
  });

  it("is over with its last key", () => {
    const burst = new Burst();
    let at = 0;
    for (const key of "3174084303049001") burst.key(key, (at += 4));
    expect(burst.key("Enter", at + 4)).not.toBeNull();
    expect(burst.key("Enter", at + 8)).toBeNull();
  });

  it("does not mind the shift keys of capital letters", () => {
    const burst = new Burst();
    let at = 0;
    for (const key of ["Shift", "A", "-", "0", "1", "7"]) burst.key(key, (at += 4));
    expect(burst.key("Enter", at + 4)).toBe("A-017");
  });
});

describe("codes", () => {
  it("have digits and no blanks", () => {
    expect(isCode("A-017")).toBe(true);
    expect(isCode("A 017")).toBe(false);
    expect(isCode("putriayu")).toBe(false);
    expect(isCode("123")).toBe(false);
  });

  it("typed by hand may have points and blanks between the digits of a NIK", () => {
    expect(isWholeCode("3174 0843 0304 9001")).toBe(true);
    expect(isWholeCode("317408430304900")).toBe(false);
    expect(isWholeCode("a-17")).toBe(true);
    expect(isWholeCode("putri 3")).toBe(false);
  });
});
