// A press on any number that carries `data-obs`, or a point of a chart, opens the panel that says where it comes from.
// The panel is fetched only then. Without it the link leads to the same evidence on a page or in a file.
import { ownAddress } from "./address.ts";

/** A value: of which indicator, place and period. */
export interface Wanted {
  indicator: string;
  area: string;
  period: string;
}

const PERIOD = "\\d{4}(?:-(?:Q[1-4]|S[12]|\\d\\d(?!\\d)))?";
const ENDING = new RegExp(`^${PERIOD}(?:-${PERIOD})?$`);

/** Reads `INDICATOR/AREA/PERIOD`; null where it is none. */
export function wantedOf(id: string | undefined): Wanted | null {
  const [indicator, area, ...period] = (id ?? "").split("/");
  return indicator && area && period[0] ? { indicator, area, period: period.join("/") } : null;
}

/** Reads the fragment of a value, such as `#CN-BJ-2023` or `#CHN-2011-2020`; null where it is none. */
export function wantedAt(hash: string, indicator: string): Wanted | null {
  const parts = hash.slice(1).split("-");
  for (let n = 1; n < parts.length; n++) {
    const period = parts.slice(n).join("-");
    if (ENDING.test(period)) return { indicator, area: parts.slice(0, n).join("-"), period };
  }
  return null;
}

/** The column of a table that is pressed, from the spans of the cells before, of the cell, and how far into it. */
export function columnOf(before: readonly number[], span: number, share: number): number {
  const within = Math.min(span - 1, Math.max(0, Math.floor(share * span)));
  return before.reduce((sum, one) => sum + one, 0) + within;
}

/** The value of a cell in a grid of what is known: its row names the area, the table the periods of its columns. */
function inGrid(target: Element, x: number, own: string): Wanted | null {
  const cell = target.closest<HTMLTableCellElement>("table[data-grid] tbody td");
  const row = cell?.closest("tr");
  if (!cell || !row) return null;
  const { left, width } = cell.getBoundingClientRect();
  const before = [...row.cells].slice(1, cell.cellIndex).map(({ colSpan }) => colSpan); // the first names the area
  const place = columnOf(before, cell.colSpan, (x - left) / width);
  const period = cell.closest("table")?.dataset["grid"]?.split(" ")[place];
  return wantedOf(`${own}/${row.dataset["area"] ?? ""}/${period ?? ""}`);
}

/** Whether a press on a link is meant to follow it elsewhere: another button, a new window. */
function isElsewhere(event: MouseEvent): boolean {
  return event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

/** Makes numbers of the page open the panel. */
export function startEvidence(header: HTMLElement): void {
  const base = ownAddress(`${header.dataset["base"] || "."}/`, location.href, location.origin);
  if (!base) return;
  const own = document.querySelector<HTMLElement>("[data-indicator]")?.dataset["indicator"] ?? "";
  let asked: Wanted | null = null;
  const open = (wanted: Wanted, from: HTMLElement | null): void => {
    asked = wanted;
    import("./evidence.js")
      .then((evidence) => (asked === wanted ? evidence.openEvidence({ base, own, wanted, from }) : undefined))
      .catch(() => from instanceof HTMLAnchorElement && location.assign(from.href));
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") asked = null; // a reader who left before the panel came does not want it
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || isElsewhere(event)) return;
    const link = event.target.closest<HTMLElement>("[data-obs]");
    const wanted = link ? wantedOf(link.dataset["obs"]) : inGrid(event.target, event.clientX, own);
    if (!wanted) return;
    event.preventDefault();
    open(wanted, link);
  });
  document.addEventListener("sk:observation", (event) => {
    const { indicator, area, period } = (event as CustomEvent<Partial<Wanted> | null>).detail ?? {};
    const wanted = wantedOf(`${indicator ?? ""}/${area ?? ""}/${period ?? ""}`);
    if (wanted) open(wanted, null);
  });
  const arrive = (): void => {
    const wanted = own ? wantedAt(location.hash, own) : null;
    if (wanted) open(wanted, null);
  };
  addEventListener("hashchange", arrive);
  arrive();
}
