// Whence the small charts take their figures: the file of each area, which holds all its indicators. Measured on the
// observatory: seven areas weigh 138 kB as they travel, the files of ten indicators 419 kB, and another area or another
// indicator costs 18 kB or nothing.
import type { Catalogue, Indicator } from "../compare/catalogue.ts";
import { records } from "../compare/csv.ts";
import { written } from "../compare/numbers.ts";
import { say } from "../words.ts";
import type { Dot, Job, Line } from "./draw.ts";

/** The yearly values of an area by indicator, as published. */
export type Figures = ReadonlyMap<string, readonly Dot[]>;

const ESTIMATED = new Set(["E", "F", "I"]);
const NEEDED = ["indicator", "time_period", "obs_value", "obs_qualifier", "obs_status"];

/** Reads the file of an area; throws where it is not one. */
export function readFigures(text: string): Figures {
  const all = records(text);
  const head = all.next();
  const places = NEEDED.map((name) => (head.done ? -1 : head.value.cells.indexOf(name)));
  if (places.includes(-1)) throw new SyntaxError("not a file of observations");
  const found = new Map<string, Dot[]>();
  for (const { cells } of all) {
    const [indicator = "", period = "", value = "", qualifier = "", status = ""] = places.map((n) => cells[n] ?? "");
    if (value === "" || !/^\d{4}$/.test(period)) continue;
    const dots = found.get(indicator) ?? [];
    found.set(indicator, dots);
    dots.push({ x: Number(period), y: Number(value), estimated: ESTIMATED.has(status), hedged: qualifier !== "" });
  }
  for (const dots of found.values()) dots.sort((a, b) => a.x - b.x);
  return found;
}

/** Which areas stand beside one in an indicator. */
export function shownAreas(indicator: Indicator, area: string, peers: readonly string[], whole: string): string[] {
  const beside = indicator.beside === "none" ? [] : peers;
  const around = indicator.beside === "whole" && whole && !peers.includes(whole) ? [whole] : [];
  return [area, ...beside, ...around];
}

/** One unit for a whole chart, in words such as billion where the unit takes them. */
export function scaleOf(catalogue: Catalogue, indicator: Indicator, largest: number): { readonly divisor: number; readonly head: string } {
  const { words } = catalogue;
  const unit = catalogue.units[indicator.unit] ?? { title: indicator.unit, base: "", multiplier: 1 };
  const steps = Object.keys(words).filter((key) => key.startsWith("steps.")).map((key) => ({ name: key.slice("steps.".length), size: Number(words[key]) }));
  const step = Object.hasOwn(words, `head.${unit.base}`)
    ? steps.sort((a, b) => b.size - a.size).find(({ size }) => largest * unit.multiplier >= size)
    : undefined;
  const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
  if (!step || step.size === unit.multiplier) return { divisor: 1, head: capital(unit.title) };
  return { divisor: step.size / unit.multiplier, head: capital(say(words, `head.${unit.base}`, { word: say(words, `long.${step.name}`) })) };
}

/** What a small chart shows, and the unit of its axis; null where the area has no two years. */
export function jobOf(
  catalogue: Catalogue,
  indicator: Indicator,
  areas: readonly string[],
  whole: string,
  figures: ReadonlyMap<string, Figures>,
): { readonly job: Job; readonly head: string } | null {
  const of = (area: string): readonly Dot[] => figures.get(area)?.get(indicator.id) ?? [];
  const [own = ""] = areas;
  const since = of(own)[0]?.x ?? 0;
  if (of(own).length < 2) return null;
  const given = areas.map((area) => ({ area, dots: of(area).filter(({ x }) => x >= since) })).filter(({ dots }) => dots.length > 0);
  const { divisor, head } = scaleOf(catalogue, indicator, Math.max(...given.flatMap(({ dots }) => dots.map(({ y }) => Math.abs(y)))));
  const names = new Map(catalogue.areas.map(({ id, title }) => [id, title]));
  const lines = given.map(({ area, dots }): Line => ({
    name: names.get(area) ?? area,
    role: area === own ? "own" : area === whole ? "whole" : "peer",
    dots: dots.map((dot) => ({ ...dot, y: dot.y / divisor })),
  }));
  const breaks = indicator.breaks.filter(([area]) => area === "" || area === own).map(([, period, what]) => [Number(period.slice(0, 4)), what] as const);
  return { job: { description: described(catalogue, indicator, lines, head), lines, breaks }, head };
}

function described(catalogue: Catalogue, indicator: Indicator, lines: readonly Line[], head: string): string {
  const { words } = catalogue;
  const value = (dot: Dot | undefined): string => (dot ? written(dot.y, dot.y < 10 ? 2 : 1) : "");
  const last = ({ dots }: Line): Dot | undefined => dots[dots.length - 1];
  const dated = (line: Line): string => say(words, "value.dated", { value: value(last(line)), period: last(line)?.x ?? "" });
  const [own, ...others] = lines;
  if (!own) return "";
  const told = say(words, "small.course", {
    area: own.name, value: value(last(own)), period: last(own)?.x ?? "", first: value(own.dots[0]), since: own.dots[0]?.x ?? "",
  });
  const beside = others.map((line) => say(words, "small.beside_one", { area: line.name, value: dated(line) })).join(say(words, "list.semicolon"));
  const title = `${indicator.title} (${head})`;
  return say(words, beside ? "small.description_beside" : "small.description", { indicator: title, told, beside });
}
