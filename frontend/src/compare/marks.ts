// What a dash, a dot, a diamond or an open ring stands for, and the key that says so below a picture; the same marks and
// words as those of the pictures that come with the pages.
import { say, type Words } from "../words.ts";
import { el } from "./dom.ts";
import { breaks } from "./lines.ts";
import type { Selection } from "./selection.ts";

/** Codes of statuses: estimated and imputed, forecast, provisional. */
export const ESTIMATED = "EI";
export const FORECAST = "F";
const PROVISIONAL = "P";
export const RAISED = ["more_than", "at_least"];
export const LOWERED = ["less_than", "nearly", "up_to"];

/** What keeps a value from being an ordinary one. */
export type Unsure = "" | "estimate" | "forecast" | "provisional";

/** How sure a value with a status is. */
export function unsure(status: string): Unsure {
  if (status === "") return "";
  return ESTIMATED.includes(status) ? "estimate" : FORECAST.includes(status) ? "forecast" : PROVISIONAL.includes(status) ? "provisional" : "";
}

/** The letter at the head of a break, by which the key names it. */
export function breakLetter(place: number): string {
  return String.fromCharCode(97 + (place % 26));
}

const RECT = "M1.5 1.5h21v9h-21Z";
const RING = "M8.4 6a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0";
type Glyph = Readonly<{ d: string; dash?: string; full?: boolean; round?: boolean }>;
const GLYPHS: Readonly<Record<string, Glyph>> = {
  estimate: { d: "M0 6h24", dash: "4 3" },
  forecast: { d: "M2 6h22", dash: ".5 4", round: true },
  provisional: { d: "M12 1.5 16.5 6 12 10.5 7.5 6Z" },
  hedged: { d: RING },
  above: { d: "M12 2 16 9H8Z", full: true },
  below: { d: "M12 10 16 3H8Z", full: true },
  gap: { d: "M0 6h8M16 6h8" },
  "estimate bar": { d: RECT, dash: "4 3" },
  "forecast bar": { d: RECT, dash: "1 2" },
  "provisional bar": { d: RECT, dash: "8 3" },
  "hedged bar": { d: RECT },
};

/** The kinds of marks that a selection shows, in the order of the key. */
export function kindsOf({ points, step }: Pick<Selection, "points" | "step">, lines: boolean): string[] {
  const form = lines ? "" : " bar";
  const has = (kind: Unsure): boolean => points.some(({ row }) => unsure(row.status) === kind);
  const hedged = (among: readonly string[]): boolean => points.some(({ row }) => among.includes(row.qualifier));
  const found = (["estimate", "forecast", "provisional"] as const).filter(has).map((kind) => kind + form);
  if (points.some(({ row }) => row.qualifier !== "")) found.push(`hedged${form}`);
  if (!lines) return found;
  if (hedged(RAISED)) found.push("above");
  if (hedged(LOWERED)) found.push("below");
  const gap = points.some((point, n) => points[n - 1]?.area === point.area && point.x - (points[n - 1]?.x ?? 0) > step * 1.01);
  return gap ? [...found, "gap"] : found;
}

function glyph({ d, dash, full, round }: Glyph): SVGElement {
  const make = (name: string, values: Readonly<Record<string, string>>): SVGElement => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    return made;
  };
  const stroke = { fill: "none", stroke: "currentColor", "stroke-width": "1.7", ...(dash ? { "stroke-dasharray": dash } : {}) };
  const svg = make("svg", { viewBox: "0 0 24 12", "aria-hidden": "true" });
  svg.append(make("path", { d, ...(full ? { fill: "currentColor" } : stroke), ...(round ? { "stroke-linecap": "round" } : {}) }));
  return svg;
}

/** The key to a picture; null where it holds only plain lines or bars. */
export function keyElement(selection: Selection, lines: boolean, words: Words, periodOf: (period: string) => string): HTMLElement | null {
  const rows = kindsOf(selection, lines).flatMap((kind) => {
    const shape = GLYPHS[kind];
    return shape ? [el("li", {}, glyph(shape) as unknown as Node, say(words, `marks.${kind.split(" ")[0]}`))] : [];
  });
  const told = lines ? breaks(selection) : [];
  const why = told.map(({ period, what }, n) => el("li", { class: "why" }, el("em", {}, breakLetter(n)), `${periodOf(period)}: ${what}`));
  return rows.length + why.length > 0 ? el("ul", { class: "key marks" }, ...rows, ...why) : null;
}
