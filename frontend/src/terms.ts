// Cutting text into search terms. Chinese has no spaces: a run of it is indexed by its single characters and its pairs,
// and sought by its pairs, so that 数字贸易 finds what holds it and nothing is needed but the text itself.

const RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々]+|[\p{L}\p{N}]+/gu;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々]/u;
const CJK_SPLIT = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々]+)/u;

/** Whether a term is Chinese or Japanese writing: matched exactly, never by prefix or with mistakes. */
export function isCjk(term: string): boolean {
  return CJK.test(term);
}

/** Small letters without accents: "Côte" is found by "cote". */
export function fold(term: string): string {
  return term.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
}

function runs(text: string): string[] {
  return (text.normalize("NFKC").match(RUN) ?? []).flatMap((run) => run.split(CJK_SPLIT).filter(Boolean));
}

function pairs(run: string): string[] {
  const signs = [...run];
  return signs.slice(1).map((sign, n) => `${signs[n] ?? ""}${sign}`);
}

/** Terms under which a text is found. */
export function indexTerms(text: string): string[] {
  return runs(text).flatMap((run) => (isCjk(run) ? [...run, ...pairs(run)] : [run]));
}

/** Terms that a query asks for. */
export function queryTerms(text: string): string[] {
  return runs(text).flatMap((run) => (isCjk(run) && [...run].length > 1 ? pairs(run) : [run]));
}
