// A query to results: best first, cut down by kind and topic, with the number of pages behind each choice. Where a query
// names a place and the rest of it an indicator, the indicator opened with that place comes first, with its latest value.
import { match, type Scores } from "./match.ts";
import type { Directory, Entry, Store } from "./store.ts";
import { asks, isCjk, words } from "./terms.ts";

/** A result. */
export interface Hit {
  readonly kind: string;
  readonly address: string;
  readonly title: string;
  readonly chinese: string;
  readonly summary: string;
  /** Latest value and its period, where the result answers a question for one. */
  readonly value?: readonly [string, string];
  /** Name of the place that the result was asked for. */
  readonly place?: string;
}

/** By what results may be cut down; empty for everything. */
export interface Facets {
  readonly kind: string;
  readonly topic: string;
}

/** What a query found. */
export interface Found {
  readonly hits: readonly Hit[];
  /** Number of pages after cutting down, answers not counted. */
  readonly count: number;
  /** Pages by kind, and by topic, each as if that choice were not made. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly topics: ReadonlyMap<string, number>;
  /** Whether the pages have all words of the query. */
  readonly whole: boolean;
}

const NOTHING: Found = { hits: [], count: 0, kinds: new Map(), topics: new Map(), whole: true };
const ANSWERS = 3;
const SHORTEST_PLACE = 2;
const CODE = /^[A-Z]{2}$/;
/** Pages beyond those shown that are read in case the query is the very name of one. */
const NAMESAKES = 4;

interface Facet {
  readonly kind: string;
  readonly topics: readonly string[];
}

/** Kind and topics of every page. */
export function facetsOf(directory: Directory): Facet[] {
  const found = directory.runs.flatMap(([kind, topic, count]) => {
    const one: Facet = { kind, topics: topic ? [topic] : [] };
    return Array.from({ length: count }, () => one);
  });
  for (const [topic, pages] of Object.entries(directory.more)) {
    for (const page of pages) {
      const one = found[page];
      if (one) found[page] = { kind: one.kind, topics: [...one.topics, topic] };
    }
  }
  return found;
}

/** A place named in a query, and the query without it. */
export interface Placed {
  /** Number of its page. */
  readonly place: number;
  readonly rest: string;
}

/** Every way to read a query as a place and something else; longer names first. */
export function placesIn(query: string, places: ReadonlyMap<string, number>): Placed[] {
  const cut = words(query);
  const found: (Placed & { readonly size: number })[] = [];
  const note = (name: string, rest: string): void => {
    const place = places.get(name);
    if (place !== undefined && rest.trim()) found.push({ place, rest, size: name.length });
  };
  for (let start = 0; start < cut.length; start += 1) {
    for (let end = start + 1; end <= cut.length; end += 1) {
      note(cut.slice(start, end).join(" "), [...cut.slice(0, start), ...cut.slice(end)].join(" "));
    }
    const run = cut[start] ?? "";
    const others = (rest: string): string => [...cut.slice(0, start), rest, ...cut.slice(start + 1)].join(" ");
    if (!isCjk(run)) continue;
    for (let n = SHORTEST_PLACE; n < run.length; n += 1) {
      note(run.slice(0, n), others(run.slice(n).replace(/^的/, "")));
      note(run.slice(-n), others(run.slice(0, -n)));
    }
  }
  return found.sort((a, b) => b.size - a.size);
}

function ranked(scores: Scores): number[] {
  return [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([page]) => page);
}

/** Answers queries about a site. */
export class Finder {
  readonly store: Store;
  readonly #facets: readonly Facet[];

  constructor(store: Store) {
    this.store = store;
    this.#facets = facetsOf(store.directory);
  }

  /** The best results, `limit` of them and answers before them. */
  async find(query: string, facets: Facets, limit: number): Promise<Found> {
    const asked = asks(query);
    if (asked.length === 0) return NOTHING;
    const answering = facets.kind === "" || facets.kind === "indicator";
    const [{ scores, whole }, answers] = await Promise.all([
      match(this.store, asked),
      answering ? this.#answers(query, facets) : Promise.resolve([]),
    ]);
    const pages = await this.#codeFirst(query.trim(), ranked(scores));
    const chosen = pages.filter((page) => this.#has(page, facets.kind, facets.topic));
    const read = chosen.slice(0, limit + NAMESAKES);
    const entries = await this.store.entries(read);
    const hits = entries.map((entry, n) => this.#hit(entry, read[n] ?? 0));
    const answered = new Set(answers.map(({ address }) => address.replace(/\?.*$/, "")));
    const own = namesakesFirst(hits.filter(({ address }) => !answered.has(address)), query).slice(0, limit);
    return {
      hits: [...answers, ...own],
      count: Math.max(chosen.length, answers.length),
      kinds: this.#tally(pages, (page) => (this.#has(page, "", facets.topic) ? [this.#facets[page]?.kind ?? ""] : [])),
      topics: this.#tally(pages, (page) => (this.#has(page, facets.kind, "") ? (this.#facets[page]?.topics ?? []) : [])),
      whole: whole || answers.length > 0,
    };
  }

  /** Whoever types a place's code of two letters, in capitals and nothing else, wants that place. */
  async #codeFirst(query: string, pages: number[]): Promise<number[]> {
    const place = CODE.test(query) ? (await this.store.places()).get(query) : undefined;
    return place === undefined ? pages : [place, ...pages.filter((page) => page !== place)];
  }

  #has(page: number, kind: string, topic: string): boolean {
    const own = this.#facets[page];
    return own !== undefined && (!kind || own.kind === kind) && (!topic || own.topics.includes(topic));
  }

  #tally(pages: readonly number[], choices: (page: number) => readonly string[]): Map<string, number> {
    const found = new Map<string, number>();
    for (const page of pages) for (const choice of choices(page)) found.set(choice, (found.get(choice) ?? 0) + 1);
    return new Map([...found].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
  }

  #hit([address, title, chinese, summary]: Entry, page: number): Hit {
    return { kind: this.#facets[page]?.kind ?? "", address, title, chinese, summary };
  }

  /** Indicators opened with the place that a query names, if it does and they have figures for it. */
  async #answers(query: string, facets: Facets): Promise<Hit[]> {
    const cut = words(query);
    if (cut.length < 2 && !cut.some((word) => isCjk(word) && word.length > SHORTEST_PLACE)) return [];
    for (const { place, rest } of placesIn(query, await this.store.places()).slice(0, ANSWERS)) {
      const [{ scores, whole }, [page]] = await Promise.all([match(this.store, asks(rest)), this.store.entries([place])]);
      const code = lastStep(page?.[0] ?? "");
      const values = (whole || isCjk(rest)) && code ? await this.store.values(code) : new Map<string, readonly [string, string]>();
      if (values.size === 0) continue;
      const pages = ranked(scores).filter((page) => this.#has(page, "indicator", facets.topic));
      const entries = await this.store.entries(pages.slice(0, ANSWERS * 4));
      const found = entries.flatMap((entry, n): Hit[] => {
        const value = values.get(lastStep(entry[0]));
        if (!value) return [];
        const hit = this.#hit(entry, pages[n] ?? 0);
        return [{ ...hit, address: `${entry[0]}?areas=${encodeURIComponent(code)}`, value, place: page?.[1] ?? code }];
      });
      if (found.length > 0) return namesakesFirst(found, rest).slice(0, ANSWERS);
    }
    return [];
  }
}

/** The id in an address: what stands between its last two slashes. */
function lastStep(address: string): string {
  return /([^/]+)\/$/.exec(address)?.[1] ?? "";
}

/** Whoever types a whole title wants that page, however often others say the words. */
function namesakesFirst(hits: readonly Hit[], query: string): Hit[] {
  const wanted = words(query).join(" ");
  const same = (text: string): boolean => words(text).join(" ") === wanted;
  const isNamesake = (hit: Hit): boolean => same(hit.title) || (hit.chinese !== "" && same(hit.chinese));
  return [...hits.filter(isNamesake), ...hits.filter((hit) => !isNamesake(hit))];
}
