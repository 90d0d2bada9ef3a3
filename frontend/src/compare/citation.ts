// How a comparison is cited: as each of its indicators is, the producers of the figures first, at the address that shows it.
import { citationOf, ENDINGS, today, together, type Form } from "../citing.ts";
import type { Words } from "../words.ts";
import type { Indicator } from "./catalogue.ts";

/** Where the citation of an indicator lies in a form: beside its figures. */
export function citationFile(indicator: Pick<Indicator, "csv">, form: Form): string {
  return indicator.csv.replace(/csv$/, ENDINGS[form]);
}

/** The citation of what is shown in one form; throws where a file cannot be had. */
export async function citationShown(
  form: Form,
  indicators: readonly Pick<Indicator, "csv" | "cited">[],
  shown: { readonly link: string; readonly root: URL },
  words: Words,
): Promise<string> {
  const seen = { address: shown.link, day: today() };
  const texts = await Promise.all(
    indicators.map(async (indicator) => {
      const answer = await fetch(new URL(citationFile(indicator, form), shown.root), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`no citation in the form ${form}`);
      const text = (await answer.text()).replaceAll("\r\n", "\n");
      return citationOf(form, { text: form === "txt" ? text.trimEnd() : text, address: indicator.cited ?? "" }, seen, words);
    }),
  );
  return together(form, form === "txt" ? texts.flatMap((text) => text.split("\n")) : texts);
}
