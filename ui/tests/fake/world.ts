import type {
  AdoptView,
  Arrived,
  Capture,
  EnrolmentView,
  GuardianForm,
  Outcome,
  Problem,
  RefusedView,
  Session,
  Setup,
  ShedList,
  SlotRef,
  State,
  StationStatus,
} from "../../src/lib/backend";
import { random, somebody } from "./names.ts";
import { OPERATORS } from "./operators.ts";
import { OPEN } from "./vault.ts";

export const VISIT = "01900000-0000-7000-8000-000000000055";
export const DAYS = ["2021-11-08", "2021-11-09", "2021-11-10"];
export const TODAY = "2021-11-09";

export interface Somebody {
  booking: string;
  name: string;
  nik: string;
  birth: string;
  sex: "female" | "male";
  class: string;
  slot: SlotRef | null;
  state: State;
  held: string[];
  heldWords: string;
  ticket: string | null;
  arrivedAt: string | null;
  recordedAt: string | null;
  alike: boolean;
  priority: string | null;
  note: string;
  phone: string;
  toTell: boolean;
  absences: number;
  /** The desk saw a guardian's form. */
  formSeen?: boolean;
}

export interface FakeStation {
  number: number;
  status: StationStatus;
  person: string | null;
  calledAt: string;
  startedAt: string | null;
  recorded: number;
  average: number | null;
  last: number | null;
}

/** What an act did and how it is taken back. */
interface Deed {
  act: string;
  at: string;
  sentence: string;
  back: () => void;
  undone: boolean;
  booking: string | null;
}

const CLASSES = [
  "X MIPA 1", "X MIPA 2", "X IPS 1", "XI MIPA 1", "XI MIPA 2", "XI IPS 1", "XI IPS 3",
  "XII MIPA 1", "XII MIPA 2", "XII MIPA 4 Kelas Internasional", "XII IPS 1", "XII IPS 3",
]; // prettier-ignore

export const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
export const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** A half-day at a school, made from a seed: enough of the rules to click through every screen. */
export class World {
  minute = 10 * 60 + 42;
  session: Session;
  setup: Setup;
  slots: SlotRef[] = [];
  people: Somebody[] = [];
  stations: FakeStation[] = [];
  last: Arrived[] = [];
  deeds: Deed[] = [];
  tickets = 0;
  sent = false;
  /** A log that goes on otherwise at the server. */
  fork: Problem | null = null;
  /** What stands refused in the place of the usual. */
  refused: RefusedView[] | null = null;
  /** What only this laptop holds. */
  adopt: AdoptView | null = null;
  /** To which office the laptop belongs. */
  enrolment: EnrolmentView | null = null;
  operators = OPERATORS;
  vault = { ...OPEN };
  /** Whether who works here leads. */
  leads = true;
  /** Whether a guardian's form is asked for. */
  guardian: GuardianForm = "off";
  /** Visits that may leave the laptop. */
  shedding: ShedList = { after_days: 14, visits: [], shed: [], offer: "" };
  /** Who could confirm. */
  seconds: string[] = [];
  private acts = 0;

  constructor(options: { empty?: boolean; lang?: "id" | "en"; theme?: "light" | "dark" | "system" } = {}) {
    const hours = { start: "07:30", end: "15:30" };
    const breaks = [{ span: { start: "11:45", end: "13:00" }, stations_open: 0 }];
    this.setup = {
      days: DAYS.map((day) => ({ day, open: hours, breaks })),
      stations: 4,
      minutes_per_person: 8,
      waiting_limit: 30,
      slot_minutes: 30,
      reserve_percent: 10,
      minimum_age: 16,
    };
    this.session = {
      device: "01900000-0000-7000-8000-00000000000a",
      device_name: "Loket A",
      mark: "A",
      operator: "01900000-0000-7000-8000-0000000000a1",
      operator_name: "Ratna Wulandari",
      unprotected: false,
      wrong_secrets: null,
      clock: null,
      server: null,
      lang: options.lang ?? "id",
      theme: options.theme ?? "light",
      visits: options.empty
        ? []
        : [
            {
              visit: VISIT,
              site: {
                id: "01900000-0000-7000-8000-000000000001",
                name: "SMA Negeri 55",
                kind: "school",
                district: "31.74.08",
                contact: "Ibu Sri Handayani, kesiswaan",
                zone: "WIB",
              },
              days: DAYS,
              day_number: 2,
              shown_day: TODAY,
              booked: 452,
            },
          ],
      active: options.empty ? null : VISIT,
      now: this.now(),
      clock_is_set: false,
      version: "0.1.0",
    };
    if (!options.empty) this.fill();
  }

  now(second = 12): string {
    return `${TODAY}T${clockOf(this.minute)}:${String(second).padStart(2, "0")}+07:00`;
  }

  at(minute: number): string {
    return `${TODAY}T${clockOf(minute)}:00+07:00`;
  }

  person(booking: string): Somebody {
    const found = this.people.find((p) => p.booking === booking);
    if (!found) throw { code: "not_found", message: "Orang ini tidak ada di kegiatan ini." };
    return found;
  }

  /** Notes a deed; gives its id. */
  did(sentence: string, back: () => void, booking: string | null = null): string {
    const act = `act-${++this.acts}`;
    this.deeds.unshift({ act, at: this.now(), sentence, back, undone: false, booking });
    return act;
  }

  nextTicket(): string {
    return `A-${String(++this.tickets).padStart(3, "0")}`;
  }

  onSite(): number {
    return this.people.filter((p) => ["waiting", "called", "recording", "to_repeat"].includes(p.state))
      .length;
  }

  /** Who waits, in the order of calling. */
  queue(): Somebody[] {
    const order = (p: Somebody) => [
      p.state === "to_repeat" ? 0 : p.priority ? 1 : 2,
      p.slot?.number ?? 99,
      p.ticket ?? "",
    ];
    return this.people
      .filter((p) => p.state === "waiting" || p.state === "to_repeat")
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  private fill(): void {
    let number = 0;
    for (const { day, open, breaks } of this.setup.days) {
      for (let from = minuteOf(open.start); from < minuteOf(open.end);) {
        const rest = breaks.find(({ span }) => minuteOf(span.start) <= from && from < minuteOf(span.end));
        if (rest) {
          from = minuteOf(rest.span.end);
          continue;
        }
        const wall = breaks
          .map(({ span }) => minuteOf(span.start))
          .find((start) => from < start && start < from + 30);
        const to = wall ?? Math.min(from + 30, minuteOf(open.end));
        this.slots.push({
          slot: `slot-${number}`,
          number: number++,
          day,
          start: clockOf(from),
          end: clockOf(to),
        });
        from = to;
      }
    }
    this.enrol();
    this.liveThrough();
  }

  private enrol(): void {
    const next = random(55);
    let nth = 0;
    for (const slot of this.slots) {
      const places = Math.floor(((minuteOf(slot.end) - minuteOf(slot.start)) / 8) * 4 * 0.9);
      for (let i = 0; i < places && nth < 452; i++, nth++) {
        const named = somebody(next, nth);
        this.people.push({
          ...named,
          booking: `01900000-0000-8000-8000-${String(nth).padStart(12, "0")}`,
          class: CLASSES[Math.floor((nth / 452) * CLASSES.length)] as string,
          slot,
          state: "booked",
          held: [],
          heldWords: "",
          ticket: null,
          arrivedAt: null,
          recordedAt: null,
          alike: false,
          priority: null,
          note: "",
          phone: "",
          toTell: false,
          absences: 0,
        });
      }
    }
    const cast = (at: number, change: Partial<Somebody>) =>
      Object.assign(this.people[at] as Somebody, change);
    const today = this.people.findIndex((p) => p.slot?.day === TODAY);
    const at = (slot: string, nth: number) =>
      this.people.findIndex((p) => p.slot?.day === TODAY && p.slot.start === slot) + nth;
    cast(at("10:30", 3), { name: "Putri Ayu Lestari", sex: "female" });
    cast(at("13:30", 2), { name: "Putri Rahayu Sari", sex: "female", class: "XI IPS 1" });
    cast(at("10:00", 1), { name: "Ayu Putri Maharani", sex: "female" });
    cast(at("11:00", 4), {
      name: "Putri Aulia",
      sex: "female",
      held: ["nik_missing"],
      heldWords: "NIK kosong",
      nik: "",
    });
    cast(at("11:00", 6), { name: "Raka Adi Prasetyo", sex: "male", birth: "2004-05-17", alike: true });
    cast(at("11:00", 7), { name: "Raka Ade Prasetyo", sex: "male", birth: "2004-05-17", alike: true });
    cast(at("13:00", 1), {
      name: "Muhammad Abdurrahman Wahid Kusumaningrat Adiwijaya",
      class: CLASSES[9] as string,
    });
    cast(this.people.findIndex((p) => p.slot?.day === DAYS[2]) + 8, {
      name: "Dimas Bagus Nugroho",
      sex: "male",
    });
    cast(today + 40, { held: ["nik_lost_digits"], heldWords: "NIK kehilangan angka" });
  }

  private liveThrough(): void {
    const start = { recorded: 0, average: null, last: null, person: null, startedAt: null, calledAt: "" };
    this.stations = [1, 2, 3, 4].map((number) => ({ ...start, number, status: "open" as StationStatus }));
    for (const p of this.people) {
      if (p.slot && p.slot.day === DAYS[0]) {
        p.state = "recorded";
        p.recordedAt = `${DAYS[0]}T${p.slot.end}:00+07:00`;
      }
    }
    const today = this.people.filter((p) => p.slot?.day === TODAY);
    today.forEach((p, nth) => {
      const from = minuteOf(p.slot?.start ?? "");
      if (from < 10 * 60) {
        if (nth % 17 === 5) return; // did not come
        this.here(p, from + (nth % 11));
        p.state = nth === 30 ? "to_repeat" : nth === 21 ? "biodata_problem" : "recorded";
        p.recordedAt = p.state === "recorded" ? this.at(Math.min(from + 14 + (nth % 13), 630)) : null;
      } else if (from === 10 * 60) {
        this.here(p, from + (nth % 7));
        p.state = nth % 13 < 9 || p.name === "Ayu Putri Maharani" ? "recorded" : "waiting";
        p.recordedAt = p.state === "recorded" ? this.at(621 + (nth % 20)) : null;
      } else if (from === 10 * 60 + 30 && p.name !== "Putri Ayu Lestari") {
        this.here(p, from - 4 + (nth % 12));
        p.state = "waiting";
      } else if (from === 11 * 60 && nth % 6 === 0 && !p.alike) {
        this.here(p, from - 25);
        p.state = "waiting";
      }
    });
    const waiting = this.queue();
    const sit = (station: number, p: Somebody | undefined, called: number, sat: boolean) => {
      const at = this.stations[station - 1];
      if (!at || !p) return;
      Object.assign(at, {
        person: p.booking,
        calledAt: this.at(called),
        startedAt: sat ? this.at(called + 1) : null,
      });
      p.state = sat ? "recording" : "called";
    };
    sit(1, waiting[2], 635, true);
    sit(2, waiting[3], 639, true);
    sit(4, waiting[4], 641, false);
    const elder = this.people.find((p) => p.state === "waiting" && p.slot?.start === "11:00");
    if (elder) elder.priority = "disabled";
    Object.assign(this.stations[2] as FakeStation, { status: { paused: "break" } });
    for (const s of this.stations)
      Object.assign(s, { recorded: 17 + s.number, average: 452 + s.number * 4, last: 410 + s.number * 6 });
    this.last = today
      .filter((p) => p.ticket !== null)
      .sort((a, b) => ((a.ticket ?? "") < (b.ticket ?? "") ? 1 : -1))
      .slice(0, 5)
      .map((p) => this.arrived(p, `act-${p.ticket}`));
  }

  here(p: Somebody, minute: number): void {
    p.ticket = this.nextTicket();
    p.arrivedAt = this.at(minute);
  }

  arrived(p: Somebody, act: string | null, already = false): Arrived {
    const { standing, minutes } = this.standing(p);
    return {
      booking: p.booking,
      name: p.name,
      class: p.class,
      ticket: p.ticket ?? "",
      standing,
      standing_minutes: minutes,
      already,
      waits: p.state === "waiting",
      on_site: this.onSite(),
      waiting_limit: this.setup.waiting_limit,
      site_full: this.onSite() >= this.setup.waiting_limit,
      warnings: [],
      guardian_missing: this.guardian !== "off" && !p.formSeen,
      held: p.held,
      sentence: already
        ? `${p.name} sudah hadir dengan nomor ${p.ticket}.`
        : `${p.name} hadir, nomor ${p.ticket}${p.heldWords ? `. Lengkapi dulu: ${p.heldWords}` : ""}.`,
      act,
    };
  }

  standing(p: Somebody): { standing: Arrived["standing"]; minutes: number } {
    if (!p.slot) return { standing: "on_time", minutes: 0 };
    if (p.slot.day !== TODAY) return { standing: "other_day", minutes: 0 };
    const now = p.arrivedAt ? minuteOf(p.arrivedAt.slice(11, 16)) : this.minute;
    const [from, to] = [minuteOf(p.slot.start), minuteOf(p.slot.end)];
    if (now < from - 15) return { standing: "early", minutes: from - now };
    if (now > to) return { standing: "late", minutes: now - to };
    return { standing: "on_time", minutes: 0 };
  }
}

export type Marked = Record<"photo" | "fingerprints" | "irises" | "signature", Capture> & {
  outcome: Outcome;
};
