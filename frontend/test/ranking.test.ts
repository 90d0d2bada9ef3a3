// The ranking of another period: exact numbers, places, heads and changes. That all rows of the observatory are those of
// the engine is tested in tests/content/test_rankings.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable, type Row } from "../src/compare/csv.ts";
import { askedPeriod, withPeriod } from "../src/ranked.ts";
import { compared, divided, enough, exact, less, plain, signed, written } from "../src/ranking/exact.ts";
import { ranking, told, yearBefore, type RankFile, type Ranking } from "../src/ranking/rank.ts";

const HEADER = "indicator,ref_area,ref_area_name,ref_area_name_zh,time_period,obs_value,obs_qualifier,obs_status,unit,source,evidence,note";
const AREAS = ["AAA", "BBB", "CCC", "DDD", "EEE"];

const FILE: RankFile = {
  id: "a", csv: "data/a.csv", raw: "data/trade/", period: "2020", focus: ["EEE"], listed: ["EEE"], decimals: 0,
  names: Object.fromEntries(AREAS.map((area) => [area, `Land ${area[0]}`])),
  head: "US$ million", steps: [["1000000", "US$ trillion"], ["1000", "US$ billion"], ["1", "US$ million"]],
  fewest: 5, points: false, breaks: [["", "2018"], ["BBB", "2020"]], others: [["DDD", "2019", "paper", "50"]],
  statuses: { B: "B, Break", E: "E, Estimated" },
  words: {
    "ranking.note.one": "The {n} economy of {period}.", "ranking.note.other": "The {n} economies of {period}.",
    "ranking.few.other": "{n} are few in {period}.", "ranking.hedged": "{n} with hedges in {period}.",
    "change.percent": "{amount} %", "change.points": "{amount} points", "change.same": "no change", "change.hardly": "almost none",
    "sign.about": "≈ {value}", "value.gap": "–",
  },
};

function row(area: string, period: string, value: string, more: { qualifier?: string; status?: string; source?: string } = {}): string {
  return `a,${area},N,名,${period},${value},${more.qualifier ?? ""},${more.status ?? "A"},usd-million,${more.source ?? "office"},"raw/a.csv#cell=1,2",`;
}

function rows(...lines: string[]): readonly Row[] {
  return readTable(`${[HEADER, ...lines].join("\n")}\n`).rows;
}

function ranked(period: string, lines: readonly string[], file: Partial<RankFile> = {}): Ranking {
  return ranking({ ...FILE, ...file }, rows(...lines), period, (one) => one);
}

const YEAR = ["AAA", "BBB", "CCC", "DDD", "EEE"].map((area, n) => row(area, "2020", String((n + 1) * 100)));

test("published texts are exact numbers, and what is no number is refused", () => {
  assert.deepEqual(exact("-12.50"), { num: -1250n, den: 100n });
  assert.deepEqual(exact("1.5e3"), { num: 1500n, den: 1n });
  assert.deepEqual(exact(".5"), { num: 5n, den: 10n });
  assert.equal(compared(exact("0.10"), exact("0.1")), 0);
  assert.throws(() => exact(""), SyntaxError);
  assert.throws(() => exact("n/a"), SyntaxError);
});

test("a half goes away from nothing for readers, and to the even digit in an attribute", () => {
  assert.equal(written(exact("0.25"), 1), "0.3");
  assert.equal(written(exact("-2.5"), 0), "\u22123");
  assert.equal(written(exact("1234567.891"), 1), "1\u202f234\u202f567.9");
  assert.equal(written(exact("-0.04"), 1), "0.0");
  assert.equal(plain(exact("0.25"), 1), "0.2");
  assert.equal(plain(exact("0.35"), 1), "0.4");
  assert.equal(signed(exact("0.04"), 1), "0.0");
  assert.equal(signed(less(exact("0.3"), exact("0.1")), 1), "+0.2"); // 0.19999999999999998 to a machine
  assert.equal(written(divided(exact("2"), exact("-3")), 3), "\u22120.667");
});

test("a figure that would look like nothing has more decimals, and a nothing those it was published with", () => {
  assert.equal(enough(exact("0.05"), 1, "0.05"), 1);
  assert.equal(enough(exact("0.049"), 1, "0.049"), 2);
  assert.equal(enough(exact("0.0005"), 0, "0.0005"), 4);
  assert.equal(enough(exact("0.00"), 1, "0.00"), 2);
});

test("the largest comes first, equal values share a place, and the middle gives the unit", () => {
  const found = ranked("2020", [...YEAR.slice(0, 4), row("EEE", "2020", "4000"), row("WLD", "2020", "9999")]);
  assert.deepEqual(found.rows.map(({ position, name, value, share, focus }) => [position, name, value, share, focus]), [
    ["1", "Land E", "4\u202f000", "100.0", true],
    ["2", "Land D", "400", "10.0", false],
    ["3", "Land C", "300", "7.5", false],
    ["4", "Land B", "200", "5.0", false],
    ["5", "Land A", "100", "2.5", false],
  ]);
  assert.equal(found.head, "US$ million");
  assert.equal(found.note, "The 5 economies of 2020.");
  const tied = ranked("2020", ["7", "9", "9.0", "9", "1"].map((value, n) => row(AREAS[n] ?? "", "2020", value)));
  assert.deepEqual(tied.rows.map(({ position, row: { area } }) => [position, area]), [["1", "BBB"], ["1", "CCC"], ["1", "DDD"], ["4", "AAA"], ["5", "EEE"]]);
  const large = ranked("2020", ["12000", "9000", "2500", "40", "3"].map((value, n) => row(AREAS[n] ?? "", "2020", value)));
  assert.equal(large.head, "US$ billion");
  assert.deepEqual(large.rows.map(({ value, plain: long }) => [value, long]), [
    ["12.0", "12\u202f000"], ["9.0", "9\u202f000"], ["2.5", "2\u202f500"], ["0.04", "40"], ["0.003", "3"],
  ]);
});

test("where too few have a figure, or some are hedged, there are no places, and it is said", () => {
  const few = ranked("2019", [...YEAR, row("AAA", "2019", "5")]);
  assert.deepEqual(few.rows.map(({ position }) => position), [""]);
  assert.equal(few.note, "1 are few in 2019.");
  const hedged = ranked("2020", [...YEAR.slice(1), row("AAA", "2020", "700", { qualifier: "about" })]);
  assert.deepEqual(hedged.rows.map(({ position, value }) => [position, value])[0], ["", "≈ 700"]);
  assert.equal(hedged.note, "5 with hedges in 2020.");
});

test("a change is told where one source gives both figures exactly, without a break", () => {
  const before = [
    row("AAA", "2019", "80"), row("BBB", "2019", "100"), row("CCC", "2019", "300"),
    row("DDD", "2019", "44", { source: "office" }), row("EEE", "2019", "-1"),
  ];
  const now = [...YEAR.slice(0, 3), row("DDD", "2020", "75", { source: "paper" }), row("EEE", "2020", "500", { status: "B" })];
  const change = (lines: string[], file: Partial<RankFile> = {}): Record<string, string> =>
    Object.fromEntries(ranked("2020", [...before, ...lines], file).rows.map(({ row: { area }, change: text }) => [area, text]));
  // BBB has a break, DDD the same source's figure beside the one shown, EEE the status of a break.
  assert.deepEqual(change(now), { EEE: "–", CCC: "no change", BBB: "–", AAA: "+25.0 %", DDD: "+50.0 %" });
  assert.equal(change(now, { others: [] })["DDD"], "–");
  assert.equal(change([row("EEE", "2020", "7")])["EEE"], "–"); // on less than nothing there is no percentage
  assert.equal(change([row("EEE", "2020", "7")], { points: true })["EEE"], "+8.0 points");
  assert.equal(change([row("AAA", "2020", "80.01")])["AAA"], "almost none");
  assert.equal(change([row("AAA", "2020", "90", { qualifier: "about" })])["AAA"], "–");
  assert.equal(ranked("2018", [row("AAA", "2017", "1"), row("AAA", "2018", "2")]).rows[0]?.change, "–");
});

test("the period before is the same part of the year before", () => {
  assert.deepEqual(["2020", "2020-S2", "2020-Q1", "2020-07", "2011/2020"].map(yearBefore), ["2019", "2019-S2", "2019-Q1", "2019-07", ""]);
});

test("plural forms are those of the catalogue", () => {
  assert.equal(told(FILE.words, "ranking.note", 1, { period: "2020" }), "The 1 economy of 2020.");
  assert.equal(told(FILE.words, "ranking.note", 1200, { period: "2020" }), "The 1\u202f200 economies of 2020.");
  assert.equal(told(FILE.words, "ranking.few", 1, { period: "2020" }), "1 are few in 2020.");
});

test("the address keeps the period, and everything else in it", () => {
  assert.equal(askedPeriod("?areas=CHN&ranking=2015"), "2015");
  assert.equal(withPeriod("?areas=CHN,DEU", "2015"), "?areas=CHN,DEU&ranking=2015");
  assert.equal(withPeriod("?areas=CHN,DEU&ranking=2015", ""), "?areas=CHN,DEU");
  assert.equal(withPeriod("?ranking=2015", ""), "");
  assert.equal(withPeriod("", "2011/2020"), "?ranking=2011/2020");
});
