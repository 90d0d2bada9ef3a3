// One picture with its words, table and sources. It is drawn again when colours or width change, or when a name is
// pointed at; whatever fails, the table has the figures.
import { say } from "../words.ts";
import type { ChartFile } from "../spec.ts";
import { el } from "./dom.ts";
import type { Panel } from "./export.ts";
import { COLORS, type Json } from "./look.ts";

/** Draws a specification into an element at a size. */
export type Draw = (
  file: ChartFile,
  host: HTMLElement,
  size: { width: number; height: number },
) => Promise<{ end(): void }>;

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
    this.element.append(el("p", { class: "ct" }, plan.title), el("p", { class: "cs" }, plan.subtitle), this.#host, caption);
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
  }

  #giveUp(): void {
    if (this.#drawing) return; // the last good drawing stands
    this.#host.style.minHeight = "";
    this.#host.removeAttribute("role");
    this.#host.replaceChildren(el("p", { class: "note" }, say(this.#words, "compare.unfit")));
  }

  #resize(): void {
    const width = Math.floor(this.element.clientWidth);
    if (width > 0 && this.#width > 0 && width !== this.#width) void this.redraw();
  }
}
