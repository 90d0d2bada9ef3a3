// The data API's CSV files. Every row keeps the text it came as, so that what a reader takes away is what was published.

/** An observation as the file has it. */
export interface Row {
  readonly area: string;
  readonly period: string;
  /** The value as published; empty where there is none. */
  readonly value: string;
  readonly qualifier: string;
  readonly status: string;
  readonly source: string;
  readonly evidence: string;
  readonly note: string;
  /** The whole row, without its line end. */
  readonly raw: string;
}

/** A file with its first line. */
export interface Table {
  readonly header: string;
  readonly rows: readonly Row[];
}

const NEEDED = ["ref_area", "time_period", "obs_value", "obs_qualifier", "obs_status", "source", "evidence", "note"];

/** Records of a CSV text (RFC 4180): their cells, and the text that each stands in. */
export function* records(text: string): Generator<{ readonly cells: string[]; readonly raw: string }> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const begin = at;
    const cells: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
      cells.push(cell.value);
      at = cell.end;
      if (text[at] !== ",") break;
      at += 1;
    }
    const raw = text.slice(begin, at);
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    if (raw !== "") yield { cells, raw };
  }
}

function plain(text: string, at: number): { value: string; end: number } {
  let end = at;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: text.slice(at, end), end };
}

function quoted(text: string, at: number): { value: string; end: number } {
  let value = "";
  let end = at + 1;
  for (;;) {
    const close = text.indexOf('"', end);
    if (close < 0) throw new SyntaxError("a quote is never closed");
    value += text.slice(end, close);
    end = close + 1;
    if (text[end] !== '"') break;
    value += '"';
    end += 1;
  }
  const rest = plain(text, end);
  return { value: value + rest.value, end: rest.end };
}

/** Reads a file of observations; throws where it is not one. */
export function readTable(text: string): Table {
  const all = records(text);
  const head = all.next();
  const names = head.done ? [] : head.value.cells;
  const places = NEEDED.map((name) => names.indexOf(name));
  if (head.done || places.includes(-1)) throw new SyntaxError("not a file of observations");
  const rows: Row[] = [];
  for (const { cells, raw } of all) {
    const [area, period, value, qualifier, status, source, evidence, note] = places.map((n) => cells[n] ?? "") as [
      string, string, string, string, string, string, string, string,
    ];
    rows.push({ area, period, value, qualifier, status, source, evidence, note, raw });
  }
  return { header: head.value.raw, rows };
}

/** Files with the same columns as one: the first header, then all rows. */
export function writeTable(header: string, rows: readonly Row[]): string {
  return `${[header, ...rows.map(({ raw }) => raw)].join("\n")}\n`;
}
