import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { asks, isCjk, terms, words } from "../src/search/terms.ts";

interface Case {
  readonly text: string;
  readonly words: string[];
  readonly terms: string[];
}

const CASES = JSON.parse(readFileSync(new URL("../../tests/fixtures/search_terms.json", import.meta.url), "utf8")) as Case[];

test("texts are cut as the build cuts them", () => {
  for (const one of CASES) {
    assert.deepEqual(words(one.text), one.words, one.text);
    assert.deepEqual(terms(one.text), one.terms, one.text);
  }
});

test("a word with a hyphen is asked for as one word, or else as its parts", () => {
  assert.deepEqual(asks("e-commerce"), [[["ecommerce"], ["e", "commerce"]]]);
  assert.deepEqual(asks("China’s exports"), [[["china"]], [["exports"]]]);
});

test("Chinese is asked for by its pairs, a single character by itself", () => {
  assert.deepEqual(asks("数字贸易"), [[["数字", "字贸", "贸易"]]]);
  assert.deepEqual(asks("中"), [[["中"]]]);
  assert.deepEqual(asks("中国宽带 GDP"), [[["中国", "国宽", "宽带"]], [["gdp"]]]);
});

test("nothing but marks asks for nothing", () => {
  assert.deepEqual(asks(" …/·、。 "), []);
});

test("characters beyond the first plane are whole characters", () => {
  assert.deepEqual(terms("𠮷野家"), ["𠮷野", "野家", "家"]);
  assert.ok(isCjk("𠮷"));
  assert.ok(!isCjk("trade"));
});
