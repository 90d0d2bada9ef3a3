// A chart's file is data from strangers: what must not be drawn is refused before Vega sees it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { prepare, quoteFamilies, readChartFile, recolour, type ChartFile, type Place } from "../src/spec.ts";

const PLACE: Place = { file: new URL("https://site.example/sub/charts/a.vega.json"), origin: "https://site.example" };
const COLORS = { "#0b5c6b": "--c1", "#fdfcf9": "--paper" };
const dark = (name: string): string => ({ "--c1": "#6fc3d1" })[name] ?? "";

function chart(vega: Record<string, unknown>): ChartFile {
  return readChartFile({ vega, colors: COLORS });
}

test("a colour becomes what its variable says, also inside an expression; others stay", () => {
  const text = "datum.a ? '#0B5C6B' : '#123456' + '#fdfcf9'";
  assert.equal(recolour(text, COLORS, dark), "datum.a ? '#6fc3d1' : '#123456' + '#fdfcf9'");
});

test("addresses are resolved against the chart's file", () => {
  const made = prepare(chart({ data: [{ name: "d", url: "../data/v1/latest/indicators/a.csv" }] }), PLACE, dark);
  assert.deepEqual(made, { data: [{ name: "d", url: "https://site.example/sub/data/v1/latest/indicators/a.csv" }] });
});

for (const url of ["https://evil.example/x.csv", "//evil.example/x", "data:text/csv,a", "javascript:alert(1)", "file:///etc/passwd", "https://u:p@site.example/x", "\\\\evil.example\\x"]) {
  test(`the address ${url} is refused`, () => {
    assert.throws(() => prepare(chart({ data: [{ url }] }), PLACE, dark), { message: "an address leads away from the site" });
  });
}

test("an address made by a signal is refused", () => {
  assert.throws(() => prepare(chart({ data: [{ url: { signal: "'//evil.example'" } }] }), PLACE, dark), { message: "an address must be written out" });
});

test("image marks are refused", () => {
  const marks = [{ type: "group", marks: [{ type: "image", encode: { update: {} } }] }];
  assert.throws(() => prepare(chart({ marks }), PLACE, dark), { message: "image marks are not drawn" });
});

for (const sequence of [{ stop: 3e7 }, { stop: { signal: "n" } }, { stop: 10, step: 0 }, { stop: 1, step: 1e-9 }]) {
  test(`a sequence of ${JSON.stringify(sequence)} is refused`, () => {
    const data = [{ transform: [{ type: "sequence", start: 0, ...sequence }] }];
    assert.throws(() => prepare(chart({ data }), PLACE, dark), { message: "too many steps" });
  });
}

test("links and settings for hosts are taken out, at any depth", () => {
  const vega = { usermeta: { embedOptions: {} }, marks: [{ type: "symbol", encode: { update: { href: { value: "javascript:x" }, size: { value: 3 } } } }] };
  assert.deepEqual(prepare(chart(vega), PLACE, dark), { marks: [{ type: "symbol", encode: { update: { size: { value: 3 } } } }] });
});

test("the specification itself is left as it is", () => {
  const vega = { background: "#0b5c6b", usermeta: 1 };
  prepare(chart(vega), PLACE, dark);
  assert.deepEqual(vega, { background: "#0b5c6b", usermeta: 1 });
});

test("font names are quoted where CSS needs it, in settings and in marks", () => {
  assert.equal(quoteFamilies("Source Sans 3, system-ui, sans-serif"), 'Silkline Sans Letters, "Source Sans 3", "Source Sans 3 ext", system-ui, sans-serif');
  assert.equal(quoteFamilies("'A 1', Arial Black"), "'A 1', Arial Black");
  const made = prepare(chart({ config: { axis: { labelFont: "X 3" } }, marks: [{ encode: { update: { font: { value: "X 3" } } } }] }), PLACE, dark);
  assert.deepEqual(made, { config: { axis: { labelFont: '"X 3"' } }, marks: [{ encode: { update: { font: { value: '"X 3"' } } } }] });
});

test("what is not a chart's file is refused, and colours must name variables", () => {
  for (const bad of [null, [], "x", {}, { vega: [] }]) assert.throws(() => readChartFile(bad), { message: "not a chart file" });
  assert.deepEqual(readChartFile({ vega: {}, colors: { "#ABCDEF": "--c1", "#000000": "red", "#111111": 1 } }).colors, { "#abcdef": "--c1" });
});
