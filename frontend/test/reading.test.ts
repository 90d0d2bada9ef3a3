// Reading a picture without a page: which value is nearest, where the keys lead, what is said.
import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, nearest, spoken, type Reading, type Spot } from "../src/reading.ts";
import { toReading, type PointsFile } from "../src/reader.ts";

const FILE: PointsFile = {
  kind: "lines",
  indicator: "sales",
  unit: "kr million",
  areas: [["AAA", "Arda"], ["BBB", "Bree"]],
  sources: ["Tea Office"],
  statuses: { E: "Estimated value" },
  boxes: [[40, 10, 600, 350], [40, 10, 200, 300]],
  points: [
    [0, "2019", "2019", "10 000", "", 0, 40, 300, 40, 250],
    [0, "2020", "2020", "> 12 500", "E", 0, 320, 250, 120, 200],
    [0, "2021", "2021", "15 000", "", 0, 600, 200, 200, 150],
    [1, "2019", "2019", "20 000", "", 0, 40, 100, 40, 80],
    [1, "2021", "2021", "30 000", "", 0, 600, 20, 200, 15],
  ],
};
const wide = toReading(FILE, 0);
const bars: Reading = { ...wide, bars: true };
const spot = (n: number): Spot => wide.spots[n] as Spot;

test("a file of values is read for both pictures", () => {
  assert.deepEqual(spot(1), {
    area: "AAA", name: "Arda", period: "2020", when: "2020", value: "> 12 500",
    status: "Estimated value", source: "Tea Office", x: 320, y: 250,
  });
  assert.deepEqual([wide.top, wide.foot, wide.bars], [10, 350, false]);
  const narrow = toReading(FILE, 1);
  assert.deepEqual([narrow.spots[1]?.x, narrow.spots[1]?.y, narrow.foot], [120, 200, 300]);
});

test("the nearest value is that of the nearest period, then the nearest in height", () => {
  assert.equal(nearest(wide, 50, 120), 3);
  assert.equal(nearest(wide, 50, 280), 0);
  assert.equal(nearest(wide, 310, 20), 1);
  assert.equal(nearest({ ...wide, spots: [] }, 1, 1), -1);
  assert.equal(nearest(bars, 600, 290), 0);
});

test("keys lead along a line, across lines and to its ends", () => {
  assert.equal(moved(wide, 0, "ArrowRight"), 1);
  assert.equal(moved(wide, 0, "ArrowLeft"), 0);
  assert.equal(moved(wide, 0, "ArrowUp"), 3);
  assert.equal(moved(wide, 3, "ArrowDown"), 0);
  assert.equal(moved(wide, 1, "ArrowUp"), 1);
  assert.equal(moved(wide, 0, "End"), 2);
  assert.equal(moved(wide, 4, "Home"), 3);
  assert.equal(moved(wide, -1, "ArrowRight"), 0);
  assert.equal(moved(wide, 0, "x"), null);
  assert.equal(moved(wide, -1, "Tab"), null);
  assert.equal(moved(bars, 4, "ArrowDown"), 3);
});

test("what is heard names area, period, value, unit, status and source", () => {
  const words = { "reader.one": "{area}, {period}: {value} {unit}", "reader.source": "Source: {source}" };
  assert.equal(spoken(words, "kr million", spot(1)), "Arda, 2020: > 12 500 kr million. Estimated value. Source: Tea Office");
  assert.equal(spoken(words, "kr million", { ...spot(0), source: "" }), "Arda, 2019: 10 000 kr million");
});
