// What a reader turns: indicators, areas, years and view. They stay in place while the figures change, so that the focus
// is never lost.
import { say } from "../words.ts";
import { indicatorOf, type Catalogue } from "./catalogue.ts";
import { button, el } from "./dom.ts";
import { Picker } from "./picker.ts";
import { colorOf, COLORS } from "./look.ts";
import { VIEWS, type State } from "./state.ts";
import { nameOf } from "./table.ts";

/** What changes, and what is only pointed at. */
export interface Doing {
  readonly change: (to: Partial<State>) => void;
  readonly light: (area: string) => void;
}

type Select = "from" | "to" | "year";

/** The controls of the page. */
export class Controls {
  readonly element = el("div", { class: "controls" });
  readonly #catalogue: Catalogue;
  readonly #doing: Doing;
  readonly #pickers: Readonly<Record<"indicator" | "second" | "areas", Picker>>;
  readonly #clear: HTMLButtonElement;
  readonly #chips = el("ul", { class: "chips" });
  readonly #selects: Readonly<Record<Select, HTMLSelectElement>>;
  readonly #radios: readonly HTMLInputElement[];
  #areas: readonly string[] = [];

  constructor(catalogue: Catalogue, doing: Doing) {
    this.#catalogue = catalogue;
    this.#doing = doing;
    const indicators = catalogue.indicators.map(({ id, title, other, topic }) => ({ id, title, other, hint: `${topic} · ${id}` }));
    const areas = catalogue.areas.map(({ id, title, other }) => ({ id, title, other, hint: id }));
    const type = this.#say("type");
    const make = (id: string, placeholder: string, choices: typeof areas, picked: (id: string) => void, help = ""): Picker =>
      new Picker({ id: `pick-${id}`, label: this.#say(id), placeholder, choices, words: catalogue.words, picked, help });
    this.#pickers = {
      indicator: make("indicator", type, indicators, (id) => doing.change({ indicator: id })),
      second: make("second", type, indicators, (id) => doing.change({ second: id }), this.#say("second_help")),
      areas: make("areas", this.#say("type_area"), areas, (id) => this.#add(id)),
    };
    this.#clear = button("×", () => this.#unpair(), { class: "drop", "aria-label": this.#say("remove_second") });
    this.#pickers.second.input.after(this.#clear);
    this.#pickers.areas.element.append(this.#chips);
    this.#selects = { from: this.#select("from"), to: this.#select("to"), year: this.#select("year") };
    this.#radios = VIEWS.map((view) => {
      const radio = el("input", { type: "radio", name: "view", value: view, id: `view-${view}` });
      radio.addEventListener("change", () => doing.change({ view }));
      return radio;
    });
    this.#arrange();
  }

  #say(key: string, values: Readonly<Record<string, string>> = {}): string {
    return say(this.#catalogue.words, `compare.${key}`, values);
  }

  #arrange(): void {
    const views = el("fieldset", { class: "views" }, el("legend", {}, this.#say("view")));
    for (const radio of this.#radios) {
      views.append(el("span", {}, radio, el("label", { for: radio.id }, this.#say(`view_${radio.value}`))));
    }
    const years = Object.entries(this.#selects).map(([name, select]) => el("label", { class: "when" }, el("span", {}, this.#say(name)), select));
    const { indicator, second, areas } = this.#pickers;
    this.element.append(indicator.element, second.element, areas.element, el("div", { class: "turns" }, views, ...years));
  }

  #select(name: Select): HTMLSelectElement {
    const select = el("select", { name });
    select.addEventListener("change", () => this.#doing.change({ [name]: select.value }));
    return select;
  }

  #add(id: string): void {
    if (!this.#areas.includes(id)) this.#doing.change({ areas: [...this.#areas, id] });
  }

  #unpair(): void {
    this.#doing.change({ second: "" });
    this.#pickers.second.input.focus();
  }

  /** Shows a state. */
  show(state: State): void {
    this.#pickers.indicator.rest(indicatorOf(this.#catalogue, state.indicator)?.title ?? "");
    this.#pickers.second.rest(indicatorOf(this.#catalogue, state.second)?.title ?? "");
    this.#pickers.areas.rest("");
    this.#clear.hidden = state.second === "";
    for (const radio of this.#radios) radio.checked = radio.value === state.view;
    const oneYear = state.view === "bar" || state.view === "scatter";
    for (const [name, select] of Object.entries(this.#selects)) {
      const around = select.closest("label");
      if (around) around.hidden = oneYear !== (name === "year");
    }
  }

  /** Shows what the figures allow: the areas, and the periods to choose from. */
  offer(state: State, areas: readonly string[], periods: readonly string[], year: string, name: (period: string) => string): void {
    this.#offerAreas(areas);
    const years = [...new Set(periods.flatMap((period) => period.split("/").map((one) => one.slice(0, 4))))].sort();
    const all: [string, string] = ["", this.#say("all")];
    fill(this.#selects.from, [all, ...years.filter((one) => !state.to || one <= state.to).map(pair)], state.from);
    fill(this.#selects.to, [all, ...years.filter((one) => !state.from || one >= state.from).map(pair)], state.to);
    const newest = [...periods].reverse().map((one): [string, string] => [one, name(one)]);
    fill(this.#selects.year, newest, year);
  }

  #offerAreas(areas: readonly string[]): void {
    if (areas.join() === this.#areas.join()) return;
    const focused = [...this.#chips.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    this.#areas = areas;
    this.#chips.replaceChildren(...areas.map((area, place) => this.#chip(area, place)));
    if (focused < 0) return;
    const chips = this.#chips.querySelectorAll("button");
    (chips[Math.min(focused, chips.length - 1)] ?? this.#pickers.areas.input).focus();
  }

  #chip(area: string, place: number): HTMLElement {
    const name = nameOf(this.#catalogue, area);
    const drop = button("×", () => this.#doing.change({ areas: this.#areas.filter((one) => one !== area) }), {
      class: "drop",
      "aria-label": this.#say("remove", { name }),
    });
    const chip = el("li", { class: "chip" }, el("i", { style: `background: var(${COLORS[colorOf(place)] ?? "--soft"})` }), el("span", {}, name), drop);
    drop.disabled = this.#areas.length < 2;
    chip.addEventListener("pointerenter", () => this.#doing.light(area));
    chip.addEventListener("pointerleave", () => this.#doing.light(""));
    chip.addEventListener("focusin", () => this.#doing.light(area));
    chip.addEventListener("focusout", () => this.#doing.light(""));
    return chip;
  }
}

function pair(text: string): [string, string] {
  return [text, text];
}

function fill(select: HTMLSelectElement, options: readonly (readonly [value: string, text: string])[], chosen: string): void {
  const known = options.some(([value]) => value === chosen);
  const all = known || chosen === "" ? options : [...options, pair(chosen)];
  select.replaceChildren(...all.map(([value, text]) => el("option", { value }, text)));
  select.value = chosen;
}
