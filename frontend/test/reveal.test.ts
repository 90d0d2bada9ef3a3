// Folds around what an address points at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { idOf, openAround, type Fold } from "../src/reveal.ts";

function nested(...open: (boolean | null)[]): Fold[] {
  const made: Fold[] = [];
  for (const one of open) {
    const parentElement = made.at(-1) ?? null;
    made.push(one === null ? { tagName: "DIV", parentElement } : { tagName: "DETAILS", open: one, parentElement });
  }
  return made;
}

test("every fold around an element is opened, and no other", () => {
  const [outer, , inner, own] = nested(false, null, false, false) as [Fold, Fold, Fold, Fold];
  assert.equal(openAround(own), true);
  assert.deepEqual([outer.open, inner.open, own.open], [true, true, false]);
});

test("nothing is done where nothing is closed", () => {
  const [outer, own] = nested(true, null) as [Fold, Fold];
  assert.equal(openAround(own), false);
  assert.equal(outer.open, true);
});

test("an address points at an id, at none, or is mistyped", () => {
  assert.deepEqual(["#a-b", "#%C3%A9", "", "#", "#%"].map(idOf), ["a-b", "é", "", "", ""]);
});
