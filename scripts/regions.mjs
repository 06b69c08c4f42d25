// Turns the provinces, regencies and districts of the npm package `idn-area-data` into crates/domain/data/regions.tsv.
//
//   npm pack idn-area-data@3.1.2 && tar xzf idn-area-data-3.1.2.tgz
//   node scripts/regions.mjs package > crates/domain/data/regions.tsv
//
// The package's code is MIT, its data Open Database License 1.0: the table that this makes stays under that licence.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const from = process.argv[2]
if (!from) {
  console.error('usage: node scripts/regions.mjs PACKAGE-DIRECTORY > crates/domain/data/regions.tsv')
  process.exit(2)
}

const { name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))

/** Rows of a CSV file without quoted fields, as objects by its header. */
function rows(file) {
  const [header, ...lines] = readFileSync(join(from, 'data', file), 'utf8').trim().split(/\r?\n/)
  const keys = header.split(',')
  return lines.map((line, i) => {
    const cells = line.split(',')
    if (cells.length !== keys.length || line.includes('"') || line.includes('\t')) {
      throw new Error(`${file}, line ${i + 2}: ${line}`)
    }
    return Object.fromEntries(keys.map((key, k) => [key, cells[k].trim()]))
  })
}

const upper = new Set(['DKI'])
/** `KOTA ADMINISTRASI JAKARTA SELATAN` as people write it. */
function title(text) {
  if (text !== text.toUpperCase()) return text
  return text.replace(/\p{L}+/gu, (word) => (upper.has(word) ? word : word[0] + word.slice(1).toLowerCase()))
}

const table = [...rows('provinces.csv'), ...rows('regencies.csv'), ...rows('districts.csv')].map((row) => ({
  code: row.code,
  name: title(row.name),
}))
table.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
for (const [i, row] of table.entries()) {
  if (!/^\d\d(\.\d\d){0,2}$/.test(row.code)) throw new Error(`no code: ${row.code}`)
  if (row.code === table[i - 1]?.code) throw new Error(`twice: ${row.code}`)
}

process.stdout.write(`# Provinces, regencies and districts of Indonesia with their Kemendagri codes, sorted by code.
# Made by scripts/regions.mjs from ${name} ${version} (npm, published 2026-03-30), https://github.com/fityannugroho/idn-area-data
# Contains information from idn-area-data, made available under the Open Database License 1.0
# (https://opendatacommons.org/licenses/odbl/1-0/); this table is under the same licence.
`)
for (const { code, name } of table) process.stdout.write(`${code}\t${name}\n`)
