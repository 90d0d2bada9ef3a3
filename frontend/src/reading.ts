// Reading a picture point by point: the nearest value to the pointer, the finger or, by arrow keys, to the last one. It
// needs a picture, the place of each value in it and the words; who drew the picture does not matter.
import { position } from "./tooltip.ts";
import { say, type Words } from "./words.ts";

/** A value with its place in the picture, in the units of its view box. */
export interface Spot {
  readonly area: string;
  readonly name: string;
  readonly period: string;
  /** The period in words. */
  readonly when: string;
  /** As published, with the sign of its hedge. */
  readonly value: string;
  /** In words; empty for a normal value. */
  readonly status: string;
  readonly source: string;
  readonly x: number;
  readonly y: number;
}

/** What a picture shows. */
export interface Reading {
  /** Whose values they are; empty where nobody can say where they come from. */
  readonly indicator: string;
  readonly unit: string;
  /** Whether values stand in columns of one period (lines) or below each other (bars). */
  readonly bars: boolean;
  readonly spots: readonly Spot[];
  /** Top and foot of the rule at a period. */
  readonly top: number;
  readonly foot: number;
}

const NAMESPACE = "http://www.w3.org/2000/svg";
const REACH_PX = 36;
const EVENT = "sk:observation";

/** The value nearest to a place: of the nearest period first, then the nearest in height. Bars go by height alone. */
export function nearest(reading: Reading, x: number, y: number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [n, spot] of reading.spots.entries()) {
    const away = reading.bars ? Math.abs(spot.y - y) : Math.abs(spot.x - x) * 1e4 + Math.abs(spot.y - y);
    if (away < least) [best, least] = [n, away];
  }
  return best;
}

/** The value that a key leads to: along a line by left and right, across lines by up and down; null for other keys. */
export function moved(reading: Reading, from: number, key: string): number | null {
  const { spots, bars } = reading;
  const here = spots[from];
  const order = (among: readonly number[], by: (n: number) => number): number[] => [...among].sort((a, b) => by(a) - by(b));
  const all = spots.map((_, n) => n);
  if (!here) return /^(?:Arrow|Home|End)/.test(key) && all.length > 0 ? (order(all, (n) => spots[n]?.[bars ? "y" : "x"] ?? 0)[0] ?? null) : null;
  const row = order(bars ? all : all.filter((n) => spots[n]?.area === here.area), (n) => spots[n]?.[bars ? "y" : "x"] ?? 0);
  const column = order(bars ? all : all.filter((n) => spots[n]?.period === here.period), (n) => spots[n]?.y ?? 0);
  const step = (list: readonly number[], by: number): number => list[Math.max(0, Math.min(list.length - 1, list.indexOf(from) + by))] ?? from;
  switch (key) {
    case "ArrowLeft":
      return step(row, -1);
    case "ArrowRight":
      return step(row, 1);
    case "ArrowUp":
      return step(column, -1);
    case "ArrowDown":
      return step(column, 1);
    case "Home":
      return row[0] ?? from;
    case "End":
      return row.at(-1) ?? from;
    default:
      return null;
  }
}

/** What is said of a value, for those who hear it. */
export function spoken(words: Words, unit: string, spot: Spot): string {
  const first = say(words, "reader.one", { area: spot.name, period: spot.when, value: spot.value, unit });
  const source = spot.source ? say(words, "reader.source", { source: spot.source }) : "";
  return [first, spot.status, source].filter(Boolean).join(". ");
}

let box: HTMLElement | null = null;
let owner: Reader | null = null;

function tip(): HTMLElement {
  if (box) return box;
  box = document.createElement("div");
  box.className = "sk-tip sk-reading";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true"); // the live region says the same
  document.body.append(box);
  const hide = (): void => owner?.hide();
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { passive: true, capture: true });
  return box;
}

/** Lets one picture be read. */
export class Reader {
  readonly #figure: HTMLElement;
  readonly #svg: SVGSVGElement;
  readonly #reading: Reading;
  readonly #words: Words;
  readonly #said: HTMLElement;
  readonly #over = document.createElementNS(NAMESPACE, "g");
  #at = -1;
  #before = -1;
  #asked = 0;

  /** `holder` stands around the picture and takes the focus; `said` is the figure's live region. */
  constructor(figure: HTMLElement, holder: HTMLElement, svg: SVGSVGElement, reading: Reading, words: Words, said: HTMLElement) {
    this.#figure = figure;
    this.#svg = svg;
    this.#reading = reading;
    this.#words = words;
    this.#said = said;
    this.#over.setAttribute("class", "sk-spot");
    holder.classList.add("readable");
    holder.tabIndex = 0;
    holder.setAttribute("role", "application");
    holder.setAttribute("aria-label", say(words, "reader.label"));
    holder.addEventListener("pointermove", (event) => this.#soon(event));
    holder.addEventListener("pointerdown", (event) => this.#down(event));
    holder.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && this.hide());
    holder.addEventListener("click", (event) => this.#click(event));
    holder.addEventListener("keydown", (event) => this.#key(event));
    holder.addEventListener("blur", () => this.hide());
  }

  hide(): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    this.#over.remove();
    this.#at = -1;
    if (owner === this) {
      owner = null;
      tip().hidden = true;
    }
  }

  #place(event: MouseEvent): { n: number; away: number } {
    const { left, top, width } = this.#svg.getBoundingClientRect();
    const scale = this.#scale(width);
    const [x, y] = [(event.clientX - left) / scale, (event.clientY - top) / scale];
    const n = nearest(this.#reading, x, y);
    const spot = this.#reading.spots[n];
    const away = spot ? Math.hypot(this.#reading.bars ? 0 : spot.x - x, spot.y - y) * scale : Number.POSITIVE_INFINITY;
    return { n, away };
  }

  #scale(width: number): number {
    return width / (this.#svg.viewBox.baseVal?.width || width);
  }

  #soon(event: PointerEvent): void {
    cancelAnimationFrame(this.#asked);
    this.#asked = requestAnimationFrame(() => this.#show(this.#place(event).n));
  }

  #down(event: PointerEvent): void {
    this.#before = this.#at;
    if (event.pointerType === "touch") this.#show(this.#place(event).n);
  }

  /** A finger first sees what it has hit; a second press on the same asks where it comes from. */
  #click(event: MouseEvent): void {
    const { n, away } = this.#place(event);
    const touched = event instanceof PointerEvent && event.pointerType === "touch";
    if (away > REACH_PX || (touched && n !== this.#before)) return;
    this.#ask(n);
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (this.#at >= 0) this.#ask(this.#at);
      return;
    }
    const to = moved(this.#reading, this.#at, event.key);
    if (to === null) return;
    event.preventDefault();
    this.#show(to);
    const spot = this.#reading.spots[to];
    if (spot) this.#said.textContent = spoken(this.#words, this.#reading.unit, spot);
  }

  #ask(n: number): void {
    const spot = this.#reading.spots[n];
    const { indicator } = this.#reading;
    if (!spot || !indicator) return;
    const detail = { indicator, area: spot.area, period: spot.period };
    this.#figure.dispatchEvent(new CustomEvent(EVENT, { detail, bubbles: true }));
  }

  #show(n: number): void {
    const spot = this.#reading.spots[n];
    if (!spot || n === this.#at) return;
    if (owner !== this) owner?.hide();
    owner = this;
    this.#at = n;
    this.#mark(spot);
    const note = tip();
    note.replaceChildren(...this.#lines(spot));
    note.hidden = false;
    const { left, top, width } = this.#svg.getBoundingClientRect();
    const scale = this.#scale(width);
    const size = note.getBoundingClientRect();
    note.style.left = `${position(left + spot.x * scale, size.width, innerWidth)}px`;
    note.style.top = `${Math.max(4, Math.min(innerHeight - size.height - 4, top + spot.y * scale - size.height - 12))}px`;
  }

  #mark(spot: Spot): void {
    const { bars, top, foot } = this.#reading;
    const make = (name: string, values: Readonly<Record<string, number>>): SVGElement => {
      const element = document.createElementNS(NAMESPACE, name);
      for (const [key, value] of Object.entries(values)) element.setAttribute(key, String(value));
      return element;
    };
    const ring = make("circle", { cx: spot.x, cy: spot.y, r: 5.5 });
    const rule = bars ? [] : [make("line", { x1: spot.x, x2: spot.x, y1: top, y2: foot })];
    this.#over.replaceChildren(...rule, ring);
    if (!this.#over.isConnected) this.#svg.append(this.#over);
  }

  #lines(spot: Spot): HTMLElement[] {
    const line = (tag: "b" | "span" | "small", text: string): HTMLElement => {
      const made = document.createElement(tag);
      made.textContent = text;
      return made;
    };
    const head = document.createElement("div");
    head.append(line("b", spot.name), line("span", spot.when));
    const value = document.createElement("p");
    value.append(line("b", spot.value), " ", line("span", this.#reading.unit));
    const more = [spot.status, spot.source, this.#reading.indicator ? say(this.#words, "reader.enter") : ""];
    return [head, value, ...more.filter(Boolean).map((text) => line("small", text))];
  }
}

/** The place in a figure where what is read is said. */
export function voice(figure: HTMLElement): HTMLElement {
  const known = figure.querySelector<HTMLElement>(":scope > .sk-said");
  if (known) return known;
  const made = document.createElement("p");
  made.className = "sk-said unseen";
  made.setAttribute("role", "status");
  figure.append(made);
  return made;
}
