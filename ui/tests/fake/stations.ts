import type { Done, Sitting, StationBoard, StationView } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";
import { TODAY, type FakeStation, type World } from "./world.ts";

export function sittingOf(world: World, station: FakeStation): Sitting | null {
  if (station.person === null) return null;
  const p = world.person(station.person);
  const year = Number(p.birth.slice(0, 4));
  const age = 2021 - year - (p.birth.slice(5) > TODAY.slice(5) ? 1 : 0);
  return {
    booking: p.booking,
    ticket: p.ticket ?? "",
    name: p.name,
    birth_date: p.birth,
    class: p.class,
    nik_masked: p.nik ? `•••• ${p.nik.slice(-4)}` : "",
    service: "ktp_first",
    state: p.state,
    called_at: station.calledAt,
    started_at: station.startedAt,
    age_years: age,
    photo_ground: year % 2 === 1 ? "red" : "blue",
    card_sentence:
      age >= 17
        ? `${age} tahun: dapat dicetak setelah siap cetak.`
        : `${age} tahun: dicetak mulai ulang tahun ke-17.`,
    absences: p.absences,
    priority: p.priority,
    held_words: p.heldWords,
    conflict: null,
    guardian: world.guardian !== "off" && !p.formSeen ? "Formulir wali belum dilihat." : "",
    act: null,
  };
}

export function stationsOf(world: World): StationView[] {
  return world.stations.map((s) => ({
    number: s.number,
    status: s.status,
    person: sittingOf(world, s),
    recorded_today: s.recorded,
    average_seconds: s.average,
    last_seconds: s.last,
  }));
}

function board(world: World): StationBoard {
  const queue = world.queue();
  return {
    stations: stationsOf(world),
    next: queue.slice(0, 8).map((p) => ({
      booking: p.booking,
      ticket: p.ticket ?? "",
      priority: p.priority,
      repeat: p.state === "to_repeat",
      waited_minutes: 12,
    })),
    waiting: queue.length,
  };
}

function stationOf(world: World, number: number): FakeStation {
  const station = world.stations.find((s) => s.number === number);
  if (!station) throw { code: "no_station", message: `Kegiatan ini tidak punya Meja ${number}.` };
  return station;
}

/** Keeps all stations and all people as they are, for taking back. */
function keep(world: World): () => void {
  const [people, stations] = [structuredClone(world.people), structuredClone(world.stations)];
  return () => {
    world.people = people;
    world.stations = stations;
  };
}

const done = (world: World, sentence: string, back: () => void, booking: string | null = null): Done => ({
  sentence,
  act: world.did(sentence, back, booking),
});

export const stations: Answers = {
  stations: board,

  call(world, { station: number, code }) {
    const station = stationOf(world, number);
    if (station.person)
      throw { code: "station_busy", message: `Meja ${number} masih melayani seseorang. Selesaikan dulu.` };
    const next =
      code === null
        ? world.queue()[0]
        : world.queue().find((p) => p.ticket === code.toUpperCase() || p.booking === code);
    if (!next) {
      const message =
        code === null ? "Tidak ada yang menunggu." : `Nomor ${code} tidak sedang menunggu. Periksa nomornya.`;
      throw { code: "nobody_waits", message };
    }
    const back = keep(world);
    Object.assign(station, { person: next.booking, calledAt: world.now(), startedAt: null });
    next.state = "called";
    const act = world.did(`${next.ticket} dipanggil ke Meja ${number}`, back, next.booking);
    return { ...(sittingOf(world, station) as Sitting), act };
  },

  recall: (world, { station }) => done(world, `Meja ${station} memanggil ulang.`, () => {}),

  absent(world, { station: number }) {
    const station = stationOf(world, number);
    const back = keep(world);
    const p = world.person(station.person ?? "");
    Object.assign(p, { state: "waiting", absences: p.absences + 1 });
    station.person = null;
    return done(world, `${p.ticket} tidak di tempat; dipanggil lagi setelah lima nomor.`, back, p.booking);
  },

  start(world, { station: number }) {
    const station = stationOf(world, number);
    if (typeof station.status === "object" && "broken" in station.status)
      throw {
        code: "station_broken",
        message: `Alat Meja ${number} rusak. Pindahkan orangnya ke meja lain.`,
      };
    const back = keep(world);
    const p = world.person(station.person ?? "");
    p.state = "recording";
    station.startedAt = world.now();
    return done(world, `${p.ticket} mulai direkam di Meja ${number}.`, back, p.booking);
  },

  record(world, { booking, station: number, outcome }) {
    const station = stationOf(world, number);
    const back = keep(world);
    const p = world.person(booking);
    p.state = outcome === "complete" ? "recorded" : outcome;
    p.recordedAt = outcome === "complete" ? world.now() : null;
    Object.assign(station, { person: null, recorded: station.recorded + 1, last: 431 });
    const sentence =
      outcome === "complete"
        ? `${p.ticket} ${p.name}: perekaman selesai.`
        : `${p.ticket} ${p.name}: dicatat.`;
    return { booking, state: p.state, sentence, act: world.did(sentence, back, booking) };
  },

  reopen(world, { booking }) {
    const back = keep(world);
    const p = world.person(booking);
    p.state = "to_repeat";
    const sentence = `${p.name} perlu rekam ulang dan dipanggil paling dulu.`;
    return { booking, state: p.state, sentence, act: world.did(sentence, back, booking) };
  },

  move_recording(world, { from, to }) {
    const back = keep(world);
    const [a, b] = [world.person(from), world.person(to)];
    [a.state, b.state] = [b.state, a.state];
    return done(world, `Perekaman dipindahkan dari ${a.name} ke ${b.name}.`, back, from);
  },

  hand_over(world, { station: number, to }) {
    const station = stationOf(world, number);
    const back = keep(world);
    const p = world.person(station.person ?? "");
    if (to === null) p.state = "to_repeat";
    else
      Object.assign(stationOf(world, to), {
        person: p.booking,
        calledAt: station.calledAt,
        startedAt: station.startedAt,
      });
    station.person = null;
    return done(
      world,
      to === null ? `${p.ticket} kembali ke depan antrean.` : `${p.ticket} pindah ke Meja ${to}.`,
      back,
      p.booking,
    );
  },

  station_set(world, { station: number, status }) {
    const back = keep(world);
    const broken = (s: FakeStation) => typeof s.status === "object" && "broken" in s.status;
    for (const s of world.stations) if (number === null ? !broken(s) : s.number === number) s.status = status;
    return done(world, number === null ? "Semua meja diatur." : `Meja ${number} diatur.`, back);
  },
};
