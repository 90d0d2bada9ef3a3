// The small parts: addresses, words, tooltips, tables for charts, tabs and the scheme.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ownAddress } from "../src/address.ts";
import { delimited } from "../src/rows.ts";
import { step } from "../src/tabs.ts";
import { next, toChoice } from "../src/toggle.ts";
import { position, toRows } from "../src/tooltip.ts";
import { readWords, say } from "../src/words.ts";

const ORIGIN = "https://site.example";

test("an address of the site is kept, below a sub-path too", () => {
  assert.equal(ownAddress("../b/?q=1#x", `${ORIGIN}/sub/a/`, ORIGIN)?.href, `${ORIGIN}/sub/b/?q=1#x`);
});

test("an address of another site, another scheme or with a name in it is none", () => {
  for (const text of ["https://site.example.evil/", "http://site.example/", "//evil/", "javascript:1", "https://a@site.example/", "https://["]) {
    assert.equal(ownAddress(text, `${ORIGIN}/`, ORIGIN), null, text);
  }
});

test("messages are read from the page and their places filled", () => {
  const words = readWords('{"search.some":"{count} results","x":"{y}"}');
  assert.equal(say(words, "search.some", { count: 3 }), "3 results");
  assert.equal(say(words, "x"), "{y}");
  assert.equal(say(words, "toString"), "");
  assert.equal(say(readWords("broken"), "x"), "");
});

test("a tooltip has a row for each name, and none for nothing", () => {
  assert.deepEqual(toRows({ Area: "China", Value: 1, image: null }), [["Area", "China"], ["Value", "1"], ["image", ""]]);
  assert.deepEqual(toRows("<b>"), [["", "<b>"]]);
  assert.deepEqual([null, undefined, ""].flatMap(toRows), []);
});

test("a tooltip stays in view on either side", () => {
  assert.equal(position(100, 80, 1000), 114);
  assert.equal(position(990, 80, 1000), 896);
  assert.equal(position(10, 400, 360), 4);
});

test("CSV is read without making a function of it: quotes, line ends within cells, marks at the start", () => {
  const rows = delimited(",")('\ufeffa,b\n1,"x, ""y""\nz"\n2\n');
  assert.deepEqual(rows, [{ a: "1", b: 'x, "y"\nz' }, { a: "2", b: "" }]);
  assert.deepEqual(delimited(",")(""), []);
});

test("a column called __proto__ changes no object", () => {
  const [row] = delimited(",")("__proto__,b\nx,1\n");
  assert.equal(Object.getPrototypeOf(row), Object.prototype);
});

test("the tests run where code cannot be made from text, as on the site", () => {
  assert.throws(() => new Function("return 1"), EvalError);
});

test("keys go round the tabs and leave other keys alone", () => {
  assert.deepEqual(["ArrowRight", "ArrowLeft", "Home", "End", "a"].map((key) => step(key, 2, 3)), [0, 1, 0, 2, null]);
});

test("the scheme goes round its three states, and a strange memory is none", () => {
  assert.deepEqual([next("auto"), next("light"), next("dark")], ["light", "dark", "auto"]);
  assert.deepEqual([toChoice("dark"), toChoice("<x>"), toChoice(null)], ["dark", "auto", "auto"]);
});
