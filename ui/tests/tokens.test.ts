import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/style/tokens.css", "utf8");

/** The colours of a theme, by token. */
function colours(theme: "light" | "dark"): Record<string, string> {
  const block = new RegExp(`data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const token = colours(theme);
  const of = (name: string) => {
    const hex = token[name];
    if (hex === undefined) throw new Error(`no token --${name}`);
    return hex;
  };
  const texts = ["ink", "quiet", "act", "waiting", "busy", "done", "stop"];
  const grounds = ["ground", "surface", "raised"];
  const pairs = [
    ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
    ...["act", "waiting", "busy", "done", "stop"].flatMap((tone) =>
      [tone, "ink", "quiet"].map((text) => [text, `${tone}-soft`] as const),
    ),
    ["ink", "quiet-soft"] as const,
    ["quiet", "quiet-soft"] as const,
    ["act", "quiet-soft"] as const,
    ["on-act", "act"] as const,
    ["on-act", "act-strong"] as const,
  ];

  it.each(pairs)("%s can be read on %s", (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)("fields can be made out on %s", (ground) => {
    expect(contrast(of("edge"), of(ground))).toBeGreaterThanOrEqual(3);
  });
});

describe("the tokens", () => {
  it("are those that were chosen", () => {
    expect(colours("light")).toMatchObject({
      ground: "#f5f7fa",
      ink: "#14202e",
      act: "#0b5fa5",
      stop: "#b3261e",
    });
    expect(colours("dark")).toMatchObject({
      ground: "#0e141b",
      ink: "#e9eff5",
      act: "#6db3f2",
      stop: "#ff8a80",
    });
  });
});
