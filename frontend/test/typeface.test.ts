// What charts are measured with: every sign must have one width, and the widths of the typeface must be kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { drawingTypeface, readWoff, widths, writeTrueType } from "../typeface.ts";

const piece = (name: string): Buffer =>
  readFileSync(new URL(`../node_modules/@fontsource/source-sans-3/files/source-sans-3-${name}-400-normal.woff`, import.meta.url));

const made = drawingTypeface([piece("latin"), piece("latin-ext")], "Some Sans", "Regular");

/** The tables of a TrueType file; each must have the sum that stands beside it. */
function tables(file: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 12; at < 12 + 16 * file.readUInt16BE(4); at += 16) {
    const [sum, offset, size] = [4, 8, 12].map((n) => file.readUInt32BE(at + n)) as [number, number, number];
    const table = file.subarray(offset, offset + size);
    let whole = 0;
    for (let n = 0; n < size; n++) whole = (whole + (table[n] ?? 0) * 2 ** (24 - 8 * (n % 4))) % 2 ** 32;
    assert.equal(whole, sum);
    found.set(file.toString("latin1", at, at + 4), table);
  }
  return found;
}

/** First and last sign and glyph of each span. */
function spans(map: Buffer): [number, number, number][] {
  assert.equal(map.readUInt16BE(12), 13);
  return Array.from({ length: map.readUInt32BE(24) }, (_, n) => [0, 4, 8].map((at) => map.readUInt32BE(28 + 12 * n + at)) as [number, number, number]);
}

function width(file: Map<string, Buffer>, sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  const span = spans(file.get("cmap") ?? Buffer.alloc(0)).find(([low, high]) => low <= code && code <= high);
  return file.get("hmtx")?.readUInt16BE(4 * (span?.[2] ?? 0)) ?? -1;
}

/** A WOFF file of one table, whose size may be a lie. */
function woff(content: Buffer, told = content.length): Buffer {
  const packed = deflateSync(content);
  const head = Buffer.alloc(64);
  head.write("wOFF");
  head.writeUInt16BE(1, 12);
  head.write("test", 44);
  [64, packed.length, told].forEach((value, n) => head.writeUInt32BE(value, 48 + 4 * n));
  return Buffer.concat([head, packed]);
}

test("a table is unpacked to what was packed", () => {
  const content = Buffer.from("a".repeat(100));
  assert.deepEqual(readWoff(woff(content)), new Map([["test", content]]));
});

test("what is no WOFF file, or tells a wrong size, is refused", () => {
  assert.throws(() => readWoff(Buffer.from("wOF2 and more")), { message: "no WOFF file" });
  const lie = woff(Buffer.from("a".repeat(100)), 101);
  assert.throws(() => readWoff(lie), { message: "a table of the WOFF file has not the size that it says" });
});

test("a file keeps its tables", () => {
  const given = new Map([["aaaa", Buffer.from([1, 2, 3])], ["bbbb", Buffer.from("four five")]]);
  assert.deepEqual(tables(writeTrueType(given)), given);
});

test("each sign from the space on stands in one span", () => {
  const found = spans(tables(made).get("cmap") ?? Buffer.alloc(0));
  let next = 0x20;
  for (const [low, high] of found) {
    assert.equal(low, next);
    next = high + 1;
  }
  assert.equal(next, 0x110000);
});

test("signs of every piece keep their widths", () => {
  const file = tables(made);
  for (const name of ["latin-ext", "latin"]) {
    const own = widths(readWoff(piece(name)));
    assert.ok(own.size > 100);
    const base = widths(readWoff(piece("latin")));
    for (const [sign, advance] of own) assert.equal(width(file, String.fromCodePoint(sign)), base.get(sign) ?? advance);
  }
});

test("East Asian signs are square, joined ones take no room, and others have a width too", () => {
  const file = tables(made);
  assert.deepEqual(["中", "，", "한", "😀", "\u{20000}"].map((sign) => width(file, sign)), [1000, 1000, 1000, 1000, 1000]);
  assert.deepEqual(["\u0311", "\u200b", "\ufe0f"].map((sign) => width(file, sign)), [0, 0, 0]);
  assert.deepEqual(["ก", "ع", "\u{10ffff}"].map((sign) => width(file, sign)), [600, 600, 600]);
});

test("it takes a name of its own, and keeps the rights and the licence of what it was made of", () => {
  const told = Buffer.from(tables(made).get("name") ?? []);
  const words = Buffer.from(told.subarray(told.readUInt16BE(4))).swap16().toString("utf16le");
  assert.match(words, /^© 2023 Adobe .*Reserved Font Name ‘Source’Some SansRegularSome Sans RegularSome Sans RegularSome-Sans-Regularhttp:\/\/scripts\.sil\.org\/OFL$/);
});

test("the same pieces make the same bytes", () => {
  assert.ok(made.equals(drawingTypeface([piece("latin"), piece("latin-ext")], "Some Sans", "Regular")));
});
