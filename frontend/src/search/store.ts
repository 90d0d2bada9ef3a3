// The files of the index, fetched when they are needed and kept. A small site's index is one file, the directory, which
// then holds the others.

/** The directory of the index. */
export interface Directory {
  readonly version: string;
  /** Number of pages. */
  readonly count: number;
  /** Pages in a block. */
  readonly block: number;
  /** First term of each shard. */
  readonly shards: readonly string[];
  /** Kind, first topic and number of pages, in the order of the pages. */
  readonly runs: readonly (readonly [string, string, number])[];
  /** Pages by topics after their first. */
  readonly more: Readonly<Record<string, readonly number[]>>;
  /** English and Chinese names of topics by code. */
  readonly topics: Readonly<Record<string, readonly [string, string]>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** A page as a result shows it: address, title, Chinese title, summary. */
export type Entry = readonly [string, string, string, string];

/** How well a term finds pages: level from 1 to 52 by page. */
export type Postings = ReadonlyMap<number, number>;

/** Fetches a text. */
export type Fetch = (name: string) => Promise<string>;

const LEVELS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** The best level. */
export const TOP = LEVELS.length;
/** Shards in which the beginnings of words are looked up; a short beginning may lie in many. */
const MOST_SHARDS = 6;

/** Reads a line's pages: the way from the page before, then the level. */
export function readPostings(text: string): Postings {
  const found = new Map<number, number>();
  let page = -1;
  let step = 0;
  for (const sign of text) {
    const digit = sign.charCodeAt(0) - 48;
    if (digit >= 0 && digit <= 9) step = step * 10 + digit;
    else {
      page += step;
      step = 0;
      found.set(page, LEVELS.indexOf(sign) + 1);
    }
  }
  return found;
}

interface Shard {
  readonly terms: readonly string[];
  readonly lists: readonly string[];
}

function readShard(text: string): Shard {
  const lines = text.split("\n").filter(Boolean);
  const cuts = lines.map((line) => line.indexOf(" "));
  return { terms: lines.map((line, n) => line.slice(0, cuts[n])), lists: lines.map((line, n) => line.slice((cuts[n] ?? 0) + 1)) };
}

/** Place of the first term that is not before the one given. */
function firstFrom(terms: readonly string[], term: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((terms[middle] ?? "") < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of a site. */
export class Store {
  readonly directory: Directory;
  readonly #fetch: Fetch;
  readonly #kept = new Map<string, Promise<unknown>>();

  private constructor(directory: Directory, fetch: Fetch) {
    this.directory = directory;
    this.#fetch = fetch;
  }

  /** Opens the index in a folder. */
  static async open(fetch: Fetch): Promise<Store> {
    const directory = JSON.parse(await fetch("index.json")) as Directory;
    return new Store(directory, fetch);
  }

  /** A part, fetched once; one that failed is fetched again when next asked for. */
  #part<T>(name: string, read: (text: string) => T): Promise<T> {
    const kept = this.#kept.get(name);
    if (kept) return kept as Promise<T>;
    const inside = this.directory.files?.[name];
    const text = inside === undefined ? this.#fetch(`${name}?v=${this.directory.version}`) : Promise.resolve(inside);
    const part = text.then(read);
    this.#kept.set(name, part);
    part.catch(() => this.#kept.delete(name));
    return part;
  }

  /** Terms that begin with a text, with what they find; only that text itself if `whole`. */
  async beginning(term: string, whole: boolean): Promise<[string, Postings][]> {
    const { shards } = this.directory;
    const last = whole ? term : `${term}\uffff`;
    const first = Math.max(0, firstFrom(shards, `${term}\u0000`) - 1);
    const end = Math.max(first + 1, firstFrom(shards, last));
    const numbers = shards.map((_, n) => n).slice(first, Math.min(end, first + MOST_SHARDS));
    const parts = await Promise.all(numbers.map((n) => this.#part(`terms-${n}.txt`, readShard)));
    return parts.flatMap(({ terms, lists }): [string, Postings][] => {
      const from = firstFrom(terms, term);
      const to = whole ? from + Number(terms[from] === term) : firstFrom(terms, last);
      return terms.slice(from, to).map((found, n) => [found, readPostings(lists[from + n] ?? "")]);
    });
  }

  /** All Latin words of some length. */
  vocabulary(): Promise<readonly string[]> {
    return this.#part("words.txt", (text) => text.split("\n").filter(Boolean));
  }

  /** Numbers of the pages of places by what they are called. */
  places(): Promise<ReadonlyMap<string, number>> {
    return this.#part("places.json", (text) => new Map(Object.entries(JSON.parse(text) as Record<string, number>)));
  }

  /** Latest values of a place: value and period by indicator; none where there is no such file. */
  values(place: string): Promise<ReadonlyMap<string, readonly [string, string]>> {
    const name = `values/${encodeURIComponent(place)}.json`;
    const read = (text: string): ReadonlyMap<string, readonly [string, string]> =>
      new Map(Object.entries(JSON.parse(text) as Record<string, [string, string]>));
    return this.#part(name, read).catch(() => new Map());
  }

  /** The pages of some numbers, in that order. */
  async entries(numbers: readonly number[]): Promise<Entry[]> {
    const { block } = this.directory;
    const wanted = [...new Set(numbers.map((n) => Math.floor(n / block)))];
    const read = (text: string): Entry[] => (JSON.parse(text) as unknown[]).filter(isEntry);
    const blocks = new Map(await Promise.all(wanted.map(async (n) => [n, await this.#part(`pages-${n}.json`, read)] as const)));
    return numbers.flatMap((n) => {
      const entry = blocks.get(Math.floor(n / block))?.[n % block];
      return entry ? [entry] : [];
    });
  }
}

function isEntry(value: unknown): value is Entry {
  return Array.isArray(value) && value.length >= 4 && value.every((part) => typeof part === "string");
}
