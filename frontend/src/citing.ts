// How what a reader sees is cited. The engine has written the citation in every form; here only the address is exchanged for
// that of the selection, and the day of access is added: the engine knows neither. The works behind it stay as they are.
import { ownAddress } from "./address.ts";
import { say, type Words } from "./words.ts";

/** A form that reference managers read, or words for people. */
export type Form = "txt" | "bib" | "ris" | "csl";
export const FORMS: readonly Form[] = ["txt", "bib", "ris", "csl"];
export const ENDINGS: Readonly<Record<Form, string>> = { txt: "txt", bib: "bib", ris: "ris", csl: "csl.json" };
const TYPES: Readonly<Record<Form, string>> = {
  txt: "text/plain",
  bib: "application/x-bibtex",
  ris: "application/x-research-info-systems",
  csl: "application/vnd.citationstyles.csl+json",
};

/** A citation as the engine wrote it. */
export interface Written {
  readonly text: string;
  /** The address that it names. */
  readonly address: string;
}

/** What the reader looks at, and when. */
export interface Seen {
  readonly address: string;
  /** Such as 2026-01-31. */
  readonly day: string;
}

/** The reader's day. */
export function today(now = new Date()): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

/** The characters that would end a field of BibTeX, percent-encoded. */
function encoded(address: string): string {
  return address.replace(/[{}\\^~\s]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

/** The first place of a text exchanged, with nothing in the new one taken as a pattern. */
function exchanged(text: string, from: string, to: string): string {
  const place = from ? text.indexOf(from) : -1;
  return place < 0 ? text : text.slice(0, place) + to + text.slice(place + from.length);
}

type Item = Record<string, unknown>;

function cslOf(written: Written, seen: Seen): string {
  const items = JSON.parse(written.text) as Item[];
  const parts = seen.day.split("-").map(Number);
  const own = items.findIndex((item) => item["URL"] === written.address);
  const changed = items.map((item, n) => (n === own ? { ...item, URL: seen.address, accessed: { "date-parts": [parts] } } : item));
  return `${JSON.stringify(changed, null, 1)}\n`;
}

/** A citation of what is seen. */
export function citationOf(form: Form, written: Written, seen: Seen, words: Words): string {
  const { text, address } = written;
  if (form === "csl") return cslOf(written, seen);
  if (form === "bib") {
    return exchanged(text, `  url = {${encoded(address)}}`, `  url = {${encoded(seen.address)}},\n  urldate = {${seen.day}}`);
  }
  if (form === "ris") {
    return exchanged(text, `UR  - ${address}`, `UR  - ${encoded(seen.address)}\nY2  - ${seen.day.replaceAll("-", "/")}/`).replace(/\r?\n/g, "\r\n");
  }
  const [own = "", ...rest] = text.split("\n");
  return [`${exchanged(own, address, seen.address)} ${say(words, "action.accessed", { date: seen.day })}`.trim(), ...rest].join("\n");
}

/** How a page is cited: in the words that stand on it, and in files beside it. */
export interface Citations {
  /** The address that all forms name. */
  readonly address: string;
  readonly words: string;
  /** Links as they stand on the page. */
  readonly files: ReadonlyMap<Form, string>;
}

/** The citations of a page. */
export function citationsOn(root: ParentNode): Citations {
  const lines = [...root.querySelectorAll<HTMLElement>("#cite .cite, #cite .works li")].map((part) => part.textContent?.trim() ?? "");
  const files = new Map<Form, string>();
  for (const link of root.querySelectorAll<HTMLAnchorElement>("#cite a[data-form]")) {
    const form = FORMS.find((known) => known === link.dataset["form"]);
    if (form) files.set(form, link.href);
  }
  const address = root.querySelector<HTMLElement>("#cite [data-address]")?.dataset["address"] ?? "";
  return { address, words: lines.join("\n"), files };
}

/** The citation in one form, as the engine wrote it; throws where its file cannot be had. */
export async function writtenOn(page: Citations, form: Form): Promise<Written> {
  const { address, words, files } = page;
  if (form === "txt") return { text: words, address };
  const file = ownAddress(files.get(form) ?? "", document.baseURI, location.origin);
  const answer = file && (await fetch(file, { credentials: "same-origin" }));
  if (!answer?.ok) throw new Error(`no citation in the form ${form}`);
  return { text: (await answer.text()).replaceAll("\r\n", "\n"), address };
}

/** Several citations as one, such as those of the indicators of a comparison. */
export function together(form: Form, texts: readonly string[]): string {
  if (form !== "csl") return [...new Set(texts)].join(form === "ris" ? "\r\n" : "\n");
  const items = texts.flatMap((text) => JSON.parse(text) as Item[]);
  const named = new Map(items.map((item) => [item["id"], item]));
  return `${JSON.stringify([...named.values()], null, 1)}\n`;
}

/** A file of a citation. */
export function fileOf(form: Form, text: string): Blob {
  return new Blob([text], { type: `${TYPES[form]};charset=utf-8` });
}
