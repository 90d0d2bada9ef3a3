// The list below the search box: fetched and built when the box is first used. The box keeps the focus all the time;
// arrows move the choice (the combobox pattern of the ARIA practices), and every result is a link.
import { ownAddress } from "./address.ts";
import { marked } from "./cut.ts";
import { Index, readEntries, type Entry, type Group } from "./finder.ts";
import { say, type Words } from "./words.ts";

/** What the search works on. */
export interface Parts {
  readonly dialog: HTMLDialogElement;
  readonly words: Words;
  /** Root of the site. */
  readonly base: URL;
  /** Address of the list of pages. */
  readonly list: URL;
}

class List {
  readonly #parts: Parts;
  readonly #input: HTMLInputElement;
  readonly #state: HTMLElement;
  readonly #box: HTMLElement;
  #hits: HTMLElement[] = [];
  #chosen = -1;

  constructor(parts: Parts) {
    const find = (selector: string): HTMLElement => parts.dialog.querySelector(selector) as HTMLElement;
    this.#parts = parts;
    this.#input = find("[role=combobox]") as HTMLInputElement;
    this.#state = find(".find-state");
    this.#box = find("[role=listbox]");
    this.#input.addEventListener("keydown", (event) => this.#press(event));
  }

  get query(): string {
    return this.#input.value.trim();
  }

  onQuery(changed: () => void): void {
    this.#input.addEventListener("input", changed);
  }

  tell(key: string, values: Readonly<Record<string, string | number>> = {}): void {
    this.#state.textContent = say(this.#parts.words, key, values);
  }

  show(groups: readonly Group[], query: string): void {
    this.#hits = [];
    this.#box.replaceChildren(...groups.map((group, n) => this.#group(group, n, query)));
    this.#input.setAttribute("aria-expanded", String(this.#hits.length > 0));
    this.#choose(this.#hits.length > 0 ? 0 : -1);
    this.#box.scrollTop = 0;
  }

  #group(group: Group, place: number, query: string): HTMLElement {
    const element = document.createElement("div");
    const head = document.createElement("p");
    head.className = "find-kind";
    head.id = `find-kind-${place}`;
    head.textContent = say(this.#parts.words, `kind.${group.kind}`) || group.kind;
    head.setAttribute("role", "presentation");
    element.setAttribute("role", "group");
    element.setAttribute("aria-labelledby", head.id);
    element.append(head, ...group.hits.flatMap((entry) => this.#hit(entry, query)));
    return element;
  }

  #hit(entry: Entry, query: string): HTMLElement[] {
    const address = ownAddress(entry.u, this.#parts.base, location.origin);
    if (!address) return [];
    const link = document.createElement("a");
    const place = this.#hits.push(link) - 1;
    link.className = "find-hit";
    link.id = `find-hit-${place}`;
    link.href = address.href;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.append(marked("b", entry.t, query));
    if (entry.z && entry.z !== entry.t) {
      const chinese = marked("i", entry.z, query);
      chinese.lang = "zh";
      link.append(" ", chinese);
    }
    if (entry.s) link.append(marked("small", entry.s, query));
    link.addEventListener("pointermove", () => this.#choose(place));
    return [link];
  }

  #choose(place: number): void {
    this.#hits[this.#chosen]?.setAttribute("aria-selected", "false");
    this.#chosen = place;
    const hit = this.#hits[place];
    hit?.setAttribute("aria-selected", "true");
    if (hit) this.#input.setAttribute("aria-activedescendant", hit.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #press(event: KeyboardEvent): void {
    const count = this.#hits.length;
    if (event.isComposing || count === 0) return; // the keys belong to the input method while it composes
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: count - 1 };
    const by = steps[event.key];
    if (by !== undefined) {
      event.preventDefault();
      this.#choose((this.#chosen + by) % count);
      this.#hits[this.#chosen]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#hits[this.#chosen]?.click();
    }
  }
}

async function load(list: URL): Promise<Index> {
  const answer = await fetch(list, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new Index(readEntries(await answer.json()));
}

/** Starts the search of a page: what is typed from now on is answered, and what was typed already. */
export async function startSearch(parts: Parts): Promise<void> {
  const list = new List(parts);
  let index: Index | null = null;
  const answer = (): void => {
    const query = list.query;
    const groups = index && query ? index.search(query) : [];
    const count = groups.reduce((sum, group) => sum + group.hits.length, 0);
    list.show(groups, query);
    if (!index) list.tell("search.loading");
    else if (!query) list.tell("search.start");
    else if (count === 0) list.tell("search.none", { query });
    else list.tell(count === 1 ? "search.one" : "search.some", { count });
  };
  list.onQuery(answer);
  answer();
  try {
    index = await load(parts.list);
  } catch {
    list.onQuery(() => list.tell("search.broken"));
    list.tell("search.broken");
    return;
  }
  answer();
}
