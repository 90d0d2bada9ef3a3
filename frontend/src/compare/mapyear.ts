// The map in another year: the same shapes and the same limits, so that years can be compared; and an outline around
// the economies that are selected.
import { wakeMap } from "../map.ts";
import { say } from "../words.ts";
import type { Catalogue, Indicator } from "./catalogue.ts";
import type { Row } from "./csv.ts";
import { nameOf } from "./table.ts";
import { periodName, publishedValue } from "./selection.ts";

/** What the map needs beyond the page. */
export interface MapFile {
  /** Of classes, as published, from low to high. */
  readonly limits: readonly number[];
  /** Classes of the style sheet, one more than limits. */
  readonly shades: readonly string[];
  /** Limits in words, one for each class. */
  readonly words: readonly string[];
  /** The area that each shape stands for. */
  readonly shapes: Readonly<Record<string, string>>;
  /** The period of the published map. */
  readonly period: string;
}

/** The class of a value among limits, counted from 0. */
export function classOf(value: number, limits: readonly number[]): number {
  const place = limits.findIndex((limit) => value < limit);
  return place < 0 ? limits.length : place;
}

/** The map of the page. */
export class MapYear {
  readonly #figure: HTMLElement;
  readonly #file: MapFile;
  readonly #catalogue: Catalogue;
  readonly #indicator: Indicator;
  readonly #svg: SVGSVGElement | null;
  readonly #select: HTMLSelectElement | null;
  readonly #published: { readonly places: Map<Element, Element>; readonly texts: Map<Element, readonly Node[]>; readonly told: Map<Element, string> };
  #changed = false;

  constructor(figure: HTMLElement, file: MapFile, catalogue: Catalogue, indicator: Indicator) {
    this.#figure = figure;
    this.#file = file;
    this.#catalogue = catalogue;
    this.#indicator = indicator;
    wakeMap(figure);
    this.#svg = figure.querySelector("svg");
    this.#select = figure.querySelector("select");
    const uses = [...figure.querySelectorAll("use")];
    const said = [...figure.querySelectorAll(".ct, .cs, .key li, .src")];
    this.#published = {
      places: new Map(uses.flatMap((use) => (use.parentElement ? [[use, use.parentElement] as const] : []))),
      texts: new Map(said.map((one) => [one, [...one.childNodes].map((node) => node.cloneNode(true))])),
      told: new Map(uses.map((use) => [use, use.dataset["told"] ?? ""])),
    };
  }

  onYear(changed: (year: string) => void): void {
    this.#select?.addEventListener("change", () => {
      const year = this.#select?.value ?? "";
      changed(year === this.#file.period ? "" : year);
    });
  }

  /** The map as published. */
  restore(): void {
    if (this.#select) this.#select.value = this.#file.period;
    this.outline([]);
    if (!this.#changed) return;
    this.#changed = false;
    for (const [use, group] of this.#published.places) group.append(use);
    for (const [use, told] of this.#published.told) (use as SVGElement).dataset["told"] = told;
    for (const [element, nodes] of this.#published.texts) element.replaceChildren(...nodes.map((node) => node.cloneNode(true)));
  }

  /** Shows a year (the published one where empty), with the areas outlined. */
  show(year: string, areas: readonly string[], rows: readonly Row[]): void {
    if (year === "" || year === this.#file.period) this.restore();
    else this.#repaint(year, new Map(rows.filter(({ period, value }) => period === year && value !== "").map((row) => [row.area, row])));
    this.outline(areas);
  }

  outline(areas: readonly string[]): void {
    this.#svg?.querySelector("g.outlined")?.remove();
    const wanted = new Set(areas);
    const shapes = [...this.#published.places.keys()].filter((use) => wanted.has(this.#areaOf(use)));
    if (shapes.length === 0 || !this.#svg) return;
    const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
    group.setAttribute("class", "outlined");
    for (const use of shapes) {
      const copy = use.cloneNode(false) as SVGElement;
      delete copy.dataset["told"];
      group.append(copy);
    }
    this.#svg.append(group);
  }

  #areaOf(use: Element): string {
    return this.#file.shapes[/#s(.+)$/.exec(use.getAttribute("href") ?? "")?.[1] ?? ""] ?? "";
  }

  #repaint(year: string, byArea: ReadonlyMap<string, Row>): void {
    this.#changed = true;
    const { limits, shades } = this.#file;
    const when = periodName(this.#catalogue, year);
    const words = this.#catalogue.words;
    const groups = new Map([...this.#figure.querySelectorAll("svg > g:not(.outlined)")].map((group) => [group.getAttribute("class") ?? "", group]));
    const counts = shades.map(() => 0);
    const unit = this.#catalogue.units[this.#indicator.unit]?.title ?? "";
    for (const row of byArea.values()) {
      const place = classOf(Number(row.value), limits);
      if (Object.values(this.#file.shapes).includes(row.area)) counts[place] = (counts[place] ?? 0) + 1;
    }
    for (const use of this.#published.places.keys()) {
      const area = this.#areaOf(use);
      const row = byArea.get(area);
      const shade = row ? (shades[classOf(Number(row.value), limits)] ?? "gap") : "gap";
      groups.get(shade)?.append(use);
      const name = nameOf(this.#catalogue, area);
      const status = row && row.status !== "A" && row.status !== "" ? ` · ${this.#catalogue.statuses[row.status] ?? row.status}` : "";
      const told = row
        ? say(words, "map.value", { area: name, value: `${publishedValue(this.#catalogue, row)} ${unit}${status}` })
        : say(words, "map.missing", { area: name, period: when });
      (use as SVGElement).dataset["told"] = area ? told : "";
    }
    this.#retell(when, counts);
    if (this.#select) this.#select.value = year;
  }

  #retell(when: string, counts: readonly number[]): void {
    const words = this.#catalogue.words;
    const set = (selector: string, text: string): void => this.#figure.querySelector(selector)?.replaceChildren(text);
    set(".ct", say(words, "map.title", { title: this.#indicator.title, period: when }));
    for (const [n, item] of [...this.#figure.querySelectorAll(".key li")].entries()) {
      const text = say(words, "map.class", { limits: this.#file.words[n] ?? "", n: counts[n] ?? 0 });
      const swatch = item.querySelector("i");
      if (n < counts.length) item.replaceChildren(...(swatch ? [swatch] : []), text);
    }
    const told = this.#figure.querySelectorAll(".src");
    const n = counts.reduce((sum, one) => sum + one, 0);
    told[0]?.replaceChildren(say(words, "map.year_told", { n, period: when, published: periodName(this.#catalogue, this.#file.period) }));
    this.#figure.querySelector(".of-period")?.replaceChildren(); // said of the published period
  }
}
