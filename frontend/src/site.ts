// Everything that a page needs at once, and no more: the search engine and the drawing engine come when asked for.
// Each part stands alone: a fault in one leaves the others, and the page is readable without any.
import { startActions } from "./acting.ts";
import { startChoose } from "./choose.ts";
import { startCopy } from "./copy.ts";
import { startFilter } from "./filter.ts";
import { idle } from "./idle.ts";
import { startMap } from "./map.ts";
import { startEvidence } from "./observe.ts";
import { startOpener } from "./opener.ts";
import { startRanked } from "./ranked.ts";
import { startReveal } from "./reveal.ts";
import { startSort } from "./sort.ts";
import { startTabs } from "./tabs.ts";
import { startToggles } from "./toggle.ts";
import { startCharts } from "./watch.ts";
import { readWords } from "./words.ts";

function all<T extends HTMLElement = HTMLElement>(selector: string): T[] {
  return [...document.querySelectorAll<T>(selector)];
}

const header = document.querySelector<HTMLElement>("header[data-words]");
const words = readWords(header?.dataset["words"]);
const dialog = document.querySelector<HTMLDialogElement>("dialog.find");
if (header && dialog) startOpener(header, dialog, words);
startToggles(all("[data-scheme-toggle]"), words);
for (const group of all("[data-tabs]")) startTabs(group, words);
for (const group of all("[data-tabs]:has(> .tabs [data-choices])")) startChoose(group);
for (const figure of all("figure.sk-map")) startMap(figure);
for (const table of all<HTMLTableElement>("table[data-sort]")) startSort(table, words);
for (const section of all("[data-ranking]")) startRanked(section);
for (const block of all(":is(.sk, .prose) pre, [data-copy]")) startCopy(block, words);
// What scrolls sideways must be reachable by keys, also when a window becomes narrower. To ask for widths now would make
// the browser lay out the page at once.
idle(() => {
  const watch = new ResizeObserver((boxes) => {
    for (const { target } of boxes) if (target.scrollWidth > target.clientWidth) (target as HTMLElement).tabIndex = 0;
  });
  for (const box of all(".prose table, pre")) watch.observe(box);
});
for (const form of all<HTMLFormElement>("form[data-filter]")) startFilter(form);
for (const bar of all("[data-actions]")) startActions(bar);
startReveal();
if (header) startEvidence(header);
startCharts(all("figure.sk-chart:is([data-points], [data-spec])"), words);

// A menu without a script closes by its own button only; with one, also by a press elsewhere or Escape.
for (const menu of all<HTMLDetailsElement>("details.menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

const compare = document.querySelector<HTMLElement>(".compare[data-compare]");
if (compare) import("./comparison.js").then((page) => page.startCompare(compare), () => undefined);

const beside = document.querySelector<HTMLElement>("[data-beside]");
if (beside) import("./beside.js").then((page) => page.startBeside(beside), () => undefined);

// Small charts are changed by few readers: their script comes with the first press, or with an address that asks.
const glance = document.querySelector<HTMLElement>("[data-glance]");
if (glance) {
  const change = (pressed: boolean): void => void import("./economy.js").then((page) => page.startGlance(glance, pressed)).catch(() => undefined);
  glance.querySelector("[data-change]")?.addEventListener("click", () => change(true), { once: true });
  if (/[?&](?:beside|show)=/.test(location.search)) change(false);
}
