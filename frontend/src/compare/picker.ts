// A box that answers while one types (the combobox pattern of the ARIA practices, as the site's search): the box keeps
// the focus, arrows move the choice, Enter takes it, Escape closes the list and puts back what stood there.
import { marked } from "../cut.ts";
import { say, type Words } from "../words.ts";
import { Finder, type Choice } from "./find.ts";

/** What a picker is made of. */
export interface Options {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly help?: string;
  readonly choices: readonly Choice[];
  readonly words: Words;
  readonly picked: (id: string) => void;
}

/** One box with its list. */
export class Picker {
  readonly element = document.createElement("div");
  readonly input = document.createElement("input");
  readonly #list = document.createElement("div");
  readonly #state = document.createElement("span");
  readonly #options: Options;
  readonly #finder: Finder;
  #hits: { readonly element: HTMLElement; readonly id: string }[] = [];
  #chosen = -1;
  #resting = "";

  constructor(options: Options) {
    this.#options = options;
    this.#finder = new Finder(options.choices);
    this.element.className = "pick";
    const label = document.createElement("label");
    label.htmlFor = options.id;
    label.textContent = options.label;
    this.#dressInput();
    this.#list.id = `${options.id}-list`;
    this.#list.className = "pick-list";
    this.#list.hidden = true;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", say(options.words, "compare.results"));
    this.#state.className = "unseen";
    this.#state.setAttribute("role", "status");
    this.element.append(label, this.input, this.#list, this.#state);
    if (options.help) {
      const help = document.createElement("small");
      help.id = `${options.id}-help`;
      help.textContent = options.help;
      this.input.setAttribute("aria-describedby", help.id);
      this.element.append(help);
    }
  }

  /** What stands in the box while nobody types. */
  rest(text: string): void {
    this.#resting = text;
    if (this.#list.hidden) this.input.value = text;
  }

  #dressInput(): void {
    const { input } = this;
    input.type = "text";
    input.id = this.#options.id;
    input.autocomplete = "off";
    input.spellcheck = false;
    input.maxLength = 120;
    input.placeholder = this.#options.placeholder;
    const said = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": `${input.id}-list` };
    for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => this.#list.hidden && this.#show(""));
    input.addEventListener("input", () => this.#show(input.value.trim()));
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("keydown", (event) => this.#press(event));
  }

  #show(query: string): void {
    const found = this.#finder.find(query);
    this.#hits = found.map((choice, n) => ({ element: this.#hit(choice, n, query), id: choice.id }));
    this.#list.replaceChildren(...this.#hits.map(({ element }) => element));
    this.#list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.#choose(query && found.length > 0 ? 0 : -1);
    this.#list.scrollTop = 0;
    const key = found.length === 0 ? "found_none" : found.length === 1 ? "found_one" : "found";
    this.#state.textContent = say(this.#options.words, `compare.${key}`, { query, count: found.length });
    this.#state.classList.toggle("unseen", found.length > 0);
  }

  #hit(choice: Choice, place: number, query: string): HTMLElement {
    const hit = document.createElement("div");
    hit.className = "find-hit";
    hit.id = `${this.#options.id}-${place}`;
    hit.setAttribute("role", "option");
    hit.setAttribute("aria-selected", "false");
    hit.append(marked("b", choice.title, query));
    if (choice.other) {
      const other = marked("i", choice.other, query);
      other.lang = document.documentElement.lang.startsWith("zh") ? "en" : "zh";
      hit.append(" ", other);
    }
    if (choice.hint) hit.append(marked("small", choice.hint, query));
    hit.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    hit.addEventListener("click", () => this.#take(choice.id));
    hit.addEventListener("pointermove", () => this.#choose(place));
    return hit;
  }

  #choose(place: number): void {
    this.#hits[this.#chosen]?.element.setAttribute("aria-selected", "false");
    this.#chosen = place;
    const hit = this.#hits[place]?.element;
    hit?.setAttribute("aria-selected", "true");
    if (hit) this.input.setAttribute("aria-activedescendant", hit.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #press(event: KeyboardEvent): void {
    if (event.isComposing) return; // the keys belong to the input method while it composes
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      if (this.#list.hidden) this.#show("");
      const count = this.#hits.length;
      if (count > 0) this.#choose(this.#chosen < 0 && by < 0 ? count - 1 : (this.#chosen + by + count) % count);
      this.#hits[this.#chosen]?.element.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      const hit = this.#hits[this.#chosen];
      if (hit && !this.#list.hidden) this.#take(hit.id);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#close();
      this.input.select(); // what is typed next takes its place
    }
  }

  #take(id: string): void {
    this.#close();
    this.#options.picked(id);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#hits = [];
    this.#choose(-1);
    this.#state.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.value = this.#resting;
  }
}
