// Suggestions while one types: every word of the query must begin a word of the title, the code or the topic, in either
// language. The lists are short, so no index is needed.
import { fold, indexTerms, isCjk, queryTerms } from "../terms.ts";

/** Something that can be picked. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly other: string;
  /** Further words that find it, and that are shown beside it. */
  readonly hint: string;
}

const MOST = 12;

/** What is looked through, prepared once. */
export class Finder {
  readonly #choices: readonly { readonly choice: Choice; readonly terms: readonly string[]; readonly titles: string }[];

  constructor(choices: readonly Choice[]) {
    this.#choices = choices.map((choice) => ({
      choice,
      terms: indexTerms(`${choice.title} ${choice.other} ${choice.id} ${choice.hint}`).map(fold),
      titles: `${fold(choice.title)}\n${fold(choice.other)}\n${fold(choice.id)}`,
    }));
  }

  /** The best choices for a query; the first ones where nothing is asked. */
  find(query: string): Choice[] {
    const asked = queryTerms(query).map(fold);
    const whole = fold(query.trim());
    const score = ({ terms, titles }: { terms: readonly string[]; titles: string }): number => {
      if (!asked.every((one) => terms.some((term) => (isCjk(one) ? term === one : term.startsWith(one))))) return 0;
      const lines = titles.split("\n");
      return lines.includes(whole) ? 3 : lines.some((line) => line.startsWith(whole)) ? 2 : 1;
    };
    if (asked.length === 0) return this.#choices.slice(0, MOST).map(({ choice }) => choice);
    const found = this.#choices.map((one) => ({ choice: one.choice, score: score(one) })).filter((one) => one.score > 0);
    return found.sort((a, b) => b.score - a.score).slice(0, MOST).map(({ choice }) => choice);
  }
}
