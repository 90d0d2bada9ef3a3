import assert from "node:assert/strict";
import { test } from "node:test";
import { Index, readEntries, type Entry } from "../src/finder.ts";

const PAGES: Entry[] = [
  { u: "indicators/a/", t: "Exports of digitally deliverable services", z: "数字可交付服务出口", k: "indicator", w: "dds exports" },
  { u: "indicators/b/", t: "Imports of digitally deliverable services", z: "数字可交付服务进口", k: "indicator" },
  { u: "indicators/c/", t: "Cross-border e-commerce", z: "跨境电子商务", k: "indicator", s: "with China in focus" },
  { u: "economies/CHN/", t: "China", z: "中国", k: "economy", w: "CHN" },
  { u: "economies/CIV/", t: "Côte d’Ivoire", z: "科特迪瓦", k: "economy", w: "CIV" },
  { u: "stories/two/", t: "Two things called digital trade", z: "两种数字贸易", k: "story" },
];
const index = new Index(PAGES);

function found(query: string): string[] {
  return index.search(query).flatMap((group) => group.hits.map((hit) => hit.u));
}

test("a title stands before a mention", () => {
  assert.deepEqual(found("China"), ["economies/CHN/", "indicators/c/"]);
});

test("a page that is called by the very words stands before all others", () => {
  const pages: Entry[] = [
    { u: "packages/d/", t: "Digital services trade and other digital services", k: "package", w: "digital services trade" },
    { u: "topics/d/", t: "Digital services trade", z: "数字服务贸易", k: "topic" },
  ];
  const hits = new Index(pages).search(" digital Services trade").flatMap((group) => group.hits.map((hit) => hit.u));
  assert.deepEqual(hits, ["topics/d/", "packages/d/"]);
});

test("all words must match where any page has them all", () => {
  assert.deepEqual(found("digital exports"), ["indicators/a/"]);
});

test("where no page has all the words, any of them will do", () => {
  assert.deepEqual(found("zanzibar imports"), ["indicators/b/"]);
});

test("Chinese is found by whole words and by parts", () => {
  assert.deepEqual(found("数字贸易"), ["stories/two/"]);
  assert.deepEqual(found("中国"), ["economies/CHN/"]);
  assert.deepEqual(found("跨境"), ["indicators/c/"]);
  assert.deepEqual(found("出口"), ["indicators/a/"]);
});

test("Chinese that stands nowhere as one word is found by its pairs", () => {
  assert.deepEqual(found("跨境贸易").sort(), ["indicators/c/", "stories/two/"]);
});

test("beginnings, codes, missing accents and small mistakes are understood", () => {
  assert.deepEqual(found("impor"), ["indicators/b/"]);
  assert.deepEqual(found("chn"), ["economies/CHN/"]);
  assert.deepEqual(found("cote"), ["economies/CIV/"]);
  assert.deepEqual(found("exorts"), ["indicators/a/"]);
});

test("results come by kind, the kind of the best page first, at most six of a kind", () => {
  const many = Array.from({ length: 9 }, (_, n): Entry => ({ u: `i/${n}/`, t: `Trade ${n}`, k: "indicator" }));
  const groups = new Index([...many, { u: "t/", t: "Trade", k: "topic" }]).search("trade");
  assert.deepEqual(groups.map(({ kind, hits }) => [kind, hits.length]), [["topic", 1], ["indicator", 6]]);
});

test("an empty query finds nothing", () => {
  assert.deepEqual(index.search("  ·  "), []);
});

test("names of object members are words like any other", () => {
  const odd = new Index([{ u: "x/", t: "constructor toString __proto__", k: "page" }]);
  assert.equal(odd.search("constructor")[0]?.hits[0]?.u, "x/");
  assert.equal(odd.search("__proto__")[0]?.hits[0]?.u, "x/");
});

test("a list that is none gives no entries, and entries that are none are left out", () => {
  assert.deepEqual(readEntries(null), []);
  assert.deepEqual(readEntries({ documents: "no" }), []);
  assert.deepEqual(readEntries({ documents: [null, 1, { u: 1 }, { u: "a", t: "b", k: "c" }] }), [{ u: "a", t: "b", k: "c" }]);
});
