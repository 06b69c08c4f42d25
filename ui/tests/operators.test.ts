import { render } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { type FakeBackend, opened } from "./fake/backend";
import { all, click, look, see, settled, textOf, type } from "./hand";

describe("operators", () => {
  let backend: FakeBackend;

  async function show(): Promise<void> {
    render(App);
    await settled();
    await click("device-menu");
    await click("operators-open");
    await see("operators");
    await settled();
  }

  beforeEach(async () => {
    backend = await opened();
  });

  it("lists who works here, what they may do, and who cannot open this laptop yet", async () => {
    await show();
    const rows = all("operator").map((row) => row.textContent?.replace(/\s+/g, " ").trim());
    expect(rows[0]).toContain("Ratna Wulandari (Anda)");
    expect(rows[0]).toContain("Petugas · Ketua tim");
    expect(rows[1]).toContain("belum dapat membuka laptop ini");
    expect(all("operator-remove"), "one does not remove oneself").toHaveLength(1);
  });

  it("adds one with a secret that is typed twice and long enough", async () => {
    await show();
    await click("operator-begin");
    await type("operator-new-name", "Dewi Lestari");
    await type("operator-new-secret", "pendek");
    expect(textOf("operators")).toContain("Terlalu pendek");
    expect(look("operator-add")).toHaveProperty("disabled", true);
    await type("operator-new-secret", "tiga kucing oranye");
    await type("operator-new-again", "tiga kucing hitam");
    expect(textOf("operators")).toContain("Keduanya tidak sama");
    expect(look("operator-add")).toHaveProperty("disabled", true);
    await type("operator-new-again", "tiga kucing oranye");
    await click("operator-add");
    expect(backend.inputs("operator_add")).toEqual([
      { name: "Dewi Lestari", roles: ["operator"], secret: "tiga kucing oranye" },
    ]);
    expect(all("operator")).toHaveLength(3);
    expect(look("operator-new"), "no secret stays on the screen").toBeNull();
  });

  it("gives a role, resets who forgot, removes who left", async () => {
    await show();
    await click("operator-roles", 1);
    await click("role-crew_lead");
    await click("operator-take");
    expect(backend.inputs("operator_roles")[0]?.roles).toEqual(["operator", "crew_lead"]);
    await click("operator-reset");
    await type("operator-reset-secret", "bagas lupa lagi ya");
    await type("operator-reset-again", "bagas lupa lagi ya");
    await click("operator-take");
    expect(backend.inputs("operator_reset")[0]?.secret).toBe("bagas lupa lagi ya");
    await click("operator-remove");
    await click("operator-take");
    await expect.poll(() => textOf("operators")).toContain("Tidak bertugas lagi");
  });

  it("shows only, where who works here does not lead", async () => {
    backend.world.leads = false;
    await show();
    expect(look("operator-roles")).toBeNull();
    expect(look("operator-begin")).toBeNull();
    expect(textOf("operators")).toContain("Hanya ketua tim");
  });
});
