// One picture with its words, table and sources. It is drawn again when colours or width change, or when a name is
// pointed at; whatever fails, the table has the figures.
import { Reader, voice, type Reading, type Spot } from "../reading.ts";
import { say, type Words } from "../words.ts";
import type { ChartFile } from "../spec.ts";
import { el } from "./dom.ts";
import type { Panel } from "./export.ts";
import { COLORS, HOVER, type Json } from "./look.ts";

/** Draws a specification into an element at a size. */
export type Draw = (
  file: ChartFile,
  host: HTMLElement,
  size: { width: number; height: number },
) => Promise<{ end(): void }>;

/** The values of a picture, before it is drawn and they have a place in it. */
export interface Told extends Pick<Reading, "indicator" | "unit" | "bars"> {
  readonly spots: readonly Omit<Spot, "x" | "y">[];
  readonly words: Words;
}

/** What a figure shows. */
export interface Plan {
  readonly title: string;
  readonly subtitle: string;
  /** The picture in words. */
  readonly described: string;
  /** The specification for a width and a name pointed at. */
  readonly spec: (width: number, lit: string) => Json;
  readonly height: (width: number) => number;
  readonly table: HTMLElement;
  readonly source: HTMLElement;
  /** Titles of the sources, for a citation. */
  readonly sources: readonly string[];
  /** The values of the picture in words; none where it is not read point by point. */
  readonly told?: Told;
  /** What the marks mean. */
  readonly key?: HTMLElement | null;
}

/** A picture in the page. */
export class Figure {
  readonly element = el("figure", { class: "sk-chart" });
  readonly #plan: Plan;
  readonly #words: Readonly<Record<string, string>>;
  readonly #load: () => Promise<Draw>;
  readonly #host = el("div", { class: "live", role: "img" });
  readonly #watch = new ResizeObserver(() => this.#resize());
  #drawing: { end(): void } | null = null;
  #turn: Promise<void> = Promise.resolve();
  #width = 0;
  #lit = "";
  #over = false;

  constructor(plan: Plan, words: Readonly<Record<string, string>>, load: () => Promise<Draw>, folded: boolean) {
    this.#plan = plan;
    this.#words = words;
    this.#load = load;
    this.#host.setAttribute("aria-label", plan.described);
    const fold = el("details", { class: "more" }, el("summary", {}, say(words, "compare.table")), plan.table);
    const caption = el("figcaption", { class: "src" }, plan.source);
    this.element.append(el("p", { class: "ct" }, plan.title), el("p", { class: "cs" }, plan.subtitle), this.#host, ...(plan.key ? [plan.key] : []), caption);
    if (folded) this.element.append(fold);
  }

  /** Draws it, once it stands in the page. */
  start(): Promise<void> {
    this.#watch.observe(this.element);
    return this.redraw();
  }

  /** Draws anew, after any drawing that is under way. */
  redraw(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#draw()).catch(() => this.#giveUp());
    return this.#turn;
  }

  /** Sets a name off from the others; an empty one sets all back. */
  light(area: string): void {
    if (area === this.#lit) return;
    this.#lit = area;
    void this.redraw();
  }

  end(): void {
    this.#over = true;
    this.#watch.disconnect();
    this.#drawing?.end();
  }

  /** The picture as it stands, for taking away. */
  get panel(): Panel {
    return { title: this.#plan.title, subtitle: this.#plan.subtitle, svg: this.#host.querySelector("svg") };
  }

  async #draw(): Promise<void> {
    const width = Math.floor(this.element.clientWidth);
    if (width < 1 || this.#over) return;
    const draw = await this.#load();
    const fresh = el("div", { "aria-hidden": "true" }); // the words are on the host
    const size = { width, height: this.#plan.height(width) };
    this.#host.style.minHeight = `${size.height}px`;
    const drawing = await draw({ vega: this.#plan.spec(width, this.#lit), colors: COLORS }, fresh, size);
    this.#drawing?.end();
    this.#drawing = drawing;
    this.#width = width;
    this.#host.replaceChildren(fresh);
    this.element.classList.add("is-live");
    this.#read(fresh);
  }

  /** Lets the picture be read: its unseen marks say where each value lies. */
  #read(holder: HTMLElement): void {
    const { told } = this.#plan;
    const svg = holder.querySelector("svg");
    if (!told || !svg) return;
    const from = svg.getBoundingClientRect();
    const places = new Map<string, { x: number; y: number }>();
    for (const mark of svg.querySelectorAll<SVGElement & { __data__?: { datum?: { key?: string } } }>(`.${HOVER} path`)) {
      const key = mark.__data__?.datum?.key;
      const { left, top, width, height } = mark.getBoundingClientRect();
      if (key) places.set(key, { x: left + width / 2 - from.left, y: top + height / 2 - from.top });
    }
    const spots = told.spots.flatMap((spot): Spot[] => {
      const place = places.get(`${spot.area}|${spot.period}`);
      return place ? [{ ...spot, ...place }] : [];
    });
    const axis = svg.querySelector(".role-axis-domain line, .background")?.getBoundingClientRect();
    const foot = (axis ? axis.bottom : from.bottom) - from.top;
    // What can take the focus may not stand in an image: the words stay on the group around it, the marks are not read.
    this.#host.setAttribute("role", "group");
    svg.setAttribute("aria-hidden", "true");
    holder.removeAttribute("aria-hidden");
    new Reader(this.element, holder, svg, { ...told, spots, top: 8, foot }, told.words, voice(this.element));
  }

  #giveUp(): void {
    if (this.#drawing) return; // the last good drawing stands
    this.#host.style.minHeight = "";
    this.#host.removeAttribute("role");
    this.#host.replaceChildren(el("p", { class: "note" }, say(this.#words, "compare.unfit")));
  }

  #resize(): void {
    const width = Math.floor(this.element.clientWidth);
    if (width > 0 && width !== this.#width) void this.redraw();
  }
}
