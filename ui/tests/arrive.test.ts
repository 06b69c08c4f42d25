import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import type { FakeBackend } from "./fake/backend";
import { opened, VISIT } from "./fake/backend";
import { TODAY } from "./fake/world";
import { all, click, hand, look, press, scan, see, settled, textOf } from "./hand";

describe("Kedatangan", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
    render(App);
    await see("card-ticket");
    await settled();
  });

  async function type(text: string): Promise<void> {
    await hand.type(screen.getByTestId("arrive-field"), text);
    await settled();
  }
  const arrivals = () => backend.inputs("arrive").map((input) => input.code);
  /** A class of which many are due today and have not come. */
  const dueClass = () => {
    const due = backend.world.people.filter((p) => p.state === "booked" && p.slot?.day === TODAY);
    const classes = [...new Set(due.map((p) => p.class))];
    const whole = (name: string) =>
      backend.world.people.every((p) => p.class !== name || p.state !== "booked" || p.slot?.day === TODAY);
    const size = (name: string) => due.filter((p) => p.class === name).length;
    const found = classes.find((name) => whole(name) && size(name) > 5);
    if (!found) throw new Error("no class is due today");
    return found;
  };
  const someone = (name: string) => {
    const found = backend.world.people.find((p) => p.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };

  it("has the focus in its field when it opens", () => {
    expect(document.activeElement).toBe(screen.getByTestId("arrive-field"));
  });

  it("checks in with Enter, shows the card, and is free for the next", async () => {
    await type("putri ayu l");
    await press("Enter");
    expect(arrivals()).toEqual([someone("Putri Ayu Lestari").booking]);
    expect(textOf("card-name")).toContain("Putri Ayu Lestari");
    expect(textOf("card-ticket")).toMatch(/A-\d{3}$/);
    const field = screen.getByTestId<HTMLInputElement>("arrive-field");
    expect(field.value).toBe("");
    expect(document.activeElement).toBe(field);
  });

  it("chooses with the arrows", async () => {
    await type("putri");
    const names = all("result").map((row) => row.querySelector(".name")?.textContent);
    await press("ArrowDown");
    const chosen = all("result").findIndex((row) => row.getAttribute("aria-selected") === "true");
    expect(chosen).toBe(1);
    expect(names[1]).toBeTruthy();
    expect(screen.getByTestId("arrive-field").getAttribute("aria-activedescendant")).toBe(
      `found-${all("result")[1]?.dataset["booking"]}`,
    );
  });

  it("does nothing on Enter while the answer to what was typed is not here", async () => {
    const go = backend.hold("find");
    await type("putri ayu l");
    await press("Enter");
    go();
    await settled();
    expect(arrivals()).toEqual([]);
  });

  it("waits for a choice between namesakes and shows what tells them apart", async () => {
    await type("raka");
    await press("Enter");
    expect(arrivals()).toEqual([]);
    expect(look("choose-first")).not.toBeNull();
    expect(all("alike")).toHaveLength(2);
    expect(all("alike")[0]?.textContent).toMatch(/lahir 17 Mei 2004.*\d{4}/s);
    await press("ArrowDown");
    await press("Enter");
    expect(arrivals()).toEqual([someone("Raka Adi Prasetyo").booking]);
  });

  it("checks in at once what a scanner reads, wherever the focus is", async () => {
    const person = someone("Putri Ayu Lestari");
    screen.getByTestId("open-class").focus();
    await scan(person.nik);
    expect(arrivals()).toEqual([person.booking]);
    expect(textOf("card-name")).toContain(person.name);
    expect(look("class-dialog")).toBeNull();
    expect(screen.getByTestId<HTMLInputElement>("arrive-field").value).toBe("");
  });

  it("takes a scan that ends in Tab, of a booking", async () => {
    const person = someone("Putri Ayu Lestari");
    await scan(person.booking, "Tab");
    expect(arrivals()).toEqual([person.booking]);
  });

  it("does not act on a scan under an open dialog", async () => {
    await click("person-note");
    await see("note-dialog");
    await scan(someone("Putri Ayu Lestari").nik);
    expect(arrivals()).toEqual([]);
    expect(textOf("answer")).toContain("Tutup dialog");
    expect(screen.getByTestId<HTMLInputElement>("note-field").value).toBe("");
  });

  it("asks before it serves a person of another day", async () => {
    const person = someone("Dimas Bagus Nugroho");
    await scan(person.nik);
    expect(arrivals()).toEqual([]);
    expect(textOf("question-text")).toBe(
      "Jadwal Dimas Bagus Nugroho Rabu, 10 November, 07.30. Hari ini masih ada 21 tempat.",
    );
    await click("keep-day");
    expect(look("question")).toBeNull();
    await scan(person.nik);
    await click("serve-now");
    expect(arrivals()).toEqual([person.booking]);
  });

  it("keeps Enter from serving whoever came on screen within the last second", async () => {
    await scan(someone("Dimas Bagus Nugroho").nik);
    expect(document.activeElement).toBe(screen.getByTestId("serve-now"));
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(enter);
    expect(enter.defaultPrevented).toBe(true);
  });

  it("offers a walk-in with what was scanned filled in", async () => {
    await scan("3174080101049777");
    expect(textOf("question-text")).toContain("belum terdaftar");
    await click("unknown-walk-in");
    expect((await see("person-nik")) as HTMLInputElement).toHaveProperty("value", "3174080101049777");
    await hand.type(screen.getByTestId("person-name"), "Sekar Contoh");
    await click("walk-in-save");
    expect(backend.inputs("walk_in")[0]).toMatchObject({
      visit: VISIT,
      service: "ktp_first",
      person: { name: "Sekar Contoh", nik: "3174080101049777" },
      slot: "suggested",
    });
    expect(textOf("card-name")).toContain("Sekar Contoh");
    expect(look("walk-in-dialog")).toBeNull();
  });

  it("gives a walk-in the slot that the desk chooses, or none", async () => {
    await click("open-walk-in");
    const slots = (await see("walk-in-slot")) as HTMLSelectElement;
    expect(slots.value).toBe("suggested");
    const other = slots.options[1]?.value ?? "";
    await hand.type(screen.getByTestId("person-name"), "Sekar Contoh");
    await hand.selectOptions(slots, other);
    await click("walk-in-save");
    await click("open-walk-in");
    await hand.type(await see("person-name"), "Tirta Contoh");
    await hand.selectOptions(screen.getByTestId("walk-in-slot"), "none");
    await click("walk-in-save");
    expect(backend.inputs("walk_in").map((input) => input.slot)).toEqual([{ number: Number(other) }, "none"]);
  });

  it("leaves who is booked for another day unticked, with the day", async () => {
    const name = dueClass();
    const guest = backend.world.people.find((p) => p.class === name && p.state === "booked");
    const tomorrow = backend.world.slots.find((slot) => slot.day > TODAY);
    if (!guest || !tomorrow) throw new Error("nobody to move");
    guest.slot = tomorrow;
    await click("open-class");
    await hand.selectOptions(await see("class-select"), name);
    await settled();
    const boxes = all("class-person") as HTMLInputElement[];
    expect(boxes.filter((box) => !box.checked)).toHaveLength(1);
    expect(textOf("class-other-day")).toMatch(/\d{2}\.\d{2}/);
    await hand.click(boxes.find((box) => !box.checked) as HTMLInputElement);
    await click("class-confirm");
    expect(backend.inputs("arrive_class")).toEqual([
      { visit: VISIT, class: name, except: [], also: [guest.booking] },
    ]);
  });

  it("says whose a NIK is and keeps what was typed", async () => {
    const owner = someone("Putri Rahayu Sari");
    await click("open-walk-in");
    await hand.type(await see("person-name"), "Sekar Contoh");
    await hand.type(screen.getByTestId("person-nik"), owner.nik);
    await click("walk-in-save");
    expect(textOf("refusal")).toBe(
      "NIK ini tercatat atas nama Putri Rahayu Sari (XI IPS 1). Cocokkan dengan KK.",
    );
    expect(screen.getByTestId<HTMLInputElement>("person-name").value).toBe("Sekar Contoh");
  });

  it("says what is no code, and acts on nothing", async () => {
    await scan("HTTPS://X1");
    expect(textOf("answer")).toContain("bukan NIK");
    expect(screen.getByTestId("answer").dataset["kind"]).toBe("refused");
    expect(arrivals()).toEqual([]);
  });

  it("shows the ticket of who is here already, and writes nothing", async () => {
    const here = backend.world.people.find((p) => p.state === "recorded" && p.ticket !== null);
    await scan(here?.nik ?? "");
    expect(arrivals()).toEqual([]);
    expect(textOf("card-ticket")).toContain(here?.ticket ?? "-");
    expect(textOf("card-standing")).toContain("Sudah hadir");
    expect(look("card-undo")).toBeNull();
  });

  it("checks a class in, all ticked, less who is missing, in one act", async () => {
    const name = dueClass();
    await click("open-class");
    await hand.selectOptions(await see("class-select"), name);
    await settled();
    const boxes = all("class-person") as HTMLInputElement[];
    expect(boxes.length).toBeGreaterThan(5);
    expect(boxes.every((box) => box.checked)).toBe(true);
    await hand.click(boxes[2] as HTMLInputElement);
    expect(textOf("class-confirm")).toContain(`${boxes.length - 1} orang`);
    const missing = backend.world.people.filter((p) => p.class === name && p.state === "booked")[2];
    await click("class-confirm");
    expect(backend.inputs("arrive_class")).toEqual([
      { visit: VISIT, class: name, except: [missing?.booking], also: [] },
    ]);
    expect(textOf("answer")).toContain(`${boxes.length - 1} orang dari ${name} hadir`);
  });

  it("completes a held row from the family card", async () => {
    await type("putri aulia");
    await press("Enter");
    expect(textOf("card-held")).toContain("NIK kosong");
    await click("person-correct");
    await hand.type(await see("person-nik"), "3174085505049888");
    await settled();
    await click("correct-save");
    expect(backend.inputs("correct")[0]).toMatchObject({ person: { nik: "3174085505049888", name: "" } });
    expect(look("correct-dialog")).toBeNull();
  });

  it("takes the check-in back, by its button and by Ctrl+Z", async () => {
    await type("putri ayu l");
    await press("Enter");
    await click("card-undo");
    expect(someone("Putri Ayu Lestari").ticket).toBeNull();
    expect(textOf("answer")).toContain("Dibatalkan: Kehadiran Putri Ayu Lestari");
    await type("putri ayu l");
    await press("Enter");
    await press("z", { ctrlKey: true });
    expect(someone("Putri Ayu Lestari").state).toBe("booked");
    expect(backend.inputs("undo")).toHaveLength(2);
  });

  it("checks in once, however often Enter comes", async () => {
    await type("putri ayu l");
    const go = backend.hold("arrive");
    await press("Enter");
    await press("Enter");
    await press("Enter");
    go();
    await settled();
    expect(arrivals()).toHaveLength(1);
  });

  it("leaves nothing of a person behind when it is left", async () => {
    await type("putri ayu l");
    await press("Enter");
    await press("5", { ctrlKey: true, code: "Digit5" });
    expect(look("screen-kedatangan")).toBeNull();
    expect(textOf("answer")).toBe("");
    expect(screen.getByTestId("app").textContent).not.toContain("Putri Ayu Lestari");
  });

  it("goes on working when its surroundings fail", async () => {
    backend.refuse("desk", "Jurnal sedang dibuka proses lain. Coba lagi.");
    backend.notice({ kind: "changed" });
    expect((await see("failure")).textContent).toContain("Jurnal sedang dibuka");
    await type("putri ayu l");
    await press("Enter");
    expect(textOf("card-name")).toContain("Putri Ayu Lestari");
  });
});
