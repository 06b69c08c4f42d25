import { render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { lang } from "$lib/state/lang.svelte";
import { route } from "$lib/state/route.svelte";
import { session } from "$lib/state/session.svelte";
import { clockWords } from "../src/screens/exchange/clock";
import { type FakeBackend, opened, VISIT } from "./fake/backend";
import { World } from "./fake/world";
import { all, click, hand, look, press, see, settled, textOf, type } from "./hand";

describe("Kirim data", () => {
  let backend: FakeBackend;

  beforeEach(async () => {
    backend = await opened();
    route.go("exchange");
    render(App);
    await see("exchange-verify");
    await settled();
  });

  it("says calmly how things stand: what waits, the receipt, each laptop", () => {
    expect(textOf("exchange-sentence")).toContain("Tidak perlu tindakan.");
    expect(textOf("exchange-receipt")).toContain(
      "sampai pukul 09.12 sudah diterima server Dinas · bukti terima 7F3A",
    );
    expect(textOf("exchange-receipt")).toContain("1.203 catatan tercakup");
    expect(textOf("exchange-pending")).toContain("37 catatan belum terkirim");
    expect(all("device").map((row) => row.dataset["behind"])).toEqual(["37", "0"]);
    expect(all("device-clock").map((cell) => cell.textContent?.trim())).toEqual([
      "tepat",
      "tertinggal 2 menit 8 detik",
    ]);
  });

  it("shows what was refused apart, with what to do", () => {
    expect(all("refused-one")).toHaveLength(1);
    expect(textOf("refused-one")).toContain("Setel jam Loket K");
  });

  it("offers each refusal's own remedy, one act away", async () => {
    const at = "2021-11-09T10:31:00+07:00";
    const one = { visit: VISIT, device_name: "Loket K", sentence: "Belum sampai.", at, by_server: true };
    expect(look("refused-fetch")).toBeNull();
    backend.world.refused = [
      { ...one, device: "k", code: "gap", remedy: "fetch_again" },
      { ...one, device: "m", code: "fork", remedy: "adopt" },
      { ...one, device: "r", code: "unknown_device", remedy: "enrol" },
      { ...one, device: "s", code: "revoked", remedy: "admit" },
      { ...one, device: null, code: "batch_unreadable", remedy: "fetch_again" },
    ];
    backend.notice({ kind: "changed" });
    await expect.poll(() => all("refused-one").length).toBe(5);
    expect(all("refused-fetch")).toHaveLength(1);
    expect(all("refused-adopt")).toHaveLength(1);
    await click("refused-enrol");
    await see("enrol");
    await click("enrol-cancel");
    await click("refused-fetch");
    expect(backend.inputs("refused_fetch")).toEqual([{ visit: VISIT, device: "k" }]);
    await expect.poll(() => look("refused-one")).toBeNull();
  });

  it("asks once whether what only this laptop holds is issued again", async () => {
    expect(look("adopt")).toBeNull();
    backend.world.adopt = {
      events: 31,
      since: "2021-11-09T09:00:00+07:00",
      sentence: "31 catatan sejak pukul 09.00 hanya ada di laptop ini. Terbitkan ulang?",
    };
    backend.notice({ kind: "changed" });
    expect((await see("adopt")).textContent).toContain("31 catatan sejak pukul 09.00");
    await click("adopt-take");
    expect(backend.inputs("adopt")).toHaveLength(1);
    expect(textOf("answer")).toContain("31 catatan diterbitkan ulang");
    await expect.poll(() => look("adopt")).toBeNull();
  });

  it("enrols by a code and the operator's own secret, and says where the laptop belongs", async () => {
    expect(textOf("enrolment")).toContain("belum terdaftar");
    await click("enrol-open");
    await type("enrol-code", "JMP-0000");
    await type("enrol-secret", "ratna punya enam kucing");
    await click("enrol-take");
    expect(textOf("answer")).toContain("Minta kode baru kepada Dinas");
    await type("enrol-code", "JMP-4K7Q");
    await click("enrol-take");
    await expect.poll(() => textOf("enrolment")).toContain("Sudin Jakarta Selatan, mobil Mobil 3, nomor 12");
    expect(look("enrol")).toBeNull();
  });

  it("names a log that goes on otherwise at the server, here and in the sign", async () => {
    expect(look("exchange-fork")).toBeNull();
    backend.world.fork = { code: "fork", sentence: "Server Dinas memegang catatan lain dari laptop ini." };
    backend.notice({ kind: "changed" });
    await see("exchange-fork");
    expect(textOf("exchange-fork")).toContain("catatan lain dari laptop ini");
    expect(textOf("network-words")).toBe("Catatan bercabang · 37 belum terkirim");
    await click("network");
    expect(textOf("network-fork")).toContain("catatan lain dari laptop ini");
  });

  it("sends on its key, says what came of it, and has the newer receipt", async () => {
    backend.world.session.server = "http://127.0.0.1:8787";
    await press("F2");
    expect(backend.inputs("sync")).toEqual([{ server: null, take_only: false }]);
    expect(textOf("answer")).toContain("37 catatan terkirim, 4 diterima. Bukti terima 7F3A.");
    expect(textOf("exchange-sentence")).toContain("Semua catatan sampai pukul 10.42");
    expect(look("refused")).toBeNull();
    expect(look("exchange-pending")).toBeNull();
  });

  it("sends once, however often it is pressed", async () => {
    const go = backend.hold("sync");
    await press("F2");
    await press("F2");
    await click("exchange-send");
    go();
    await settled();
    expect(backend.inputs("sync")).toHaveLength(1);
  });

  it("says why it could not send, and goes on working", async () => {
    await click("exchange-send");
    expect(textOf("answer")).toContain("Server Dinas tidak terjangkau");
    expect(all("device")).toHaveLength(2);
  });

  it("keeps the server's address, and no address without a change", async () => {
    const save = screen.getByTestId<HTMLButtonElement>("exchange-server-save");
    expect(save.disabled).toBe(true);
    await hand.type(screen.getByTestId("exchange-server"), " http://127.0.0.1:8787");
    // A hand this fast with an Enter at the end would be a scanner.
    await click("exchange-server-save");
    expect(backend.inputs("settings").at(-1)?.server).toBe("http://127.0.0.1:8787");
    expect(textOf("answer")).toContain("Alamat server tersimpan.");
    expect(save.disabled).toBe(true);
  });

  it("says in the answer line why an address was refused", async () => {
    backend.refuse("settings", "Alamat server tidak terbaca. Tulis misalnya https://jemput.dinas.example.");
    await hand.type(screen.getByTestId("exchange-server"), "dinas{Enter}");
    await settled();
    expect(textOf("answer")).toContain("Alamat server tidak terbaca.");
    expect(screen.getByTestId<HTMLInputElement>("exchange-server").value).toBe("dinas");
  });

  it("checks on request that all holds together", async () => {
    await click("exchange-verify");
    expect(screen.getByTestId("exchange-verified").dataset["ok"]).toBe("true");
    expect(textOf("exchange-verified")).toBe("Semua utuh: 1.240 catatan diperiksa.");
  });

  it("tells the visit's history with a way back for each act that has one", async () => {
    const visit = backend.world.session.active ?? "";
    const someone = backend.world.people.find((p) => p.state === "booked")?.booking ?? "";
    await backend.act("arrive", { visit, code: someone });
    backend.notice({ kind: "changed" });
    await see("history-undo");
    await click("history-undo");
    expect(backend.inputs("undo")).toHaveLength(1);
    expect(all("history-line")[0]?.classList.contains("undone")).toBe(true);
    expect(look("history-undo")).toBeNull();
  });
});

describe("Kirim data on a laptop without a visit", () => {
  it("says how one comes here", async () => {
    const backend = await opened(new World({ empty: true }));
    route.go("exchange");
    render(App);
    await see("exchange-status");
    await settled();
    expect(textOf("exchange-status")).toContain("Isi alamat server, lalu ambil kegiatan");
    expect(screen.getByTestId<HTMLButtonElement>("exchange-send").disabled).toBe(true);
    expect(look("exchange-server")).not.toBeNull();
    expect(backend.inputs("exchange")).toEqual([]);
    expect(backend.inputs("history")).toEqual([]);
  });
});

describe("a visit that the server holds", () => {
  it("is chosen on the first screen, after the laptop has its name, and is all that comes", async () => {
    const backend = await opened(new World({ empty: true }));
    route.go("arrive");
    render(App);
    await see("first-visit");
    const name = screen.getByTestId<HTMLInputElement>("first-visit-device");
    expect(name.value).toBe("Loket A");
    await hand.clear(name);
    await hand.type(name, "Loket B");
    await click("first-visit-take");
    expect(backend.inputs("settings").at(-1)?.device_name).toBe("Loket B");
    expect(backend.inputs("visit_offers")).toEqual([]);
    await hand.type(screen.getByTestId("take-server"), "https://jemput.dinas.example");
    await click("take-list");
    expect(backend.inputs("settings").at(-1)?.server).toBe("https://jemput.dinas.example");
    expect(all("take-offer")[0]?.textContent?.replace(/\s+/g, " ")).toContain("452 orang");
    await click("take-this");
    expect(backend.inputs("visit_join")).toEqual([{ visit: VISIT, server: null }]);
    expect(look("take-visit")).toBeNull();
    expect(look("first-visit")).toBeNull();
    expect(textOf("answer")).toContain("sudah diambil");
  });

  it("is found from Kirim data too, where those that are here are not offered", async () => {
    const backend = await opened();
    backend.world.session.server = "https://jemput.dinas.example";
    await session.load();
    route.go("exchange");
    render(App);
    await click("take-open");
    await settled();
    expect(all("take-offer")).toHaveLength(1);
    expect(all("take-offer")[0]?.textContent).toContain("SMKN 57");
  });

  it("says why there is no list, and keeps the address to mend", async () => {
    const backend = await opened(new World({ empty: true }));
    backend.refuse("settings", "Pakai alamat https.");
    route.go("exchange");
    render(App);
    await click("take-open");
    await hand.type(screen.getByTestId("take-server"), "http://10.0.0.5");
    await click("take-list");
    expect(textOf("refusal")).toContain("Pakai alamat https.");
    expect(screen.getByTestId<HTMLInputElement>("take-server").value).toBe("http://10.0.0.5");
  });
});

describe("a laptop's clock", () => {
  it.each([
    [140, "tepat", false],
    [-5_400, "tepat", false],
    [8_000, "tertinggal 8 detik", false],
    [-60_000, "lebih cepat 1 menit", true],
    [128_000, "tertinggal 2 menit 8 detik", true],
    [3_725_000, "tertinggal 1 jam 2 menit", true],
  ])("%d ms is %s", (offset, word, far) => expect(clockWords(offset)).toEqual({ word, far }));

  it("is said in English, too", () => {
    lang.now = "en";
    expect(clockWords(61_000).word).toBe("1 minute 1 second slow");
  });
});
