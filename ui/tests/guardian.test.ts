import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { route } from "$lib/state/route.svelte";
import { type FakeBackend, opened, VISIT } from "./fake/backend";
import { World } from "./fake/world";
import { all, click, hand, press, see, settled, textOf } from "./hand";

describe("A guardian's form", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    const world = new World();
    world.guardian = "note";
    backend = await opened(world);
    render(App);
    await see("card-ticket");
    await settled();
  });

  it("is ticked at the card of who has just come, with whose word it is", async () => {
    await hand.type(screen.getByTestId("arrive-field"), "putri ayu l");
    await settled();
    await press("Enter");
    await click("person-form");
    await hand.selectOptions(screen.getByTestId("guardian-by"), "school");
    await hand.selectOptions(screen.getByTestId("guardian-form"), "list");
    await click("guardian-confirm");
    const [seen] = backend.inputs("guardian_seen");
    expect(seen).toMatchObject({ visit: VISIT, by: "school", form: "list" });
    expect(textOf("answer")).toContain("sudah dilihat");
  });
});

describe("A visit that may leave the laptop", () => {
  it("is offered at the start, and leaves after a question", async () => {
    const world = new World();
    const visit = {
      visit: "01900000-0000-7000-8000-000000000028",
      site: "SMAN 28",
      last_day: "2021-10-20",
      people: 310,
      ready: true,
      unsettled: false,
      sentence: "Tersimpan di cadangan server Dinas. Boleh dihapus dari laptop ini.",
    };
    world.shedding = { ...world.shedding, visits: [visit], offer: "SMAN 28: bisa dihapus dari laptop ini." };
    const backend = await opened(world);
    render(App);
    await see("card-ticket");
    await settled();
    expect(textOf("answer")).toContain("SMAN 28");
    route.go("exchange");
    await see("shed-ask");
    await click("shed-ask");
    expect(backend.inputs("shed")).toEqual([]);
    await click("shed-confirm");
    expect(backend.inputs("shed")).toEqual([{ visit: visit.visit, unsettled: false }]);
    expect(all("shed-visit")).toEqual([]);
  });
});
