// Marking in a text what a query found in it; used by every list that answers while one types.
import { fold, queryTerms } from "./terms.ts";

/** Text cut at the places where a term of the query begins a word, for marking. */
export function cut(text: string, query: string): { readonly text: string; readonly hit: boolean }[] {
  const terms = queryTerms(query).map(fold).filter(Boolean);
  const parts: { text: string; hit: boolean }[] = [];
  let rest = 0;
  while (rest < text.length) {
    const start = rest === 0 || !/[\p{L}\p{N}]/u.test(text[rest - 1] ?? "") || /\p{Script=Han}/u.test(text[rest] ?? "");
    const folded = fold(text.slice(rest));
    const aligned = folded.length === text.length - rest;
    const term = start && aligned ? terms.find((one) => folded.startsWith(one)) : undefined;
    const piece = text.slice(rest, rest + (term?.length ?? 1));
    const last = parts.at(-1);
    if (last && last.hit === (term !== undefined)) last.text += piece;
    else parts.push({ text: piece, hit: term !== undefined });
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
