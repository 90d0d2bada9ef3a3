// What the panel of evidence says, from data alone; and which value an address or a link means.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type AreaFile, readDigits, type Shared, workings } from "../src/evidence/data.ts";
import { dateWords, periodWords, type Row, tell } from "../src/evidence/tell.ts";
import { columnOf, wantedAt, wantedOf } from "../src/observe.ts";

const shared: Shared = {
  language: "en",
  data: "data/v1/latest",
  report: "https://code.example/site/",
  words: {
    "panel.place": "{area}, {period}",
    "panel.hedged": "{hedge} {value}",
    "panel.gap": "no figure",
    "panel.status": "Status",
    "panel.status_of": "{title} ({code})",
    "panel.source": "Source",
    "panel.published": "published {date}",
    "panel.retrieved": "retrieved {date}",
    "panel.origin": "Taken from",
    "panel.file": "the source as a whole",
    "panel.cell": "{file}, row {row}, column {column}",
    "panel.row": "{file}, row {row}",
    "panel.digest": "SHA-256",
    "panel.zip": "SHA-256 of its ZIP",
    "panel.article": "paragraph {paragraph}, sentence {sentence}: printed “{printed}”",
    "panel.claim": "the claim",
    "panel.step": "Processing",
    "panel.script": "{script} of the package",
    "panel.typed": "no script",
    "panel.formula": "computed: {formula}",
    "panel.parts": "made of",
    "panel.letter": "{letter}: {name}",
    "panel.unit": "{value} {unit}",
    "panel.package": "Package",
    "panel.version": "{title}, version {version}",
    "panel.others": "Other sources",
    "panel.other": "{value}: {source}",
    "panel.claims": "Claims about it",
    "panel.claimed": "{outcome}: “{printed}”, {speaker}",
    "panel.note": "Note",
    "panel.link": "Link",
    "panel.report": "Report",
    "panel.report_title": "Number: {indicator}, {area}, {period}",
    "hedge.about": "about",
    "outcome.supported": "Supported",
    "period.year": "{year}",
    "period.s1": "{year}, first half",
    "period.month": "{month} {year}",
    "period.interval": "{since} to {until}",
    "period.date": "{day} {month} {year}",
    "month.1": "January",
    "month.12": "December",
  },
  statuses: { A: "Normal value" },
  licences: { "cc-by-4.0": { title: "CC BY 4.0", url: "https://licence.example/by" } },
  packages: { trade: { title: "Trade", version: "1.0.0", sha256: "ab12", script: 1 } },
};

const FILE = `{
 "area": "CHN", "name": "China", "name_zh": "中国",
 "indicators": [
  {"indicator": "exports", "title": "Exports", "title_zh": "出口", "unit_title": "Million", "unit_title_zh": "百万",
   "package": "trade", "derived": null,
   "observations": [
    {"time_period": "2020", "obs_value": 216265.0, "obs_qualifier": "", "obs_status": "A", "source": "office",
     "evidence": "raw/table.csv#cell=2,2", "note": ""},
    {"time_period": "2021", "obs_value": 0.10, "obs_qualifier": "about", "obs_status": "A", "source": "paper",
     "evidence": "claim:c1", "note": "said \\"obs_value\\": 7"}],
   "alternatives": [
    {"time_period": "2020", "obs_value": 216300, "obs_qualifier": "about", "obs_status": "A", "source": "paper",
     "evidence": "claim:c1", "note": ""}]},
  {"indicator": "growth", "title": "Growth", "title_zh": "增长", "unit_title": "Percent", "unit_title_zh": "百分比",
   "package": "trade",
   "derived": {"formula": "growth_percent", "inputs": ["exports"], "reference_area": "", "base_period": "", "years": 1},
   "observations": [
    {"time_period": "2021", "obs_value": -5, "obs_qualifier": "", "obs_status": "A", "source": "derived",
     "evidence": "derived", "note": ""}],
   "alternatives": []}],
 "sources": [
  {"source": "office", "producer": "The office", "title": "Table", "published": "2024-01-02", "retrieved": "2024-12",
   "licence": "cc-by-4.0", "package": "trade", "file": "raw/table.csv", "sha256": "cd34"},
  {"source": "paper", "producer": "The paper", "title": "The paper of trade", "published": "", "retrieved": "",
   "licence": "own", "package": "trade", "file": "", "sha256": ""}],
 "claims": [
  {"claim": "c1", "indicator": "exports", "ref_area": "CHN", "time_period": "2020", "printed": "about 216.3bn",
   "speaker": "A minister", "paragraph": 2, "sentence": 1, "outcome": "supported", "uses": ["exports/CHN/2020"]}]
}`;
const files = new Map([["CHN", readDigits<AreaFile>(FILE)]]);

function lines(rows: readonly Row[], term: string): string[] {
  const row = rows.find((one) => one.term === term);
  return (row?.lines ?? []).map((line) => line.map((piece) => piece.text).join(""));
}

test("digits stay as they are written, also where a note looks like a number", () => {
  const found = files.get("CHN")?.indicators[0]?.observations ?? [];
  assert.deepEqual(found.map((one) => one.obs_value), ["216265.0", "0.10"]);
  assert.equal(found[1]?.note, 'said "obs_value": 7');
});

test("a value from a raw file is told down to cell, digest, script and package", () => {
  const told = tell(shared, files, { indicator: "exports", area: "CHN", period: "2020" });
  assert.ok(told);
  assert.deepEqual([told.value, told.unit, told.place, told.fragment], ["216265.0", "Million", "China, 2020", "CHN-2020"]);
  assert.deepEqual(told.title, { text: "Exports", to: "indicators/exports/" });
  assert.deepEqual(told.rows.map((row) => row.term), [
    "Status", "Source", "Taken from", "Processing", "Package", "Other sources", "Claims about it",
  ]);
  assert.deepEqual(lines(told.rows, "Status"), ["Normal value (A)"]);
  assert.deepEqual(lines(told.rows, "Source"), [
    "The office, Table",
    "published 2 January 2024 · retrieved December 2024 · CC BY 4.0",
  ]);
  assert.deepEqual(lines(told.rows, "Taken from"), ["raw/table.csv, row 2, column 2", "SHA-256 cd34"]);
  const place = told.rows.find((row) => row.term === "Taken from")?.lines[0]?.[0];
  assert.equal(place?.to, "data/v1/latest/packages/trade/raw/table.csv#cell=2,2");
  assert.deepEqual(lines(told.rows, "Processing"), ["prepare.py of the package"]);
  assert.deepEqual(lines(told.rows, "Package"), ["Trade, version 1.0.0", "SHA-256 of its ZIP ab12"]);
  assert.deepEqual(lines(told.rows, "Other sources"), ["about 216300: The paper of trade"]);
  assert.deepEqual(lines(told.rows, "Claims about it"), ["Supported: “about 216.3bn”, A minister"]);
  assert.deepEqual(told.foot.map((piece) => piece.to ?? piece.web), [
    "indicators/exports/#CHN-2020",
    "https://code.example/site/issues/new?title=Number%3A%20exports%2C%20CHN%2C%202020",
  ]);
});

test("a value from an article is told with paragraph, sentence and the figure as printed", () => {
  const told = tell(shared, files, { indicator: "exports", area: "CHN", period: "2021" });
  assert.equal(told?.value, "about 0.10");
  assert.deepEqual(lines(told?.rows ?? [], "Taken from"), [
    "paragraph 2, sentence 1: printed “about 216.3bn”",
    "the claim",
  ]);
  assert.deepEqual(lines(told?.rows ?? [], "Processing"), ["no script"]);
  assert.deepEqual(lines(told?.rows ?? [], "Source"), ["The paper of trade", "own"]);
});

test("a computed value leads to the figures that it was made of, both of one source", () => {
  const told = tell(shared, files, { indicator: "growth", area: "CHN", period: "2021" });
  assert.equal(told?.value, "−5");
  assert.deepEqual(lines(told?.rows ?? [], "Processing"), ["computed: (A ÷ B − 1) × 100"]);
  assert.deepEqual(lines(told?.rows ?? [], "made of"), [
    "A: Exports, China, 2021 about 0.10 Million",
    "B: Exports, China, 2020 about 216300 Million",
  ]);
  const links = told?.rows.find((row) => row.term === "made of")?.lines.map((line) => line.at(-1)?.obs);
  assert.deepEqual(links, ["exports/CHN/2021", "exports/CHN/2020"]);
  assert.deepEqual(lines(told?.rows ?? [], "Taken from"), []);
});

test("what no file holds is not told", () => {
  assert.equal(tell(shared, files, { indicator: "exports", area: "CHN", period: "1999" }), null);
  assert.equal(tell(shared, files, { indicator: "other", area: "CHN", period: "2020" }), null);
  assert.equal(tell(shared, files, { indicator: "exports", area: "WLD", period: "2020" }), null);
});

test("every formula is written in signs", () => {
  const place = { indicator: "x", area: "CHN", period: "2020-Q1" };
  const signs = (formula: string, years: number | null = null): string => {
    const made = workings({ formula, inputs: ["a", "b"], reference_area: "WLD", base_period: "2010", years }, place);
    return `${made.formula} | ${made.inputs.map((one) => `${one.indicator}/${one.area}/${one.period}`).join(" ")}`;
  };
  assert.equal(signs("sum"), "A + B | a/CHN/2020-Q1 b/CHN/2020-Q1");
  assert.equal(signs("difference"), "A − B | a/CHN/2020-Q1 b/CHN/2020-Q1");
  assert.equal(signs("ratio_percent"), "A ÷ B × 100 | a/CHN/2020-Q1 b/CHN/2020-Q1");
  assert.equal(signs("per_head"), "A ÷ B | a/CHN/2020-Q1 b/CHN/2020-Q1");
  const one = { inputs: ["a"], reference_area: "WLD", base_period: "2010", years: 3 };
  assert.deepEqual(workings({ ...one, formula: "share_of_area_percent" }, place), {
    formula: "A ÷ B × 100",
    inputs: [{ indicator: "a", area: "CHN", period: "2020-Q1" }, { indicator: "a", area: "WLD", period: "2020-Q1" }],
  });
  assert.equal(workings({ ...one, formula: "cagr_percent" }, place).formula, "((A ÷ B)^(1/3) − 1) × 100");
  assert.equal(workings({ ...one, formula: "cagr_percent" }, place).inputs[1]?.period, "2017-Q1");
  assert.equal(workings({ ...one, formula: "multiple_of_period" }, place).inputs[1]?.period, "2010");
});

test("an address names a value by area and period", () => {
  const at = (hash: string): string => Object.values(wantedAt(hash, "x") ?? {}).join(" ");
  assert.equal(at("#CHN-2023"), "x CHN 2023");
  assert.equal(at("#CN-BJ-2023"), "x CN-BJ 2023");
  assert.equal(at("#CHN-2024-Q3"), "x CHN 2024-Q3");
  assert.equal(at("#CHN-2022-06"), "x CHN 2022-06");
  assert.equal(at("#CHN-2011-2020"), "x CHN 2011-2020");
  assert.equal(at("#CHN-2021-S1-2022-S1"), "x CHN 2021-S1-2022-S1");
  for (const hash of ["", "#sources", "#2023", "#CHN", "#topic-20", "#CHN-2023x"]) assert.equal(wantedAt(hash, "x"), null, hash);
});

test("a link names a value by indicator, area and period", () => {
  assert.deepEqual(wantedOf("x/CHN/2011/2020"), { indicator: "x", area: "CHN", period: "2011/2020" });
  for (const id of [undefined, "", "x", "x/CHN", "x//2020", "/CHN/2020"]) assert.equal(wantedOf(id), null);
});

test("periods and dates are told in the words of the site", () => {
  assert.equal(periodWords(shared, "2021-S1"), "2021, first half");
  assert.equal(periodWords(shared, "2022-01"), "January 2022");
  assert.equal(periodWords(shared, "2011/2020"), "2011 to 2020");
  assert.equal(dateWords(shared, "2025"), "2025");
  assert.equal(dateWords(shared, "spring 2025"), "spring 2025");
});

test("a press on a run of periods finds the column below the pointer", () => {
  assert.equal(columnOf([], 1, 0.5), 0);
  assert.equal(columnOf([3, 1], 1, 0.99), 4);
  assert.deepEqual([0, 0.24, 0.25, 0.99].map((share) => columnOf([2], 4, share)), [2, 2, 3, 5]);
  assert.deepEqual([-0.1, 1, 1.1].map((share) => columnOf([2], 4, share)), [2, 5, 5]);
});
