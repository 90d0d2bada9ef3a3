// The small chart of an economy page, as the build draws it (charts/small.py): the same paper, the same marks, the same
// classes, so that a chart looks the same before and after the reader changed what it shows.
import { axisSteps, pushApart, stepDecimals, written } from "../compare/numbers.ts";

/** One value, in the unit shown. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly estimated: boolean;
  readonly hedged: boolean;
}

/** The values of one area in order of time. */
export interface Line {
  readonly name: string;
  readonly role: "own" | "peer" | "whole";
  readonly dots: readonly Dot[];
}

/** All that a small chart shows; the area of the page comes first. */
export interface Job {
  readonly description: string;
  readonly lines: readonly Line[];
  readonly breaks: readonly (readonly [year: number, what: string])[];
}

/** An element to be: text becomes text only. */
export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly inside?: readonly Shape[];
  readonly text?: string;
}

const WIDTH = 680;
const HEIGHT = 330;
const TOP = 22;
const FLOOR = 288;
const LETTER = 12.4;
const LONGEST = 18;
const GAP = 28;
const STEP = 1.01;

type Place = readonly [x: number, y: number];

/** Letters of a text; a wide one counts twice. */
export function letters(text: string): number {
  return [...text].reduce((sum, one) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(one) ? 2 : 1), 0);
}

/** A name short enough for the end of a line. */
export function cut(name: string): string {
  let kept = "";
  for (const letter of name) {
    if (letters(kept + letter) > LONGEST) return `${kept.trimEnd()}…`;
    kept += letter;
  }
  return name;
}

function path(kind: string, d: string, inside: readonly Shape[] = []): Shape {
  return { tag: "path", attributes: { class: kind, d }, inside };
}

function words(kind: string, x: number, y: number, text: string): Shape {
  return { tag: "text", attributes: { class: kind, x, y }, text };
}

/** The chart as shapes. */
export function small(job: Job): Shape {
  const dots = job.lines.flatMap((line) => line.dots);
  const values = dots.map(({ y }) => y);
  const years = dots.map(({ x }) => x);
  const steps = axisSteps(Math.min(0, ...values), Math.max(0, ...values));
  const zero = steps.indexOf(0);
  const kept = steps.length <= 4 ? steps : steps.filter((_, n) => (n - zero) % 2 === 0);
  const heads = kept.map((one) => written(one, stepDecimals(kept)));
  const names = job.lines.map(({ name }) => cut(name));
  const left = Math.max(...heads.map(letters)) * LETTER + 14;
  const right = WIDTH - Math.max(...names.map(letters)) * LETTER - 22;
  const [since, until] = [Math.min(...years), Math.max(...years)];
  const [low = 0, high = 1] = [steps[0], steps[steps.length - 1]];
  const x = (year: number): number => Math.round(left + (until > since ? (year - since) / (until - since) : 0.5) * (right - left));
  const y = (value: number): number => Math.round(FLOOR - ((value - low) / (high - low)) * (FLOOR - TOP));
  const grid = kept.flatMap((one, n) => [
    path(one === 0 ? "z" : "g", `M${Math.round(left)} ${y(one)}H${Math.round(right)}`),
    words("t", Math.round(left) - 10, y(one) + 9, heads[n] ?? ""),
  ]);
  const ends = [...new Set([since, until])].map((year, n) => words(n === 0 && until > since ? "y f" : "y", x(year), HEIGHT - 8, String(Math.floor(year))));
  const rules = job.breaks
    .filter(([year]) => since < year && year <= until)
    .map(([year, what]) => path("k", `M${x(year)} ${TOP}V${FLOOR}`, [{ tag: "title", attributes: {}, text: what }]));
  const lines = [...job.lines].reverse().map((line) => course(line, line.dots.map((dot): Place => [x(dot.x), y(dot.y)])));
  const heights = pushApart(job.lines.map(({ dots: own }) => y(own[own.length - 1]?.y ?? 0)), GAP, TOP, FLOOR);
  const labels = job.lines.map(({ role }, n) => words(`n ${role}`, Math.round(right) + 14, Math.round(heights[n] ?? 0) + 9, names[n] ?? ""));
  return {
    tag: "svg",
    attributes: { class: "mini", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": job.description },
    inside: [...grid, ...ends, ...rules, ...lines, ...labels],
  };
}

function course({ dots, role }: Line, places: readonly Place[]): Shape {
  const joined = dots.map((dot, n) => n > 0 && dot.x - (dots[n - 1]?.x ?? 0) < STEP);
  const d = { l: "", "l e": "" };
  const at = { l: -1, "l e": -1 };
  for (const [n, near] of joined.entries()) {
    const [from, to] = [places[n - 1], places[n]];
    if (!near || !from || !to) continue;
    const kind = dots[n]?.estimated || dots[n - 1]?.estimated ? "l e" : "l";
    if (at[kind] !== n - 1) d[kind] += `M${from[0]} ${from[1]}`;
    d[kind] += `L${to[0]} ${to[1]}`;
    at[kind] = n;
  }
  const paths = (["l", "l e"] as const).filter((kind) => d[kind]).map((kind) => path(kind, d[kind]));
  const circles = dots.flatMap((dot, n): Shape[] => {
    const [cx, cy] = places[n] ?? [0, 0];
    if (!dot.hedged && (joined[n] || joined[n + 1])) return [];
    return [{ tag: "circle", attributes: { ...(dot.hedged ? { class: "o" } : {}), cx, cy, r: 6 } }];
  });
  return { tag: "g", attributes: { class: role }, inside: [...paths, ...circles] };
}

/** The shape as an element of the page. */
export function element(shape: Shape): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", shape.tag);
  for (const [name, value] of Object.entries(shape.attributes)) made.setAttribute(name, String(value));
  if (shape.text !== undefined) made.textContent = shape.text;
  made.append(...(shape.inside ?? []).map(element));
  return made;
}
