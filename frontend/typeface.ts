// The typeface that charts are measured with while they are drawn. A drawing holds text as text, so only
// the widths of signs matter there; they must be those of the site's own typeface on every machine, and
// no sign may be left to whatever typeface a machine happens to have. So the pieces of the typeface become
// one: the first as it is, with its pairs of letters; the signs of the others by their widths; and a width
// for every other sign there is. Its name is its own: its licence asks that of a changed typeface, and no
// machine can have another one of that name.
import { inflateSync } from "node:zlib";

type Tables = Map<string, Buffer>;
/** First and last code point. */
type Span = readonly [number, number];

const UNICODE: Span = [0x20, 0x10ffff];
/** East Asian signs and pictographs are as wide as they are high in every typeface. */
const WIDE: readonly Span[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];
/** Signs that join what stands before them and take no room. */
const JOINED: readonly Span[] = [
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
];
/** Of the height of the type: what a sign takes that the typeface does not have. */
const OTHER_WIDTH = 0.6;

/** The tables of a WOFF file, unpacked. */
export function readWoff(file: Buffer): Tables {
  if (file.toString("latin1", 0, 4) !== "wOFF") throw new Error("no WOFF file");
  const tables: Tables = new Map();
  for (let n = 0; n < file.readUInt16BE(12); n++) {
    const entry = 44 + 20 * n;
    const [offset, packed, size] = [4, 8, 12].map((at) => file.readUInt32BE(entry + at)) as [number, number, number];
    const content = file.subarray(offset, offset + packed);
    const table = packed < size ? inflateSync(content) : content;
    if (table.length !== size) throw new Error("a table of the WOFF file has not the size that it says");
    tables.set(file.toString("latin1", entry, entry + 4), table);
  }
  return tables;
}

/** A TrueType file of tables. */
export function writeTrueType(tables: Tables): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  const head = numbers(16, [0x0001, 0, sorted.length, 16 * power, Math.log2(power), 16 * (sorted.length - power)]);
  const entries: Buffer[] = [];
  const bodies: Buffer[] = [];
  let offset = 12 + 16 * sorted.length;
  for (const [tag, table] of sorted) {
    entries.push(Buffer.from(tag, "latin1"), numbers(32, [checksum(table), offset, table.length]));
    bodies.push(padded(table));
    offset += padded(table).length;
  }
  return Buffer.concat([head, ...entries, ...bodies]);
}

/** Advance widths by code point. */
export function widths(tables: Tables): Map<number, number> {
  const advances = table(tables, "hmtx");
  const known = table(tables, "hhea").readUInt16BE(34);
  return new Map([...glyphs(tables)].map(([sign, glyph]) => [sign, advances.readUInt16BE(4 * Math.min(glyph, known - 1))]));
}

/** One typeface for measuring: the first piece, and the widths of all other signs. */
export function drawingTypeface(pieces: readonly Buffer[], family: string, weight: string): Buffer {
  const [base, ...others] = pieces.map(readWoff);
  if (!base) throw new Error("a typeface has a piece");
  const em = table(base, "head").readUInt16BE(18);
  const own = glyphs(base);
  const wanted = new Map(others.flatMap((piece) => [...widths(piece)]).filter(([sign]) => !own.has(sign)));
  const first = table(base, "maxp").readUInt16BE(4);
  const advances = [...new Set([...wanted.values(), em, 0, Math.round(OTHER_WIDTH * em)])];
  const boxes = new Map(advances.map((advance, place) => [advance, first + place]));
  const box = (advance: number): number => boxes.get(advance) ?? 0;
  const spans = spread([
    ...[...own].map(([sign, glyph]) => [sign, sign, glyph] as const),
    ...[...wanted].map(([sign, advance]) => [sign, sign, box(advance)] as const),
    ...JOINED.map(([low, high]) => [low, high, box(0)] as const),
    ...WIDE.map(([low, high]) => [low, high, box(em)] as const),
    [...UNICODE, box(Math.round(OTHER_WIDTH * em))] as const,
  ]);
  return writeTrueType(
    new Map([
      ...["GDEF", "GPOS", "GSUB", "OS/2"].flatMap((tag): [string, Buffer][] => (base.has(tag) ? [[tag, table(base, tag)]] : [])),
      ...withBoxes(base, advances),
      ["cmap", characterMap(spans)],
      ["name", names(table(base, "name"), family, weight)],
      ["post", Buffer.concat([numbers(16, [3, 0]), Buffer.alloc(28)])],
    ]),
  );
}

/** A WOFF file as TrueType under another name, which its licence asks of a changed typeface. */
export function renamed(file: Buffer, family: string, weight: string): Buffer {
  const tables = readWoff(file);
  return writeTrueType(new Map([...tables, ["name", names(table(tables, "name"), family, weight)]]));
}

/** The glyphs of a typeface followed by a box for each width: text without any ink has no width in a drawing. */
function withBoxes(base: Tables, advances: readonly number[]): [string, Buffer][] {
  const [head, hhea, maxp] = ["head", "hhea", "maxp"].map((tag) => Buffer.from(table(base, tag))) as [Buffer, Buffer, Buffer];
  const count = maxp.readUInt16BE(4);
  const known = hhea.readUInt16BE(34);
  const metrics = table(base, "hmtx");
  const rows = Array.from({ length: count }, (_, glyph) => [
    metrics.readUInt16BE(4 * Math.min(glyph, known - 1)),
    metrics.readUInt16BE(glyph < known ? 4 * glyph + 2 : 4 * known + 2 * (glyph - known)),
  ]);
  const short = head.readInt16BE(50) === 0;
  const loca = table(base, "loca");
  const places = Array.from({ length: count + 1 }, (_, n) => (short ? 2 * loca.readUInt16BE(2 * n) : loca.readUInt32BE(4 * n)));
  const inked = padded(table(base, "glyf").subarray(0, places[count]));
  const drawn = advances.map((advance) => outline(Math.max(advance, 1)));
  const ends = drawn.map((_, n) => inked.length + drawn.slice(0, n + 1).reduce((sum, one) => sum + one.length, 0));
  places[count] = inked.length;
  head.writeInt16BE(1, 50);
  head.writeUInt32BE(0, 8); // a sum over the whole file that no reader checks
  hhea.writeUInt16BE(count + advances.length, 34);
  maxp.writeUInt16BE(count + advances.length, 4);
  return [
    ["head", head],
    ["hhea", hhea],
    ["maxp", maxp],
    ["hmtx", numbers(16, [...rows.flat(), ...advances.flatMap((advance) => [advance, 0])])],
    ["loca", numbers(32, [...places, ...ends])],
    ["glyf", Buffer.concat([inked, ...drawn])],
  ];
}

/** A box as wide as given, one unit high: a glyph of one outline with four corners. */
function outline(width: number): Buffer {
  const head = numbers(16, [1, 0, 0, width, 1, 3, 0]);
  const corners = Buffer.from([1, 1, 1, 1]); // each on the outline, its place in two numbers of two bytes
  return padded(Buffer.concat([head, corners, numbers(16, [0, width, 0, 0x10000 - width, 0, 0, 1, 0])]));
}

/** Spans that do not overlap, where the first that is named holds. */
function spread(named: readonly (readonly [number, number, number])[]): [number, number, number][] {
  const taken: [number, number, number][] = [];
  for (const [low, high, glyph] of named) {
    let from = low;
    const free: [number, number, number][] = [];
    for (const [start, end] of taken.filter(([start, end]) => start <= high && end >= low)) {
      if (start > from) free.push([from, start - 1, glyph]);
      from = Math.max(from, end + 1);
    }
    if (from <= high) free.push([from, high, glyph]);
    taken.push(...free);
    taken.sort((a, b) => a[0] - b[0]);
  }
  return taken;
}

/** Glyph by code point, of the segments that Unicode's first plane has. */
function glyphs(tables: Tables): Map<number, number> {
  const map = table(tables, "cmap");
  const found = new Map<number, number>();
  for (let n = 0; n < map.readUInt16BE(2); n++) {
    const start = map.readUInt32BE(8 + 8 * n);
    if (map.readUInt16BE(start) === 4) for (const [sign, glyph] of segments(map.subarray(start))) found.set(sign, glyph);
  }
  if (!found.size) throw new Error("the typeface has no map of segments");
  return found;
}

function* segments(map: Buffer): Generator<[number, number]> {
  const twice = map.readUInt16BE(6);
  for (let n = 0; n < twice; n += 2) {
    const [last, first, delta, range] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice].map((at) => map.readUInt16BE(at + n)) as [number, number, number, number];
    for (let sign = first; sign <= last && sign < 0xffff; sign++) {
      const direct = range ? map.readUInt16BE(16 + 3 * twice + n + range + 2 * (sign - first)) : sign;
      const glyph = range && !direct ? 0 : (direct + delta) & 0xffff;
      if (glyph) yield [sign, glyph];
    }
  }
}

/** A map in which many signs share a glyph. */
function characterMap(spans: readonly (readonly [number, number, number])[]): Buffer {
  const head = [numbers(16, [0, 1, 3, 10]), numbers(32, [12])];
  const size = 16 + 12 * spans.length;
  return Buffer.concat([...head, numbers(16, [13, 0]), numbers(32, [size, 0, spans.length, ...spans.flat()])]);
}

/** What a changed typeface keeps of the old one's names: whose it is, its licence, and where that stands. */
export const KEPT_NAMES: readonly number[] = [0, 13, 14];

/** The names of the new typeface, and the rights and licence of the old one. */
function names(old: Buffer, family: string, weight: string): Buffer {
  const full = `${family} ${weight}`;
  const kept = KEPT_NAMES.map((id): [number, string] => [id, nameOf(old, id)]).filter(([, text]) => text);
  const all: [number, string][] = [...kept, [1, family], [2, weight], [3, full], [4, full], [6, full.replaceAll(" ", "-")]];
  all.sort(([a], [b]) => a - b);
  const texts = all.map(([, text]) => Buffer.from(text, "utf16le").swap16());
  const places = texts.map((_, n) => texts.slice(0, n).reduce((sum, text) => sum + text.length, 0));
  const rows = all.map(([id], n) => [3, 1, 0x409, id, texts[n]?.length ?? 0, places[n] ?? 0]);
  return Buffer.concat([numbers(16, [0, all.length, 6 + 12 * all.length, ...rows.flat()]), ...texts]);
}

function nameOf(old: Buffer, wanted: number): string {
  for (let at = 6; at < 6 + 12 * old.readUInt16BE(2); at += 12) {
    const [platform, id, size, offset] = [0, 6, 8, 10].map((n) => old.readUInt16BE(at + n)) as [number, number, number, number];
    const start = old.readUInt16BE(4) + offset;
    if (platform === 3 && id === wanted) return Buffer.from(old.subarray(start, start + size)).swap16().toString("utf16le");
  }
  return "";
}

function table(tables: Tables, tag: string): Buffer {
  const found = tables.get(tag);
  if (!found) throw new Error(`the typeface has no table ${tag}`);
  return found;
}

function numbers(bits: 16 | 32, values: readonly number[]): Buffer {
  const written = Buffer.alloc((values.length * bits) / 8);
  values.forEach((value, n) => {
    if (bits === 16) written.writeUInt16BE(value & 0xffff, 2 * n);
    else written.writeUInt32BE(value >>> 0, 4 * n);
  });
  return written;
}

function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc(-content.length & 3)]);
}

function checksum(content: Buffer): number {
  const whole = padded(content);
  let sum = 0;
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0;
  return sum;
}
