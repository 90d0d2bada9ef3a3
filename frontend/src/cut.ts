// Marking in a text what a query found in it; used by every list that answers while one types.
import { fold, queryTerms } from "./terms.ts";

/** Whether a term stands at a place of a text, sign for sign, and no accent follows that would belong to its last. */
function stands(term: string, text: string, at: number): boolean {
  const end = at + term.length;
  return fold(text.slice(at, end)) === term && !/^\p{M}/u.test(text.slice(end, end + 2));
}

/** Text cut at the places where a term of the query begins a word, for marking. */
export function cut(text: string, query: string): { readonly text: string; readonly hit: boolean }[] {
  const terms = queryTerms(query).map(fold).filter(Boolean);
  const parts: { text: string; hit: boolean }[] = [];
  let rest = 0;
  while (rest < text.length) {
    const start = rest === 0 || !/[\p{L}\p{N}]/u.test(text[rest - 1] ?? "") || /\p{Script=Han}/u.test(text[rest] ?? "");
    const found = start ? terms.find((one) => stands(one, text, rest)) : undefined;
    const piece = text.slice(rest, rest + (found?.length ?? 1));
    const last = parts.at(-1);
    if (last && last.hit === (found !== undefined)) last.text += piece;
    else parts.push({ text: piece, hit: found !== undefined });
    rest += piece.length;
  }
  return parts;
}

/** An element with the text, in which what was found is marked. */
export function marked(tag: "b" | "i" | "small", text: string, query: string): HTMLElement {
  const element = document.createElement(tag);
  for (const part of cut(text, query)) {
    const node = part.hit ? document.createElement("mark") : document.createElement("span");
    node.textContent = part.text;
    element.append(part.hit ? node : document.createTextNode(part.text));
  }
  return element;
}
