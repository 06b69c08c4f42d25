// Draws Jemput's icon - the van, white on blue - in every size that the desktop wants.
//
//   node scripts/icons.mjs [DIRECTORY]        (default: src-tauri/icons)
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { png } from './png.mjs'

const to = process.argv[2] ?? 'src-tauri/icons'
const blue = [0x0b, 0x5f, 0xa5]
const white = [0xff, 0xff, 0xff]
const amber = [0xf0, 0xb5, 0x4a]

/** Is the point inside a rectangle with rounded corners? All in units of the icon's side. */
const box = (x, y, left, top, right, bottom, radius) => {
  const dx = Math.max(left + radius - x, 0, x - (right - radius))
  const dy = Math.max(top + radius - y, 0, y - (bottom - radius))
  return dx * dx + dy * dy <= radius * radius && x >= left && x <= right && y >= top && y <= bottom
}
const disc = (x, y, cx, cy, r) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r

/** The colour at a point of the unit square, or null outside the icon. */
function colour(x, y) {
  if (!box(x, y, 0.02, 0.02, 0.98, 0.98, 0.2)) return null
  for (const wheel of [0.33, 0.69]) {
    if (disc(x, y, wheel, 0.7, 0.05)) return blue
    if (disc(x, y, wheel, 0.7, 0.095)) return white
    if (disc(x, y, wheel, 0.7, 0.125)) return blue
  }
  // the windscreen slopes: what lies right of its line is sky
  const sloped = x > 0.72 + (y - 0.32) * 0.55
  if (box(x, y, 0.6, 0.38, 0.78, 0.52, 0.02) && x < 0.68 + (y - 0.32) * 0.5) return blue
  if (box(x, y, 0.2, 0.38, 0.54, 0.52, 0.025)) return amber
  if (box(x, y, 0.13, 0.3, 0.88, 0.7, 0.06) && (y > 0.54 || !sloped)) return white
  return blue
}

/** RGBA pixels of the icon, each the mean of 8 by 8 points. */
function draw(side) {
  const grain = 8
  const rgba = Buffer.alloc(side * side * 4)
  for (let py = 0; py < side; py++)
    for (let px = 0; px < side; px++) {
      const sum = [0, 0, 0]
      let inside = 0
      for (let sy = 0; sy < grain; sy++)
        for (let sx = 0; sx < grain; sx++) {
          const c = colour((px + (sx + 0.5) / grain) / side, (py + (sy + 0.5) / grain) / side)
          if (!c) continue
          inside++
          for (let k = 0; k < 3; k++) sum[k] += c[k]
        }
      const at = (py * side + px) * 4
      for (let k = 0; k < 3; k++) rgba[at + k] = inside ? Math.round(sum[k] / inside) : 0
      rgba[at + 3] = Math.round((inside / grain ** 2) * 255)
    }
  return rgba
}

/** An icon as a device-independent bitmap, upside down and BGRA, with the empty mask that the format still wants. */
function bitmap(side) {
  const rgba = draw(side)
  const mask = Math.ceil(side / 32) * 4 * side
  const out = Buffer.alloc(40 + rgba.length + mask)
  out.writeUInt32LE(40, 0)
  out.writeInt32LE(side, 4)
  out.writeInt32LE(side * 2, 8)
  out.writeUInt16LE(1, 12)
  out.writeUInt16LE(32, 14)
  out.writeUInt32LE(rgba.length + mask, 20)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const from = ((side - 1 - y) * side + x) * 4
      out.set([rgba[from + 2], rgba[from + 1], rgba[from], rgba[from + 3]], 40 + (y * side + x) * 4)
    }
  return out
}

/** A Windows icon: bitmaps for the small sizes, a PNG for 256. */
function ico() {
  const images = [...[16, 24, 32, 48].map((side) => ({ side, data: bitmap(side) })), { side: 256, data: png(256, 256, draw(256)) }]
  const head = Buffer.alloc(6 + images.length * 16)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  images.forEach(({ side, data }, i) => {
    const at = 6 + i * 16
    head.set([side % 256, side % 256, 0, 0], at)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(data.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += data.length
  })
  return Buffer.concat([head, ...images.map(({ data }) => data)])
}

mkdirSync(to, { recursive: true })
for (const [name, side] of [['32x32', 32], ['128x128', 128], ['128x128@2x', 256], ['icon', 512]]) {
  writeFileSync(join(to, `${name}.png`), png(side, side, draw(side)))
}
writeFileSync(join(to, 'icon.ico'), ico())
