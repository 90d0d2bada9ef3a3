// Cutting what a reader types into the terms that the index was made of: `publish/search_terms.py` cuts pages in the
// same way, and tests/fixtures/search_terms.json holds the two together.

const CJK = "\\u3005-\\u3007\\u3041-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = /[\p{L}\p{N}]+(?:[-\u2010'\u2019][\p{L}\p{N}]+)*/gu;
const RUNS = new RegExp(`([${CJK}]+)`, "u");

/** Small letters without accents; full-width letters and digits become plain ones. */
export function normal(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").normalize("NFKC").toLowerCase().replaceAll("\u02bc", "'");
}

/** Whether a term is Chinese or Japanese writing: matched exactly, never with mistakes. */
export function isCjk(term: string): boolean {
  return RUNS.test(term);
}

function runs(piece: string): string[] {
  return piece.split(RUNS).filter(Boolean);
}

/** Words with apostrophes taken apart, each as what stands between its hyphens. */
function parts(text: string): string[][] {
  return (text.match(WORD) ?? []).flatMap((word) => {
    const pieces = word.split(/['\u2019]/);
    return pieces
      .filter((piece) => [...piece].length > 1 || pieces.length === 1 || isCjk(piece))
      .map((piece) => piece.split(/[-\u2010]/));
  });
}

function pairs(run: string): string[] {
  const signs = [...run];
  return signs.map((sign, n) => sign + (signs[n + 1] ?? ""));
}

/** The words of a text in order: Latin words, and runs of Chinese as a whole. */
export function words(text: string): string[] {
  return parts(normal(text)).flat().flatMap(runs);
}

/** The terms under which a text is found. */
export function terms(text: string): string[] {
  return parts(normal(text)).flatMap((part) => {
    const own = part.flatMap((piece) => runs(piece).flatMap((run) => (isCjk(run) ? pairs(run) : [run])));
    const joined = part.join("");
    return part.length > 1 && !isCjk(joined) ? [...own, joined] : own;
  });
}

/** One thing asked for: any of the choices finds it, and of a choice all terms are needed. */
export type Ask = readonly (readonly string[])[];

function asksOf(part: string[]): Ask[] {
  const single = part.flatMap((piece) => runs(piece)).map((run): Ask => {
    const signs = [...run].length;
    return [isCjk(run) ? pairs(run).slice(0, Math.max(1, signs - 1)) : [run]];
  });
  const joined = part.join("");
  // "e-commerce" is one word: it finds "ecommerce", and what stands apart if nothing else does.
  return part.length > 1 && !isCjk(joined) ? [[[joined], single.flatMap((ask) => ask[0] ?? [])]] : single;
}

/** What a query asks for. */
export function asks(query: string): Ask[] {
  return parts(normal(query)).flatMap(asksOf);
}
