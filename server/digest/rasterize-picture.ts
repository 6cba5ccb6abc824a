import type { Picture } from "../contract/picture";
import { pictureSize as drawing, type PictureState, pictureStates, smallerPicture } from "../contract/picture-shape";
import { encodePng } from "./encode-png";

/** How large a picture is shown, in CSS pixels; it has twice as many of its own. */
export const pictureSize = { width: 96, height: 72 } as const;

const width = pictureSize.width * 2;
const height = pictureSize.height * 2;
const margin = 10;
const scale = (width - 2 * margin) / drawing.width;

type Colour = readonly [red: number, green: number, blue: number];
/** Middle tones: they show on white and on black alike, since nobody knows what lies behind. */
const colours: Record<PictureState, Colour> = {
  same: [128, 139, 153],
  added: [34, 150, 94],
  removed: [214, 80, 72],
  moved: [43, 132, 209],
};
const nothing = -1;

/**
 * A network as a PNG with nothing behind it: what was added is larger and carries a plus, what was removed is a
 * dashed ring with a minus, what moved has a ring around it. No names: only shapes at checked places.
 */
export function rasterizePicture(full: Picture): Buffer {
  const { nodes, edges } = smallerPicture(full);
  const pixels = new Uint8Array(width * height * 4);
  const places = nodes.map(([, x, y]) => ({ x: margin + x * scale, y: margin + y * scale }));
  const radius = nodes.length > 14 ? 5 : 8;

  for (const [from, to, state] of edges) {
    const [a, b] = [places[from], places[to]];
    const kind = pictureStates[state];
    if (!a || !b || !kind) continue;
    const half = kind === "same" ? 1 : 2.2;
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const along = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
    paint(pixels, { left, right, top, bottom }, half, colours[kind], (x, y) => {
      const at = Math.min(length, Math.max(0, (x - a.x) * along.x + (y - a.y) * along.y));
      if (kind === "removed" && at % 12 > 7) return nothing;
      return half - Math.hypot(x - a.x - along.x * at, y - a.y - along.y * at);
    });
  }
  nodes.forEach(([, , , state], index) => {
    const kind = pictureStates[state];
    const centre = places[index];
    if (!centre || !kind) return;
    const r = kind === "same" ? radius : radius + 3;
    const box = { left: centre.x, right: centre.x, top: centre.y, bottom: centre.y };
    // Edges end at a node, they do not show through its sign.
    if (kind !== "same") clear(pixels, centre, r - 0.5);
    paint(pixels, box, r + 5, colours[kind], (x, y) => {
      const [dx, dy] = [Math.abs(x - centre.x), Math.abs(y - centre.y)];
      const distance = Math.hypot(dx, dy);
      const bar = Math.min(1.4 - dy, r * 0.55 - dx);
      const post = Math.min(1.4 - dx, r * 0.55 - dy);
      if (kind === "added") return Math.min(r - distance, -Math.max(bar, post));
      if (kind === "moved") return Math.max(r - 3 - distance, 1.3 - Math.abs(distance - r - 1.5));
      if (kind === "same") return r - distance;
      const dashed = Math.abs(Math.atan2(y - centre.y, x - centre.x) * 8) % (2 * Math.PI) < 4.2;
      return Math.max(dashed ? 1.5 - Math.abs(distance - r + 1.5) : nothing, bar);
    });
  });
  return encodePng({ width, height, pixels });
}

type Box = { left: number; right: number; top: number; bottom: number };

/** Blends a shape in; `inside` says how far inside it a point lies, in pixels. */
function paint(
  pixels: Uint8Array,
  box: Box,
  reach: number,
  [red, green, blue]: Colour,
  inside: (x: number, y: number) => number,
): void {
  eachPixel(box, reach + 1, (at, x, y) => {
    const cover = Math.min(1, Math.max(0, inside(x, y) + 0.5));
    if (cover === 0) return;
    const below = ((pixels[at + 3] ?? 0) / 255) * (1 - cover);
    const alpha = cover + below;
    const mix = (colour: number, offset: number) => {
      pixels[at + offset] = Math.round((colour * cover + (pixels[at + offset] ?? 0) * below) / alpha);
    };
    mix(red, 0);
    mix(green, 1);
    mix(blue, 2);
    pixels[at + 3] = Math.round(alpha * 255);
  });
}

function clear(pixels: Uint8Array, { x: cx, y: cy }: { x: number; y: number }, radius: number): void {
  eachPixel({ left: cx, right: cx, top: cy, bottom: cy }, radius, (at, x, y) => {
    if (Math.hypot(x - cx, y - cy) < radius) pixels.fill(0, at, at + 4);
  });
}

function eachPixel(box: Box, reach: number, visit: (at: number, x: number, y: number) => void): void {
  const last = {
    x: Math.min(width - 1, Math.ceil(box.right + reach)),
    y: Math.min(height - 1, Math.ceil(box.bottom + reach)),
  };
  for (let y = Math.max(0, Math.floor(box.top - reach)); y <= last.y; y++)
    for (let x = Math.max(0, Math.floor(box.left - reach)); x <= last.x; x++)
      visit((y * width + x) * 4, x + 0.5, y + 0.5);
}
