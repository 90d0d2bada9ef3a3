// The page of results: the query and the choices stand in its address, so that what is found can be passed on.
import { say } from "../words.ts";
import { Finder, type Facets } from "./finder.ts";
import { choices, hitLink, searchQuery, type Frame } from "./hits.ts";
import type { Store } from "./store.ts";

const STEP = 20;

function make<K extends keyof HTMLElementTagNameMap>(tag: K, name: string, parent: HTMLElement): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = name;
  parent.append(element);
  return element;
}

class ResultsPage {
  readonly #frame: Frame;
  readonly #open: () => Promise<Store>;
  readonly #input: HTMLInputElement;
  readonly #state: HTMLElement;
  readonly #facetBox: HTMLElement;
  readonly #list: HTMLElement;
  readonly #more: HTMLButtonElement;
  readonly #title = document.title;
  #facets: Facets = { kind: "", topic: "" };
  #shown = STEP;
  #turn = 0;

  constructor(box: HTMLElement, open: () => Promise<Store>, frame: Frame) {
    this.#frame = frame;
    this.#open = open;
    this.#input = make("input", "finding-input", box);
    this.#input.type = "search";
    this.#input.maxLength = 120;
    this.#input.autocomplete = "off";
    this.#input.spellcheck = false;
    this.#input.setAttribute("aria-label", say(frame.words, "search.label"));
    this.#state = make("p", "find-state", box);
    this.#state.setAttribute("role", "status");
    this.#facetBox = make("div", "find-facets", box);
    this.#list = make("ol", "finding-hits", box);
    this.#more = make("button", "finding-more", box);
    this.#more.type = "button";
    this.#more.hidden = true;
    this.#more.textContent = say(frame.words, "search.more");
    this.#more.addEventListener("click", () => this.#showMore());
    this.#input.addEventListener("input", () => this.#ask(true));
    addEventListener("popstate", () => this.#read());
    this.#read();
    if (!this.#input.value) this.#input.focus();
  }

  #read(): void {
    const asked = new URLSearchParams(location.search);
    this.#input.value = asked.get("q") ?? "";
    this.#facets = { kind: asked.get("kind") ?? "", topic: asked.get("topic") ?? "" };
    this.#ask(false);
  }

  #ask(changed: boolean): void {
    this.#shown = STEP;
    const query = this.#input.value.trim();
    if (changed) history.replaceState(null, "", `${location.pathname}${searchQuery(query, this.#facets)}`);
    document.title = query ? `${query} – ${this.#title}` : this.#title;
    void this.#show(query);
  }

  #showMore(): void {
    const before = this.#list.childElementCount;
    this.#shown += STEP;
    void this.#show(this.#input.value.trim()).then(() =>
      this.#list.children[before]?.querySelector("a")?.focus(),
    );
  }

  async #show(query: string): Promise<void> {
    const turn = (this.#turn += 1);
    const { words } = this.#frame;
    try {
      const store = await this.#open();
      const found = await new Finder(store).find(query, this.#facets, this.#shown);
      if (turn !== this.#turn) return;
      const pick = (change: Partial<Facets>): void => {
        this.#facets = { ...this.#facets, ...change };
        this.#ask(true);
      };
      const pressed = this.#facetBox.contains(document.activeElement);
      this.#facetBox.replaceChildren(...choices(found, this.#facets, store, words, pick));
      if (pressed) this.#facetBox.querySelector<HTMLElement>("[aria-pressed=true], button")?.focus();
      this.#list.replaceChildren(...found.hits.flatMap((hit) => {
        const link = hitLink(hit, query, this.#frame);
        const item = document.createElement("li");
        if (link) item.append(link);
        return link ? [item] : [];
      }));
      this.#more.hidden = found.count <= this.#shown;
      if (!query) this.#state.textContent = say(words, "search.start");
      else if (found.count === 0) this.#state.textContent = say(words, "search.none", { query });
      else this.#state.textContent = told(this.#frame, found.count, found.whole);
    } catch {
      if (turn === this.#turn) this.#state.textContent = say(words, "search.broken");
    }
  }
}

/** How many results there are, and whether they have all that was asked. */
export function told({ words }: Frame, count: number, whole: boolean): string {
  const number = say(words, count === 1 ? "search.one" : "search.some", { count });
  return whole ? number : `${number}. ${say(words, "search.some_words")}`;
}

/** Makes the page of results answer. */
export function startResults(box: HTMLElement, open: () => Promise<Store>, frame: Frame): void {
  new ResultsPage(box, open, frame);
}
