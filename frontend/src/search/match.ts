// From what a query asks for to pages with scores. A page counts for each thing asked: by how well the term finds it,
// by how rare the term is, and by how much of the term was typed.
import { isCjk, type Ask } from "./terms.ts";
import { TOP, type Postings, type Store } from "./store.ts";

/** Scores by number of page. */
export type Scores = Map<number, number>;

const BEGUN = 0.65;
const INSIDE = 0.5;
const MENDED = 0.45;
/** Fewer pages than this, and words that hold the term in their middle are tried too. */
const FEW = 3;
const MOST_WORDS = 5;
const SHORTEST_PREFIX = 2;
const SHORTEST_INSIDE = 4;
const LONG = 8;
const SEVERAL = 3;

/** Number of letters to change, add, leave out or swap to get from one word to the other; more than `most` is `most + 1`. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length] ?? most + 1;
}

function add(scores: Scores, found: Postings, factor: number): void {
  for (const [page, level] of found) scores.set(page, Math.max(scores.get(page) ?? 0, (level / TOP) * factor));
}

function rarity(count: number, pages: number): number {
  return Math.log(1 + count / Math.max(1, pages));
}

/** Words like a term: those that hold it in their middle, or, if `mend`, those that differ by a letter or two. */
export function like(term: string, vocabulary: readonly string[], mend: boolean): string[] {
  if (!mend) {
    const found = vocabulary.filter((word) => word.indexOf(term) > 0);
    return found.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
  }
  const most = term.length >= LONG ? 2 : 1;
  const found = vocabulary.map((word) => [distance(term, word, most), word] as const).filter(([far]) => far <= most);
  const first = (word: string): number => Number(word[0] !== term[0]);
  found.sort(([a, x], [b, y]) => a - b || first(x) - first(y) || (x < y ? -1 : 1));
  return found.map(([, word]) => word).slice(0, MOST_WORDS);
}

async function ofTerm(store: Store, term: string): Promise<Scores> {
  const scores: Scores = new Map();
  const all = store.directory.count;
  const cjk = isCjk(term);
  const whole = cjk ? [...term].length > 1 : term.length < SHORTEST_PREFIX;
  const found = await store.beginning(term, whole);
  // A beginning is as common as all its words together: else the rarest of them would win.
  const common = rarity(all, new Set(found.flatMap(([, pages]) => [...pages.keys()])).size);
  for (const [word, pages] of found) {
    const factor = word === term ? rarity(all, pages.size) : common * BEGUN * (0.4 + 0.6 * (term.length / word.length));
    add(scores, pages, factor);
  }
  const exact = found[0]?.[0] === term;
  if (cjk || exact || /\d/.test(term) || term.length < SHORTEST_INSIDE || scores.size >= FEW) return scores;
  const vocabulary = await store.vocabulary();
  const inside = like(term, vocabulary, false);
  const mended = inside.length > 0 || scores.size > 0 ? [] : like(term, vocabulary, true);
  const parts = await Promise.all([...inside, ...mended].map((word) => store.beginning(word, true)));
  for (const [, pages] of parts.flat()) add(scores, pages, (inside.length > 0 ? INSIDE : MENDED) * rarity(all, pages.size));
  return scores;
}

function both(one: Scores, other: Scores): Scores {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  const found: Scores = new Map();
  for (const [page, score] of few) {
    const more = many.get(page);
    if (more !== undefined) found.set(page, score + more);
  }
  return found;
}

/** Pages with at least half of some terms, those with more of them before the others. */
function half(each: readonly Scores[]): Scores {
  const found: Scores = new Map();
  for (const page of new Set(each.flatMap((scores) => [...scores.keys()]))) {
    const had = each.flatMap((scores) => scores.get(page) ?? []);
    if (had.length * 2 >= each.length) found.set(page, (had.reduce((a, b) => a + b) * had.length) / each.length ** 2);
  }
  return found;
}

async function ofAsk(store: Store, ask: Ask): Promise<Match> {
  let each: Scores[] = [];
  for (const choice of ask) {
    each = await Promise.all(choice.map((term) => ofTerm(store, term)));
    const found = each.reduce(both);
    for (const [page, score] of found) found.set(page, score / choice.length);
    if (found.size > 0) return { scores: found, whole: true };
  }
  // Chinese is typed without spaces: a long run may hold more than one word.
  return each.length >= SEVERAL ? { scores: half(each), whole: false } : { scores: new Map(), whole: true };
}

/** What was found, and whether every page has all that was asked. */
export interface Match {
  readonly scores: Scores;
  readonly whole: boolean;
}

/** The pages that have all that is asked, or else any of it. */
export async function match(store: Store, asked: readonly Ask[]): Promise<Match> {
  const found = await Promise.all(asked.map((ask) => ofAsk(store, ask)));
  if (found.length === 0) return { scores: new Map(), whole: true };
  const each = found.map(({ scores }) => scores);
  const all = each.reduce(both);
  if (all.size > 0 || each.length === 1) return { scores: all, whole: found.every(({ whole }) => whole) };
  return { scores: any(asked, each), whole: false };
}

/** Pages with any of what is asked, those with more of it before the others. */
function any(asked: readonly Ask[], each: readonly Scores[]): Scores {
  const found: Scores = new Map();
  const hits = new Map<number, number>();
  for (const scores of each) {
    for (const [page, score] of scores) {
      found.set(page, (found.get(page) ?? 0) + score);
      hits.set(page, (hits.get(page) ?? 0) + 1);
    }
  }
  for (const [page, score] of found) found.set(page, (score * (hits.get(page) ?? 0)) / asked.length);
  return found;
}
