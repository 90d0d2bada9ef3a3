import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, indexTerms, isCjk, queryTerms } from "../src/terms.ts";

test("a run of Chinese is indexed by its characters and its pairs", () => {
  assert.deepEqual(indexTerms("数字贸易"), ["数", "字", "贸", "易", "数字", "字贸", "贸易"]);
});

test("a run of Chinese is sought by its pairs, a single character by itself", () => {
  assert.deepEqual(queryTerms("数字贸易"), ["数字", "字贸", "贸易"]);
  assert.deepEqual(queryTerms("中"), ["中"]);
});

test("Latin words and Chinese in one text are cut apart", () => {
  assert.deepEqual(queryTerms("China中国 GDP，2023"), ["China", "中国", "GDP", "2023"]);
  assert.deepEqual(queryTerms("5G用户"), ["5G", "用户"]);
});

test("full-width letters and digits are the plain ones", () => {
  assert.deepEqual(queryTerms("ＧＤＰ　２０２３"), ["GDP", "2023"]);
});

test("marks and hyphens separate", () => {
  assert.deepEqual(queryTerms("dds-exports, cross-border; “e-commerce”"), ["dds", "exports", "cross", "border", "e", "commerce"]);
});

test("nothing but marks gives no term", () => {
  assert.deepEqual(queryTerms(" …/·、。 "), []);
});

test("accents and capitals do not matter", () => {
  assert.equal(fold("Côte"), "cote");
  assert.equal(fold("TÜRKİYE"), "turkiye");
});

test("Chinese is told from Latin", () => {
  assert.ok(isCjk("贸易"));
  assert.ok(!isCjk("trade"));
});
