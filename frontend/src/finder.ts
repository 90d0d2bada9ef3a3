// The search index in the browser: built from the site's list of pages when a reader first searches.
import MiniSearch, { type SearchOptions } from "minisearch";
import { fold, indexTerms, isCjk, queryTerms } from "./terms.ts";

/** A page as the site's search list describes it. */
export interface Entry {
  /** Address relative to the root of the site. */
  readonly u: string;
  /** Title. */
  readonly t: string;
  /** Chinese title. */
  readonly z?: string;
  /** Kind of page. */
  readonly k: string;
  /** Summary in one line. */
  readonly s?: string;
  /** Further words that find it. */
  readonly w?: string;
}

/** Results of one kind, best first. */
export interface Group {
  readonly kind: string;
  readonly hits: readonly Entry[];
}

const PER_GROUP = 6;
const OPTIONS: SearchOptions = {
  boost: { t: 6, z: 6, w: 2, s: 1 },
  combineWith: "AND",
  tokenize: queryTerms,
  prefix: (term) => !isCjk(term) && term.length > 1,
  fuzzy: (term) => (!isCjk(term) && !/\d/.test(term) && term.length > 4 ? 0.2 : false),
  weights: { fuzzy: 0.3, prefix: 0.7 },
};

/** Answers queries about one list of pages. */
export class Index {
  readonly #engine: MiniSearch<Entry>;
  readonly #entries: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
    this.#engine = new MiniSearch<Entry>({
      idField: "n",
      fields: ["t", "z", "w", "s"],
      tokenize: indexTerms,
      processTerm: fold,
      extractField: (entry, field) => (entry as unknown as Record<string, string>)[field] ?? "",
    });
    this.#engine.addAll(entries.map((entry, n) => ({ ...entry, n })));
  }

  /** The best pages for a query by kind; the kind with the best page first. All words must match, or else any. */
  search(query: string): Group[] {
    const all = this.#engine.search(query, OPTIONS);
    const found = all.length > 0 ? all : this.#engine.search(query, { ...OPTIONS, combineWith: "OR" });
    const pages = found.flatMap(({ id }) => this.#entries[id as number] ?? []);
    const groups = new Map<string, Entry[]>();
    for (const entry of namesakesFirst(pages, query)) {
      const hits = groups.get(entry.k) ?? [];
      groups.set(entry.k, hits);
      if (hits.length < PER_GROUP) hits.push(entry);
    }
    return [...groups].map(([kind, hits]) => ({ kind, hits }));
  }
}

/** Whoever types a whole title wants that page, however often others say the words. */
function namesakesFirst(pages: readonly Entry[], query: string): Entry[] {
  const wanted = fold(query.trim());
  const isNamesake = (entry: Entry): boolean => fold(entry.t) === wanted || fold(entry.z ?? "") === wanted;
  return [...pages.filter(isNamesake), ...pages.filter((entry) => !isNamesake(entry))];
}

/** Reads the site's search list; whatever is not an entry is left out. */
export function readEntries(document: unknown): Entry[] {
  const list = (document as { documents?: unknown } | null)?.documents;
  return Array.isArray(list) ? list.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return typeof entry?.u === "string" && typeof entry.t === "string" && typeof entry.k === "string";
}
