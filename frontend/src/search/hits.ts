// How a result and the choices beside it look, in the dialog and on the page.
import { ownAddress } from "../address.ts";
import { marked } from "../cut.ts";
import { say, type Words } from "../words.ts";
import type { Facets, Found, Hit } from "./finder.ts";
import type { Store } from "./store.ts";

/** What results are shown with. */
export interface Frame {
  readonly words: Words;
  /** Root of the site. */
  readonly base: URL;
}

/** Name of a kind of page. */
export function kindName(words: Words, kind: string): string {
  return say(words, `kind.${kind}`) || kind;
}

/** A link to a result; null where its address leads elsewhere. */
export function hitLink(hit: Hit, query: string, { words, base }: Frame): HTMLAnchorElement | null {
  const address = ownAddress(hit.address, base, location.origin);
  if (!address) return null;
  const link = document.createElement("a");
  link.className = hit.place ? "find-hit find-answer" : "find-hit";
  link.href = address.href;
  const kind = document.createElement("span");
  kind.className = "find-tag";
  kind.textContent = kindName(words, hit.kind);
  link.append(marked("b", hit.place ? `${hit.title} · ${hit.place}` : hit.title, query));
  if (hit.chinese) {
    const chinese = marked("i", hit.chinese, query);
    chinese.lang = "zh";
    link.append(" ", chinese);
  }
  link.append(" ", kind);
  const [value, period] = hit.value ?? ["", ""];
  if (value) {
    const line = document.createElement("small");
    const figure = document.createElement("strong");
    figure.textContent = say(words, "search.answer", { value, period });
    line.append(figure);
    link.append(line);
  } else if (hit.summary) link.append(marked("small", hit.summary, query));
  return link;
}

function choice(text: string, count: number, pressed: boolean, press: () => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "find-choice";
  button.setAttribute("aria-pressed", String(pressed));
  const number = document.createElement("span");
  number.textContent = String(count);
  button.append(`${text} `, number);
  button.addEventListener("click", press);
  return button;
}

function group(label: string, buttons: HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = "find-choices";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  const head = document.createElement("span");
  head.textContent = label;
  element.append(head, ...buttons);
  return element;
}

/**
 * The choices of kind and topic with the number of pages behind each; a press on a choice made takes it back.
 * A press tells what it changes and no more: what was chosen since these were drawn stays chosen.
 */
export function choices(found: Found, facets: Facets, store: Store, words: Words, choose: (change: Partial<Facets>) => void): HTMLElement[] {
  const { topics } = store.directory;
  const counted = (counts: ReadonlyMap<string, number>, own: string): [string, number][] =>
    own && !counts.has(own) ? [...counts, [own, 0]] : [...counts];
  const kinds = counted(found.kinds, facets.kind).map(([kind, count]) =>
    choice(kindName(words, kind), count, kind === facets.kind, () =>
      choose({ kind: kind === facets.kind ? "" : kind }),
    ),
  );
  const subjects = counted(found.topics, facets.topic)
    .filter(([topic]) => Object.hasOwn(topics, topic))
    .map(([topic, count]) =>
      choice(topics[topic]?.[0] ?? topic, count, topic === facets.topic, () =>
        choose({ topic: topic === facets.topic ? "" : topic }),
      ),
    );
  const shown = [];
  if (kinds.length > 1 || facets.kind) shown.push(group(say(words, "search.kinds"), kinds));
  if (subjects.length > 1 || facets.topic) shown.push(group(say(words, "search.topics"), subjects));
  return shown;
}

/** The part of an address that opens the search page with a query. */
export function searchQuery(query: string, facets: Facets): string {
  const pairs = Object.entries({ q: query, kind: facets.kind, topic: facets.topic }).filter(([, value]) => value);
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : "";
}
