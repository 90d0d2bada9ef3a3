import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, nextDirection, toKey, type Key } from "../src/sort.ts";

test("figures are read with thin spaces, a true minus, a sign and a percent sign", () => {
  assert.equal(toKey("1\u202f234.5"), 1234.5);
  assert.equal(toKey("\u22123.2\u2009%"), -3.2);
  assert.equal(toKey("+16.2 %"), 16.2);
  assert.equal(toKey(" 680.5 "), 680.5);
});

test("dashes and empty cells are no value", () => {
  assert.deepEqual(["", "–", "—", "-", "..", "…"].map(toKey), [null, null, null, null, null, null]);
});

test("what only begins like a number is text", () => {
  assert.equal(toKey("2021-S1"), "2021-S1");
  assert.equal(toKey("more than 5"), "more than 5");
  assert.equal(toKey("0x10"), "0x10");
});

test("numbers are ordered as numbers, and what is missing is last in both directions", () => {
  const keys: Key[] = [10, null, 9, -1, "a", 100];
  const up = [...keys].sort((a, b) => compare(a, b, "ascending", "en"));
  const down = [...keys].sort((a, b) => compare(a, b, "descending", "en"));
  assert.deepEqual(up, [-1, 9, 10, 100, "a", null]);
  assert.deepEqual(down, ["a", 100, 10, 9, -1, null]);
});

test("the first press gives large numbers and early letters, the next turns round", () => {
  assert.equal(nextDirection(null, true), "descending");
  assert.equal(nextDirection(null, false), "ascending");
  assert.equal(nextDirection("ascending", true), "descending");
  assert.equal(nextDirection("descending", false), "ascending");
});
