// A chart's file holds a Vega specification and the CSS variable that stands for each of its colours. It is data from
// others: before it is drawn, whatever could leave the site, run away or give a page to a click is taken out or refused.
import { ownAddress } from "./address.ts";

/** The file behind a chart. */
export interface ChartFile {
  readonly vega: Record<string, unknown>;
  readonly colors: Readonly<Record<string, string>>;
}

/** Where a chart's file lies and what it may reach. */
export interface Place {
  readonly file: URL;
  readonly origin: string;
}

const MOST_STEPS = 10_000;
const HEX = /#[0-9a-f]{6}\b/gi;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a chart's file; throws where it is not one. */
export function readChartFile(document: unknown): ChartFile {
  if (!isObject(document) || !isObject(document["vega"])) throw new TypeError("not a chart file");
  const colors = isObject(document["colors"]) ? document["colors"] : {};
  const named = Object.entries(colors).filter(([, name]) => typeof name === "string" && name.startsWith("--"));
  return {
    vega: document["vega"],
    colors: Object.fromEntries(named.map(([hex, name]) => [hex.toLowerCase(), name as string])),
  };
}

/** Replaces each colour in a text, expressions included, by the value that its variable has now. */
export function recolour(text: string, colors: ChartFile["colors"], valueOf: (variable: string) => string): string {
  return text.replace(HEX, (hex) => {
    const variable = colors[hex.toLowerCase()];
    return (variable && valueOf(variable)) || hex;
  });
}

/** The page's own typeface: what the page carries of it, its file, and the file of what is beyond Latin-1. */
const OWN = "Source Sans 3";
const PARTS = ["Silkline Sans Letters", OWN, `${OWN} ext`];

/** Font families as CSS wants them: a name that is not made of plain words stands in quotes, or nothing is measured. */
export function quoteFamilies(families: string): string {
  const names = families.split(",").map((name) => name.trim());
  const whole = names.flatMap((name) => (name === OWN ? PARTS : [name]));
  return whole.map((name) => (/^(?:["'].*["']|[a-z-]+(?: [a-z-]+)*)$/i.test(name) ? name : `"${name}"`)).join(", ");
}

function steps(transform: Record<string, unknown>): number {
  const { start = 0, stop, step = 1 } = transform;
  return typeof start === "number" && typeof stop === "number" && typeof step === "number"
    ? (stop - start) / step
    : Number.POSITIVE_INFINITY;
}

/** A copy of the specification in the colours of now, with addresses resolved; throws on what may not be drawn. */
export function prepare(file: ChartFile, place: Place, valueOf: (variable: string) => string): object {
  const text = (value: string, key: string): string => {
    if (key === "url") return address(value, place);
    return /font$/i.test(key) ? quoteFamilies(value) : recolour(value, file.colors, valueOf);
  };
  const copy = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return text(value, key);
    if (Array.isArray(value)) return value.map((one) => copy(one, key));
    if (!isObject(value)) return value;
    if (key === "url") throw new Error("an address must be written out");
    if (value["type"] === "image" && "encode" in value) throw new Error("image marks are not drawn");
    if (value["type"] === "sequence" && !(Math.abs(steps(value)) <= MOST_STEPS)) throw new Error("too many steps");
    const kept = Object.entries(value).filter(([name]) => name !== "href" && name !== "usermeta");
    return Object.fromEntries(kept.map(([name, one]) => [name, copy(one, name === "value" ? key : name)]));
  };
  return copy(file.vega, "") as object;
}

function address(text: string, place: Place): string {
  const url = ownAddress(text, place.file, place.origin);
  if (!url) throw new Error("an address leads away from the site");
  return url.href;
}
