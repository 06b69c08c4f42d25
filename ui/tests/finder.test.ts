import { beforeEach, describe, expect, it } from "vitest";
import type { FakeBackend } from "./fake/backend";
import { opened, VISIT } from "./fake/backend";
import { settled } from "./hand";
import { Finder } from "../src/screens/arrive/finder.svelte";

describe("finding as you type", () => {
  let backend: FakeBackend;
  let finder: Finder;

  beforeEach(async () => {
    backend = await opened();
    finder = new Finder(VISIT);
  });

  it("chooses the top one", async () => {
    finder.type("putri ayu l");
    await settled();
    expect(finder.chosen?.name).toBe("Putri Ayu Lestari");
    expect(finder.guard.dead).toBe(false);
  });

  it("chooses nobody where names are alike, until a hand chooses", async () => {
    finder.type("raka");
    await settled();
    expect(finder.found).toHaveLength(2);
    expect(finder.chosen).toBeNull();
    finder.move(1);
    expect(finder.chosen?.name).toBe("Raka Adi Prasetyo");
    expect(finder.guard.dead).toBe(false);
  });

  it("is not current until the answer to the last letter is here", async () => {
    const go = backend.hold("find");
    finder.type("putri");
    expect(finder.current).toBe(false);
    go();
    await settled();
    expect(finder.current).toBe(true);
  });

  it("never shows the answer to an earlier text", async () => {
    const go = backend.hold("find");
    finder.type("putri");
    finder.type("dimas bagus");
    go();
    await settled();
    expect(finder.found.map((f) => f.name)).toEqual(["Dimas Bagus Nugroho"]);
  });

  it("leaves the choice where it is when another desk changes something", async () => {
    finder.type("putri");
    await settled();
    finder.move(1);
    const chosen = finder.chosen?.booking;
    backend.world.person(finder.found[0]?.booking ?? "").name = "Zahra Baru";
    finder.again();
    await settled();
    expect(finder.chosen?.booking).toBe(chosen);
    expect(finder.guard.dead).toBe(false);
  });

  it("keeps every row in its place when another desk changes something", async () => {
    finder.type("putri a");
    await settled();
    const before = finder.found.map((f) => f.booking);
    expect(before.length).toBeGreaterThan(1);
    expect(before.length).toBeLessThan(20);
    backend.world.people.reverse();
    finder.again();
    await settled();
    expect(finder.found.map((f) => f.booking)).toEqual(before);
  });

  it("holds keys off when the chosen one is another all at once", async () => {
    finder.type("putri ayu");
    await settled();
    const before = finder.chosen?.name;
    backend.world.person(finder.chosen?.booking ?? "").name = "Lain Sekali";
    finder.again();
    await settled();
    expect(finder.chosen?.name).not.toBe(before);
    expect(finder.guard.dead).toBe(true);
  });
});
