// The bar above the views: the first economy, the number of the others, a way to add one, and the years. It takes over
// the elements that came with the page, so that nothing moves.
import { say } from "../words.ts";
import type { Catalogue } from "./catalogue.ts";
import { button, el } from "./dom.ts";
import { colorOf, COLORS } from "./look.ts";
import { Picker } from "./picker.ts";
import { MOST_AREAS, type State } from "./state.ts";
import { nameOf } from "./table.ts";

/** What a reader does with the bar. */
export interface Doing {
  readonly change: (to: Partial<State>) => void;
  readonly light: (area: string) => void;
}

/** The bar. */
export class Pills {
  readonly #bar: HTMLElement;
  readonly #catalogue: Catalogue;
  readonly #doing: Doing;
  readonly #picker: Picker;
  readonly #list = el("ul", { class: "chips" });
  readonly #sheet: HTMLElement;
  #areas: readonly string[] = [];

  constructor(bar: HTMLElement, catalogue: Catalogue, doing: Doing) {
    this.#bar = bar;
    this.#catalogue = catalogue;
    this.#doing = doing;
    const choices = catalogue.areas.map(({ id, title, other }) => ({ id, title, other, hint: id }));
    this.#picker = new Picker({
      id: "pick-areas",
      label: this.#say("add"),
      placeholder: this.#say("type_area"),
      choices,
      words: catalogue.words,
      picked: (id) => this.#add(id),
    });
    this.#sheet = el("div", { class: "sheet", id: "choice-sheet", hidden: true }, this.#picker.element, this.#list);
    bar.append(this.#sheet);
    this.#button("others")?.addEventListener("click", () => this.#open("others"));
    this.#button("add")?.addEventListener("click", () => this.#open("add"));
    this.#button("first")?.addEventListener("click", () => this.#drop(this.#areas[0] ?? ""));
    this.#button("reset")?.addEventListener("click", () => this.#reset());
    for (const name of ["from", "to"] as const) {
      this.#select(name)?.addEventListener("change", () => this.#years());
    }
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !bar.contains(event.target)) this.#close();
    });
    bar.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && this.#back());
    bar.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !bar.contains(event.relatedTarget)) this.#close();
    });
  }

  #say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return say(this.#catalogue.words, `compare.${key}`, values);
  }

  #button(name: string): HTMLButtonElement | null {
    return this.#bar.querySelector<HTMLButtonElement>(`[data-do=${name}]`);
  }

  #select(name: string): HTMLSelectElement | null {
    return this.#bar.querySelector<HTMLSelectElement>(`select[name=${name}]`);
  }

  #open(name: "others" | "add"): void {
    const opened = this.#button(name)?.getAttribute("aria-expanded") === "true";
    this.#close();
    if (opened) return;
    this.#sheet.hidden = false;
    this.#sheet.dataset["for"] = name;
    this.#button(name)?.setAttribute("aria-expanded", "true");
    if (name === "add") this.#picker.input.focus();
    else this.#list.querySelector("button")?.focus();
  }

  #close(): void {
    this.#sheet.hidden = true;
    for (const name of ["others", "add"]) this.#button(name)?.setAttribute("aria-expanded", "false");
  }

  /** Closes the sheet and gives the focus back to what opened it. */
  #back(): void {
    if (this.#sheet.hidden) return;
    const from = this.#sheet.dataset["for"] ?? "add";
    this.#close();
    this.#button(from)?.focus();
  }

  #add(id: string): void {
    const full = this.#areas.length >= MOST_AREAS;
    if (!full && !this.#areas.includes(id)) this.#doing.change({ areas: [...this.#areas, id] });
    this.#picker.input.focus();
  }

  #drop(id: string): void {
    if (this.#areas.length > 1) this.#doing.change({ areas: this.#areas.filter((one) => one !== id) });
  }

  #reset(): void {
    this.#close();
    this.#doing.change({ areas: [], from: "", to: "", year: "" });
    this.#button("add")?.focus();
  }

  #years(): void {
    const [from, to] = [this.#select("from"), this.#select("to")];
    if (!from || !to) return;
    const first = from.options[0]?.value ?? "";
    const last = to.options[to.options.length - 1]?.value ?? "";
    const low = from.value <= to.value ? from.value : to.value;
    const high = from.value <= to.value ? to.value : from.value;
    this.#doing.change({ from: low === first ? "" : low, to: high === last ? "" : high });
  }

  /** Shows a state. */
  show(state: State): void {
    this.#areas = state.areas.length > 0 ? state.areas : this.#catalogue.wanted;
    const [first = "", ...others] = this.#areas;
    this.#showFirst(first);
    const more = this.#button("others");
    if (more) {
      more.hidden = others.length === 0;
      more.textContent = others.length === 1 ? this.#say("other_one") : this.#say("others", { count: others.length });
    }
    const reset = this.#button("reset");
    if (reset) reset.disabled = state.areas.length === 0 && state.from === "" && state.to === "" && state.year === "";
    for (const name of ["from", "to"] as const) this.#showYear(name, state[name]);
    this.#showList();
  }

  #showFirst(first: string): void {
    const pill = this.#button("first");
    if (!pill) return;
    const name = nameOf(this.#catalogue, first);
    pill.disabled = this.#areas.length < 2;
    pill.setAttribute("aria-label", this.#say("remove", { name }));
    pill.querySelector("span")?.replaceChildren(name);
  }

  #showYear(name: "from" | "to", value: string): void {
    const select = this.#select(name);
    if (!select) return;
    const known = [...select.options].some((option) => option.value === value);
    if (value !== "" && !known) select.append(el("option", { value }, value));
    select.value = value || (name === "from" ? (select.options[0]?.value ?? "") : (select.options[select.options.length - 1]?.value ?? ""));
  }

  #showList(): void {
    const focused = [...this.#list.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    this.#list.replaceChildren(...this.#areas.map((area, place) => this.#chip(area, place)));
    if (focused < 0) return;
    const left = this.#list.querySelectorAll<HTMLButtonElement>("button:not(:disabled)");
    (left[Math.min(focused, left.length - 1)] ?? this.#picker.input).focus();
  }

  #chip(area: string, place: number): HTMLElement {
    const name = nameOf(this.#catalogue, area);
    const drop = button("×", () => this.#drop(area), { class: "drop", "aria-label": this.#say("remove", { name }) });
    drop.disabled = this.#areas.length < 2;
    const dot = el("i", { style: `background: var(${COLORS[colorOf(place)] ?? "--soft"})` });
    const chip = el("li", { class: "chip" }, dot, el("span", {}, name), drop);
    for (const [event, lit] of [["pointerenter", area], ["pointerleave", ""], ["focusin", area], ["focusout", ""]] as const) {
      chip.addEventListener(event, () => this.#doing.light(lit));
    }
    return chip;
  }
}
