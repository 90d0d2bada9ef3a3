// The same figures as a table: periods down and economies across, as the tables of indicator pages; for one period,
// economies down and indicators across. Figures stand as published.
import { say } from "../words.ts";
import { indicatorOf, type Catalogue } from "./catalogue.ts";
import type { Row } from "./csv.ts";
import { el } from "./dom.ts";
import { periodName, publishedValue, startOf, type Selection } from "./selection.ts";

/** A table as plain values. */
export interface Grid {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly head: string; readonly cells: readonly (Row | null)[] }[];
}

/** Periods down, newest first, areas across. */
export function timeGrid(catalogue: Catalogue, selection: Selection): Grid {
  const byPlace = new Map(selection.rows.map((row) => [`${row.area}|${row.period}`, row]));
  const periods = [...new Set(selection.points.map(({ row }) => row.period))];
  periods.sort((a, b) => startOf(b) - startOf(a) || (a < b ? 1 : -1));
  return {
    caption: captionOf(catalogue, selection),
    heads: selection.areas.map((area) => nameOf(catalogue, area)),
    rows: periods.map((period) => ({
      head: periodName(catalogue, period),
      cells: selection.areas.map((area) => byPlace.get(`${area}|${period}`) ?? null),
    })),
  };
}

/** Areas down, each indicator across, for one period; the largest of the first indicator first. */
export function areaGrid(catalogue: Catalogue, selections: readonly Selection[], period: string): Grid {
  const areas = [...new Set(selections.flatMap(({ areas: found }) => found))];
  const rowOf = (selection: Selection, area: string): Row | null => selection.rows.find((row) => row.area === area) ?? null;
  const size = (area: string): number => {
    const value = selections[0] && rowOf(selections[0], area)?.value;
    return value ? Number(value) : Number.NEGATIVE_INFINITY;
  };
  return {
    caption: `${selections.map((one) => one.indicator.title).join("; ")}, ${periodName(catalogue, period)}`,
    heads: selections.map((one) => captionOf(catalogue, one)),
    rows: areas
      .sort((a, b) => size(b) - size(a))
      .map((area) => ({ head: nameOf(catalogue, area), cells: selections.map((one) => rowOf(one, area)) })),
  };
}

function captionOf(catalogue: Catalogue, { indicator }: Selection): string {
  const unit = catalogue.units[indicatorOf(catalogue, indicator.id)?.unit ?? ""]?.title ?? "";
  return say(catalogue.words, "compare.caption", { title: indicator.title, unit });
}

/** The name of an area. */
export function nameOf(catalogue: Catalogue, area: string): string {
  return catalogue.areas.find(({ id }) => id === area)?.title ?? area;
}

/** Codes of statuses that need a word, and what the signs mean that occur. */
export function keyOf(catalogue: Catalogue, grids: readonly Grid[]): string {
  const rows = grids.flatMap((grid) => grid.rows.flatMap(({ cells }) => cells));
  const known = rows.filter((row) => row !== null);
  const statuses = [...new Set(known.map(({ status }) => status))].filter((code) => code !== "" && code !== "A").sort();
  const hedges = [...new Set(known.map(({ qualifier }) => qualifier))].filter(Boolean).sort();
  const words = catalogue.words;
  return [
    ...hedges.map((hedge) =>
      say(words, "sign.meaning", { sign: say(words, `sign.${hedge}`, { value: "" }).trim(), hedge: say(words, `hedge.${hedge}`) }),
    ),
    ...statuses.map((code) => say(words, "compare.status", { code, title: catalogue.statuses[code] ?? code })),
    ...(rows.some((row) => row === null || row.value === "") ? [say(words, "value.gap_meaning")] : []),
  ].join(say(words, "list.semicolon"));
}

/** The table in the page. */
export function tableElement(catalogue: Catalogue, grid: Grid, corner: string): HTMLElement {
  const cell = (row: Row | null): HTMLElement => {
    const made = el("td", { class: "n" }, row ? publishedValue(catalogue, row) : say(catalogue.words, "value.gap"));
    if (row && row.status !== "" && row.status !== "A") {
      made.append(" ", el("abbr", { title: catalogue.statuses[row.status] ?? row.status }, row.status));
    }
    if (row?.note) made.title = row.note;
    return made;
  };
  const head = el("tr", {}, el("th", { scope: "col" }, corner), ...grid.heads.map((text) => el("th", { scope: "col", class: "n" }, text)));
  const lines = grid.rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.head), ...row.cells.map(cell)));
  const table = el("table", { class: "data" }, el("caption", {}, grid.caption), el("thead", {}, head), el("tbody", {}, ...lines));
  return el("div", { class: "scroll tall", tabindex: "0", role: "region", "aria-label": grid.caption }, table);
}
