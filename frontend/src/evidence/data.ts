// What the panel reads: the file of an area in the data API, and what is the same for every figure. Numbers are kept as
// they are written in the file: JSON.parse would turn 216265.0 into 216265.
import type { Wanted } from "../observe.ts";

/** One figure of one source. */
export interface Figure {
  time_period: string;
  obs_value: string | null;
  obs_qualifier: string;
  obs_status: string;
  source: string;
  evidence: string;
  note: string;
}

/** How a derived indicator is computed. */
export interface Derivation {
  formula: string;
  inputs: string[];
  reference_area: string;
  base_period: string;
  years: number | null;
}

/** An indicator with the figures of one area. */
export interface OfIndicator {
  indicator: string;
  title: string;
  title_zh: string;
  unit_title: string;
  unit_title_zh: string;
  package: string;
  derived: Derivation | null;
  observations: Figure[];
  alternatives: Figure[];
}

/** A publication or file. */
export interface Source {
  source: string;
  producer: string;
  title: string;
  published: string;
  retrieved: string;
  licence: string;
  package: string;
  file: string;
  sha256: string;
}

/** A figure that somebody stated. */
export interface Claim {
  claim: string;
  indicator: string;
  ref_area: string;
  time_period: string;
  printed: string;
  speaker: string;
  paragraph: number;
  sentence: number;
  outcome: string;
  uses: string[];
}

/** The file of one area. */
export interface AreaFile {
  area: string;
  name: string;
  name_zh: string;
  indicators: OfIndicator[];
  sources: Source[];
  claims: Claim[];
}

/** What is the same for every figure. */
export interface Shared {
  language: string;
  data: string;
  report: string;
  words: Record<string, string>;
  statuses: Record<string, string>;
  licences: Record<string, { title: string; url: string }>;
  packages: Record<string, { title: string; version: string; sha256: string; script: number }>;
}

/** A file of the data API with its numbers as text, digit by digit. */
export function readDigits<T>(text: string): T {
  return JSON.parse(text.replace(/"obs_value": (-?[\d.eE+-]+)/g, '"obs_value": "$1"')) as T;
}

/** A period as it stands in a fragment: `2011/2020` is written `2011-2020`. */
export function inFragment(period: string): string {
  return period.replaceAll("/", "-");
}

/** The figures of an indicator in the file of an area. */
export function ofIndicator(file: AreaFile, indicator: string): OfIndicator | undefined {
  return file.indicators.find((one) => one.indicator === indicator);
}

/** The figure shown for a period, or that of a given source where the file has it. */
export function figureAt(found: OfIndicator | undefined, period: string, source = ""): Figure | undefined {
  const same = (figure: Figure): boolean => inFragment(figure.time_period) === inFragment(period);
  const all = found ? [...found.observations, ...found.alternatives].filter(same) : [];
  return all.find((figure) => figure.source === source) ?? all[0];
}

/** The formula in signs, and the values that its letters stand for. */
export function workings(derived: Derivation, place: Wanted): { formula: string; inputs: Wanted[] } {
  const { formula, inputs, years } = derived;
  const at = (indicator: string, area = place.area, period = place.period): Wanted => ({ indicator, area, period });
  const own = inputs.map((indicator) => at(indicator));
  const first = inputs[0] ?? "";
  const compared = (): Wanted => {
    if (formula === "share_of_area_percent") return at(first, derived.reference_area);
    if (formula === "multiple_of_period") return at(first, place.area, derived.base_period);
    const year = String(Number(place.period.slice(0, 4)) - (years ?? 0)).padStart(4, "0");
    return at(first, place.area, year + place.period.slice(4));
  };
  const letters = inputs.map((_, n) => String.fromCharCode(65 + n));
  if (formula === "sum") return { formula: letters.join(" + "), inputs: own };
  if (formula === "difference") return { formula: "A − B", inputs: own };
  if (formula === "ratio_percent") return { formula: "A ÷ B × 100", inputs: own };
  if (formula === "per_head" || formula === "quotient") return { formula: "A ÷ B", inputs: own };
  const two = [...own, compared()];
  if (formula === "growth_percent") return { formula: "(A ÷ B − 1) × 100", inputs: two };
  if (formula === "cagr_percent") return { formula: `((A ÷ B)^(1/${years ?? 1}) − 1) × 100`, inputs: two };
  return { formula: formula === "share_of_area_percent" ? "A ÷ B × 100" : "A ÷ B", inputs: two };
}
