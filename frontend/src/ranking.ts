// Shows the ranking of another period in the place of the published one: heading, heads, rows and what is said of them.
// The figures are those of the data API's file, the words those of the page's own file.
import { ownAddress } from "./address.ts";
import { TableSource } from "./compare/tables.ts";
import { periodIn } from "./compare/selection.ts";
import { ranking, told, TOP, type RankFile } from "./ranking/rank.ts";
import { rowOf, type Place } from "./ranking/rows.ts";
import { say } from "./words.ts";

const tables = new TableSource();
const files = new Map<string, Promise<RankFile>>();
let turn = 0;

/** The file behind the choice, asked for once. */
function fileAt(address: URL): Promise<RankFile> {
  const known = files.get(address.href);
  if (known) return known;
  const asked = fetch(address, { credentials: "same-origin" }).then(async (answer) => {
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return (await answer.json()) as RankFile;
  });
  files.set(address.href, asked);
  asked.catch(() => files.delete(address.href)); // asked again next time
  return asked;
}

/** Shows a period; throws where its figures cannot be had, and leaves what was shown. */
export async function showPeriod(section: HTMLElement, select: HTMLSelectElement, period: string): Promise<void> {
  turn += 1;
  const own = turn;
  const base = document.querySelector<HTMLElement>("header[data-base]")?.dataset["base"] || ".";
  const root = ownAddress(`${base}/`, location.href, location.origin);
  const address = ownAddress(section.dataset["ranking"] ?? "", document.baseURI, location.origin);
  if (!root || !address) throw new Error("an address leads away from the site");
  const file = await fileAt(address);
  const { rows } = await tables.get(file.csv, root);
  if (own !== turn) return; // something else has been asked for since
  write(section, { base, file }, rows, period);
  section.dataset["shown"] = period;
  select.value = period;
}

function write(section: HTMLElement, place: Place, rows: Parameters<typeof ranking>[1], period: string): void {
  const { file } = place;
  const name = (one: string): string => periodIn(file.words, one);
  const found = ranking(file, rows, period, name);
  const change = say(file.words, "ranking.change", { period: name(found.before) });
  const set = (selector: string, text: string): void => section.querySelector(selector)?.replaceChildren(text);
  set("h2", say(file.words, "ranking.heading", { period: name(period) }));
  set("[role=status]", found.note);
  const fold = section.querySelector<HTMLElement>("details");
  const top = found.rows.filter(({ focus }, n) => n < TOP || focus || !fold);
  const short = section.querySelector<HTMLTableElement>(".rank:not(.full)");
  headed(short, [found.head, change]);
  short?.tBodies[0]?.replaceChildren(...top.map((row) => rowOf(place, row, true)));
  if (!fold) return;
  const all = told(file.words, "ranking.all", found.rows.length);
  const full = fold.querySelector<HTMLTableElement>(".full");
  fold.hidden = found.rows.length <= TOP;
  set("summary", all);
  full?.parentElement?.setAttribute("aria-label", all);
  headed(full, [file.head, change]);
  full?.tBodies[0]?.replaceChildren(...found.rows.map((row) => rowOf(place, row, false)));
}

/** Writes the last heads of a table, in their buttons where it can be sorted; its order is that of the figures again. */
function headed(table: HTMLTableElement | null, texts: readonly string[]): void {
  const heads = [...(table?.querySelectorAll<HTMLElement>("thead th") ?? [])];
  for (const head of heads) head.removeAttribute("aria-sort");
  for (const [n, head] of heads.slice(-texts.length).entries()) (head.querySelector(".sort > span") ?? head).replaceChildren(texts[n] ?? "");
}
