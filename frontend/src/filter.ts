// A long list cut down by a few choices: a form marked `data-filter` whose selects are named as the `data-` attributes of
// the items below. The form is hidden until the script is there; without it everything is shown. Choices stand in the
// address, so that a view can be linked to.

import { fold, isCjk } from "./terms.ts";

/** Values by name: those of an item, or those chosen, where an empty one means any. */
export type Facets = Readonly<Record<string, string | readonly string[]>>;
/** What is chosen, by name. */
export type Choices = Readonly<Record<string, string>>;

/** Whether an item has every value chosen; `except` names a choice that is left out of account. */
export function matches(item: Facets, chosen: Choices, except = ""): boolean {
  return Object.entries(chosen).every(
    ([name, value]) => !value || name === except || values(item, name).includes(value),
  );
}

/** What an item has under a name: several values where they are many. */
function values(item: Facets, name: string): readonly string[] {
  const found = item[name] ?? "";
  return typeof found === "string" ? [found] : found;
}

/** Whether a text has every word that is sought: Latin words by their beginning, Chinese anywhere. */
export function finds(text: string, sought: string): boolean {
  const words = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, " ")}`;
  return fold(sought)
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => words.includes(isCjk(word) ? word : ` ${word}`));
}

/** How many items each value of one name would leave, all other choices kept. */
export function counts(items: readonly Facets[], chosen: Choices, name: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of items) {
    if (!matches(item, chosen, name)) continue;
    for (const value of values(item, name)) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

/** The choices that an address carries, as far as they can be chosen. */
export function readChoices(search: string, known: ReadonlyMap<string, ReadonlySet<string>>): Choices {
  const asked = new URLSearchParams(search);
  const found = [...known.keys()].map((name) => [name, asked.get(name) ?? ""] as const);
  return Object.fromEntries(found.map(([name, value]) => [name, known.get(name)?.has(value) ? value : ""]));
}

/** The part of an address that carries choices; what else stands in it is kept. */
export function writeChoices(chosen: Choices, search = ""): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(chosen)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A value of an item; several, apart by spaces, where the select is marked `data-many`. */
function read(element: HTMLElement, select: HTMLSelectElement): string | readonly string[] {
  const found = element.dataset[select.name] ?? "";
  return select.dataset["many"] === undefined ? found : found.split(" ");
}

class Filter {
  readonly #form: HTMLFormElement;
  readonly #selects: readonly HTMLSelectElement[];
  readonly #field: HTMLInputElement | null;
  readonly #items: readonly { readonly element: HTMLElement; readonly facets: Facets; readonly text: string }[];
  readonly #groups: readonly HTMLElement[];

  constructor(form: HTMLFormElement, items: readonly HTMLElement[]) {
    this.#form = form;
    this.#selects = [...form.querySelectorAll("select")];
    this.#field = form.querySelector("input");
    this.#items = items.map((element) => ({
      element,
      text: this.#field ? textOf(element) : "",
      facets: Object.fromEntries(this.#selects.map((select) => [select.name, read(element, select)])),
    }));
    this.#groups = [...new Set(items.flatMap((item) => around(item, form)))];
    const known = new Map(this.#selects.map(({ name, options }) => [name, new Set([...options].map((o) => o.value))]));
    const asked = readChoices(location.search, known);
    for (const select of this.#selects) select.value = asked[select.name] ?? "";
    if (this.#field) this.#field.value = new URLSearchParams(location.search).get(this.#field.name) ?? "";
    this.#field?.addEventListener("input", () => this.#choose());
    form.addEventListener("change", () => this.#choose());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => this.#choose()));
    addEventListener("hashchange", () => this.#reveal());
    this.#show();
    this.#reveal();
    form.hidden = false;
  }

  get #chosen(): Choices {
    return Object.fromEntries(this.#selects.map(({ name, value }) => [name, value]));
  }

  get #sought(): string {
    return this.#field?.value.trim() ?? "";
  }

  get #chooses(): boolean {
    return this.#sought !== "" || Object.values(this.#chosen).some(Boolean);
  }

  #choose(): void {
    const wanted = this.#field ? { ...this.#chosen, [this.#field.name]: this.#sought } : this.#chosen;
    history.replaceState(null, "", location.pathname + writeChoices(wanted, location.search));
    this.#show();
  }

  #show(): void {
    const chosen = this.#chosen;
    let shown = 0;
    this.#form.toggleAttribute("data-seeking", this.#chooses);
    for (const { element, facets, text } of this.#items) {
      element.hidden = !matches(facets, chosen) || !finds(text, this.#sought);
      if (!element.hidden) shown += 1;
    }
    for (const group of this.#groups) {
      const own = this.#items.filter(({ element }) => group.contains(element));
      group.hidden = own.every(({ element }) => element.hidden);
      const folded = group.querySelector<HTMLDetailsElement>(":scope > details");
      if (folded) folded.open = !group.hidden && this.#chooses;
    }
    for (const select of this.#selects) this.#count(select, chosen);
    const state = this.#form.querySelector<HTMLElement>("[role=status]");
    if (state) state.textContent = fill(state.dataset["words"] ?? "", { n: shown, all: this.#items.length });
    for (const button of this.#form.querySelectorAll<HTMLButtonElement>("[type=reset]")) {
      button.disabled = !this.#chooses;
    }
  }

  #count(select: HTMLSelectElement, chosen: Choices): void {
    const found = counts(this.#items.map(({ facets }) => facets), chosen, select.name);
    for (const option of select.options) {
      const n = found.get(option.value) ?? 0;
      if (!option.value) continue;
      option.textContent = fill(this.#form.dataset["option"] ?? "{words}", { words: option.dataset["words"] ?? "", n });
      option.disabled = n === 0 && option.value !== select.value;
    }
  }

  /** What the address points at is shown and opened, whatever was chosen. */
  #reveal(): void {
    const id = decodeURIComponent(location.hash.slice(1));
    const wanted = id ? document.getElementById(id) : null;
    if (!wanted) return;
    const own = [...this.#groups, ...this.#items.map(({ element }) => element)].some((one) => one.contains(wanted));
    if (own && wanted.closest("[hidden]")) {
      this.#form.reset();
      for (const select of this.#selects) select.value = "";
      if (this.#field) this.#field.value = "";
      this.#show();
    }
    const folds = [wanted.querySelector("details"), wanted.closest("details")];
    for (const folded of folds) if (folded && own) folded.open = true;
    wanted.scrollIntoView();
  }
}

/** What can be found of an item: its parts, apart from each other, and what else it is called. */
function textOf(element: HTMLElement): string {
  return [...element.childNodes].map((part) => part.textContent).join(" ") + ` ${element.dataset["also"] ?? ""}`;
}

/** The sections and parts of them that hold an item, as far as they do not hold the form. */
function around(item: HTMLElement, form: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let one = item.parentElement; one && !one.contains(form); one = one.parentElement) {
    if (one.matches("section, .letter")) found.push(one);
  }
  return found;
}

/** Makes a form cut down the items of the page. */
export function startFilter(form: HTMLFormElement): void {
  const items = [...document.querySelectorAll<HTMLElement>(form.dataset["filter"] ?? "")];
  if (items.length > 0) new Filter(form, items);
}
