// The comparison without a page: addresses, files, choices of figures, and what is handed to the drawing engine.
import assert from "node:assert/strict";
import { test } from "node:test";
import { barNames, barSpec } from "../src/compare/bars.ts";
import { readCatalogue, type Catalogue } from "../src/compare/catalogue.ts";
import { readTable, records, writeTable, type Table } from "../src/compare/csv.ts";
import { embedCode, wrapped } from "../src/compare/export.ts";
import { Finder } from "../src/compare/find.ts";
import { breaks, lineSpec, placed } from "../src/compare/lines.ts";
import { colorOf, INK, SERIES, SOFT } from "../src/compare/look.ts";
import { classOf } from "../src/compare/mapyear.ts";
import { breakLetter, kindsOf, unsure } from "../src/compare/marks.ts";
import { isAsked, withView } from "../src/choose.ts";
import { axisSteps, grouped, labelDecimals, places, pushApart, readingUnit, shownDecimals, stepDecimals, written, yearTicks } from "../src/compare/numbers.ts";
import { pairs, scatterSpec } from "../src/compare/scatter.ts";
import { bestPeriod, chosenAreas, kindOf, periodName, select, startOf, type Selection } from "../src/compare/selection.ts";
import { MOST_AREAS, readState, writeState, type State } from "../src/compare/state.ts";
import { areaGrid, keyOf, timeGrid } from "../src/compare/table.ts";

const HEADER = "indicator,ref_area,ref_area_name,ref_area_name_zh,time_period,obs_value,obs_qualifier,obs_status,unit,source,evidence,note";

function row(area: string, period: string, value: string, more: { qualifier?: string; status?: string; note?: string } = {}): string {
  return `a,${area},N,名,${period},${value},${more.qualifier ?? ""},${more.status ?? "A"},usd-million,office,"raw/a.csv#cell=1,2",${more.note ?? ""}`;
}

function table(...rows: string[]): Table {
  return readTable(`${[HEADER, ...rows].join("\n")}\n`);
}

const indicator = (id: string, title: string): Catalogue["indicators"][number] => ({
  id, title, other: "出口", topic: "Trade", unit: "usd-million", decimals: 1, level: true, beside: "peers",
  page: `indicators/${id}/`, csv: `data/${id}.csv`, sources: ["office"],
  breaks: [["", "2012", "new manual"], ["BBB", "2013", "other"], ["", "2030", "later"]],
});
const CATALOGUE: Catalogue = {
  site: "Site", indicator: "a", wanted: ["BBB", "AAA"],
  indicators: [indicator("a", "Exports"), indicator("b", "Imports of goods")],
  areas: ["AAA", "BBB", "CCC"].map((id) => ({ id, title: `Land ${id[0]}`, other: "国" })),
  units: {
    "usd-million": { title: "US$ million", base: "usd", multiplier: 1e6 },
    "usd-billion": { title: "US$ billion", base: "usd", multiplier: 1e9 },
    "usd-trillion": { title: "US$ trillion", base: "usd", multiplier: 1e12 },
  },
  sources: { office: { title: "Office", page: "sources/office/", licence: "CC", licence_url: "" } },
  statuses: { A: "Normal value", E: "Estimated value", M: "Missing value" },
  words: {
    "sign.more_than": "> {value}", "hedge.more_than": "more than", "sign.meaning": "{sign} means “{hedge}”",
    "value.gap": "–", "value.gap_meaning": "– means that no figure is known", "list.semicolon": "; ",
    "compare.caption": "{title}, {unit}", "compare.status": "{code}: {title}",
    "period.year": "{year}", "period.s2": "{year}, second half", "period.interval": "{since} to {until}",
    "period.month": "{month} {year}", "month.3": "March",
  },
};
const STATE: State = { indicator: "a", second: "", areas: [], from: "", to: "", year: "", view: "line", embed: false };
const all = { from: "", to: "" };
const chosen = (found: Table, areas = ["AAA", "BBB"]): Selection => select(CATALOGUE, indicator("a", "Exports"), found, areas, all);

// --- The address ---

test("an address says what is shown, and what is shown is written as the same address", () => {
  const address = "?indicator=b&areas=CCC,AAA&from=2010&to=2023&view=scatter&second=a&year=2020&embed=1";
  const { state, wrong } = readState(address, CATALOGUE);
  assert.deepEqual(wrong, []);
  assert.deepEqual(state, { indicator: "b", second: "a", areas: ["CCC", "AAA"], from: "2010", to: "2023", year: "2020", view: "scatter", embed: true });
  assert.deepEqual(readState(writeState(state), CATALOGUE).state, state);
  assert.equal(writeState(state), "?indicator=b&areas=CCC,AAA&from=2010&to=2023&view=scatter&second=a&year=2020&embed=1");
});

test("an empty address shows the first headline over time", () => {
  assert.deepEqual(readState("", CATALOGUE), { state: STATE, wrong: [] });
});

test("whatever is wrong in an address is told and left out, and the rest stands", () => {
  const { state, wrong } = readState("?indicator=zz&second=yy&areas=AAA,XX,AAA,<b>&from=20x0&to=2020&view=pie&year=soon&embed=2&utm=1", CATALOGUE);
  assert.deepEqual(state, { ...STATE, areas: ["AAA"], to: "2020" });
  assert.deepEqual(wrong, [
    { key: "wrong_name", value: "utm" },
    { key: "wrong_indicator", value: "zz" },
    { key: "wrong_indicator", value: "yy" },
    { key: "wrong_year", value: "20x0" },
    { key: "wrong_view", value: "pie" },
    { key: "wrong_areas", value: "XX, <b>" },
    { key: "wrong_year", value: "soon" },
    { key: "wrong_embed", value: "2" },
  ]);
});

test("an indicator beside itself, and a range that ends before it begins, are left out", () => {
  const { state, wrong } = readState("?indicator=a&second=a&from=2020&to=2010", CATALOGUE);
  assert.deepEqual(state, STATE);
  assert.deepEqual(wrong, [{ key: "wrong_same", value: "a" }, { key: "wrong_range", value: "2020–2010" }]);
});

test("no more areas than a picture can take are shown", () => {
  const areas = Array.from({ length: MOST_AREAS + 5 }, (_, n) => ({ id: `A${n}`, title: "", other: "" }));
  const { state, wrong } = readState(`?areas=${areas.map(({ id }) => id).join(",")}`, { ...CATALOGUE, areas });
  assert.equal(state.areas.length, MOST_AREAS);
  assert.deepEqual(wrong, [{ key: "wrong_many", value: "60" }]);
});

test("what is no catalogue is none", () => {
  assert.equal(readCatalogue("{"), null);
  assert.equal(readCatalogue("null"), null);
  assert.equal(readCatalogue("{}"), null);
  assert.equal(readCatalogue(JSON.stringify(CATALOGUE))?.site, "Site");
});

// --- Files ---

test("records keep their cells and the text that they came as", () => {
  const text = '\ufeffa,b\r\n"x, ""y""\nz",1\r\n\r\nlast,\n';
  assert.deepEqual([...records(text)], [
    { cells: ["a", "b"], raw: "a,b" },
    { cells: ['x, "y"\nz', "1"], raw: '"x, ""y""\nz",1' },
    { cells: ["last", ""], raw: "last," },
  ]);
});

test("rows that are taken away are those of the file, byte for byte", () => {
  const rows = [row("AAA", "2020", "1.50", { note: '"a ""note"", long"' }), row("BBB", "2020", "2")];
  const read = table(...rows);
  assert.equal(read.rows[0]?.note, 'a "note", long');
  assert.equal(writeTable(read.header, read.rows), `${HEADER}\n${rows.join("\n")}\n`);
});

test("a file that is not one of observations is refused", () => {
  assert.throws(() => readTable("<!doctype html>"), /not a file of observations/);
  assert.throws(() => readTable(""), /not a file of observations/);
  assert.throws(() => readTable('a,"b'), /a quote is never closed/);
});

// --- Numbers ---

test("numbers have thin spaces and a true minus, digit for digit", () => {
  assert.deepEqual(["1234567.50", "-1000", "999", "0.12345", "n/a"].map(grouped), ["1\u202f234\u202f567.50", "\u22121\u202f000", "999", "0.12345", "n/a"]);
  assert.deepEqual([written(1234.56, 1), written(-0.001, 1), written(-2.5, 1)], ["1\u202f234.6", "0.0", "\u22122.5"]);
});

test("a chart shows about three digits, and never more than were published", () => {
  assert.deepEqual([0.5, 5, 55, 555, 0].map(shownDecimals), [2, 2, 1, 0, 0]);
  assert.deepEqual(["1.50", "2", "1e5"].map(places), [1, 0, 0]);
  const one = indicator("a", "");
  assert.deepEqual([labelDecimals(one, 1, 5, "2.55"), labelDecimals(one, 1, 5000, "2.5"), labelDecimals(one, 1e-3, 20_000, "1")], [1, 0, 1]);
});

test("axes have round steps, years their ends", () => {
  assert.deepEqual(axisSteps(0, 289), [0, 100, 200, 300]);
  assert.deepEqual(axisSteps(0, 0.6), [0, 0.2, 0.4, 0.6]);
  assert.deepEqual(axisSteps(-3, 5), [-4, -2, 0, 2, 4, 6]);
  assert.equal(stepDecimals([0, 0.25, 0.5]), 2);
  assert.deepEqual(yearTicks(2010, 2023), [2010, 2015, 2020, 2023]);
  assert.deepEqual(yearTicks(2020, 2022), [2020, 2021, 2022]);
});

test("labels are moved apart and stay in order and within the limits", () => {
  assert.deepEqual(pushApart([5, 5, 20], 2, 0, 20), [4, 6, 20]);
  assert.deepEqual(pushApart([20, 20], 2, 0, 20), [18, 20]);
});

test("large values are read in the largest unit in which they are 10 or more; rates in their own", () => {
  const one = indicator("a", "");
  const title = (largest: number, level = true): string => readingUnit({ ...one, level }, CATALOGUE.units, largest).title;
  assert.deepEqual([title(9999), title(20_000), title(50_000_000), title(20_000, false)], ["US$ million", "US$ billion", "US$ trillion", "US$ million"]);
});

// --- What is chosen ---

test("kinds and starts of periods", () => {
  assert.deepEqual(["2021", "2021-S2", "2021-Q3", "2021-03", "2011/2020"].map(kindOf), ["Y", "S", "Q", "M", "I"]);
  assert.deepEqual(["2021", "2021-S2", "2021-Q3", "2021-07", "2011/2020"].map(startOf), [2021, 2021.5, 2021.5, 2021.5, 2011]);
  assert.deepEqual(["2021", "2021-S2", "2021-03", "2011/2020"].map((one) => periodName(CATALOGUE, one)), ["2021", "2021, second half", "March 2021", "2011 to 2020"]);
});

test("areas without a figure are named, half years share no line with years, missing rows are kept", () => {
  const found = chosen(table(row("AAA", "2010", "50000"), row("AAA", "2010-S1", "7"), row("AAA", "2011", "", { status: "M" })));
  assert.deepEqual(found.areas, ["AAA"]);
  assert.deepEqual(found.missing, ["BBB"]);
  assert.equal(found.others, 1);
  assert.equal(found.timed, false);
  assert.deepEqual(found.rows.map(({ period }) => period), ["2010", "2011"]);
  assert.deepEqual(found.points.map(({ y, label }) => [y, label]), [[50, "50.0"]]);
  assert.equal(found.unit.title, "US$ billion");
});

test("a range cuts at both ends; a year takes that year", () => {
  const read = table(row("AAA", "2010", "1"), row("AAA", "2011", "2"), row("AAA", "2012", "3"));
  const cut = (range: Parameters<typeof select>[4]): string[] => select(CATALOGUE, indicator("a", ""), read, ["AAA"], range).rows.map(({ period }) => period);
  assert.deepEqual(cut({ from: "2011", to: "" }), ["2011", "2012"]);
  assert.deepEqual(cut({ from: "", to: "2011" }), ["2010", "2011"]);
  assert.deepEqual(cut({ year: "2012" }), ["2012"]);
});

test("without areas in the address those wanted are shown, or else the first with figures", () => {
  assert.deepEqual(chosenAreas(STATE, CATALOGUE, table(row("AAA", "2010", "1"), row("CCC", "2010", "1"))), ["AAA"]);
  assert.deepEqual(chosenAreas(STATE, CATALOGUE, table(row("CCC", "2010", "1"))), ["CCC"]);
  assert.deepEqual(chosenAreas({ ...STATE, areas: ["BBB"] }, CATALOGUE, table(row("CCC", "2010", "1"))), ["BBB"]);
});

test("the year is the one asked for if it has figures, else the newest that most have", () => {
  const read = table(row("AAA", "2010", "1"), row("BBB", "2010", "1"), row("AAA", "2011", "1"));
  const other = table(row("AAA", "2010", "1"));
  assert.equal(bestPeriod([read], ["AAA", "BBB"], "2011"), "2011");
  assert.equal(bestPeriod([read], ["AAA", "BBB"], "1890"), "2010");
  assert.equal(bestPeriod([read, other], ["AAA", "BBB"], "2011"), "2010");
  assert.equal(bestPeriod([read], ["CCC"], ""), "");
});

test("suggestions are found by title in either language, code and topic; whole titles first", () => {
  const finder = new Finder([
    { id: "x-trade", title: "Trade of India", other: "印度贸易", hint: "Goods · x-trade" },
    { id: "IND", title: "India", other: "印度", hint: "IND" },
    { id: "CIV", title: "Côte d’Ivoire", other: "科特迪瓦", hint: "CIV" },
  ]);
  const ids = (query: string): string[] => finder.find(query).map(({ id }) => id);
  assert.deepEqual(ids("india"), ["IND", "x-trade"]);
  assert.deepEqual(ids("印度"), ["IND", "x-trade"]);
  assert.deepEqual(ids("cote"), ["CIV"]);
  assert.deepEqual(ids("goods"), ["x-trade"]);
  assert.deepEqual(ids("zzz"), []);
  assert.equal(ids("").length, 3);
});

// --- Pictures ---

test("six series have colours by rank; the rest is grey, and ink when pointed at", () => {
  assert.deepEqual([0, 5, 6, 40].map((n) => colorOf(n)), [SERIES[0], SERIES[5], SOFT, SOFT]);
  assert.equal(colorOf(6, true), INK);
  assert.equal(colorOf(0, true), SERIES[0]);
});

test("lines break at gaps, estimates are dashed, a lone value is a dot", () => {
  const found = chosen(table(row("AAA", "2010", "1"), row("AAA", "2011", "2"), row("AAA", "2012", "3", { status: "E" }), row("AAA", "2015", "4"), row("BBB", "2015", "5")));
  const points = placed(found.points, found.step);
  assert.deepEqual(points.map(({ run }) => run), ["AAA|1", "AAA|1", "AAA|2", "AAA|3", "BBB|4"]);
  assert.deepEqual(points.map(({ dash }) => dash), ["", "", "dashed", "", ""]);
  assert.deepEqual(points.map(({ lone }) => lone), [false, false, false, true, true]);
});

test("a line to a forecast is dotted, and each kind of mark is in the key once", () => {
  const found = chosen(table(
    row("AAA", "2010", "1", { status: "P" }), row("AAA", "2011", "2", { status: "I" }), row("AAA", "2012", "3", { status: "F" }),
    row("AAA", "2014", "4", { qualifier: "more_than" }), row("BBB", "2014", "5", { qualifier: "up_to" }),
  ));
  assert.deepEqual(placed(found.points, found.step).map(({ dash }) => dash), ["", "dashed", "dotted", "", ""]);
  assert.deepEqual(kindsOf(found, true), ["estimate", "forecast", "provisional", "hedged", "above", "below", "gap"]);
  assert.deepEqual(kindsOf(found, false), ["estimate bar", "forecast bar", "provisional bar", "hedged bar"]);
  assert.deepEqual(["", "A", "E", "I", "F", "P", "B"].map(unsure), ["", "", "estimate", "estimate", "forecast", "provisional", ""]);
  assert.deepEqual([0, 1, 26].map(breakLetter), ["a", "b", "a"]);
});

test("the page of an indicator takes areas, years and view from the address, and leaves out the rest", () => {
  const { state, wrong } = readState("?areas=CCC,AAA&from=2010&view=map&year=2012&indicator=nothing&x=1", CATALOGUE, true);
  assert.deepEqual(wrong, []);
  assert.deepEqual([state.areas, state.from, state.view, state.year, state.indicator], [["CCC", "AAA"], "2010", "map", "2012", "a"]);
  assert.equal(writeState(state, true), "?areas=CCC,AAA&from=2010&view=map&year=2012");
  assert.equal(writeState({ ...STATE, view: "line" }, true), "");
  assert.deepEqual(readState("?view=scatter&areas=X", CATALOGUE, true).wrong.map(({ key }) => key), ["wrong_view", "wrong_areas"]);
});

test("an address asks for a selection, or only for a view", () => {
  assert.deepEqual(["", "?view=map", "?areas=A", "?to=2010", "?year=2010"].map(isAsked), [false, false, true, true, true]);
  assert.equal(withView("?areas=AAA,BBB", "table"), "?areas=AAA,BBB&view=table");
  assert.equal(withView("?view=table", "line"), "");
});

test("a value is in the class whose limits it lies between", () => {
  assert.deepEqual([0, 10, 15, 20, 99].map((value) => classOf(value, [10, 20])), [0, 1, 1, 2, 2]);
});

test("breaks of the first area and of all stand within the time shown", () => {
  assert.deepEqual(breaks(chosen(table(row("AAA", "2010", "1"), row("AAA", "2014", "2")))), [{ x: 2012, period: "2012", what: "new manual" }]);
});

test("a line chart names six series, draws the others faint, and opens hedged marks", () => {
  const areas = Array.from({ length: 8 }, (_, n) => `A${n}`);
  const read = table(...areas.flatMap((area) => [row(area, "2010", "1"), row(area, "2011", "2", { qualifier: "more_than" })]));
  const spec = lineSpec(select(CATALOGUE, indicator("a", ""), read, areas, all), "A7", areas, (period) => period);
  const data = spec["data"] as { name: string; values?: Record<string, unknown>[] }[];
  const values = (name: string): Record<string, unknown>[] => data.find((one) => one.name === name)?.values ?? [];
  assert.deepEqual(values("ends").map(({ label }) => label), [...areas.slice(0, 6), "A7"].map((area) => `${area} > 2`));
  assert.deepEqual(values("points").filter(({ run }) => String(run).startsWith("A6")).map(({ color, faint }) => [color, faint]), [[SOFT, 0.55], [SOFT, 0.55]]);
  assert.deepEqual(values("points").at(-1)?.["color"], INK);
});

test("bars are named by what differs, and the largest stands first", () => {
  const found = chosen(table(row("AAA", "2010/2015", "1"), row("BBB", "2010/2015", "3"), row("AAA", "2015/2020", "2")));
  assert.equal(found.timed, false);
  assert.deepEqual(barNames(found.points, (period) => period), ["Land A, 2010/2015", "Land A, 2015/2020", "Land B, 2010/2015"]);
  const spec = barSpec(found, "", ["AAA", "BBB"], (period) => period, 700);
  const [bars] = spec["data"] as { values: { y: number }[] }[];
  assert.deepEqual(bars?.values.map(({ y }) => y), [3, 2, 1]);
});

test("a scatter has the areas with both figures", () => {
  const up = chosen(table(row("AAA", "2010", "1"), row("BBB", "2010", "2")));
  const across = chosen(table(row("AAA", "2010", "5", { qualifier: "more_than" })));
  const found = pairs(up, across);
  assert.deepEqual(found.map((pair) => [pair.up.area, pair.up.y, pair.across.y]), [["AAA", 1, 5]]);
  const spec = scatterSpec(found, "", ["AAA"], { x: "Imports, US$", y: "Exports, US$" }, () => ({}));
  assert.equal((spec["title"] as { text: string }).text, "Exports, US$");
  assert.equal((spec["axes"] as { title?: string }[])[1]?.title, "Imports, US$");
});

// --- Tables and files to take away ---

test("a table has the figures as published, its key every sign that occurs", () => {
  const found = chosen(table(row("AAA", "2010", "50000.0"), row("AAA", "2011", "60000.0", { qualifier: "more_than", status: "E" }), row("BBB", "2011", "1.0")));
  const grid = timeGrid(CATALOGUE, found);
  assert.equal(grid.caption, "Exports, US$ million");
  assert.deepEqual(grid.rows.map(({ head, cells }) => [head, ...cells.map((cell) => cell?.value ?? null)]), [["2011", "60000.0", "1.0"], ["2010", "50000.0", null]]);
  assert.equal(keyOf(CATALOGUE, [grid]), "> means “more than”; E: Estimated value; – means that no figure is known");
  const year = select(CATALOGUE, indicator("a", "Exports"), table(row("AAA", "2010", "1"), row("BBB", "2010", "2")), ["AAA", "BBB"], { year: "2010" });
  assert.deepEqual(areaGrid(CATALOGUE, [year], "2010").rows.map(({ head }) => head), ["Land B", "Land A"]);
});

test("the lines for another site hold no markup of a title", () => {
  assert.equal(
    embedCode("https://site.example/compare/?a=1&embed=1", 'A "b" <c>', 400),
    '<iframe src="https://site.example/compare/?a=1&#38;embed=1" title="A &#34;b&#34; &#60;c&#62;" width="100%" height="400" loading="lazy" style="border:0"></iframe>',
  );
});

test("long titles of pictures are set in lines, Chinese too", () => {
  assert.deepEqual(wrapped("one two three", 8), ["one two", "three"]);
  assert.deepEqual(wrapped("数字贸易出口", 6), ["数字贸", "易出口"]);
  assert.deepEqual(wrapped("", 6), []);
});
