// What the actions of a page open: files and pictures to take away, the citation, the link, the lines for another site.
// Everything is taken from the page itself, as it stands when it is asked for. Nothing leaves the browser.
import { ownAddress } from "./address.ts";
import { citationOf, citationsOn, today, writtenOn, type Form } from "./citing.ts";
import { el } from "./compare/dom.ts";
import { composed, embedCode, save, toPng } from "./compare/export.ts";
import { wakeMap } from "./map.ts";
import { wholeMap } from "./mapped.ts";
import { citing, press, taken, tell } from "./taking.ts";
import { readWords, say, type Words } from "./words.ts";

const AROUND_PX = 120;
const NARROW_PX = 560;

interface Place {
  readonly bar: HTMLElement;
  readonly words: Words;
}

const panels = new WeakMap<HTMLElement, HTMLElement>();

/** Opens the panel of an action, or closes it if it was open when the button was pressed. */
export function toggle(bar: HTMLElement, button: HTMLButtonElement, wasOpen: boolean): void {
  panels.get(button)?.remove();
  panels.delete(button);
  button.setAttribute("aria-expanded", "false");
  if (wasOpen) return;
  const place = { bar, words: readWords(bar.dataset["actions"]) };
  const panel = el("div", { class: "act-panel", popover: "auto", role: "dialog", "aria-label": button.textContent ?? "" });
  panel.append(...content(button.dataset["act"] ?? "", place));
  panels.set(button, panel);
  bar.append(panel);
  panel.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    // A press on the button closes the panel before it is heard: the button must still know that it was open.
    setTimeout(() => button.setAttribute("aria-expanded", "false"), 0);
    if (document.activeElement === document.body || panel.contains(document.activeElement)) button.focus();
  });
  panel.showPopover();
  button.setAttribute("aria-expanded", "true");
  below(panel, button);
  panel.querySelector<HTMLElement>("a, button, input, textarea, select")?.focus({ preventScroll: true });
}

/** Beneath its button, within the window; on a phone the styles put it at the lower edge. */
function below(panel: HTMLElement, button: HTMLElement): void {
  if (innerWidth < NARROW_PX) return;
  const box = button.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - panel.offsetWidth - 8));
  panel.style.left = `${Math.round(left + scrollX)}px`;
  panel.style.top = `${Math.round(box.bottom + scrollY + 6)}px`;
}

function content(action: string, place: Place): Node[] {
  if (action === "download") return downloads(place);
  if (action === "cite") return citation(place);
  return action === "embed" ? embedding(place) : sharing(place);
}

// --- Download ---

function downloads(place: Place): Node[] {
  const files = [...document.querySelectorAll<HTMLAnchorElement>(":is(#download, .data) a[download]:not([data-form])")].map((card) => {
    const link = el("a", { href: card.href, download: true });
    link.append(...[...card.childNodes].map((node) => node.cloneNode(true)));
    return el("li", {}, link);
  });
  const made: Node[] = files.length > 0 ? [el("ul", { class: "act-files" }, ...files)] : [];
  return [...made, ...pictures(place)];
}

function pictures(place: Place): Node[] {
  const figures = shownCharts();
  if (figures.length === 0) return [];
  const { words } = place;
  const chosen = chooser(figures, place);
  const state = el("span", { role: "status", class: "d" });
  const trouble = (): void => void (state.textContent = say(words, "action.failed"));
  const name = (): string => `${slug()}${figures.length > 1 ? `-${figures.indexOf(chosen.figure()) + 1}` : ""}`;
  const drawing = (): Promise<string> => drawn(chosen.figure());
  const png = async (): Promise<Blob> => toPng(await drawing(), typeface(place.bar));
  const buttons = [
    press(words, "picture", () => void png().then((blob) => save(`${name()}.png`, blob), trouble)),
    press(words, "drawing", () => void drawing().then((svg) => save(`${name()}.svg`, new Blob([svg], { type: "image/svg+xml" })), trouble)),
  ];
  if ("ClipboardItem" in window && navigator.clipboard) {
    const copy = press(words, "copy_picture", () => {
      navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]).then(() => tell(copy, words, "copied"), trouble);
    });
    buttons.push(copy);
  }
  return [...chosen.parts, el("p", { class: "act-row" }, ...buttons), state];
}

function charts(): HTMLElement[] {
  for (const map of document.querySelectorAll<HTMLElement>("figure.sk-map")) wakeMap(map);
  return [...document.querySelectorAll<HTMLElement>("figure:is(.sk-chart, .sk-map)")].filter((figure) => picture(figure) !== null);
}

/** The charts and maps that the reader sees; where a table covers them, all that there are. */
function shownCharts(): HTMLElement[] {
  const found = charts();
  const shown = found.filter((figure) => figure.getClientRects().length > 0);
  return shown.length > 0 ? shown : found;
}

function chooser(figures: readonly HTMLElement[], place: Place): { parts: Node[]; figure: () => HTMLElement } {
  const first = figures[0] as HTMLElement;
  if (figures.length < 2) return { parts: [], figure: () => first };
  const list = el("select");
  for (const [n, figure] of figures.entries()) list.append(el("option", { value: String(n) }, text(figure, ".ct")));
  const label = el("label", {}, el("span", {}, say(place.words, "action.chart")), list);
  return { parts: [label], figure: () => figures[Number(list.value)] ?? first };
}

function text(figure: HTMLElement, part: string): string {
  return figure.querySelector(part)?.textContent?.trim() ?? "";
}

/** The drawing that the reader sees, else the one that came with the page. */
function picture(figure: HTMLElement): SVGSVGElement | null {
  if (figure.classList.contains("sk-map")) return figure.querySelector("svg");
  const live = figure.classList.contains("is-live") ? figure.querySelector<SVGSVGElement>(".live svg") : null;
  return live && live.clientWidth > 0 ? live : figure.querySelector<SVGSVGElement>(".wide svg");
}

/** A chart with its title, unit, source and address as one drawing of its own. */
export async function drawn(figure: HTMLElement): Promise<string> {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const shown = picture(figure);
  const map = shown && figure.classList.contains("sk-map") ? await wholeMap(figure, shown) : null;
  const svg = map ?? (shown?.cloneNode(true) as SVGSVGElement | undefined);
  if (svg && !map) {
    const { width, height } = svg.viewBox.baseVal;
    for (const [name, size] of [["width", width], ["height", height]] as const) {
      if (size > 0) svg.setAttribute(name, String(size));
    }
  }
  const site = document.querySelector("meta[property='og:site_name']")?.getAttribute("content") ?? "";
  const foot = `${credit(figure)} ${site}: ${pageAddress()}`;
  const panel = { title: text(figure, ".ct"), subtitle: text(figure, ".cs"), svg: svg ?? null };
  const made = composed([panel], foot, { paper: color("--paper"), ink: color("--ink"), soft: color("--soft") });
  return made.replace(/var\((--[\w-]+)\)/g, (_, name: string) => color(name));
}

/** What stands below a figure, without what leads to other places of the site. */
function credit(figure: HTMLElement): string {
  const caption = figure.querySelector("figcaption")?.cloneNode(true) as HTMLElement | undefined;
  if (!caption) return "";
  for (const rule of caption.querySelectorAll("br")) rule.replaceWith(" ");
  if (figure.classList.contains("sk-map")) for (const link of caption.querySelectorAll("a")) link.remove();
  return (caption.textContent ?? "").replace(/\s+/g, " ").replace(/ [.。](?= |$)/g, "").trim();
}

function pageAddress(): string {
  return document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href ?? `${location.origin}${location.pathname}`;
}

function slug(): string {
  return location.pathname.split("/").filter(Boolean).pop()?.replace(/[^\w-]/g, "") || "chart";
}

function typeface(bar: HTMLElement): string {
  const sheet = [...document.styleSheets].find(({ href }) => href?.endsWith("/site.css"));
  return new URL("fonts/source-sans-3-latin.woff2", sheet?.href ?? bar.baseURI).href;
}

// --- Cite, share, embed ---

function cited(): string {
  return document.querySelector("#cite .cite")?.textContent?.replace(/\s+/g, " ").trim() ?? ""; // laid out or not
}

/** The citation of what is shown: in words first, in the forms of reference managers when they are chosen. */
function citation(place: Place): Node[] {
  const page = citationsOn(document);
  if (page.files.size === 0) return taken(cited(), "citation", place.words);
  const seen = { address: shownAddress(page.address), day: today() };
  const written = async (form: Form): Promise<string> => citationOf(form, await writtenOn(page, form), seen, place.words);
  const words = citationOf("txt", { text: page.words, address: page.address }, seen, place.words);
  return citing({ forms: [...page.files.keys()], words, written, name: slug }, place.words);
}

/** The address of the page with what it chooses; the one that its citation names if it chooses nothing. */
function shownAddress(written: string): string {
  return location.search ? `${pageAddress().split("?")[0]}${location.search}` : written || pageAddress();
}

function sharing(place: Place): Node[] {
  const address = location.href;
  const made = taken(address, "link", place.words);
  if (typeof navigator.share === "function") {
    const share = press(place.words, "more", () => {
      navigator.share({ title: document.title, url: address }).catch(() => undefined); // closed by the reader
    });
    made.push(el("p", { class: "act-row" }, share));
  }
  const words = cited();
  return words ? [...made, ...taken(words, "citation", place.words)] : made;
}

function embedding(place: Place): Node[] {
  const figures = charts().filter((figure) => figure.dataset["embed"]);
  if (figures.length === 0) return [];
  const chosen = chooser(figures, place);
  const code = (): string => lines(chosen.figure(), place.bar);
  const made = taken(code(), "embed_help", place.words);
  const box = made.map((node) => (node as HTMLElement).querySelector("textarea")).find(Boolean);
  (chosen.parts[0] as HTMLElement | undefined)?.addEventListener("change", () => {
    if (box) box.value = code();
  });
  return [...chosen.parts, ...made];
}

/** The lines for another site: of what the address chooses where it does, else of the chart as it is. */
export function lines(figure: HTMLElement, bar: HTMLElement): string {
  const here = new URL(location.href);
  const own = ownAddress(figure.dataset["embed"] ?? "", document.baseURI, location.origin);
  const comparing = ownAddress(bar.dataset["compare"] ?? "", document.baseURI, location.origin);
  let address = own?.href ?? "";
  if (comparing && !figure.classList.contains("sk-map") && here.searchParams.has("areas")) {
    for (const name of ["areas", "from", "to"]) {
      const value = here.searchParams.get(name);
      if (value) comparing.searchParams.set(name, value);
    }
    comparing.searchParams.set("embed", "1");
    address = comparing.href.replaceAll("%2C", ",");
  }
  const box = picture(figure)?.viewBox.baseVal;
  const height = box && box.width > 0 ? Math.round((box.height / box.width) * 760) : 400;
  return embedCode(address, text(figure, ".ct"), height + AROUND_PX);
}
