import type { Arrived, PersonInput } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";
import { foundOf, matches } from "./found.ts";
import { TODAY, VISIT, type Somebody, type World } from "./world.ts";

function byCode(world: World, code: string): Somebody | undefined {
  const bare = code.trim().toUpperCase();
  return world.people.find((p) => p.nik === bare || p.ticket === bare || p.booking.toUpperCase() === bare);
}

function arrive(world: World, p: Somebody): Arrived {
  if (p.ticket !== null) return world.arrived(p, null, true);
  const before = { ...p };
  world.here(p, world.minute);
  p.state = "waiting";
  const act = world.did(`Kehadiran ${p.name}, nomor ${p.ticket}`, () => {
    Object.assign(p, before);
    world.last = world.last.filter((a) => a.booking !== p.booking);
  }, p.booking); // prettier-ignore
  const arrived = world.arrived(p, act);
  world.last = [arrived, ...world.last].slice(0, 5);
  return arrived;
}

function ownerOf(world: World, nik: string, except: string): void {
  const owner = nik === "" ? undefined : world.people.find((p) => p.nik === nik && p.booking !== except);
  if (owner) {
    const message = `NIK ini tercatat atas nama ${owner.name} (${owner.class}). Cocokkan dengan KK.`;
    throw { code: "nik_of_another", message };
  }
  if (nik !== "" && !/^\d{16}$/.test(nik)) {
    throw {
      code: "nik_malformed",
      message: `NIK harus 16 angka; yang diisi ${nik.length} angka. Salin dari KK.`,
    };
  }
}

function dueWith(world: World, name: string): Somebody[] {
  return world.people.filter(
    (p) => p.class === name && p.state === "booked" && world.standing(p).standing !== "other_day",
  );
}

export const desk: Answers = {
  desk: (world) => ({
    day: TODAY,
    is_today: true,
    on_site: world.onSite(),
    waiting_limit: world.setup.waiting_limit,
    site_full: world.onSite() >= world.setup.waiting_limit,
    places_left: 21,
    wait_minutes: [15, 25],
    last: world.last,
    walk_in_slots: world.slots
      .filter((s) => s.day === TODAY && s.start >= "11:00")
      .map((s, nth) => ({ ...s, free: 4 + nth })),
    class_due: dueWith(world, world.last[0]?.class ?? "").length,
    classes: [...new Set(world.people.map((p) => p.class))],
  }),

  find: (world, { text, limit }) =>
    world.people
      .filter((p) => matches(p, text))
      .sort(
        (a, b) =>
          Number(b.slot?.day === TODAY) - Number(a.slot?.day === TODAY) ||
          (a.slot?.number ?? 0) - (b.slot?.number ?? 0),
      )
      .slice(0, limit ?? 20)
      .map((p) => foundOf(world, p)),

  lookup(world, { code }) {
    const known = byCode(world, code);
    if (known) return { kind: "known", found: foundOf(world, known) };
    if (/^\d{16}$/.test(code)) {
      return {
        kind: "unknown_nik",
        nik: code,
        sentence: `NIK yang berakhir ${code.slice(-4)} belum terdaftar di kegiatan ini. Cocokkan dengan KK, lalu catat sebagai Datang langsung.`,
      };
    }
    return {
      kind: "not_a_code",
      sentence: `Kode "${code.slice(0, 20)}" bukan NIK, nomor antrean, atau kode jadwal. Cari dengan nama.`,
    };
  },

  people(world, { class: name, slot, states, held, to_tell, unplaced, offset, limit }) {
    const all = world.people.filter(
      (p) =>
        (name === null || p.class === name) &&
        (slot === null || p.slot?.number === slot) &&
        (states.length === 0 || states.includes(p.state)) &&
        (!held || p.held.length > 0) &&
        (!to_tell || p.toTell) &&
        (!unplaced || p.slot === null),
    );
    const at = slot === null ? undefined : world.slots.find((s) => s.number === slot);
    return {
      total: all.length,
      people: all.slice(offset, offset + (limit ?? 100)).map((p) => foundOf(world, p)),
      teacher_text:
        at && all[0]
          ? `Mohon ${all[0].class} nomor 1–${all.length} ke aula pukul ${at.start.replace(":", ".")}.`
          : "",
    };
  },

  booking(world, { booking }) {
    const p = world.person(booking);
    return {
      found: foundOf(world, p),
      nik: p.nik || null,
      nik_as_written: p.held.includes("nik_lost_digits") ? "3,17408E+15" : "",
      birth_date: p.birth,
      sex: p.sex,
      home_district: "Pancoran, Jakarta Selatan",
      phone: p.phone,
      note: p.note,
      tickets: p.ticket ? [p.ticket] : [],
      recordings: p.recordedAt
        ? [`Direkam pukul ${p.recordedAt.slice(11, 16).replace(":", ".")} di Meja 2: lengkap.`]
        : [],
      flags: [],
      row: Number(booking.slice(-4)) + 7,
      guardian:
        world.guardian === "off"
          ? null
          : {
              missing: !p.formSeen,
              sentence: p.formSeen ? "Formulir wali sudah dilihat." : "Formulir wali belum dilihat.",
            },
    };
  },

  guardian_seen(world, { booking }) {
    const p = world.person(booking);
    p.formSeen = true;
    return { sentence: `Formulir wali ${p.name} sudah dilihat.`, act: null };
  },

  arrive(world, { code }) {
    const p = byCode(world, code);
    if (!p) throw { code: "not_found", message: "Kode ini tidak dikenal di kegiatan ini." };
    return arrive(world, p);
  },

  arrive_class: (world, { class: name, except, also }) =>
    world.people
      .filter((p) => p.class === name && p.state === "booked")
      .filter((p) => dueWith(world, name).includes(p) || also.includes(p.booking))
      .filter((p) => !except.includes(p.booking))
      .map((p) => arrive(world, p)),

  walk_in(world, { person }) {
    ownerOf(world, person.nik, "");
    const p = walkIn(world, person);
    world.people.push(p);
    const arrived = arrive(world, p);
    return arrived;
  },

  correct(world, { booking, person }) {
    const p = world.person(booking);
    ownerOf(world, person.nik, booking);
    const before = { ...p };
    if (person.nik) Object.assign(p, { nik: person.nik, held: [], heldWords: "" });
    if (person.name) p.name = person.name;
    const act = world.did(`Data ${p.name} diperbaiki`, () => Object.assign(p, before), booking);
    return { sentence: `Data ${p.name} sudah dilengkapi. Jadwal tetap sama.`, act };
  },

  priority(world, { booking, reason }) {
    const p = world.person(booking);
    const before = p.priority;
    p.priority = reason;
    const sentence = reason ? `${p.name} mendapat prioritas.` : `${p.name} tanpa prioritas.`;
    return { sentence, act: world.did(sentence, () => (p.priority = before), booking) };
  },

  note(world, { booking, note }) {
    const p = world.person(booking);
    const before = p.note;
    p.note = note;
    const sentence = `Catatan untuk ${p.name} tersimpan.`;
    return { sentence, act: world.did(sentence, () => (p.note = before), booking) };
  },

  leave(world, { booking }) {
    const p = world.person(booking);
    const before = p.state;
    p.state = "left";
    const sentence = `${p.name} pulang sebelum dilayani.`;
    return { sentence, act: world.did(sentence, () => (p.state = before), booking) };
  },
};

function walkIn(world: World, person: PersonInput): Somebody {
  return {
    booking: `${VISIT.slice(0, 24)}${String(world.people.length).padStart(12, "0")}`,
    name: person.name,
    nik: person.nik,
    birth: "2004-01-01",
    sex: person.sex ?? "female",
    class: person.class,
    slot: world.slots.find((s) => s.day === TODAY && s.start === "11:00") ?? null,
    state: "booked",
    held: person.nik ? [] : ["nik_missing"],
    heldWords: person.nik ? "" : "NIK kosong",
    ticket: null,
    arrivedAt: null,
    recordedAt: null,
    alike: false,
    priority: null,
    note: "",
    phone: person.phone,
    toTell: false,
    absences: 0,
  };
}
