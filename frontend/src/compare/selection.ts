// Which observations a picture shows, in what unit and order: the same questions that the charts of indicator pages ask.
import type { Catalogue, Indicator, Unit } from "./catalogue.ts";
import type { Row, Table } from "./csv.ts";
import { grouped, labelDecimals, readingUnit, written } from "./numbers.ts";
import type { State } from "./state.ts";
import { say, type Words } from "../words.ts";

/** Areas that are shown where the address names none and none of the wanted has a figure. */
const FEW = 6;
const STEPS: Readonly<Record<string, number>> = { Y: 1, S: 0.5, Q: 0.25, M: 1 / 12 };

/** A value of a picture. */
export interface Point {
  readonly row: Row;
  readonly area: string;
  readonly name: string;
  /** Start of the period in years. */
  readonly x: number;
  /** In the unit shown. */
  readonly y: number;
  /** As shown, with the sign of its hedge. */
  readonly label: string;
}

/** What is shown of one indicator. */
export interface Selection {
  readonly indicator: Indicator;
  readonly header: string;
  /** Areas with figures, in the order chosen, which is that of their colours. */
  readonly areas: readonly string[];
  /** Areas chosen that have none here. */
  readonly missing: readonly string[];
  readonly points: readonly Point[];
  /** Rows that are shown, those without a value too. */
  readonly rows: readonly Row[];
  readonly unit: Unit;
  readonly factor: number;
  /** Whether the points stand in time: more than one period, and none of them a span. */
  readonly timed: boolean;
  /** Time between neighbours in a series without gaps. */
  readonly step: number;
  /** Figures for other kinds of period, left out. */
  readonly others: number;
  /** Periods with a value, in order of time. */
  readonly periods: readonly string[];
}

/** Y, S, Q, M, or I for a span of years. */
export function kindOf(period: string): string {
  if (period.includes("/")) return "I";
  const part = period.split("-")[1] ?? "";
  return part === "" ? "Y" : /^[SQ]/.test(part) ? part.slice(0, 1) : "M";
}

/** The start of a period in years: 2021.5 for 2021-S2. */
export function startOf(period: string): number {
  const [year = "", part = ""] = (period.split("/")[0] ?? "").split("-");
  const kind = kindOf(period.split("/")[0] ?? "");
  const place = kind === "Y" ? 1 : Number(part.replace(/^[SQ]/, ""));
  return Number(year) + (place - 1) * (STEPS[kind] ?? 1);
}

function mainKind(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { period } of rows) counts.set(kindOf(period), (counts.get(kindOf(period)) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? 1 : -1))[0]?.[0] ?? "Y";
}

/** The areas that are shown: those chosen, or else those wanted that have figures, or else the first. */
export function chosenAreas(state: State, catalogue: Catalogue, table: Table): readonly string[] {
  if (state.areas.length > 0) return state.areas;
  const filled = new Set(table.rows.filter(({ value }) => value !== "").map(({ area }) => area));
  const wanted = catalogue.wanted.filter((area) => filled.has(area));
  return wanted.length > 0 ? wanted : [...filled].slice(0, FEW);
}

/** Which rows a picture takes: of a range, or of one period. */
export type Range = { readonly from: string; readonly to: string } | { readonly year: string };

function within(period: string, range: Range): boolean {
  if ("year" in range) return period === range.year;
  const year = period.slice(0, 4);
  const last = (period.split("/")[1] ?? period).slice(0, 4);
  return (!range.from || year >= range.from) && (!range.to || last <= range.to);
}

/** What is shown of an indicator for some areas. */
export function select(
  catalogue: Catalogue,
  indicator: Indicator,
  table: Table,
  areas: readonly string[],
  range: Range,
): Selection {
  const wanted = new Set(areas);
  const own = table.rows.filter(({ area }) => wanted.has(area));
  const valued = own.filter(({ value }) => value !== "");
  const kind = mainKind(valued);
  const rows = inOrder(own.filter(({ period }) => kindOf(period) === kind && within(period, range)), areas);
  const filled = rows.filter(({ value }) => value !== "");
  const largest = Math.max(0, ...filled.map(({ value }) => Math.abs(Number(value))));
  const unit = readingUnit(indicator, catalogue.units, largest);
  const factor = (catalogue.units[indicator.unit]?.multiplier ?? 1) / unit.multiplier;
  const names = new Map(catalogue.areas.map((one) => [one.id, one.title]));
  const present = new Set(filled.map(({ area }) => area));
  const periods = [...new Set(valued.filter(({ period }) => kindOf(period) === kind).map(({ period }) => period))];
  return {
    indicator,
    header: table.header,
    areas: areas.filter((area) => present.has(area)),
    missing: areas.filter((area) => !present.has(area)),
    points: filled.map((row) => ({
      row,
      area: row.area,
      name: names.get(row.area) ?? row.area,
      x: startOf(row.period),
      y: Number((Number(row.value) * factor).toPrecision(12)),
      label: signed(catalogue, row, shownValue(indicator, row, factor, largest)),
    })),
    rows,
    unit,
    factor,
    timed: kind !== "I" && new Set(filled.map(({ period }) => period)).size > 1,
    step: STEPS[kind] ?? 1,
    others: valued.filter(({ period }) => kindOf(period) !== kind).length,
    periods: periods.sort((a, b) => startOf(a) - startOf(b) || (a < b ? -1 : 1)),
  };
}

function inOrder(rows: readonly Row[], areas: readonly string[]): Row[] {
  const places = new Map(areas.map((area, n) => [area, n]));
  const place = (row: Row): number => places.get(row.area) ?? 0;
  return [...rows].sort((a, b) => place(a) - place(b) || startOf(a.period) - startOf(b.period));
}

function shownValue(indicator: Indicator, row: Row, factor: number, largest: number): string {
  return written(Number(row.value) * factor, labelDecimals(indicator, factor, largest, row.value));
}

/** A value with the sign of its hedge. */
export function signed(catalogue: Catalogue, row: Row, shown: string): string {
  return row.qualifier ? say(catalogue.words, `sign.${row.qualifier}`, { value: shown }) : shown;
}

/** A value as published, with its hedge and, unless it is a normal one, the code of its status. */
export function publishedValue(catalogue: Catalogue, row: Row): string {
  if (row.value === "") return say(catalogue.words, "value.gap");
  return signed(catalogue, row, grouped(row.value));
}

/** The period to show where one is asked for: that one if it has figures, or else the best covered of the newest. */
export function bestPeriod(tables: readonly Table[], areas: readonly string[], asked: string): string {
  const wanted = new Set(areas);
  const counts = new Map<string, number>();
  const [first, ...rest] = tables.map((table) => {
    const filled = table.rows.filter(({ area, value }) => wanted.has(area) && value !== "");
    const kind = mainKind(filled);
    return filled.filter(({ period }) => kindOf(period) === kind);
  });
  const others = rest.map((rows) => new Set(rows.map(({ area, period }) => `${area}|${period}`)));
  for (const { area, period } of first ?? []) {
    if (others.every((one) => one.has(`${area}|${period}`))) counts.set(period, (counts.get(period) ?? 0) + 1);
  }
  if (counts.has(asked)) return asked;
  const most = Math.max(0, ...counts.values());
  const good = [...counts].filter(([, n]) => n * 2 > most).map(([period]) => period);
  return good.sort((a, b) => startOf(b) - startOf(a))[0] ?? "";
}

/** A period in words. */
export function periodName(catalogue: Catalogue, period: string): string {
  return periodIn(catalogue.words, period);
}

/** A period in some words. */
export function periodIn(words: Words, period: string): string {
  const [since = "", until] = period.split("/");
  if (until) return say(words, "period.interval", { since: periodIn(words, since), until: periodIn(words, until) });
  const [year = "", part = ""] = period.split("-");
  const kind = kindOf(period);
  if (kind === "M") return say(words, "period.month", { year, month: say(words, `month.${Number(part)}`) });
  return say(words, kind === "Y" ? "period.year" : `period.${part.toLowerCase()}`, { year });
}
