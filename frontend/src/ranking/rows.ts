// A row of a ranking as `macros.html` writes it.
import { el } from "../compare/dom.ts";
import { say } from "../words.ts";
import type { Ranked, RankFile } from "./rank.ts";

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Where a row stands: the way from its page to the root of the site, and the file behind it. */
export interface Place {
  readonly base: string;
  readonly file: RankFile;
}

/** A row of the short ranking, which has bars, or of the long one. */
export function rowOf({ base, file }: Place, ranked: Ranked, short: boolean): HTMLTableRowElement {
  const { row } = ranked;
  const normal = row.status === "A" || row.status === "";
  const sign = normal ? [] : [el("abbr", { title: file.statuses[row.status] ?? row.status }, row.status), " "];
  const text = short ? ranked.value : ranked.plain;
  const figure = text.trimEnd();
  const link = el("a", { href: evidenceOf({ base, file }, ranked), "data-obs": `${file.id}/${row.area}/${row.period}` }, figure);
  return el(
    "tr",
    { class: ranked.focus && "me" },
    el("td", { class: "r" }, ranked.position || say(file.words, "value.gap")),
    el("th", { scope: "row" }, el("a", { href: `${base}/economies/${row.area}/` }, ranked.name)),
    ...(short ? [el("td", { class: "bar" }, bar(ranked.share))] : []),
    el("td", { class: "n" }, ...sign, link, text.slice(figure.length)),
    el("td", { class: "n q" }, ranked.change),
  );
}

/** Where the figure comes from, for who opens the link elsewhere than in the panel. */
function evidenceOf({ base, file }: Place, { row }: Ranked): string {
  const root = base === "" ? "" : `${base}/`;
  if (file.listed.includes(row.area)) return `#${row.area}-${row.period.replace("/", "-")}`;
  if (row.evidence.startsWith("claim:")) return `${root}claims/#${row.evidence.slice("claim:".length)}`;
  if (row.evidence.startsWith("raw/") && file.raw) return `${root}${file.raw}${row.evidence}`;
  return `${root}${file.csv}`;
}

function bar(share: string): SVGSVGElement {
  const svg = document.createElementNS(NAMESPACE, "svg");
  for (const [name, value] of [["class", "b"], ["viewBox", "0 0 100 9"], ["preserveAspectRatio", "none"], ["aria-hidden", "true"]] as const) svg.setAttribute(name, value);
  const rect = document.createElementNS(NAMESPACE, "rect");
  rect.setAttribute("width", share);
  rect.setAttribute("height", "9");
  svg.append(rect);
  return svg;
}
