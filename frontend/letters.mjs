// The typefaces that stand within each page: only the signs that most pages begin with, and only what the style sheets ask
// of them (pairs, ligatures, figures of one width). Half of a typeface would be accents that a page may never show.
import { convert } from "fontverter";
import subsetFont from "subset-font";
import { KEPT_NAMES, renamed } from "./typeface.ts";

// ASCII, the punctuation of figures and quotations, arrows, and letters in the names of economies.
const SIGNS = [[0x20, 0x7e], [0xa0], [0xb7], [0xc5], [0xd7], [0xe3], [0xe5], [0xe7], [0xe9], [0xed], [0xf4], [0xfc], [0x2009],
  [0x2013, 0x2014], [0x2018, 0x2019], [0x201c, 0x201d], [0x2026], [0x202f], [0x203a], [0x2191], [0x2193], [0x2212]];
const FEATURES = ["kern", "liga", "lnum", "tnum"];

const span = ([first, last = first]) => Array.from({ length: last - first + 1 }, (_, n) => String.fromCodePoint(first + n));
const text = SIGNS.flatMap(span).join("");

/** A WOFF2 file with those signs alone, under a name of its own. */
export async function ofSigns(font, family, weight) {
  const cut = await subsetFont(font, text, { targetFormat: "woff", keepFeatures: FEATURES, preserveNameIds: KEPT_NAMES });
  return convert(renamed(cut, family, weight), "woff2");
}
