import type { RosterReport } from "../../src/lib/backend";
import type { Answers } from "./answer.ts";
import { DAYS, VISIT, type World } from "./world.ts";

function report(world: World, written: boolean, path: string): RosterReport {
  if (path.endsWith(".pdf")) {
    throw {
      code: "not_a_sheet",
      message: "Berkas ini PDF, bukan lembar kerja. Minta sekolah mengirim berkas Excel atau CSV.",
    };
  }
  const classes = [...new Set(world.people.map((p) => p.class))];
  return {
    digest: "d1g35t",
    file_name: path.split(/[\\/]/).at(-1) ?? path,
    sheet: "Daftar Peserta Didik",
    header_rows: [5, 6],
    columns: [
      { letter: "B", heading: "Nama", read_as: "nama" },
      { letter: "D", heading: "JK", read_as: "jenis kelamin" },
      { letter: "G", heading: "Tanggal Lahir", read_as: "tanggal lahir" },
      { letter: "H", heading: "NIK", read_as: "NIK" },
      { letter: "N", heading: "Kecamatan", read_as: "kecamatan domisili" },
      { letter: "AQ", heading: "Rombel Saat Ini", read_as: "kelas" },
    ],
    not_read: [
      { letter: "C", heading: "NIPD", reason: "tidak diperlukan untuk pelayanan" },
      { letter: "AD", heading: "Data Ayah: NIK", reason: "NIK orang tua tidak pernah dibaca" },
      { letter: "AJ", heading: "Data Ibu: NIK", reason: "NIK orang tua tidak pernah dibaca" },
      { letter: "AP", heading: "Data Wali: NIK", reason: "NIK wali tidak pernah dibaca" },
      { letter: "BA", heading: "Nomor KIP", reason: "tidak diperlukan untuk pelayanan" },
    ],
    rows: 452,
    accepted: 441,
    warned: 12,
    passed_over: ["Baris 460 dilewati: catatan kaki, bukan orang."],
    held: 5,
    not_due: 6,
    already_booked: 0,
    unplaced: 0,
    findings: [
      { row: 37, code: "nik_lost_digits", weight: "held", name: "Galih Surya Wijaya", message: "Baris 37: NIK tersimpan sebagai angka di Excel sehingga digit terakhirnya hilang. Minta sekolah mengisi ulang dari KK." },
      { row: 81, code: "nik_missing", weight: "held", name: "Putri Aulia", message: "Baris 81: NIK kosong. Isi dari KK." },
      { row: 154, code: "nik_malformed", weight: "held", name: "Bayu Eka Santoso", message: "Baris 154: NIK hanya 15 angka. Isi ulang dari KK." },
      { row: 230, code: "birth_date_unreadable", weight: "held", name: "Maya Indah Permata", message: "Baris 230: tanggal lahir \"31/02/2005\" tidak ada. Isi dari KK." },
      { row: 301, code: "nik_twice_in_file", weight: "held", name: "Arif Tri Saputra", message: "Baris 301: NIK sama dengan baris 300. Cocokkan keduanya dengan KK." },
      ...[12, 55, 103, 198, 240, 377].map((row) => ({ row, code: "too_young", weight: "not_due", name: "Ilham Dwi Pratama", message: `Baris ${row}: belum 16 tahun pada hari pelayanan. Tidak dijadwalkan.` })),
      ...[20, 48, 96].map((row) => ({ row, code: "birth_date_disagrees", weight: "warned", name: "Anisa Nur Hidayat", message: `Baris ${row}: tanggal lahir tidak sama dengan yang ada di NIK. Cocokkan dengan KK saat hadir.` })),
    ], // prettier-ignore
    classes: classes.map((name, nth) => ({
      class: name,
      rows: 37 + (nth % 3),
      when: `${["Senin 8", "Selasa 9", "Rabu 10"][nth % 3]} November, 0${7 + (nth % 3)}.30`,
    })),
    new: path.endsWith("baru.xlsx")
      ? [
          {
            booking: "new-1",
            name: "Eka Contoh",
            class: "XI IPS 1",
            what: "Senin, 8 November 2021, 07.30-08.00",
          },
        ]
      : [],
    changed: [],
    gone: [],
    fits: [
      [DAYS[0] as string, 151],
      [DAYS[1] as string, 151],
      [DAYS[2] as string, 139],
    ],
    sentence:
      "441 orang dijadwalkan dalam tiga hari; paling banyak 22 orang menunggu bersamaan, batasnya 30.",
    curves: DAYS.map((day) => [
      day,
      [
        [450, 13],
        [455, 9],
        [480, 17],
      ],
    ]),
    slots: world.slots.map((slot) => [slot.number, 13]),
    written,
    import: written ? "import-1" : null,
    act: written ? world.did("441 orang dijadwalkan", () => {}) : null,
  };
}

export const roster: Answers = {
  roster_preview: (world, { path }) => report(world, false, path),
  roster_import: (world, { path }) => report(world, true, path),
  roster_cancel: () => ({}),
  recorded_import: (_world, { path }) => ({
    niks: 1_204,
    passed_over: 3,
    sentence: `1204 NIK tercatat sudah direkam dari ${path}.`,
  }),
  roster_template: (_world, { to }) => ({
    path: to,
    rows: 0,
    sentence: `Templat kosong tersimpan di ${to}.`,
  }),
  roster_held: (_world, { to }) => ({
    path: to,
    rows: 5,
    sentence: `5 baris untuk sekolah tersimpan di ${to}.`,
  }),
  imports: (world) =>
    world.session.active === VISIT
      ? [
          {
            import: "import-1",
            file_name: "sman55-peserta-didik.xlsx",
            at: `${DAYS[0]}T06:41:00+07:00`,
            bookings: 446,
            arrived: 232,
            undoable: false,
          },
        ]
      : [],
  undo_import: (world) => ({
    sentence: "Pemasukan daftar dibatalkan.",
    act: world.did("Pemasukan daftar dibatalkan", () => {}),
  }),
  export: (_world, { to }) => ({ path: to, rows: 452, sentence: `452 baris tersimpan di ${to}.` }),
};
