// The row of buttons below the figures: files, a link, and the lines for another site.
import { say } from "../words.ts";
import type { Catalogue } from "./catalogue.ts";
import { writeTable } from "./csv.ts";
import { button, el } from "./dom.ts";
import { composed, embedCode, save, toPng } from "./export.ts";
import type { Figure } from "./figure.ts";
import type { Scene } from "./plan.ts";

const SHOWN_MS = 2000;
const AROUND_PX = 190;

/** What the buttons work on. */
export interface Stock {
  readonly scene: Scene;
  readonly figures: readonly Figure[];
  /** Address that shows the same. */
  readonly link: string;
  readonly embed: string;
  readonly font: string;
  readonly name: string;
}

/** The buttons for what is shown. */
export function takeaway(catalogue: Catalogue, stock: Stock): HTMLElement {
  const words = (key: string): string => say(catalogue.words, `compare.${key}`);
  const { scene } = stock;
  const bar = el("div", { class: "takeaway", role: "group", "aria-label": words("takeaway") });
  bar.append(button(words("csv"), () => save(`${stock.name}.csv`, new Blob([writeTable(scene.header, scene.rows)], { type: "text/csv" }))));
  if (scene.drawn && scene.plans.length > 0) bar.append(...pictures(stock, words));
  bar.append(linkButton(stock.link, words), ...embedding(stock, words));
  return bar;
}

function pictures(stock: Stock, words: (key: string) => string): HTMLElement[] {
  const style = getComputedStyle(document.documentElement);
  const picture = (): string => {
    const [paper, ink, soft] = ["--paper", "--ink", "--soft"].map((name) => style.getPropertyValue(name).trim());
    const foot = [...new Set(stock.scene.plans.map(({ source }) => (source.textContent ?? "").split(" · ")[0] ?? ""))].join(" ");
    const panels = stock.figures.map(({ panel }) => panel);
    return composed(panels, foot, { paper: paper ?? "", ink: ink ?? "", soft: soft ?? "" });
  };
  const svg = button(words("svg"), () => save(`${stock.name}.svg`, new Blob([picture()], { type: "image/svg+xml" })));
  const png = button(words("png"), () => {
    toPng(picture(), stock.font).then((blob) => save(`${stock.name}.png`, blob), () => (png.disabled = true));
  });
  return [svg, png];
}

function linkButton(text: string, words: (key: string) => string): HTMLElement {
  const holder = el("span", { class: "copying" });
  const copy = button(words("copy_link"), () => {
    copied(text).then(
      () => told(copy, words("done"), words("copy_link")),
      () => holder.replaceChildren(copy, byHand(text, words)),
    );
  });
  holder.append(copy);
  return holder;
}

async function copied(text: string): Promise<void> {
  if (!navigator.clipboard) throw new Error("only secure pages may copy");
  await navigator.clipboard.writeText(text);
}

function told(where: HTMLElement, text: string, before: string): void {
  where.textContent = text;
  setTimeout(() => (where.textContent = before), SHOWN_MS);
}

function byHand(text: string, words: (key: string) => string): HTMLElement {
  const box = el("input", { type: "text", readonly: true, value: text });
  box.addEventListener("focus", () => box.select());
  queueMicrotask(() => box.focus());
  return el("label", { class: "by-hand" }, words("by_hand"), box);
}

function embedding(stock: Stock, words: (key: string) => string): HTMLElement[] {
  const title = stock.scene.plans.map((plan) => plan.title).join("; ");
  const height = stock.figures.reduce((sum, figure) => sum + Math.round(figure.element.clientWidth * 0.5) + AROUND_PX, 0);
  const box = el("textarea", { readonly: true, rows: "3", id: "embed-code" });
  box.value = embedCode(stock.embed, title, Math.max(height, 320));
  box.addEventListener("focus", () => box.select());
  const area = el("div", { class: "embed-code", id: "embed-box", hidden: true }, el("label", { for: box.id }, words("embed_help")), box);
  const open = button(
    words("embed"),
    () => {
      area.hidden = !area.hidden;
      open.setAttribute("aria-expanded", String(!area.hidden));
      if (!area.hidden) box.focus();
    },
    { "aria-expanded": "false", "aria-controls": area.id },
  );
  return [open, area];
}
