// A long list cut down by a few choices: a form marked `data-filter` whose selects are named as the `data-` attributes of
// the items below. The form is hidden until the script is there; without it everything is shown. Choices stand in the
// address, so that a view can be linked to.

/** Values by name: those of an item, or those chosen, where an empty one means any. */
export type Facets = Readonly<Record<string, string>>;

/** Whether an item has every value chosen; `except` names a choice that is left out of account. */
export function matches(item: Facets, chosen: Facets, except = ""): boolean {
  return Object.entries(chosen).every(([name, value]) => !value || name === except || item[name] === value);
}

/** How many items each value of one name would leave, all other choices kept. */
export function counts(items: readonly Facets[], chosen: Facets, name: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of items) {
    if (!matches(item, chosen, name)) continue;
    const value = item[name] ?? "";
    found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

/** The choices that an address carries, as far as they can be chosen. */
export function readChoices(search: string, known: ReadonlyMap<string, ReadonlySet<string>>): Facets {
  const asked = new URLSearchParams(search);
  const found = [...known.keys()].map((name) => [name, asked.get(name) ?? ""] as const);
  return Object.fromEntries(found.map(([name, value]) => [name, known.get(name)?.has(value) ? value : ""]));
}

/** The part of an address that carries choices. */
export function writeChoices(chosen: Facets): string {
  const text = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value)).toString();
  return text && `?${text}`;
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

class Filter {
  readonly #form: HTMLFormElement;
  readonly #selects: readonly HTMLSelectElement[];
  readonly #items: readonly { readonly element: HTMLElement; readonly facets: Facets }[];
  readonly #groups: readonly HTMLElement[];

  constructor(form: HTMLFormElement, items: readonly HTMLElement[]) {
    this.#form = form;
    this.#selects = [...form.querySelectorAll("select")];
    const names = this.#selects.map(({ name }) => name);
    this.#items = items.map((element) => ({
      element,
      facets: Object.fromEntries(names.map((name) => [name, element.dataset[name] ?? ""])),
    }));
    this.#groups = [...new Set(items.map((item) => item.closest<HTMLElement>("section")))].filter((one) => one !== null);
    const known = new Map(this.#selects.map(({ name, options }) => [name, new Set([...options].map((o) => o.value))]));
    const asked = readChoices(location.search, known);
    for (const select of this.#selects) select.value = asked[select.name] ?? "";
    form.addEventListener("change", () => this.#choose());
    form.addEventListener("reset", () => setTimeout(() => this.#choose()));
    addEventListener("hashchange", () => this.#reveal());
    this.#show();
    this.#reveal();
    form.hidden = false;
  }

  get #chosen(): Facets {
    return Object.fromEntries(this.#selects.map(({ name, value }) => [name, value]));
  }

  #choose(): void {
    history.replaceState(null, "", location.pathname + writeChoices(this.#chosen));
    this.#show();
  }

  #show(): void {
    const chosen = this.#chosen;
    let shown = 0;
    for (const { element, facets } of this.#items) {
      element.hidden = !matches(facets, chosen);
      if (!element.hidden) shown += 1;
    }
    for (const group of this.#groups) {
      const own = this.#items.filter(({ element }) => group.contains(element));
      group.hidden = own.every(({ element }) => element.hidden);
    }
    for (const select of this.#selects) this.#count(select, chosen);
    const state = this.#form.querySelector<HTMLElement>("[role=status]");
    if (state) state.textContent = fill(state.dataset["words"] ?? "", { n: shown, all: this.#items.length });
    for (const button of this.#form.querySelectorAll<HTMLButtonElement>("[type=reset]")) {
      button.disabled = !Object.values(chosen).some(Boolean);
    }
  }

  #count(select: HTMLSelectElement, chosen: Facets): void {
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
    if (wanted.hidden || wanted.closest("[hidden]")) {
      this.#form.reset();
      for (const select of this.#selects) select.value = "";
      this.#show();
    }
    const fold = wanted.querySelector("details");
    if (fold && this.#items.some(({ element }) => element === wanted)) fold.open = true;
    wanted.scrollIntoView();
  }
}

/** Makes a form cut down the items of the page. */
export function startFilter(form: HTMLFormElement): void {
  const items = [...document.querySelectorAll<HTMLElement>(form.dataset["filter"] ?? "")];
  if (items.length > 0) new Filter(form, items);
}
