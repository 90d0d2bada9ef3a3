// Tables marked `data-sort` sort by a press on a column's head. Cells may carry the exact value in `data-value`;
// otherwise the text is read. Missing values stay at the end in either direction.
import { say, type Words } from "./words.ts";

/** A cell's value for sorting: a number, a text, or null where there is none. */
export type Key = number | string | null;
export type Direction = "ascending" | "descending";

const NONE = /^(?:|[–—-]|\.\.|…)$/;
const SPACES = /[\s\u2009\u202f\u00a0,]/g;
const NUMBER = /^[+-]?\d+(?:\.\d+)?%?$/;

/** Reads the text of a cell as a number where it is one, with thin spaces, a true minus or a percent sign. */
export function toKey(text: string): Key {
  const plain = text.trim();
  if (NONE.test(plain)) return null;
  const digits = plain.replace(SPACES, "").replaceAll("\u2212", "-");
  return NUMBER.test(digits) ? Number.parseFloat(digits) : plain;
}

/** Orders two keys; numbers stand before texts and nothing before null. */
export function compare(a: Key, b: Key, direction: Direction, language: string): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const sign = direction === "ascending" ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  if (typeof a === "number") return -sign;
  if (typeof b === "number") return sign;
  return sign * a.localeCompare(b, language);
}

/** The direction that a press on a column gives: large numbers first, words from A. */
export function nextDirection(now: string | null, numeric: boolean): Direction {
  if (now === "ascending") return "descending";
  if (now === "descending") return "ascending";
  return numeric ? "descending" : "ascending";
}

function keyOf(row: HTMLTableRowElement, column: number): Key {
  const cell = row.cells[column];
  return toKey(cell?.dataset["value"] ?? cell?.textContent ?? "");
}

function sortBy(table: HTMLTableElement, head: HTMLTableCellElement): void {
  const body = table.tBodies[0];
  if (!body) return;
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row, head.cellIndex) }));
  const numeric = rows.some(({ key }) => typeof key === "number");
  const direction = nextDirection(head.getAttribute("aria-sort"), numeric);
  rows.sort((a, b) => compare(a.key, b.key, direction, document.documentElement.lang));
  for (const other of head.parentElement?.children ?? []) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction);
  body.append(...rows.map(({ row }) => row));
}

/** Puts a button into each column head that has words and is not marked `data-sort="none"`. */
export function startSort(table: HTMLTableElement, words: Words): void {
  const heads = table.tHead?.rows.item(table.tHead.rows.length - 1)?.cells ?? [];
  for (const head of heads) {
    if (head.tagName !== "TH" || !head.textContent?.trim() || head.dataset["sort"] === "none") continue;
    if (head.querySelector("a, button")) continue; // a link cannot stand in a button
    const button = document.createElement("button");
    const label = document.createElement("span");
    button.type = "button";
    button.className = "sort";
    button.title = say(words, "sort");
    label.append(...head.childNodes);
    button.append(label);
    head.append(button);
    button.addEventListener("click", () => sortBy(table, head));
  }
}
