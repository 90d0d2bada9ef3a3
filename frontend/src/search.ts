// The list below the search box: fetched when the box is first used. The box keeps the focus all the time; arrows move
// the choice (the combobox pattern of the ARIA practices), and every result is a link. An answer that comes after a
// newer question is thrown away.
import { ownAddress } from "./address.ts";
import { Finder, type Facets, type Found } from "./search/finder.ts";
import { choices, hitLink, searchQuery, type Frame } from "./search/hits.ts";
import { startResults, told } from "./search/page.ts";
import { Store } from "./search/store.ts";
import { say, type Words } from "./words.ts";

/** What the search works on. */
export interface Parts {
  readonly words: Words;
  /** Root of the site. */
  readonly base: URL;
  /** Address of the directory of the index. */
  readonly list: URL;
}

const SHOWN = 10;

class List {
  readonly #frame: Frame;
  readonly #input: HTMLInputElement;
  readonly #state: HTMLElement;
  readonly #facetBox: HTMLElement;
  readonly #box: HTMLElement;
  #hits: HTMLElement[] = [];
  #chosen = -1;

  constructor(dialog: HTMLDialogElement, frame: Frame) {
    const find = (selector: string): HTMLElement => dialog.querySelector(selector) as HTMLElement;
    this.#frame = frame;
    this.#input = find("[role=combobox]") as HTMLInputElement;
    this.#state = find(".find-state");
    this.#facetBox = find(".find-facets");
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
    this.#state.textContent = say(this.#frame.words, key, values);
  }

  clear(): void {
    this.#fill([]);
    this.#facetBox.hidden = true;
  }

  show(found: Found, query: string, facets: Facets, facetBoxes: HTMLElement[]): void {
    const links = found.hits.flatMap((hit) => hitLink(hit, query, this.#frame) ?? []);
    const all = found.count > SHOWN ? this.#all(found.count, query, facets) : null;
    this.#fill(all ? [...links, all] : links);
    const scrolled = [...this.#facetBox.children].map((row) => row.scrollLeft);
    this.#facetBox.replaceChildren(...facetBoxes);
    this.#facetBox.hidden = facetBoxes.length === 0;
    for (const [n, row] of facetBoxes.entries()) row.scrollLeft = scrolled[n] ?? 0;
    if (found.count > 0) this.#state.textContent = told(this.#frame, found.count, found.whole);
    else this.tell("search.none", { query });
  }

  focus(): void {
    this.#input.focus();
  }

  #all(count: number, query: string, facets: Facets): HTMLAnchorElement | null {
    const address = ownAddress(`search/${searchQuery(query, facets)}`, this.#frame.base, location.origin);
    if (!address) return null;
    const link = document.createElement("a");
    link.className = "find-hit find-all";
    link.href = address.href;
    link.textContent = say(this.#frame.words, "search.all", { count });
    return link;
  }

  #fill(links: HTMLAnchorElement[]): void {
    for (const [place, link] of links.entries()) {
      link.id = `find-hit-${place}`;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.addEventListener("pointermove", () => this.#choose(place));
    }
    this.#hits = links;
    this.#box.replaceChildren(...links);
    this.#input.setAttribute("aria-expanded", String(links.length > 0));
    this.#choose(links.length > 0 ? 0 : -1);
    this.#box.scrollTop = 0;
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

const stores = new Map<string, Promise<Store>>();

/** The index at an address, opened once. */
function open(list: URL): Promise<Store> {
  const kept = stores.get(list.href);
  if (kept) return kept;
  const opened = Store.open(async (name) => {
    const address = ownAddress(name, list, location.origin);
    if (!address) throw new Error("not of this site");
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.text();
  });
  stores.set(list.href, opened);
  opened.catch(() => stores.delete(list.href));
  return opened;
}

/** Starts the search of a page: what is typed from now on is answered, and what was typed already. */
export function startSearch(dialog: HTMLDialogElement, parts: Parts): void {
  const list = new List(dialog, parts);
  let facets: Facets = { kind: "", topic: "" };
  let turn = 0;
  const answer = async (): Promise<void> => {
    const mine = (turn += 1);
    const { query } = list;
    if (!query) {
      list.clear();
      list.tell("search.start");
      return;
    }
    const slow = setTimeout(() => {
      if (mine === turn) list.tell("search.loading"); // a newer question may have been answered by now
    }, 300);
    try {
      const store = await open(parts.list);
      if (mine !== turn) return;
      const found = await new Finder(store).find(query, facets, SHOWN);
      if (mine !== turn) return;
      const choose = (change: Partial<Facets>): void => {
        facets = { ...facets, ...change };
        list.focus();
        void answer();
      };
      list.show(found, query, facets, choices(found, facets, store, parts.words, choose));
    } catch {
      if (mine === turn) list.tell("search.broken");
    } finally {
      clearTimeout(slow);
    }
  };
  list.onQuery(() => void answer());
  void answer();
  open(parts.list).catch(() => undefined); // so that the directory is there when the first letter is typed
}

/** Makes the page of results answer. */
export function startSearchPage(box: HTMLElement, parts: Parts): void {
  startResults(box, () => open(parts.list), parts);
}
