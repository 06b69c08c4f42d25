import type { PlanPreview, Setup, Site } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";
import { curve, figuresOf } from "./today.ts";
import { VISIT, type World } from "./world.ts";

function preview(world: World, setup: Setup): PlanPreview {
  if (setup.stations === 0) {
    return {
      problems: ["Jumlah meja 0. Isi paling sedikit 1 meja."],
      slots: [],
      capacity: 0,
      sentences: [],
      curves: [],
      without: [],
    };
  }
  const slots = setup.days.flatMap(({ day }) => figuresOf(world, day));
  const each = Math.floor(
    ((setup.stations * setup.slot_minutes) / setup.minutes_per_person) * (1 - setup.reserve_percent / 100),
  );
  return {
    problems: [],
    slots: slots.map((slot) => ({ ...slot, capacity: each })),
    capacity: each * slots.length,
    sentences: setup.days.map(
      (_, nth) =>
        `Hari ${nth + 1}: dengan ${setup.stations} meja dan ${setup.minutes_per_person} menit per orang, 152 orang selesai pukul 15.10; paling banyak 22 orang menunggu bersamaan.`,
    ),
    without: [],
    curves: setup.days.map(({ day }, nth) => [day, curve(20 + nth * 4)]),
  };
}

const sites: Site[] = [
  { id: "01900000-0000-7000-8000-000000000001", name: "SMA Negeri 55", kind: "school", district: "31.74.08", contact: "Ibu Sri Handayani, kesiswaan", zone: "WIB" },
  { id: "01900000-0000-7000-8000-000000000002", name: "Kelurahan Duren Tiga", kind: "ward", district: "31.74.08", contact: "", zone: "WIB" },
]; // prettier-ignore

export const plan: Answers = {
  sites: () => sites,
  site_add(_world, input) {
    const site = { ...input, id: `site-${sites.length}`, zone: input.zone ?? "WIB" } satisfies Site;
    sites.push(site);
    return { site: site.id };
  },
  site_correct(_world, { site, name, kind, district, contact }) {
    const one = sites.find((s) => s.id === site) as Site;
    Object.assign(one, {
      name: name ?? one.name,
      kind: kind ?? one.kind,
      district: district ?? one.district,
    });
    one.contact = contact ?? one.contact;
    return { sentence: `Data lokasi ${one.name} diperbaiki.`, act: null };
  },
  districts: (_world, { text }) =>
    [
      { code: "31.74.08", name: "Pancoran, Jakarta Selatan, DKI Jakarta" },
      { code: "31.74.01", name: "Tebet, Jakarta Selatan, DKI Jakarta" },
      { code: "31.75.07", name: "Duren Sawit, Jakarta Timur, DKI Jakarta" },
    ].filter((d) => d.name.toLowerCase().includes(text.toLowerCase()) || d.code.startsWith(text)),
  plan: (world) => ({
    site: sites[0] as Site,
    setup: world.setup,
    guardian: world.guardian,
    preview: preview(world, world.setup),
  }),
  plan_preview: (world, { setup }) => preview(world, setup),
  visit_plan: (world, { setup }) => ({
    visit: VISIT,
    slots: world.slots.length,
    capacity: preview(world, setup).capacity,
  }),
  visit_change(world, { setup }) {
    const before = world.setup;
    world.setup = setup;
    return {
      sentence: "Jadwal diperbarui.",
      act: world.did("Jadwal diperbarui", () => (world.setup = before)),
    };
  },
};
