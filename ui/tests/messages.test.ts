import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import en from "../messages/en.json";
import id from "../messages/id.json";

type Catalogue = Record<string, unknown>;
const languages = { id: id as Catalogue, en: en as Catalogue };
const keys = (catalogue: Catalogue) => Object.keys(catalogue).filter((key) => !key.startsWith("$"));
const text = (message: unknown): string => JSON.stringify(message);
const slots = (message: unknown) => [...new Set(text(message).match(/\{\w+\}/g))].sort();

describe("the catalogue", () => {
  it("says everything in both languages", () => {
    expect(keys(languages.en)).toEqual(keys(languages.id));
    for (const key of keys(languages.id)) {
      expect(slots(languages.en[key]), key).toEqual(slots(languages.id[key]));
      expect(text(languages.id[key]).length, key).toBeGreaterThan(2);
    }
  });

  it("says nothing that no screen says", () => {
    const source = files("src", [".svelte", ".ts"])
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const unused = keys(languages.id).filter((key) => !new RegExp(`\\bm\\.${key}\\b`).test(source));
    expect(unused).toEqual([]);
  });

  it("keeps to the words of the house", () => {
    const never =
      /\b(hadirkan|luring|sinkron\w*|kejadian|perangkat|jeda|tanda terima|pengecualian|kunjungan|Pusat)\b/i;
    const wrong = keys(languages.id).filter((key) => never.test(text(languages.id[key])));
    expect(wrong).toEqual([]);
  });
});

function files(folder: string, endings: string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && !path.includes("paraglide"));
}
