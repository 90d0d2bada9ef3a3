// Numbers on charts and in tables: how they are written, and where gridlines and labels stand. As the charts of the
// indicator pages have it.
import type { Indicator, Unit } from "./catalogue.ts";

const THIN = "\u202f";
const MINUS = "\u2212";
const STEPS = [1, 2, 2.5, 5, 10];
const INTERVALS = 4;
const LARGE = 1000;
const MANY = 10_000;

/** A published number with thin spaces between thousands and a true minus, digit for digit. */
export function grouped(text: string): string {
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  if (whole === "") return text;
  return (sign && MINUS) + whole.replace(/\B(?=(\d{3})+$)/g, THIN) + rest;
}

/** A number with so many decimals; a half is rounded up as it is written, not as the machine holds it. */
export function written(value: number, decimals: number): string {
  const digits = String(Math.abs(value));
  const whole = digits.includes("e") ? Number.NaN : Math.round(Number(`${digits}e${decimals}`));
  const exact = Number.isSafeInteger(whole) ? Math.sign(value) * Number(`${whole}e-${decimals}`) : value;
  const text = exact.toFixed(decimals);
  return grouped(/^-0(?:\.0*)?$/.test(text) ? text.slice(1) : text);
}

/** Decimals for all values of a chart: about three digits for the largest. */
export function shownDecimals(largest: number): number {
  return largest > 0 ? Math.max(0, 2 - Math.max(0, Math.floor(Math.log10(largest)))) : 0;
}

/** Decimals of a number as published. */
export function places(text: string): number {
  return /e/i.test(text) ? 0 : (text.split(".")[1] ?? "").replace(/0+$/, "").length;
}

/** Gridlines at round numbers from at or below the lowest to at or above the highest. */
export function axisSteps(low: number, high: number): number[] {
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / INTERVALS));
  const size = (STEPS.find((one) => one * power * INTERVALS >= span) ?? 10) * power;
  const first = Math.floor(low / size);
  const last = Math.ceil(high / size);
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * size).toPrecision(12)));
}

/** Decimals that the labels of an axis need. */
export function stepDecimals(steps: readonly number[]): number {
  return Math.max(0, ...steps.map((one) => (String(one).includes("e") ? 0 : places(String(one)))));
}

/** Years to label: both ends, and round years between them that do not crowd the ends. */
export function yearTicks(first: number, last: number, most = 6): number[] {
  if (last - first < most) return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const gap = [2, 5, 10, 20, 50, 100].find((one) => (last - first) / one <= most - 1) ?? 100;
  const crowd = (last - first) * 0.16;
  const inner: number[] = [];
  for (let year = Math.ceil((first + 1) / gap) * gap; year < last; year += gap) {
    if (year - first > crowd && last - year > crowd) inner.push(year);
  }
  return [first, ...inner, last];
}

/** Places moved apart to keep a distance within limits, in their order. */
export function pushApart(values: readonly number[], gap: number, low: number, high: number): number[] {
  const order = values.map((_, n) => n).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  const clusters: number[][] = [];
  const start = (cluster: readonly number[]): number => {
    const length = (cluster.length - 1) * gap;
    const middle = cluster.reduce((sum, n) => sum + (values[n] ?? 0), 0) / cluster.length;
    return Math.max(low, Math.min(middle - length / 2, high - length));
  };
  for (const n of order) {
    clusters.push([n]);
    while (clusters.length > 1) {
      const [before, last] = clusters.slice(-2) as [number[], number[]];
      if (start(last) - (start(before) + (before.length - 1) * gap) >= gap) break;
      clusters.splice(-2, 2, [...before, ...last]);
    }
  }
  const moved = values.map(() => 0);
  for (const cluster of clusters) for (const [n, place] of cluster.entries()) moved[place] = start(cluster) + n * gap;
  return moved;
}

/** The unit to read values in: the largest of the same base in which the largest is still 10 or more. */
export function readingUnit(indicator: Indicator, units: Readonly<Record<string, Unit>>, largest: number): Unit {
  const own = units[indicator.unit] ?? { title: indicator.unit, base: "", multiplier: 1 };
  if (!indicator.level || largest < MANY) return own;
  const top = largest * own.multiplier;
  const larger = Object.values(units).filter(
    (one) => one.base === own.base && one.multiplier > own.multiplier && top / one.multiplier >= 10,
  );
  return larger.reduce((best, one) => (one.multiplier > best.multiplier ? one : best), own);
}

/** Decimals of the labels: fewer for large values, never more than were published. */
export function labelDecimals(indicator: Indicator, factor: number, largest: number, text: string): number {
  if (factor !== 1) return shownDecimals(largest * factor);
  return Math.min(largest >= LARGE ? 0 : indicator.decimals, places(text));
}
