import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEAD_MS, Guard } from "$lib/state/guard.svelte";
import { pass } from "./hand";

describe("after another person came on screen", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("act keys are dead for one second", async () => {
    const guard = new Guard();
    guard.shows("putri");
    expect(guard.dead).toBe(true);
    await pass(DEAD_MS - 1);
    expect(guard.dead).toBe(true);
    await pass(1);
    expect(guard.dead).toBe(false);
  });

  it("the second begins anew with each other person, not with the same", async () => {
    const guard = new Guard();
    guard.shows("putri");
    await pass(800);
    guard.shows("dimas");
    await pass(800);
    expect(guard.dead).toBe(true);
    guard.shows("dimas");
    await pass(200);
    expect(guard.dead).toBe(false);
  });

  it("a choice by this hand holds nothing up", () => {
    const guard = new Guard();
    guard.shows("putri");
    guard.shows("dimas", true);
    expect(guard.dead).toBe(false);
  });
});
