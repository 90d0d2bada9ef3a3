// The row of buttons below the figures: files, a link, the citation, and the lines for another site.
import { say } from "../words.ts";
import { FORMS, type Form } from "../citing.ts";
import { citing } from "../taking.ts";
import type { Catalogue, Indicator } from "./catalogue.ts";
import { citationShown } from "./citation.ts";
import { writeTable } from "./csv.ts";
import { button, el } from "./dom.ts";
import { composed, embedCode, save, toPng } from "./export.ts";
import type { Figure } from "./figure.ts";
import type { Scene } from "./plan.ts";

const SHOWN_MS = 2000;
const AROUND_PX = 190;
/** The typeface that goes into a picture, relative to the root of the site. */
export const FONT = "assets/silkline/fonts/source-sans-3-latin.woff2";

/** What can be taken as a file or a link. */
export interface Shown {
  readonly scene: Scene;
  readonly figures: readonly Figure[];
  /** Address that shows the same. */
  readonly link: string;
  readonly font: string;
  readonly name: string;
}

/** What the buttons work on. */
export interface Stock extends Shown {
  readonly indicators: readonly Indicator[];
  /** The root of the site. */
  readonly root: URL;
  readonly embed: string;
}

/** What can be taken. */
export type Kind = "csv" | "svg" | "png" | "link";
const LABELS: Readonly<Record<Kind, string>> = { csv: "csv", svg: "svg", png: "png", link: "copy_link" };

type Words = (key: string) => string;

function wordsOf(catalogue: Catalogue): Words {
  return (key) => say(catalogue.words, `compare.${key}`);
}

/** Hands over what is shown; `pressed` is the button that asked for it. */
export function take(kind: Kind, catalogue: Catalogue, stock: Shown, pressed: HTMLButtonElement): void {
  const { scene, name } = stock;
  const words = wordsOf(catalogue);
  if (kind === "csv") save(`${name}.csv`, new Blob([writeTable(scene.header, scene.rows)], { type: "text/csv" }));
  else if (kind === "svg") save(`${name}.svg`, new Blob([picture(stock)], { type: "image/svg+xml" }));
  else if (kind === "png") toPng(picture(stock), stock.font).then((blob) => save(`${name}.png`, blob), () => (pressed.disabled = true));
  else copyLink(stock.link, pressed, words);
}

/** The buttons for what is shown. */
export function takeaway(catalogue: Catalogue, stock: Stock): HTMLElement {
  const words = wordsOf(catalogue);
  const { scene } = stock;
  const bar = el("div", { class: "act takeaway", role: "group", "aria-label": words("takeaway") });
  const make = (kind: Kind): HTMLButtonElement => {
    const made = button(words(LABELS[kind]), () => take(kind, catalogue, stock, made));
    return made;
  };
  bar.append(make("csv"));
  if (scene.drawn && scene.plans.length > 0) bar.append(make("svg"), make("png"));
  bar.append(el("span", { class: "copying" }, make("link")), ...unfolding("cite", () => citation(catalogue, stock), words), ...embedding(stock, words));
  return bar;
}

function picture({ scene, figures }: Shown): string {
  const style = getComputedStyle(document.documentElement);
  const [paper, ink, soft] = ["--paper", "--ink", "--soft"].map((name) => style.getPropertyValue(name).trim());
  const foot = [...new Set(scene.plans.map(({ source }) => (source.textContent ?? "").split(" · ")[0] ?? ""))].join(" ");
  const panels = figures.map(({ panel }) => panel);
  return composed(panels, foot, { paper: paper ?? "", ink: ink ?? "", soft: soft ?? "" });
}

function copyLink(text: string, pressed: HTMLButtonElement, words: Words): void {
  copied(text).then(
    () => told(pressed, words("done"), words("copy_link")),
    () => pressed.parentElement?.replaceChildren(pressed, byHand(text, words)),
  );
}

async function copied(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error("only secure pages may copy");
  await navigator.clipboard.writeText(text);
}

function told(where: HTMLElement, text: string, before: string): void {
  where.textContent = text;
  setTimeout(() => (where.textContent = before), SHOWN_MS);
}

function byHand(text: string, words: Words): HTMLElement {
  const box = el("input", { type: "text", readonly: true, value: text });
  box.addEventListener("focus", () => box.select());
  queueMicrotask(() => box.focus());
  return el("label", { class: "by-hand" }, words("by_hand"), box);
}

/** What is shown as other pages are cited: in every form, at the address that shows the same. */
function citation({ words }: Catalogue, { indicators, link, root, name }: Stock): Node[] {
  const written = (form: Form): Promise<string> => citationShown(form, indicators, { link, root }, words);
  return citing({ forms: FORMS, written, name: () => name }, words);
}

function embedding(stock: Stock, words: Words): HTMLElement[] {
  const title = stock.scene.plans.map((plan) => plan.title).join("; ");
  const height = stock.figures.reduce((sum, figure) => sum + Math.round(figure.element.clientWidth * 0.5) + AROUND_PX, 0);
  const code = embedCode(stock.embed, title, Math.max(height, 320));
  return unfolding("embed", () => [el("label", { for: "embed-code" }, words("embed_help")), toCopy(code)], words);
}

function toCopy(text: string): HTMLElement {
  const box = el("textarea", { readonly: true, rows: "3", id: "embed-code" });
  box.value = text;
  box.addEventListener("focus", () => box.select());
  return box;
}

/** A button that shows something to be taken, made when it is first asked for. */
function unfolding(key: "cite" | "embed", content: () => Node[], words: Words): HTMLElement[] {
  const area = el("div", { class: "to-copy", id: `${key}-box`, hidden: true });
  const open = button(
    words(key),
    () => {
      area.hidden = !area.hidden;
      open.setAttribute("aria-expanded", String(!area.hidden));
      if (area.childElementCount === 0) area.append(...content());
      if (!area.hidden) area.querySelector<HTMLElement>("select, textarea")?.focus();
    },
    { "aria-expanded": "false", "aria-controls": area.id },
  );
  return [open, area];
}
