/** A small deterministic random number generator (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const GIRLS = [
  "Putri",
  "Siti",
  "Nadia",
  "Aulia",
  "Rahma",
  "Dewi",
  "Intan",
  "Kartika",
  "Salsabila",
  "Zahra",
  "Maya",
  "Anisa",
];
const BOYS = [
  "Dimas",
  "Muhammad",
  "Bagus",
  "Rizky",
  "Fajar",
  "Ahmad",
  "Yoga",
  "Arif",
  "Bayu",
  "Galih",
  "Hendra",
  "Ilham",
];
const MIDDLES = [
  "Ayu",
  "Nur",
  "Bima",
  "Citra",
  "Eka",
  "Dwi",
  "Tri",
  "Surya",
  "Indah",
  "Wahyu",
  "Maulana",
  "Kusuma",
];
const LASTS = [
  "Lestari",
  "Rahayu",
  "Nugroho",
  "Saputra",
  "Maharani",
  "Pratama",
  "Hidayat",
  "Wijaya",
  "Permata",
  "Santoso",
  "Fitriani",
  "Ramadhan",
];

export interface Named {
  name: string;
  sex: "female" | "male";
  birth: string;
  nik: string;
}

/** Somebody who does not exist: serials from 9000 up are given to nobody. */
export function somebody(next: () => number, serial: number): Named {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const sex = next() < 0.53 ? "female" : "male";
  const year = 2003 + Math.floor(next() * 3);
  const month = 1 + Math.floor(next() * 12);
  const day = 1 + Math.floor(next() * 28);
  const two = (n: number) => String(n).padStart(2, "0");
  const written = `${two(sex === "female" ? day + 40 : day)}${two(month)}${two(year % 100)}`;
  return {
    name: `${pick(sex === "female" ? GIRLS : BOYS)} ${pick(MIDDLES)} ${pick(LASTS)}`,
    sex,
    birth: `${year}-${two(month)}-${two(day)}`,
    nik: `317408${written}${9000 + serial}`,
  };
}
