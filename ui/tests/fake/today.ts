import type { ProposalView, SlotFigures, Today, Unslotted } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";
import { stationsOf } from "./stations.ts";
import { DAYS, minuteOf, TODAY, type World } from "./world.ts";

export function figuresOf(world: World, day: string): SlotFigures[] {
  return world.slots
    .filter((slot) => slot.day === day)
    .map((slot) => {
      const people = world.people.filter((p) => p.slot?.number === slot.number);
      const count = (...states: string[]) => people.filter((p) => states.includes(p.state)).length;
      const over = day < TODAY || (day === TODAY && minuteOf(slot.end) + 15 < world.minute);
      const places = Math.floor(((minuteOf(slot.end) - minuteOf(slot.start)) / 8) * 4);
      return {
        ...slot,
        capacity: Math.floor(places * 0.9),
        reserve: places - Math.floor(places * 0.9),
        booked: people.length,
        not_here: over ? 0 : count("booked"),
        arrived: people.filter((p) => p.ticket !== null).length,
        waiting: count("waiting"),
        recording: count("called", "recording"),
        recorded: count("recorded", "already_recorded"),
        open: count("to_repeat", "incomplete", "biodata_problem", "not_served"),
        left: count("left", "missed"),
        no_show: over ? count("booked") : 0,
      };
    });
}

function view(world: World, day: string): Today {
  const slots = figuresOf(world, day);
  const sum = (
    key: "booked" | "not_here" | "arrived" | "waiting" | "recording" | "recorded" | "left" | "no_show",
  ) => slots.reduce((n, slot) => n + slot[key], 0);
  const held = world.people.filter((p) => p.held.length > 0 && p.slot?.day === day);
  const repeats = world.people.filter((p) => p.state === "to_repeat" && p.slot?.day === day);
  const problems = world.people.filter((p) => p.state === "biodata_problem" && p.slot?.day === day);
  const toTell = world.people.filter((p) => p.toTell);
  const absent = world.people.filter(
    (p) => p.state === "booked" && p.slot?.day === day && p.slot.start === "09:30",
  );
  const need = (kind: string, sentence: string, people: typeof held) =>
    people.length > 0 ? [{ kind, sentence, bookings: people.map((p) => p.booking) }] : [];
  return {
    day,
    booked: sum("booked"),
    not_here: sum("not_here"),
    arrived: sum("arrived"),
    waiting: sum("waiting"),
    recording: sum("recording"),
    recorded: sum("recorded"),
    left: sum("left"),
    no_show: sum("no_show"),
    on_site: day === TODAY ? world.onSite() : 0,
    waiting_limit: world.setup.waiting_limit,
    longest_wait_minutes: 24,
    expected_end: `${day}T15:10:00+07:00`,
    measured_minutes: 8,
    planned_minutes: 8,
    slots,
    without_slot: unslotted(world, day),
    stations: stationsOf(world),
    needs: [
      ...need("to_repeat", `${repeats.length} orang perlu rekam ulang. Panggil lebih dulu.`, repeats),
      ...need("held", `${held.length} baris perlu dilengkapi dari KK sebelum direkam.`, held),
      ...need(
        "biodata_problem",
        `${problems.length} orang datanya tidak cocok. Arahkan ke petugas Dinas dengan KK.`,
        problems,
      ),
      ...need(
        "overdue",
        `${absent.length} orang sesi 09.30 belum datang. Tanyakan kepada wali kelas.`,
        absent,
      ),
      ...need("to_tell", `${toTell.length} orang perlu diberi tahu jadwal barunya.`, toTell),
      {
        kind: "station",
        sentence: "Loket K tidak terdengar 12 menit. Semua catatannya aman di laptop itu.",
        bookings: [],
      },
    ],
    measured: day <= TODAY ? curve(19).filter(([minute]) => day < TODAY || minute < world.minute) : [],
    curve:
      day < TODAY
        ? []
        : curve(day === TODAY ? 27 : 20).filter(([minute]) => day > TODAY || minute >= world.minute),
    suggestion: {
      sentence: "Usulan: mulai sesi 11.00, semua diundur 20 menit; 9 orang dipindah ke 14.30.",
      cause: { kind: "delay", minutes: 20 },
      token: "token",
    },
  };
}

/** Who is here today though their slot is on another day, or they have none. */
function unslotted(world: World, day: string): Unslotted | null {
  const people = world.people.filter((p) => day === TODAY && p.slot?.day !== day && p.state === "waiting");
  const none = { recording: 0, recorded: 0, open: 0, left: 0 };
  return people.length > 0
    ? { ...none, arrived: people.length, waiting: people.length, bookings: people.map((p) => p.booking) }
    : null;
}

/** A morning and an afternoon hump. */
export function curve(most: number): [number, number][] {
  const points: [number, number][] = [];
  for (let minute = 450; minute <= 930; minute += 5) {
    const morning = Math.exp(-(((minute - 645) / 75) ** 2)) * most;
    const afternoon = Math.exp(-(((minute - 835) / 60) ** 2)) * most * 0.75;
    points.push([minute, Math.round(morning + afternoon)]);
  }
  return points;
}

function proposal(world: World): ProposalView {
  const later = world.slots.filter((slot) => slot.day === TODAY && minuteOf(slot.start) >= 660);
  const moving = world.people.filter((p) => p.slot?.day === TODAY && p.slot.start === "14:00").slice(0, 9);
  const last = later.at(-1) ?? null;
  return {
    token: "token",
    sentence:
      "Sesi 11.00 dan sesudahnya mulai 20 menit lebih lambat. 9 orang dipindah ke 14.30; 3 di antaranya sudah diberi tahu.",
    slots: later.map((slot) => ({
      before: slot,
      after: { ...slot, start: later_(slot.start), end: later_(slot.end) },
      capacity_before: 13,
      capacity_after: 13,
    })),
    moves: moving.map((p, nth) => ({
      booking: p.booking,
      name: p.name,
      class: p.class,
      from: p.slot,
      to: last,
      told: nth < 3,
    })),
    unplaced: [],
  };
}

const later_ = (clock: string) => {
  const minute = minuteOf(clock) + 20;
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
};

function moved(world: World, bookings: string[], slot: number | null, sentence: string) {
  const before = structuredClone(world.people);
  const to = world.slots.find((s) => s.number === slot) ?? null;
  for (const p of world.people)
    if (bookings.includes(p.booking)) Object.assign(p, { slot: to ?? p.slot, toTell: true });
  return { sentence, act: world.did(sentence, () => (world.people = before)) };
}

export const today: Answers = {
  today: (world, { day }) => view(world, day ?? TODAY),
  propose: proposal,
  take_proposal: (world) =>
    moved(world, proposal(world).moves.map((m) => m.booking), world.slots.find((s) => s.day === TODAY && s.start === "14:30")?.number ?? null, "Jadwal baru berlaku. 9 orang perlu diberi tahu."), // prettier-ignore
  move_bookings: (world, { bookings, class: name, slot }) =>
    moved(world, name === null ? bookings : world.people.filter((p) => p.class === name && p.state === "booked").map((p) => p.booking), slot, `${name ?? `${bookings.length} orang`} dipindah.`), // prettier-ignore
  rebook: (world, { bookings }) =>
    moved(world, bookings, null, `${bookings.length} orang dijadwalkan ulang.`),
  late_class: (world, { class: name }) => {
    const slot = world.slots.find((s) => s.day === TODAY && s.start === "13:00") ?? null;
    const tomorrow = world.slots.find((s) => s.day === DAYS[2]) ?? null;
    const option = { slot, placed: 28, unplaced: 0, delayed_people: 11, delay_minutes: 15 };
    return [
      {
        ...option,
        kind: "now",
        sentence: `Layani ${name} sekarang di sela-sela: 11 orang yang sudah diberi tahu menunggu sekitar 15 menit lebih lama.`,
      },
      {
        ...option,
        kind: "later",
        sentence: `Layani ${name} sesudah istirahat, mulai 13.00: tidak ada yang menunggu lebih lama.`,
        delayed_people: 0,
        delay_minutes: 0,
      },
      {
        ...option,
        kind: "next_day",
        slot: tomorrow,
        sentence: `Layani ${name} besok mulai 07.30; 4 orang tidak mendapat tempat.`,
        placed: 24,
        unplaced: 4,
        delayed_people: 0,
        delay_minutes: 0,
      },
    ];
  },
  take_late_class: (world, { class: name }) => moved(world, [], null, `${name} dilayani sesuai pilihan.`),
  told(world, { bookings }) {
    for (const p of world.people) if (bookings.includes(p.booking)) p.toTell = false;
    const sentence = `${bookings.length} orang sudah diberi tahu.`;
    return { sentence, act: world.did(sentence, () => {}) };
  },
  settle: (world) => ({ sentence: "Ditandai selesai.", act: world.did("Ditandai selesai", () => {}) }),
};
