import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const sources = walk("src").filter((path) => !path.includes("paraglide"));

describe("the sources", () => {
  it("know the shell in one folder only", () => {
    const knowing = sources.filter((path) => readFileSync(path, "utf8").includes("@tauri-apps"));
    expect(knowing).toEqual([join("src", "lib", "backend", "tauri.ts")]);
  });

  it("write no markup from text, evaluate nothing and load nothing from elsewhere", () => {
    const never = /\{@html|innerHTML|\beval\(|new Function|(src|href|url\()=?["'(]*https?:/;
    expect(sources.filter((path) => never.test(readFileSync(path, "utf8")))).toEqual([]);
  });

  it("are built without the invented people of the tests", () => {
    expect(sources.filter((path) => /from "[^"]*tests\//.test(readFileSync(path, "utf8")))).toEqual([]);
  });
});

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : /\.(ts|svelte|css)$/.test(entry.name) ? [path] : [];
  });
}
