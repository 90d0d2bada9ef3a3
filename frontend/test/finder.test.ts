import assert from "node:assert/strict";
import { test } from "node:test";
import { facetsOf, Finder, placesIn, type Facets } from "../src/search/finder.ts";
import { distance, like } from "../src/search/match.ts";
import { readPostings, Store, type Directory } from "../src/search/store.ts";
import { terms } from "../src/search/terms.ts";

type Page = readonly [kind: string, topic: string, address: string, title: string, chinese: string, summary: string];

const PAGES: Page[] = [
  ["economy", "", "economies/CHN/", "China", "中国", "All figures"],
  ["economy", "", "economies/CIV/", "Côte d’Ivoire", "科特迪瓦", "All figures"],
  ["economy", "", "economies/GBR/", "United Kingdom", "英国", "All figures"],
  ["indicator", "net", "indicators/broadband/", "Fixed broadband", "固定宽带", "Lines per 100 people"],
  ["indicator", "trade", "indicators/e-commerce/", "Cross-border e-commerce", "跨境电子商务", "with China in focus"],
  ["indicator", "trade", "indicators/exports/", "Exports of digitally deliverable services", "数字可交付服务出口", "Sold abroad"],
  ["indicator", "trade", "indicators/imports/", "Imports of digitally deliverable services", "数字可交付服务进口", "Bought abroad"],
  ["story", "trade", "stories/two/", "Two things called digital trade", "两种数字贸易", "constructor __proto__"],
];
const LEVELS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A small index as the build writes it; shards hold `per` terms. */
function files(per: number): Record<string, string> {
  const found = new Map<string, Map<number, number>>();
  for (const [n, [, , , title, chinese, summary]] of PAGES.entries()) {
    for (const [text, level] of [[summary, 8], [chinese, 45], [title, 45]] as const) {
      for (const term of terms(text)) found.set(term, (found.get(term) ?? new Map<number, number>()).set(n, level));
    }
  }
  const lines = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([term, pages]) => {
    let last = -1;
    const steps = [...pages].map(([page, level]) => {
      const step = `${page - last}${LEVELS[level - 1]}`;
      last = page;
      return step;
    });
    return [term, `${term} ${steps.join("")}\n`] as const;
  });
  const made: Record<string, string> = {};
  const shards: string[] = [];
  for (let n = 0; n < lines.length; n += per) {
    shards.push(n === 0 ? "" : (lines[n]?.[0] ?? ""));
    made[`terms-${shards.length - 1}.txt`] = lines.slice(n, n + per).map(([, line]) => line).join("");
  }
  for (let n = 0; n < PAGES.length; n += 3) {
    made[`pages-${n / 3}.json`] = JSON.stringify(PAGES.slice(n, n + 3).map((page) => page.slice(2)));
  }
  made["words.txt"] = lines.map(([term]) => term).filter((term) => /^[a-z]{4,}$/.test(term)).join("\n");
  made["places.json"] = JSON.stringify({ china: 0, chn: 0, 中国: 0, "cote ivoire": 1, "united kingdom": 2, 英国: 2 });
  made["values/CHN.json"] = JSON.stringify({ broadband: ["47.3", "2023"], exports: ["", ""] });
  const directory: Directory = {
    version: "v", count: PAGES.length, block: 3, shards,
    runs: [["economy", "", 3], ["indicator", "net", 1], ["indicator", "trade", 3], ["story", "trade", 1]],
    more: { net: [7] },
    topics: { net: ["Connectivity", "连接"], trade: ["Trade", "贸易"] },
  };
  return { ...made, "index.json": JSON.stringify(directory) };
}

async function open(made: Record<string, string>, asked: string[] = []): Promise<Finder> {
  return new Finder(await Store.open((name) => {
    asked.push(name);
    const text = made[name.replace(/\?.*$/, "")];
    return text === undefined ? Promise.reject(new Error("status 404")) : Promise.resolve(text);
  }));
}

const ALL: Facets = { kind: "", topic: "" };
const finder = await open(files(8));

async function found(query: string, facets = ALL): Promise<string[]> {
  return (await finder.find(query, facets, 10)).hits.map((hit) => hit.address);
}

test("a title stands before a mention", async () => {
  assert.deepEqual(await found("China"), ["economies/CHN/", "indicators/e-commerce/"]);
});

test("words in the middle of a title, and parts from the middle of a word, find it", async () => {
  assert.deepEqual(await found("deliverable"), ["indicators/exports/", "indicators/imports/"]);
  assert.deepEqual(await found("roadband"), ["indicators/broadband/"]);
});

test("all words must match where any page has them all, or else any of them will do", async () => {
  assert.deepEqual(await found("digitally exports"), ["indicators/exports/"]);
  const some = await finder.find("zanzibar imports", ALL, 10);
  assert.deepEqual(some.hits.map((hit) => hit.address), ["indicators/imports/"]);
  assert.equal(some.whole, false);
});

test("Chinese is found by whole words and by parts", async () => {
  assert.deepEqual(await found("数字贸易"), ["stories/two/"]);
  assert.deepEqual(await found("跨境"), ["indicators/e-commerce/"]);
  assert.deepEqual(await found("英"), ["economies/GBR/"]);
});

test("beginnings, missing accents, hyphens and mistakes are understood", async () => {
  assert.deepEqual(await found("impor"), ["indicators/imports/"]);
  assert.deepEqual(await found("cote"), ["economies/CIV/"]);
  assert.deepEqual(await found("ecommerce"), ["indicators/e-commerce/"]);
  assert.deepEqual(await found("e-comm"), ["indicators/e-commerce/"]);
  assert.deepEqual(await found("exorts"), ["indicators/exports/"]);
  assert.deepEqual(await found("briadband"), ["indicators/broadband/"]);
});

test("a place and an indicator give the indicator with that place and its latest value", async () => {
  for (const query of ["china broadband", "fixed broadband China", "中国 宽带", "中国宽带", "中国的宽带"]) {
    const [first] = (await finder.find(query, ALL, 10)).hits;
    assert.equal(first?.address, "indicators/broadband/?areas=CHN", query);
    assert.deepEqual(first.value, ["47.3", "2023"]);
    assert.equal(first.place, "China");
  }
});

test("a figure that cannot be told in a line is left out, not the result", async () => {
  const [first] = (await finder.find("china digitally exports", ALL, 10)).hits;
  assert.equal(first?.address, "indicators/exports/?areas=CHN");
  assert.deepEqual(first.value, ["", ""]);
});

test("a place without figures for the indicator gives no such result", async () => {
  assert.deepEqual(await found("united kingdom broadband"), ["economies/GBR/", "indicators/broadband/"]);
});

test("a code in capitals is the place and nothing else; in small letters it is a word", async () => {
  const made = files(8);
  const own = await open({ ...made, "places.json": JSON.stringify({ china: 0, GB: 2, gb: 2 }) });
  const addresses = async (query: string): Promise<string[]> => (await own.find(query, ALL, 10)).hits.map((hit) => hit.address);
  assert.deepEqual(await addresses("GB"), ["economies/GBR/"]);
  assert.deepEqual(await addresses("gb"), []);
});

test("a long run of Chinese finds pages with at least half of its pairs, and says so", async () => {
  const some = await finder.find("跨境电子商务平台", ALL, 10);
  assert.deepEqual(some.hits.map((hit) => hit.address), ["indicators/e-commerce/"]);
  assert.equal(some.whole, false);
  assert.deepEqual(await found("跨境货物运输平台"), []);
});

test("the page of an answer is not told twice", async () => {
  const answered = await finder.find("china broadband", { kind: "indicator", topic: "" }, 10);
  assert.deepEqual(answered.hits.map((hit) => hit.address), ["indicators/broadband/?areas=CHN", "indicators/e-commerce/"]);
});

test("results are cut down by kind and topic, and counted as if that choice were not made", async () => {
  const all = await finder.find("digital", ALL, 10);
  assert.deepEqual([...all.kinds], [["indicator", 2], ["story", 1]]);
  assert.deepEqual([...all.topics], [["trade", 3], ["net", 1]]);
  const net = await finder.find("digital", { kind: "", topic: "net" }, 10);
  assert.deepEqual(net.hits.map((hit) => hit.address), ["stories/two/"]);
  assert.deepEqual([...net.kinds], [["story", 1]]);
  assert.deepEqual([...net.topics], [["trade", 3], ["net", 1]]);
  assert.deepEqual(await found("digital", { kind: "economy", topic: "" }), []);
});

test("an index in one file answers alike and fetches nothing more", async () => {
  const { "index.json": directory, ...rest } = files(8);
  const asked: string[] = [];
  const one = await open({ "index.json": JSON.stringify({ ...JSON.parse(directory ?? "{}"), files: rest }) }, asked);
  assert.deepEqual((await one.find("exorts", ALL, 10)).hits.map((hit) => hit.address), ["indicators/exports/"]);
  assert.deepEqual(asked, ["index.json"]);
});

test("a query fetches the shards of its terms and the blocks of its pages only, and each once", async () => {
  const asked: string[] = [];
  const own = await open(files(8), asked);
  await own.find("united", ALL, 1);
  await own.find("united", ALL, 1);
  assert.equal(new Set(asked).size, asked.length);
  assert.ok(asked.filter((name) => name.startsWith("terms-")).length <= 2, asked.join());
});

test("a part that could not be fetched is asked for again", async () => {
  let broken = true;
  const made = files(8);
  const own = new Finder(await Store.open((name) => {
    if (broken && name !== "index.json") return Promise.reject(new Error("status 503"));
    return Promise.resolve(made[name.replace(/\?.*$/, "")] ?? "");
  }));
  await assert.rejects(own.find("exports", ALL, 10), /status 503/);
  broken = false;
  assert.equal((await own.find("exports", ALL, 10)).count, 1);
});

test("names of object members are words like any other", async () => {
  assert.deepEqual(await found("constructor"), ["stories/two/"]);
  assert.deepEqual(await found("__proto__"), ["stories/two/"]);
});

test("an empty query finds nothing", async () => {
  assert.deepEqual(await finder.find("  ·  ", ALL, 10), {
    hits: [], count: 0, kinds: new Map(), topics: new Map(), whole: true,
  });
});

test("pages and levels are read as the build writes them", () => {
  assert.deepEqual([...readPostings("1a12Z3b")], [[0, 1], [12, 52], [15, 2]]);
});

test("kinds and topics of pages are told by runs", () => {
  const directory = { runs: [["a", "x", 2], ["b", "", 1]], more: { y: [0] } } as unknown as Directory;
  assert.deepEqual(facetsOf(directory), [
    { kind: "a", topics: ["x", "y"] }, { kind: "a", topics: ["x"] }, { kind: "b", topics: [] },
  ]);
});

test("a query is read as a place and something else in every way, longer names first", () => {
  const places = new Map([["korea", 1], ["south korea", 2]]);
  assert.deepEqual(placesIn("South Korea exports", places).map(({ place, rest }) => [place, rest]), [
    [2, "exports"], [1, "south exports"],
  ]);
  assert.deepEqual(placesIn("South Korea", new Map([["south korea", 2]])), []);
});

test("mistakes are counted in letters, a swap as one", () => {
  assert.equal(distance("germny", "germany", 2), 1);
  assert.equal(distance("tarde", "trade", 2), 1);
  assert.equal(distance("abc", "xyz", 2), 3);
});

test("words like a term: the shortest that hold it, or the nearest", () => {
  assert.deepEqual(like("band", ["bandwidth", "broadband", "narrowband"], false), ["broadband", "narrowband"]);
  assert.deepEqual(like("tarde", ["trade", "larder"], true), ["trade"]);
});
