// What is compared, and the address that says so. An address may come from anywhere: what is wrong in it is told and
// left out, and the rest is shown.
import { indicatorOf, type Catalogue } from "./catalogue.ts";

export const VIEWS = ["line", "bar", "scatter", "table"] as const;
/** The views of an indicator's own page. */
export const PAGE_VIEWS = ["line", "map", "table"] as const;
export type View = (typeof VIEWS)[number] | (typeof PAGE_VIEWS)[number];

/** What is shown. Empty texts and lists stand for what the page chooses itself. */
export interface State {
  readonly indicator: string;
  readonly second: string;
  readonly areas: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly year: string;
  readonly view: View;
  readonly embed: boolean;
}

/** Something in the address that was left out: the key of a message, and what stood there. */
export interface Wrong {
  readonly key: string;
  readonly value: string;
}

/** More areas than this are no picture any more. */
export const MOST_AREAS = 60;
/** Parameters that an indicator's own page does not take. */
const ELSEWHERE = ["indicator", "second", "embed"];
const NAMES = ["indicator", "second", "areas", "from", "to", "year", "view", "embed"];
const PERIOD = /^\d{4}(?:-(?:S[12]|Q[1-4]|0[1-9]|1[0-2]))?$/;
const MOST_SHOWN = 40;

/** The state that an address asks for, and what in it is wrong; `own` is the page of an indicator. */
export function readState(search: string, catalogue: Catalogue, own = false): { state: State; wrong: Wrong[] } {
  const asked = new URLSearchParams(search);
  const wrong: Wrong[] = [];
  const tell = (key: string, value: string): void => void wrong.push({ key, value: value.slice(0, MOST_SHOWN) });
  const checked = (name: string, key: string, isRight: (value: string) => boolean): string => {
    const value = asked.get(name) ?? "";
    if (value === "" || isRight(value)) return value;
    tell(key, value);
    return "";
  };
  if (own) for (const name of ELSEWHERE) asked.delete(name);
  else for (const name of new Set(asked.keys())) if (!NAMES.includes(name)) tell("wrong_name", name);
  const known = (id: string): boolean => indicatorOf(catalogue, id) !== undefined;
  const indicator = checked("indicator", "wrong_indicator", known) || catalogue.indicator;
  let second = checked("second", "wrong_indicator", known);
  if (second === indicator && second !== "") {
    tell("wrong_same", second);
    second = "";
  }
  let from = checked("from", "wrong_year", (value) => /^\d{4}$/.test(value));
  let to = checked("to", "wrong_year", (value) => /^\d{4}$/.test(value));
  if (from && to && from > to) {
    tell("wrong_range", `${from}–${to}`);
    from = to = "";
  }
  const view = checked("view", "wrong_view", (value) => ((own ? PAGE_VIEWS : VIEWS) as readonly string[]).includes(value)) as View | "";
  return {
    state: {
      indicator,
      second,
      areas: readAreas(asked.get("areas") ?? "", catalogue, tell),
      from,
      to,
      year: checked("year", "wrong_year", (value) => PERIOD.test(value)),
      view: view || "line",
      embed: checked("embed", "wrong_embed", (value) => value === "1") === "1",
    },
    wrong,
  };
}

function readAreas(text: string, catalogue: Catalogue, tell: (key: string, value: string) => void): string[] {
  const known = new Set(catalogue.areas.map(({ id }) => id));
  const asked = [...new Set(text.split(",").filter(Boolean))];
  const found = asked.filter((id) => known.has(id));
  const unknown = asked.filter((id) => !known.has(id));
  if (unknown.length > 0) tell("wrong_areas", unknown.join(", "));
  if (found.length > MOST_AREAS) tell("wrong_many", String(MOST_AREAS));
  return found.slice(0, MOST_AREAS);
}

/** The part of an address that shows a state again. */
export function writeState(state: State, own = false): string {
  const pairs: [string, string][] = [
    ["indicator", state.indicator],
    ["areas", state.areas.join(",")],
    ["from", state.from],
    ["to", state.to],
    ["view", state.view],
    ["second", state.second],
    ["year", state.year],
    ["embed", state.embed ? "1" : ""],
  ];
  const usual = (name: string, value: string): boolean => own && (ELSEWHERE.includes(name) || (name === "view" && value === "line"));
  const written = pairs.filter(([name, value]) => value !== "" && !usual(name, value));
  if (written.length === 0) return "";
  return `?${written.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&")}`;
}
