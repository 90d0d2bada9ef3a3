// Economies by value in one period, as src/silkline/render/tables.py ranks and writes them: the same order, the same
// places, the same digits. A test compares the rows of both.
import type { Row } from "../compare/csv.ts";
import { say } from "../words.ts";
import { compared, divided, enough, exact, less, plain, signed, size, written, type Exact } from "./exact.ts";

/** What `src/silkline/render/ranked.py` wrote of an indicator. */
export interface RankFile {
  readonly id: string;
  /** Addresses relative to the root of the site. */
  readonly csv: string;
  /** Where the files lie that evidence names; empty where they lie in several places. */
  readonly raw: string;
  /** The period of the page as published. */
  readonly period: string;
  /** Economies with a figure. */
  readonly names: Readonly<Record<string, string>>;
  readonly focus: readonly string[];
  /** Areas whose values the page lists one by one. */
  readonly listed: readonly string[];
  readonly decimals: number;
  readonly head: string;
  /** Units of a column from the largest: from what value on, and its head. */
  readonly steps: readonly (readonly [from: string, head: string])[];
  /** Economies that it takes for places. */
  readonly fewest: number;
  readonly points: boolean;
  readonly breaks: readonly (readonly [area: string, period: string])[];
  /** Exact figures of other sources than those shown. */
  readonly others: readonly (readonly [area: string, period: string, source: string, value: string])[];
  readonly statuses: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
}

/** An economy in the ranking. */
export interface Ranked {
  readonly row: Row;
  /** Empty where there are no places. */
  readonly position: string;
  readonly name: string;
  /** Width of its bar, in percent. */
  readonly share: string;
  /** In the unit of the short table, and as the long one has it. */
  readonly value: string;
  readonly plain: string;
  readonly change: string;
  readonly focus: boolean;
}

/** The ranking of one period. */
export interface Ranking {
  readonly rows: readonly Ranked[];
  readonly head: string;
  readonly before: string;
  readonly note: string;
}

interface Scale {
  readonly divisor: Exact;
  readonly head: string;
  readonly decimals: number;
  readonly own: boolean;
}

/** Rows of the short ranking, besides the focus. */
export const TOP = 8;
const ONE: Exact = { num: 1n, den: 1n };
const NONE: Exact = { num: 0n, den: 1n };

/** The same part of the year before; empty for a span of years. */
export function yearBefore(period: string): string {
  const [, year, part = ""] = /^(\d{4})(-[QS]?\d+)?$/.exec(period) ?? [];
  return year === undefined ? "" : String(Number(year) - 1).padStart(4, "0") + part;
}

/** A message that may have plural forms. */
export function told(words: RankFile["words"], key: string, n: number, values: Readonly<Record<string, string>> = {}): string {
  const form = n === 1 && Object.hasOwn(words, `${key}.one`) ? `${key}.one` : Object.hasOwn(words, `${key}.other`) ? `${key}.other` : key;
  return say(words, form, { n: written({ num: BigInt(n), den: 1n }, 0), ...values });
}

/** The ranking of a period, from the rows of the indicator's file. */
export function ranking(file: RankFile, rows: readonly Row[], period: string, name: (period: string) => string): Ranking {
  const economies = rows.filter((row) => row.value !== "" && Object.hasOwn(file.names, row.area));
  const found = economies
    .filter((row) => row.period === period)
    .map((row) => ({ row, value: exact(row.value) }))
    .sort((a, b) => compared(b.value, a.value) || (a.row.area < b.row.area ? -1 : 1));
  const hedged = found.some(({ row }) => row.qualifier !== "");
  const placed = !hedged && found.length >= file.fewest;
  const top = found.slice(0, TOP);
  const scale = scaleOf(file, top[Math.floor(top.length / 2)]?.value ?? NONE);
  const own = scaleOf(file, NONE);
  const largest = found[0]?.value ?? NONE;
  const before = beforeOf(file, economies, period);
  let place = 0;
  return {
    rows: found.map(({ row, value }, n) => {
      const last = found[n - 1];
      if (!last || compared(last.value, value) !== 0) place = n + 1;
      return {
        row,
        position: placed ? String(place) : "",
        name: file.names[row.area] ?? row.area,
        share: shareOf(value, largest),
        value: cell(file, row, value, scale),
        plain: cell(file, row, value, own),
        change: changeOf(file, row, value, before) || say(file.words, "value.gap"),
        focus: file.focus.includes(row.area),
      };
    }),
    head: scale.head,
    before: yearBefore(period),
    note: told(file.words, placed ? "ranking.note" : hedged ? "ranking.hedged" : "ranking.few", found.length, { period: name(period) }),
  };
}

function scaleOf(file: RankFile, value: Exact): Scale {
  const [from, head] = file.steps.find(([limit]) => compared(size(value), exact(limit)) >= 0) ?? [];
  const divisor = from === undefined ? ONE : exact(from);
  if (head === undefined || compared(divisor, ONE) === 0) return { divisor: ONE, head: file.head, decimals: file.decimals, own: true };
  return { divisor, head, decimals: 1, own: false };
}

function shareOf(value: Exact, largest: Exact): string {
  if (largest.num === 0n) return plain(NONE, 1);
  const share = divided(value, largest);
  return plain(share.num < 0n ? NONE : { num: share.num * 100n, den: share.den }, 1);
}

/** A value in a column, with the sign of its hedge, and blanks as wide as decimals that it was published without. */
function cell(file: RankFile, row: Row, value: Exact, scale: Scale): string {
  const scaled = divided(value, scale.divisor);
  const published = (row.value.split(".")[1] ?? "").length;
  const decimals = enough(scaled, scale.own ? Math.min(scale.decimals, published) : scale.decimals, row.value);
  const shown = written(scaled, decimals);
  const text = row.qualifier ? say(file.words, `sign.${row.qualifier}`, { value: shown }) : shown;
  if (decimals >= scale.decimals) return text;
  return text + (decimals > 0 ? "" : "\u2008") + "\u2007".repeat(scale.decimals - decimals);
}

/** Exact figures of the year before, by area and source. */
function beforeOf(file: RankFile, rows: readonly Row[], period: string): Map<string, Exact> {
  const year = yearBefore(period);
  const shown = rows.filter((row) => row.period === year && row.qualifier === "").map((row) => [row.area, row.source, row.value] as const);
  const others = file.others.filter(([, when]) => when === year).map(([area, , source, value]) => [area, source, value] as const);
  return new Map([...shown, ...others].map(([area, source, value]) => [`${area}|${source}`, exact(value)]));
}

/** The change on the year before, if one source gives both figures exactly, without a break. */
function changeOf(file: RankFile, row: Row, value: Exact, before: ReadonlyMap<string, Exact>): string {
  const then = before.get(`${row.area}|${row.source}`);
  const broken = row.status === "B" || file.breaks.some(([area, period]) => period === row.period && (area === "" || area === row.area));
  if (!then || broken || row.qualifier !== "") return "";
  if (!file.points && then.num <= 0n) return "";
  if (compared(value, then) === 0) return say(file.words, "change.same");
  const difference = less(value, then);
  const share = file.points ? difference : divided({ num: difference.num * 100n, den: difference.den }, then);
  if (!/[1-9]/.test(written(share, 1))) return say(file.words, "change.hardly");
  return say(file.words, file.points ? "change.points" : "change.percent", { amount: signed(share, 1) });
}
