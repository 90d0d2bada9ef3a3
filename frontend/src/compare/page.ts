// The page: the address says what is shown, every control changes the address, and figures are fetched from the data API
// when they are first asked for.
import { ownAddress } from "../address.ts";
import { onScheme } from "../toggle.ts";
import { say } from "../words.ts";
import { indicatorOf, readCatalogue, type Catalogue, type Indicator } from "./catalogue.ts";
import { Controls } from "./controls.ts";
import { el } from "./dom.ts";
import { Figure, type Draw } from "./figure.ts";
import { makeScene, type Loaded, type Scene } from "./plan.ts";
import { periodName } from "./selection.ts";
import { readState, writeState, type State, type Wrong } from "./state.ts";
import { TableSource } from "./tables.ts";
import { FONT, takeaway } from "./takeaway.ts";

class ComparePage {
  readonly #host: HTMLElement;
  readonly #catalogue: Catalogue;
  readonly #root: URL;
  readonly #load: () => Promise<Draw>;
  readonly #controls: Controls;
  readonly #wrong = el("div", { class: "wrong", role: "status" });
  readonly #status: HTMLElement;
  readonly #stage = el("div", { class: "stage" });
  readonly #foot = el("div", { class: "after" });
  readonly #tables = new TableSource();
  #state: State;
  #figures: Figure[] = [];
  #turn = 0;

  constructor(host: HTMLElement, catalogue: Catalogue, root: URL, load: () => Promise<Draw>) {
    this.#host = host;
    this.#catalogue = catalogue;
    this.#root = root;
    let engine: Promise<Draw> | null = null;
    this.#load = () => (engine ??= load());
    this.#status = host.querySelector<HTMLElement>(".needs") ?? el("p", { role: "status" });
    this.#controls = new Controls(catalogue, {
      change: (to) => this.#change(to),
      light: (area) => this.#figures.forEach((figure) => figure.light(area)),
    });
    const { state, wrong } = readState(location.search, catalogue);
    this.#state = state;
    this.#dress();
    this.#tell(wrong);
    addEventListener("popstate", () => this.#reread());
    onScheme(() => this.#figures.forEach((figure) => void figure.redraw()));
    void this.#show();
  }

  #dress(): void {
    if (this.#state.embed) this.#host.classList.add("bare");
    else this.#host.append(this.#controls.element);
    this.#host.append(this.#wrong, this.#status, this.#stage, this.#foot);
  }

  #say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return say(this.#catalogue.words, `compare.${key}`, values);
  }

  #tell(wrong: readonly Wrong[]): void {
    this.#wrong.hidden = wrong.length === 0;
    const items = wrong.map(({ key, value }) => el("li", {}, this.#say(key, { value })));
    this.#wrong.replaceChildren(...(items.length > 0 ? [el("p", {}, this.#say("wrong")), el("ul", {}, ...items)] : []));
  }

  #reread(): void {
    const { state, wrong } = readState(location.search, this.#catalogue);
    this.#state = state;
    this.#tell(wrong);
    void this.#show();
  }

  #change(to: Partial<State>): void {
    const next = { ...this.#state, ...to };
    if (next.second === next.indicator) next.second = "";
    this.#state = next;
    this.#tell([]);
    history.replaceState(history.state, "", location.pathname + writeState(next));
    void this.#show();
  }

  async #show(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const state = this.#state;
    this.#controls.show(state);
    const wanted = this.#shown(state);
    if (state.view !== "table") void this.#load().catch(() => undefined); // comes while the figures come
    this.#status.textContent = this.#say("loading");
    let loaded: Loaded[];
    try {
      loaded = await Promise.all(wanted.map(async (indicator) => ({ indicator, table: await this.#tables.get(indicator.csv, this.#root) })));
    } catch {
      if (turn === this.#turn) this.#fail(wanted.map(({ page, title }) => [page, title]));
      return;
    }
    if (turn !== this.#turn) return; // something else has been asked for since
    this.#status.textContent = "";
    await this.#fill(makeScene(this.#catalogue, state, loaded, this.#root), state);
  }

  #shown(state: State): Indicator[] {
    return [state.indicator, state.second].flatMap((id) => indicatorOf(this.#catalogue, id) ?? []);
  }

  #fail(pages: readonly (readonly [string, string])[]): void {
    const links = pages.map(([page, title]) => el("a", { href: new URL(page, this.#root).href }, title));
    this.#status.replaceChildren(this.#say("broken"), ...links.flatMap((link) => [" ", link]));
    this.#clear();
  }

  #clear(): void {
    for (const figure of this.#figures) figure.end();
    this.#figures = [];
    this.#stage.replaceChildren();
    this.#foot.replaceChildren();
  }

  async #fill(scene: Scene, state: State): Promise<void> {
    const name = (period: string): string => periodName(this.#catalogue, period);
    this.#controls.offer(state, scene.areas, scene.periods, scene.year, name);
    this.#clear();
    const notes = scene.notes.map((text) => el("p", { class: "src" }, text));
    this.#stage.append(...scene.alerts.map((text) => el("p", { class: "note" }, text)));
    if (scene.drawn) {
      const folded = !state.embed;
      this.#figures = scene.plans.map((plan) => new Figure(plan, this.#catalogue.words, this.#load, folded));
      this.#stage.append(...this.#figures.map(({ element }) => element));
    } else {
      this.#stage.append(...scene.plans.map((plan) => el("section", {}, plan.table, el("p", { class: "src" }, plan.source))));
    }
    this.#stage.append(...notes);
    const figures = this.#figures;
    await Promise.all(figures.map((figure) => figure.start()));
    if (figures === this.#figures) this.#finish(scene, state);
  }

  #finish(scene: Scene, state: State): void {
    const same: State = { ...state, areas: scene.areas, year: scene.year };
    const page = new URL(location.pathname, location.origin);
    const link = page.href + writeState({ ...same, embed: false });
    const embed = page.href + writeState({ ...same, embed: true });
    if (state.embed) {
      const open = el("a", { href: link, target: "_blank", rel: "noopener" }, this.#say("open_site", { site: this.#catalogue.site }));
      this.#foot.replaceChildren(el("p", { class: "src" }, open));
      return;
    }
    const font = new URL(FONT, this.#root).href;
    const parts = [state.indicator, state.second, scene.year || [state.from, state.to].filter(Boolean).join("-")];
    const stock = { scene, figures: this.#figures, indicators: this.#shown(state), link, root: this.#root, embed, font, name: parts.filter(Boolean).join("_") };
    if (scene.plans.length > 0) this.#foot.replaceChildren(takeaway(this.#catalogue, stock));
  }
}

/** Starts the page in its place; without a catalogue the words that came with the page stand. */
export function startPage(host: HTMLElement, load: () => Promise<Draw>): void {
  const catalogue = readCatalogue(host.dataset["compare"] ?? "");
  const header = document.querySelector<HTMLElement>("header[data-base]");
  const root = ownAddress(`${header?.dataset["base"] || "."}/`, location.href, location.origin);
  if (catalogue && root && catalogue.indicators.length > 0) new ComparePage(host, catalogue, root, load);
}
