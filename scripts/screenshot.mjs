// Waits until an Xvfb's picture stands still, then writes it as a PNG.
//
//   Xvfb :1 -fbdir DIRECTORY ...
//   node scripts/screenshot.mjs DIRECTORY/Xvfb_screen0 PICTURE.png
//
// Xvfb keeps its picture in that file as an X window dump: a header of big-endian words, a colour table, the pixels.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { png } from './png.mjs'

const GLANCE_MS = 250
const STILL_MS = 1_500
const PATIENCE_MS = 60_000

const [from, to] = process.argv.slice(2)
if (!to) {
  console.error('usage: node scripts/screenshot.mjs DUMP PICTURE.png')
  process.exit(2)
}

/** The dump's pixels as they lie in the file: blue, green, red, nothing. */
function read() {
  const file = readFileSync(from)
  const word = (i) => file.readUInt32BE(i * 4)
  const [header, width, height, order, bits, stride, colours] = [0, 4, 5, 7, 11, 12, 19].map(word)
  if (word(1) !== 7 || bits !== 32 || order !== 0) throw new Error(`${from} is no dump of 32-bit little-endian pixels`)
  const start = header + colours * 12
  return { width, height, stride, pixels: file.subarray(start, start + stride * height) }
}

/** Is there more on it than one colour? */
const drawn = ({ pixels }) => {
  const first = pixels.readUInt32LE(0)
  for (let at = 4; at < pixels.length; at += 4) if (pixels.readUInt32LE(at) !== first) return true
  return false
}

function rgba({ width, height, stride, pixels }) {
  const out = Buffer.alloc(width * height * 4, 0xff)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * stride + x * 4
      out.set([pixels[at + 2], pixels[at + 1], pixels[at]], (y * width + x) * 4)
    }
  return out
}

// A caret that blinks comes back to a picture seen before: still is what shows nothing new.
const seen = new Set()
let picture = read()
let newSince = Date.now()
const deadline = Date.now() + PATIENCE_MS
while (Date.now() < deadline && (!drawn(picture) || Date.now() - newSince < STILL_MS)) {
  await pause(GLANCE_MS)
  picture = read()
  const sum = createHash('sha256').update(picture.pixels).digest('hex')
  if (!seen.has(sum)) newSince = Date.now()
  seen.add(sum)
}
if (!drawn(picture)) {
  console.error(`Nothing was drawn within ${PATIENCE_MS / 1000} seconds.`)
  process.exit(1)
}
writeFileSync(to, png(picture.width, picture.height, rgba(picture)))
