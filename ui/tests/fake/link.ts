import type { LinkView, ReceiptView } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";
import { DAYS, TODAY, VISIT, World } from "./world.ts";

const receipt = (world: World): ReceiptView => ({
  visit: VISIT,
  name: "7F3A",
  at: world.sent ? world.now() : `${TODAY}T09:12:00+07:00`,
  signed_at: world.sent ? world.now() : `${TODAY}T09:12:00+07:00`,
  grade: "held",
  events: world.sent ? 1240 : 1203,
  covers_all: world.sent,
});

function linkOf(world: World): LinkView {
  if (world.session.visits.length === 0) {
    return { state: "no_server", since: null, pending: 0, done: 0, total: 0, sentence: "Alamat server Dinas belum diisi. Semua catatan aman di laptop ini.", problem: null, fork: null, data: null, clock: null, receipt: null, next_attempt: null };
  } // prettier-ignore
  return {
    state: world.sent ? "connected" : "offline",
    since: `${TODAY}T09:12:00+07:00`,
    pending: world.sent ? 0 : 37,
    done: 0,
    total: 0,
    sentence: world.sent
      ? "Semua catatan sudah diterima server Dinas."
      : "Tanpa jaringan sejak 09.12. Semua catatan aman di laptop ini. Tidak perlu tindakan.",
    problem: null,
    fork: world.fork,
    data: null,
    clock: world.session.clock,
    receipt: receipt(world),
    next_attempt: `${TODAY}T10:44:00+07:00`,
  };
}

export const link: Answers = {
  link: linkOf,
  exchange: (world) => ({
    link: linkOf(world),
    devices: [
      { device: "a", name: "Loket A", mark: "A", is_this: true, last_heard: world.now(), events: 812, behind: world.sent ? 0 : 37, offset_ms: 140 },
      { device: "k", name: "Loket K", mark: "K", is_this: false, last_heard: `${TODAY}T10:30:00+07:00`, events: 402, behind: 0, offset_ms: 128_000 },
    ], // prettier-ignore
    refused:
      world.refused ??
      (world.sent
        ? []
        : [
            {
              visit: VISIT,
              device: "k",
              device_name: "Loket K",
              by_server: false,
              remedy: "call_office",
              code: "clock_far",
              sentence:
                "Catatan Loket K tertahan: jam laptop itu tertinggal 2 menit 8 detik. Setel jam Loket K, lalu kirim lagi.",
              at: `${TODAY}T10:31:00+07:00`,
            },
          ]),
    adopt: world.adopt,
  }),
  refused_fetch(world) {
    world.refused = [];
    return { mended: true, received: 12, sentence: "Catatan Loket K mengalir lagi: 12 diterima." };
  },
  adopt(world) {
    world.adopt = null;
    return { events: 31, pending: 31, sentence: "31 catatan diterbitkan ulang atas nama laptop ini." };
  },
  enrolment: (world) => world.enrolment,
  enrol(world, { code, secret }) {
    if (world.session.unprotected) throw { code: "unprotected", message: "Lindungi dulu laptop ini dengan kata sandi Anda, lalu daftarkan." };
    if (code !== "JMP-4K7Q" || secret === "") throw { code: "code_wrong", message: "Kode ini salah atau sudah dipakai. Minta kode baru kepada Dinas." };
    world.enrolment = { office_name: "Sudin Jakarta Selatan", van_name: "Mobil 3", server: "https://jemput.dinas.example", serial: 12, provisional: false, fingerprint: "7F3A 19C2" };
    return { enrolment: world.enrolment, sentence: "Laptop ini terdaftar di Sudin Jakarta Selatan, mobil Mobil 3." };
  }, // prettier-ignore
  sync(world) {
    if (world.session.server === null) throw { code: "unreachable", message: "Server Dinas tidak terjangkau: jaringan tidak ada. Jemput mencoba lagi sendiri." };
    world.sent = true;
    return { sent: 37, received: 4, refused: 0, pending: 0, receipt: receipt(world), offered: 0 };
  }, // prettier-ignore
  visit_offers: (world) => ({
    visits: [
      { visit: VISIT, site: "SMA Negeri 55", district: "Pancoran, Jakarta Selatan", days: DAYS, people: 452 },
      { visit: "01900000-0000-7000-8000-000000000057", site: "SMKN 57", district: "Pasar Minggu, Jakarta Selatan", days: ["2021-11-15"], people: 310 },
    ].filter(({ visit }) => !world.session.visits.some((held) => held.visit === visit)),
    left_off: 0,
  }), // prettier-ignore
  shed_list: (world) => world.shedding,
  shed(world, { visit }) {
    const gone = world.shedding.visits.find((each) => each.visit === visit);
    world.shedding = { ...world.shedding, visits: [], offer: "" };
    return { sentence: `${gone?.site ?? ""} dihapus dari laptop ini.`, act: null };
  }, // prettier-ignore
  visit_join(world, { visit }) {
    const full = new World().session.visits[0];
    if (full) world.session.visits = [...world.session.visits, { ...full, visit }];
    world.session.active = visit;
    return { visit, received: 1240, sentence: "SMA Negeri 55 sudah diambil; laptop ini ikut dalam kegiatan itu." };
  }, // prettier-ignore
  verify: (world) => ({
    ok: true,
    events: 1240,
    bookings: 452,
    problems: [],
    receipt_covers_all: world.sent,
    held: [],
  }),
};
