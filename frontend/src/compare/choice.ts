// One selection of economies and years for the chart, the map and the table of an indicator. It stands in the address
// in the words of the comparison, and is worked out by the same parts; the page as published is what an address
// without any of them shows.
import { ownAddress } from "../address.ts";
import { askedPeriod, withPeriod } from "../ranked.ts";
import { onScheme } from "../toggle.ts";
import { say } from "../words.ts";
import { readCatalogue, type Catalogue, type Indicator } from "./catalogue.ts";
import { el } from "./dom.ts";
import { Figure, type Draw } from "./figure.ts";
import { MapYear, type MapFile } from "./mapyear.ts";
import { Pills } from "./pills.ts";
import { makeScene, type Loaded, type Scene } from "./plan.ts";
import { readState, writeState, type State, type Wrong } from "./state.ts";
import { TableSource } from "./tables.ts";
import { FONT, take, type Kind } from "./takeaway.ts";

/** How long a picture made for taking away is kept. */
const SHOWN_MS = 10_000;

/** The file behind the bar. */
interface ChoicesFile {
  readonly catalogue: Catalogue;
  readonly map: MapFile | null;
}

/** The parts of the page that follow the selection. */
interface Parts {
  readonly group: HTMLElement;
  readonly bar: HTMLElement;
  readonly figure: HTMLElement | null;
  readonly table: HTMLElement | null;
  readonly map: HTMLElement | null;
}

class Choice {
  readonly #parts: Parts;
  readonly #catalogue: Catalogue;
  readonly #indicator: Indicator;
  readonly #root: URL;
  readonly #load: () => Promise<Draw>;
  readonly #pills: Pills;
  readonly #map: MapYear | null;
  readonly #tables = new TableSource();
  readonly #live = el("div", { class: "chosen" });
  readonly #grid = el("div", { class: "chosen" });
  readonly #notes = el("div", { class: "notes", role: "status" });
  readonly #take: HTMLElement | null;
  #state: State;
  #figure: Figure | null = null;
  #turn = 0;

  constructor(parts: Parts, catalogue: Catalogue, indicator: Indicator, map: MapYear | null, root: URL, load: () => Promise<Draw>) {
    this.#parts = parts;
    this.#catalogue = catalogue;
    this.#indicator = indicator;
    this.#map = map;
    this.#root = root;
    let engine: Promise<Draw> | null = null;
    this.#load = () => (engine ??= load());
    this.#take = parts.group.querySelector<HTMLElement>(".takeaway");
    this.#pills = new Pills(parts.bar, catalogue, {
      change: (to) => this.#change(to),
      light: (area) => this.#figure?.light(area),
    });
    parts.figure?.after(this.#live);
    parts.table?.after(this.#grid);
    (this.#take ?? parts.group.lastElementChild)?.before(this.#notes);
    map?.onYear((year) => this.#change({ year }));
    this.#take?.addEventListener("click", (event) => this.#takeAway(event));
    addEventListener("popstate", () => void this.#reread());
    onScheme(() => void this.#figure?.redraw());
    this.#state = readState("", catalogue).state;
    parts.group.dataset["chosen"] = "";
  }

  /** Shows what the address asks for. */
  #reread(): Promise<void> {
    const { state, wrong } = readState(location.search, this.#catalogue, true);
    this.#state = state;
    return this.#show(wrong);
  }

  start(): Promise<void> {
    return this.#reread();
  }

  /** Whether the page shows what was published. */
  #isPublished({ areas, from, to }: State): boolean {
    const same = areas.length === 0 || areas.join() === this.#catalogue.wanted.join();
    return same && from === "" && to === "";
  }

  #change(to: Partial<State>): void {
    const { state } = readState(location.search, this.#catalogue, true);
    this.#state = { ...state, ...to };
    if (this.#isPublished(this.#state)) this.#state = { ...this.#state, areas: [] };
    const search = withPeriod(writeState(this.#state, true), askedPeriod(location.search));
    if (search !== location.search) history.pushState(null, "", location.pathname + search + location.hash);
    void this.#show([]);
  }

  async #loaded(): Promise<Loaded[]> {
    return [{ indicator: this.#indicator, table: await this.#tables.get(this.#indicator.csv, this.#root) }];
  }

  async #show(wrong: readonly Wrong[]): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const state = this.#state;
    this.#pills.show(state);
    this.#tell(wrong, []);
    if (this.#isPublished(state) && state.year === "") {
      this.#restore();
      this.#map?.restore();
      return;
    }
    try {
      const loaded = await this.#loaded();
      if (turn !== this.#turn) return; // something else has been asked for since
      this.#map?.show(state.year, state.areas, loaded[0]?.table.rows ?? []);
      if (this.#isPublished(state)) this.#restore();
      else await this.#replace(makeScene(this.#catalogue, { ...state, view: "line", year: "" }, loaded, this.#root), wrong, turn);
    } catch {
      if (turn === this.#turn) this.#tell([...wrong, { key: "not_loaded", value: "" }], []);
    }
  }

  /** The page as published. */
  #restore(): void {
    this.#figure?.end();
    this.#figure = null;
    this.#live.replaceChildren();
    this.#grid.replaceChildren();
    for (const part of [this.#parts.figure, this.#parts.table]) if (part) part.hidden = false;
    this.#map?.outline([]);
  }

  /** What came with the page stays until the new picture is there. */
  async #replace(scene: Scene, wrong: readonly Wrong[], turn: number): Promise<void> {
    const plan = scene.plans[0];
    this.#tell(wrong, [...scene.alerts, ...scene.notes]);
    if (!plan) {
      for (const part of [this.#parts.figure, this.#parts.table]) if (part) part.hidden = true;
      this.#live.replaceChildren();
      this.#grid.replaceChildren();
      return;
    }
    this.#grid.replaceChildren(plan.table);
    if (this.#parts.table) this.#parts.table.hidden = true;
    const figure = await this.#drawn(scene);
    if (turn !== this.#turn) {
      figure?.end();
      figure?.element.remove();
    }
  }

  async #drawn(scene: Scene): Promise<Figure | null> {
    const plan = scene.plans[0];
    if (!plan) return null;
    const before = this.#figure;
    const figure = new Figure(plan, this.#catalogue.words, this.#load, false);
    figure.element.classList.add("coming");
    this.#live.append(figure.element);
    await figure.start();
    figure.element.classList.remove("coming");
    before?.end();
    before?.element.remove();
    this.#figure = figure;
    if (this.#parts.figure) this.#parts.figure.hidden = true;
    return figure;
  }

  #tell(wrong: readonly Wrong[], notes: readonly string[]): void {
    const said = (key: string, value = ""): string => say(this.#catalogue.words, `compare.${key}`, { value });
    const items = wrong.filter(({ key }) => key !== "not_loaded").map(({ key, value }) => el("li", {}, said(key, value)));
    const failed = wrong.some(({ key }) => key === "not_loaded") ? [el("p", { class: "note" }, said("not_loaded"))] : [];
    const list = items.length > 0 ? [el("p", {}, said("wrong")), el("ul", {}, ...items)] : [];
    this.#notes.replaceChildren(...failed, ...list, ...notes.map((text) => el("p", { class: "src" }, text)));
  }

  /** The buttons below the views work on what is shown, the published selection too. */
  #takeAway(event: Event): void {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-take]") : null;
    const kind = pressed?.dataset["take"] as Kind | undefined;
    if (kind && pressed) void this.#taken(kind, pressed).catch(() => this.#tell([{ key: "not_loaded", value: "" }], []));
  }

  async #taken(kind: Kind, pressed: HTMLButtonElement): Promise<void> {
    const state = this.#state;
    const loaded = await this.#loaded();
    const scene = makeScene(this.#catalogue, { ...state, view: "line", year: "" }, loaded, this.#root);
    const page = new URL(location.pathname, location.origin);
    const years = [state.from, state.to].filter(Boolean).join("-");
    const figures = kind === "svg" || kind === "png" ? await this.#pictures(scene) : [];
    const link = page.href + writeState(state, true);
    const name = [this.#indicator.id, years].filter(Boolean).join("_");
    take(kind, this.#catalogue, { scene, figures, link, font: new URL(FONT, this.#root).href, name }, pressed);
  }

  /** The picture that is shown; the published one is drawn again out of sight, in colours of its own. */
  async #pictures(scene: Scene): Promise<Figure[]> {
    if (this.#figure) return [this.#figure];
    const plan = scene.plans[0];
    if (!plan) return [];
    const figure = new Figure(plan, this.#catalogue.words, this.#load, false);
    figure.element.classList.add("coming");
    const aside = el("div", { class: "chosen", "aria-hidden": "true" }, figure.element);
    this.#parts.group.append(aside);
    await figure.start();
    setTimeout(() => {
      figure.end();
      aside.remove();
    }, SHOWN_MS);
    return [figure];
  }
}

/** Makes the selection of a page work; throws where its file cannot be had. */
export async function startChoice(group: HTMLElement, bar: HTMLElement, load: () => Promise<Draw>): Promise<void> {
  const header = document.querySelector<HTMLElement>("header[data-base]");
  const root = ownAddress(`${header?.dataset["base"] || "."}/`, location.href, location.origin);
  const address = ownAddress(bar.dataset["choices"] ?? "", document.baseURI, location.origin);
  if (!root || !address) throw new Error("an address leads away from the site");
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const file = (await answer.json()) as ChoicesFile;
  const catalogue = readCatalogue(JSON.stringify(file.catalogue));
  const indicator = catalogue?.indicators[0];
  if (!catalogue || !indicator) throw new TypeError("not a file of choices");
  const parts: Parts = {
    group,
    bar,
    figure: group.querySelector<HTMLElement>("[data-view=line] > .sk-chart"),
    table: group.querySelector<HTMLElement>("[data-view=table] > .published"),
    map: group.querySelector<HTMLElement>(".sk-map"),
  };
  const map = parts.map && file.map ? new MapYear(parts.map, file.map, catalogue, indicator) : null;
  await new Choice(parts, catalogue, indicator, map, root, load).start();
}
