// The small charts of an economy page without a page: the same picture as the build's, addresses, files, units.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalogue, Indicator } from "../src/compare/catalogue.ts";
import { cut, small, type Dot, type Line, type Shape } from "../src/economy/draw.ts";
import { jobOf, readFigures, scaleOf, shownAreas } from "../src/economy/figures.ts";
import { readState, writeState } from "../src/economy/state.ts";

function written({ tag, attributes, inside = [], text = "" }: Shape): string {
  const listed = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join("");
  return `<${tag}${listed}>${text}${inside.map(written).join("")}</${tag}>`;
}

const dot = (x: number, y: number, more: Partial<Dot> = {}): Dot => ({ x, y, estimated: false, hedged: false, ...more });
const line = (name: string, role: Line["role"], ...dots: Dot[]): Line => ({ name, role, dots });

const indicator: Indicator = {
  id: "exports", title: "Exports", other: "出口", topic: "Trade", unit: "usd-million", decimals: 0, level: true, beside: "peers",
  page: "indicators/exports/", csv: "exports.csv", sources: [], breaks: [["", "2020", "New"], ["BBB", "2020", "Not here"]],
};
const CATALOGUE: Catalogue = {
  site: "Site", indicator: "exports", wanted: [], sources: {}, statuses: {},
  indicators: [indicator, { ...indicator, id: "share", beside: "whole" }],
  areas: ["AAA", "BBB", "WLD"].map((id) => ({ id, title: `Land ${id[0]}`, other: "" })),
  units: { "usd-million": { title: "US$ million", base: "USD", multiplier: 1e6 } },
  words: {
    "steps.billion": "1000000000", "steps.million": "1000000", "long.billion": "billion", "head.USD": "US$ {word}",
    "small.course": "{area}: {value} in {period}, from {first} in {since}.", "small.beside_one": "{area} {value}",
    "small.description_beside": "{indicator}. {told} Beside it: {beside}.", "value.dated": "{value} ({period})",
  },
};
const FILE = [
  "indicator,ref_area,time_period,obs_value,obs_qualifier,obs_status,note",
  "exports,AAA,2019,1500,,A,", 'exports,AAA,2020,2500,about,E,"a, b"', "exports,AAA,2020-Q1,9,,A,", "exports,AAA,2021,,,M,",
].join("\n");

test("a small chart has the marks and places of the one that the build draws", () => {
  const shape = small({
    description: "A line.",
    lines: [line("Here", "own", dot(2019, 1), dot(2020, 3)), line("There", "peer", dot(2019, 2), dot(2020, 4))],
    breaks: [],
  });
  const drawn = written(shape);
  assert.match(drawn, /<path class="z" d="M26 288H\d+">/);
  assert.match(drawn, /<text class="t" x="16" y="31">4</);
  const labels = [...drawn.matchAll(/<text class="n (\w+)" x="\d+" y="(\d+)">(\w+)/g)].map((one) => one.slice(1));
  assert.deepEqual(labels, [["own", "98", "Here"], ["peer", "31", "There"]]);
  assert.match(drawn, /<g class="own"><path class="l" d="M26 222L\d+ 89">/);
});

test("gaps break a line, estimates are dashed, hedged values open, lone years dots", () => {
  const dots = [dot(2015, 1), dot(2017, 1), dot(2018, 2), dot(2019, 3, { estimated: true }), dot(2020, 4, { hedged: true })];
  const drawn = written(small({ description: "", lines: [line("A", "own", ...dots)], breaks: [[2018, "Why"], [2015, "At the edge"]] }));
  assert.equal(drawn.match(/<circle class="o"/g)?.length, 1);
  assert.equal(drawn.match(/<circle/g)?.length, 2);
  assert.equal(drawn.match(/<path class="l e"/g)?.length, 1);
  assert.match(drawn, /<title>Why<\/title>/);
  assert.doesNotMatch(drawn, /At the edge/);
});

test("long names are cut, wide letters counted twice", () => {
  assert.equal(cut("A very long name of a land"), "A very long name o…");
  assert.equal(cut("一二三四五六七八九十"), "一二三四五六七八九…");
});

test("an area's file gives its years only, with estimates and hedges", () => {
  const found = readFigures(FILE);
  assert.deepEqual([...found.keys()], ["exports"]);
  assert.deepEqual(found.get("exports"), [dot(2019, 1500), dot(2020, 2500, { estimated: true, hedged: true })]);
  assert.throws(() => readFigures("<html>"), SyntaxError);
});

test("values are read in one unit in words", () => {
  assert.deepEqual(scaleOf(CATALOGUE, indicator, 2500), { divisor: 1000, head: "US$ billion" });
  assert.deepEqual(scaleOf(CATALOGUE, indicator, 25), { divisor: 1, head: "US$ million" });
});

test("the world stands beside an area in rates only", () => {
  assert.deepEqual(shownAreas(indicator, "AAA", ["BBB"], "WLD"), ["AAA", "BBB"]);
  assert.deepEqual(shownAreas({ ...indicator, beside: "whole" }, "AAA", ["BBB"], "WLD"), ["AAA", "BBB", "WLD"]);
  assert.deepEqual(shownAreas({ ...indicator, beside: "none" }, "AAA", ["BBB"], "WLD"), ["AAA"]);
});

test("a chart begins with the area's own first year and needs two", () => {
  const figures = new Map([["AAA", readFigures(FILE)], ["BBB", new Map([["exports", [dot(1990, 1), dot(2020, 3000)]]])]]);
  const made = jobOf(CATALOGUE, indicator, ["AAA", "BBB"], "WLD", figures);
  assert.equal(made?.head, "US$ billion");
  assert.deepEqual(made?.job.lines.map(({ name, role, dots }) => [name, role, dots.map(({ x, y }) => [x, y])]), [
    ["Land A", "own", [[2019, 1.5], [2020, 2.5]]],
    ["Land B", "peer", [[2020, 3]]],
  ]);
  assert.deepEqual(made?.job.breaks, [[2020, "New"]]);
  assert.equal(made?.job.description, "Exports (US$ billion). Land A: 2.50 in 2020, from 1.50 in 2019. Beside it: Land B 3.00 (2020).");
  assert.equal(jobOf(CATALOGUE, indicator, ["BBB"], "", new Map()), null);
});

test("an address says what is shown, and the page as it came needs none", () => {
  const state = readState("?beside=WLD,XXX,AAA,WLD&show=share,unknown", CATALOGUE, "AAA", ["BBB"]);
  assert.deepEqual(state, { beside: ["WLD"], show: ["share"] });
  assert.equal(writeState(state, ["BBB"]), "?beside=WLD&show=share");
  assert.deepEqual(readState("", CATALOGUE, "AAA", ["BBB"]), { beside: ["BBB"], show: [] });
  assert.equal(writeState({ beside: ["BBB"], show: [] }, ["BBB"]), "");
});
