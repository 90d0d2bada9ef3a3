// One chart of a page: its picture is replaced by a live drawing of the same size once that has succeeded, and redrawn
// when the colours or the width change. Whatever fails, the picture stays and the page goes on without a word.
import { ownAddress } from "./address.ts";
import { Drawing, type Size } from "./engine.ts";
import { prepare, readChartFile, type ChartFile, type Place } from "./spec.ts";
import { Tip } from "./tooltip.ts";
import { onScheme } from "./toggle.ts";

/** Where the styles change from the wide picture to the narrow one. */
const NARROW = "(max-width: 760px)";
const MOST_BYTES = 2_000_000;

let tip: Tip | null = null;

function variable(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

async function fetchFile(place: Place): Promise<ChartFile> {
  const answer = await fetch(place.file, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const text = await answer.text();
  if (text.length > MOST_BYTES) throw new RangeError("the chart's file is too large");
  return readChartFile(JSON.parse(text));
}

class Live {
  readonly #figure: HTMLElement;
  readonly #file: ChartFile;
  readonly #place: Place;
  readonly #host = document.createElement("div");
  #drawing: Drawing | null = null;
  #width = 0;
  #hopeless = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(figure: HTMLElement, file: ChartFile, place: Place) {
    this.#figure = figure;
    this.#file = file;
    this.#place = place;
    this.#host.className = "live";
    this.#host.setAttribute("role", "img");
    this.#host.setAttribute("aria-label", this.#picture()?.getAttribute("aria-label") ?? "");
  }

  /** Draws anew, after any drawing that is under way. */
  redraw(): Promise<void> {
    if (this.#hopeless) return this.#turn;
    this.#turn = this.#turn.then(() => this.#draw()).catch(() => this.#giveUp());
    return this.#turn;
  }

  /** Takes up a new width, if it is one. */
  resize(): void {
    const width = Math.round(this.#figure.clientWidth);
    if (width > 0 && width !== this.#width) void this.redraw();
  }

  async #draw(): Promise<void> {
    const size = this.#size();
    if (size.width < 1) return; // in a closed view: drawn when it opens
    const fresh = document.createElement("div");
    fresh.setAttribute("aria-hidden", "true"); // the words are those of the picture, on the host
    tip ??= new Tip();
    const note = tip;
    const spec = prepare(this.#file, this.#place, variable);
    const drawing = new Drawing(spec, fresh, this.#place, (_, event, __, value) => note.show(event, value));
    await drawing.draw(size);
    note.hide();
    this.#drawing?.end();
    this.#drawing = drawing;
    this.#width = Math.round(size.width);
    this.#host.replaceChildren(fresh);
    if (!this.#host.isConnected) this.#holder()?.after(this.#host);
    this.#figure.classList.add("is-live");
  }

  #giveUp(): void {
    if (this.#drawing) return; // the last good drawing stands
    this.#hopeless = true;
    this.#host.remove();
    this.#figure.classList.remove("is-live");
  }

  #holder(): HTMLElement | null {
    const holders = this.#figure.querySelectorAll<HTMLElement>(".wide, .narrow");
    return holders[holders.length - 1] ?? null;
  }

  #picture(): SVGSVGElement | null {
    const narrow = matchMedia(NARROW).matches ? this.#figure.querySelector<SVGSVGElement>(".narrow svg") : null;
    return narrow ?? this.#figure.querySelector<SVGSVGElement>(".wide svg, svg");
  }

  /** The size of the picture that the page shows or, once it is hidden, would show at this width. */
  #size(): Size {
    const width = this.#figure.clientWidth;
    const box = this.#picture()?.viewBox.baseVal;
    const ratio = box && box.width > 0 ? box.height / box.width : 0.5;
    return { width, height: Math.round(width * ratio) };
  }
}

/** Makes one figure live. Never throws. */
export async function mount(figure: HTMLElement): Promise<void> {
  try {
    const file = ownAddress(figure.dataset["spec"] ?? "", document.baseURI, location.origin);
    if (!file) return;
    const place: Place = { file, origin: location.origin };
    const [content] = await Promise.all([fetchFile(place), document.fonts.ready]);
    const live = new Live(figure, content, place);
    await live.redraw();
    onScheme(() => void live.redraw());
    new ResizeObserver(() => live.resize()).observe(figure);
  } catch {
    // The picture that came with the page stands.
  }
}

/** Draws a specification that the page made itself; throws where that fails. */
export async function draw(file: ChartFile, host: HTMLElement, size: Size): Promise<{ end(): void }> {
  const place: Place = { file: new URL(document.baseURI), origin: location.origin };
  await document.fonts.ready;
  tip ??= new Tip();
  const note = tip;
  const spec = prepare(file, place, variable);
  const drawing = new Drawing(spec, host, place, (_, event, __, value) => note.show(event, value));
  await drawing.draw(size);
  return drawing;
}
