// An economy's small charts, when a reader changes whom they show and what: fetched when asked for. The catalogue of
// areas, indicators and units is the one that the page of comparisons carries, so that there is one copy.
import { ownAddress } from "./address.ts";
import { indicatorOf, readCatalogue, type Catalogue, type Indicator } from "./compare/catalogue.ts";
import { button, el } from "./compare/dom.ts";
import { Picker } from "./compare/picker.ts";
import { element, small } from "./economy/draw.ts";
import { jobOf, readFigures, shownAreas, type Figures } from "./economy/figures.ts";
import { MOST_PEERS, readState, writeState, type State } from "./economy/state.ts";
import { say } from "./words.ts";

interface Card {
  readonly element: HTMLElement;
  /** The indicator that the page came with. */
  readonly first: string;
  readonly select: HTMLSelectElement;
  /** Rows of the topic's table by indicator. */
  readonly rows: ReadonlyMap<string, HTMLTableRowElement>;
}

class Glance {
  readonly #host: HTMLElement;
  readonly #catalogue: Catalogue;
  readonly #root: URL;
  readonly #area: string;
  readonly #whole: string;
  readonly #peers: readonly string[];
  readonly #cards: readonly Card[];
  readonly #files = new Map<string, Promise<Figures>>();
  readonly #chips = el("ul", { class: "chips" });
  readonly #status = el("p", { class: "d", role: "status" });
  readonly #picker: Picker;
  #state: State;
  #turn = 0;

  constructor(host: HTMLElement, catalogue: Catalogue, root: URL) {
    this.#host = host;
    this.#catalogue = catalogue;
    this.#root = root;
    this.#area = host.dataset["area"] ?? "";
    this.#whole = host.dataset["whole"] ?? "";
    this.#peers = (host.dataset["peers"] ?? "").split(",").filter(Boolean);
    this.#state = readState(location.search, catalogue, this.#area, this.#peers);
    this.#cards = [...host.querySelectorAll<HTMLElement>(".small:not(.plainly)")].map((one) => this.#card(one));
    const choices = catalogue.areas.filter(({ id }) => id !== this.#area).map(({ id, title, other }) => ({ id, title, other, hint: id }));
    this.#picker = new Picker({
      id: "beside-pick",
      label: this.#say("compare.add"),
      placeholder: this.#say("compare.type_area"),
      choices,
      words: catalogue.words,
      picked: (id) => this.#add(id),
    });
    this.#dress();
    addEventListener("popstate", () => this.#change(readState(location.search, catalogue, this.#area, this.#peers), false));
    void this.#show();
  }

  #say(key: string, values: Readonly<Record<string, string>> = {}): string {
    return say(this.#catalogue.words, key, values);
  }

  #dress(): void {
    const reset = button(this.#say("small.reset"), () => this.#change({ beside: this.#peers, show: [] }));
    const editor = el("div", { class: "compare editor" }, this.#picker.element, el("div", { class: "editor-row" }, this.#chips, reset), this.#status);
    this.#host.querySelector(".beside")?.remove();
    this.#host.querySelector(".glance-head")?.after(editor);
    for (const card of this.#cards) card.element.querySelector(".k")?.append(" ", card.select);
  }

  #card(card: HTMLElement): Card {
    const link = card.querySelector<HTMLAnchorElement>(".k a");
    const table = document.getElementById(link?.hash.slice(1) ?? "");
    const rows = new Map<string, HTMLTableRowElement>();
    for (const row of table?.querySelectorAll<HTMLTableRowElement>("tbody tr") ?? []) {
      const id = row.querySelector<HTMLElement>("[data-obs]")?.dataset["obs"]?.split("/")[0];
      if (id) rows.set(id, row);
    }
    const select = el("select", { "aria-label": this.#say("small.show", { topic: link?.textContent ?? "" }) });
    select.addEventListener("change", () => this.#choose());
    return { element: card, first: card.dataset["indicator"] ?? "", select, rows };
  }

  #choose(): void {
    const show = this.#cards.filter(({ select, first }) => select.value && select.value !== first).map(({ select }) => select.value);
    this.#change({ ...this.#state, show });
  }

  #add(id: string): void {
    if (!this.#state.beside.includes(id)) this.#change({ ...this.#state, beside: [...this.#state.beside, id].slice(-MOST_PEERS) });
  }

  #change(to: State, written = true): void {
    this.#state = to;
    if (written) history.replaceState(history.state, "", location.pathname + writeState(to, this.#peers) + location.hash);
    void this.#show();
  }

  #figures(area: string): Promise<Figures> {
    const known = this.#files.get(area);
    if (known) return known;
    const asked = this.#fetch(area);
    this.#files.set(area, asked);
    asked.catch(() => this.#files.delete(area)); // asked again next time
    return asked;
  }

  async #fetch(area: string): Promise<Figures> {
    const address = ownAddress(`data/v1/latest/economies/${encodeURIComponent(area)}.csv`, this.#root, location.origin);
    if (!address) throw new Error("an address leads away from the site");
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return readFigures(await answer.text());
  }

  async #show(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const { beside } = this.#state;
    this.#showChips();
    this.#status.textContent = this.#say("compare.loading");
    const areas = [...new Set([this.#area, ...beside, ...(this.#whole ? [this.#whole] : [])])];
    try {
      const found = await Promise.all(areas.map(async (area) => [area, await this.#figures(area)] as const));
      if (turn !== this.#turn) return; // something else has been asked for since
      const figures = new Map(found);
      for (const card of this.#cards) this.#draw(card, figures);
      this.#status.textContent = "";
    } catch {
      if (turn === this.#turn) this.#status.textContent = this.#say("small.broken");
    }
  }

  #draw(card: Card, figures: ReadonlyMap<string, Figures>): void {
    const own = figures.get(this.#area);
    const ids = [...card.rows.keys()].filter((id) => (own?.get(id)?.length ?? 0) > 1);
    if (card.select.options.length === 0) {
      const title = (id: string): string => indicatorOf(this.#catalogue, id)?.title ?? id;
      card.select.append(...ids.map((id) => el("option", { value: id }, title(id))));
    }
    const chosen = this.#state.show.find((id) => ids.includes(id)) ?? card.first;
    card.select.value = chosen;
    const indicator = indicatorOf(this.#catalogue, chosen);
    if (!indicator) return;
    const areas = shownAreas(indicator, this.#area, this.#state.beside, this.#whole);
    const made = jobOf(this.#catalogue, indicator, areas, this.#whole, figures);
    if (!made) return;
    card.element.querySelector("svg.mini")?.replaceWith(element(small(made.job)));
    const scale = card.element.querySelector(".cs");
    if (scale) scale.textContent = made.head;
    this.#retell(card, indicator, areas);
  }

  #retell(card: Card, indicator: Indicator, areas: readonly string[]): void {
    const row = card.rows.get(indicator.id);
    const title = card.element.querySelector<HTMLAnchorElement>("h3 a");
    const value = card.element.querySelector(".v");
    const compare = card.element.querySelector<HTMLAnchorElement>(".to a");
    if (row && title && value && card.element.dataset["indicator"] !== indicator.id) {
      title.textContent = indicator.title;
      title.href = new URL(indicator.page, this.#root).href;
      const [figure, ...told] = [...row.cells].slice(1).filter((cell) => !cell.classList.contains("sp"));
      const text = told.map((cell) => cell.textContent?.trim() ?? "").filter(Boolean).join(" · ");
      const shown = [...(figure?.childNodes ?? [])].map((node) => node.cloneNode(true));
      value.replaceChildren(...shown, " ", el("span", { class: "d" }, text));
      card.element.dataset["indicator"] = indicator.id;
    }
    if (compare) compare.search = `?indicator=${encodeURIComponent(indicator.id)}&areas=${areas.map(encodeURIComponent).join(",")}`;
  }

  #showChips(): void {
    const names = new Map(this.#catalogue.areas.map(({ id, title }) => [id, title]));
    const focused = [...this.#chips.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    const chips = this.#state.beside.map((area) => {
      const name = names.get(area) ?? area;
      const beside = (): readonly string[] => this.#state.beside.filter((one) => one !== area);
      const drop = button("×", () => this.#change({ ...this.#state, beside: beside() }), { class: "drop", "aria-label": this.#say("compare.remove", { name }) });
      return el("li", { class: "chip" }, el("span", {}, name), drop);
    });
    this.#chips.replaceChildren(...chips);
    this.#picker.rest("");
    if (focused < 0) return;
    const buttons = this.#chips.querySelectorAll("button");
    (buttons[Math.min(focused, buttons.length - 1)] ?? this.#picker.input).focus();
  }

  /** Puts the focus where the reader goes on. */
  focus(): void {
    this.#picker.input.focus();
  }
}

async function readPage(root: URL): Promise<Catalogue | null> {
  const answer = await fetch(new URL("compare/", root), { credentials: "same-origin" });
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return readCatalogue(page.querySelector<HTMLElement>("[data-compare]")?.dataset["compare"] ?? "");
}

/** Lets the reader change the small charts; without figures they stay as they are. */
export async function startGlance(host: HTMLElement, pressed: boolean): Promise<void> {
  const header = document.querySelector<HTMLElement>("header[data-base]");
  const root = ownAddress(`${header?.dataset["base"] || "."}/`, location.href, location.origin);
  const catalogue = root && (await readPage(root));
  if (!root || !catalogue) return;
  const glance = new Glance(host, catalogue, root);
  if (pressed) glance.focus();
}
