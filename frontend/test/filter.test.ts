import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, finds, matches, readChoices, writeChoices } from "../src/filter.ts";

const ITEMS = [
  { outcome: "supported", speaker: "A" },
  { outcome: "supported", speaker: "B" },
  { outcome: "revised", speaker: "A" },
];

test("an item is kept when it has every value chosen, and an empty choice is none", () => {
  const kept = (chosen: Record<string, string>) => ITEMS.filter((item) => matches(item, chosen)).length;
  assert.deepEqual([{}, { outcome: "" }, { outcome: "supported" }, { outcome: "revised", speaker: "B" }].map(kept), [3, 3, 2, 0]);
});

test("counts of one choice tell what the others leave", () => {
  assert.deepEqual([...counts(ITEMS, { outcome: "supported", speaker: "B" }, "outcome")], [["supported", 1]]);
  assert.deepEqual([...counts(ITEMS, { outcome: "supported", speaker: "B" }, "speaker")], [["A", 1], ["B", 1]]);
});

test("a value that an item does not have is the empty one", () => {
  assert.deepEqual([...counts([{}], {}, "speaker")], [["", 1]]);
});

test("choices go into the address and come back, and strange ones are none", () => {
  const known = new Map([["outcome", new Set(["", "supported"])], ["speaker", new Set(["", "A & B"])]]);
  const text = writeChoices({ outcome: "supported", speaker: "A & B" });
  assert.equal(text, "?outcome=supported&speaker=A+%26+B");
  assert.deepEqual(readChoices(text, known), { outcome: "supported", speaker: "A & B" });
  assert.deepEqual(readChoices("?outcome=%3Cscript%3E&x=1", known), { outcome: "", speaker: "" });
  assert.equal(writeChoices({ outcome: "" }), "");
});

test("an item that has several values under a name is kept by each of them and counted under each", () => {
  const items = [{ entry: ["rcep", "cptpp"] }, { entry: ["rcep"] }, { entry: [""] }];
  assert.deepEqual(items.map((item) => matches(item, { entry: "rcep" })), [true, true, false]);
  assert.deepEqual([...counts(items, {}, "entry")], [["rcep", 2], ["cptpp", 1], ["", 1]]);
});

test("what else stands in the address is kept", () => {
  assert.equal(writeChoices({ area: "CHN", role: "" }, "?beside=rcep,depa&role=member"), "?beside=rcep,depa&area=CHN");
});

test("names are found by the beginning of each word, by their code and by Chinese anywhere in them", () => {
  const found = (sought: string) => ["Côte d’Ivoire 科特迪瓦 54 CIV", "Belarus 白俄罗斯 67 BLR", "United States 美国 78 USA US"].map((text) => finds(text, sought));
  assert.deepEqual(found("cote"), [true, false, false]);
  assert.deepEqual(found("Ivoire c"), [true, false, false]);
  assert.deepEqual(found("us"), [false, false, true]);
  assert.deepEqual(found("BLR"), [false, true, false]);
  assert.deepEqual(found("罗斯"), [false, true, false]);
  assert.deepEqual(found("state unit"), [false, false, true]);
  assert.deepEqual(found(" "), [true, true, true]);
  assert.deepEqual(found("(u.s.a)"), [false, false, false]);
});
