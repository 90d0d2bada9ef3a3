import assert from "node:assert/strict";
import { test } from "node:test";
import { citationOf, fileOf, today, together, type Written } from "../src/citing.ts";

const PAGE = "https://example.org/indicators/exports/";
const SEEN = { address: `${PAGE}?areas=CHN,IND&note={x}`, day: "2026-01-31" };
const WORDS = { "action.accessed": "Accessed on {date}." };
const written = (text: string): Written => ({ text, address: PAGE });

test("words name the selection and the day, and keep the works behind it", () => {
  const text = citationOf("txt", written(`The office. “Exports”. ${PAGE}\nThe office (2024).`), SEEN, WORDS);
  assert.equal(text, `The office. “Exports”. ${SEEN.address} Accessed on 2026-01-31.\nThe office (2024).`);
});

test("BibTeX names the selection once, and no brace ends its field", () => {
  const text = citationOf("bib", written(`@dataset{a,\n  url = {${PAGE}}\n}\n@misc{b,\n  url = {${PAGE}}\n}\n`), SEEN, WORDS);
  const url = `${PAGE}?areas=CHN,IND&note=%7Bx%7D`;
  assert.equal(text, `@dataset{a,\n  url = {${url}},\n  urldate = {2026-01-31}\n}\n@misc{b,\n  url = {${PAGE}}\n}\n`);
});

test("RIS gets the selection, the day and its own line ends", () => {
  const text = citationOf("ris", written(`TY  - DATA\nUR  - ${PAGE}\nER  - \n`), { ...SEEN, address: `${PAGE}?areas=CHN` }, WORDS);
  assert.equal(text, `TY  - DATA\r\nUR  - ${PAGE}?areas=CHN\r\nY2  - 2026/01/31/\r\nER  - \r\n`);
});

test("CSL-JSON changes the item that is cited alone", () => {
  const items = [{ id: "a", URL: PAGE }, { id: "b", URL: PAGE }];
  assert.deepEqual(JSON.parse(citationOf("csl", written(JSON.stringify(items)), SEEN, WORDS)), [
    { id: "a", URL: SEEN.address, accessed: { "date-parts": [[2026, 1, 31]] } },
    { id: "b", URL: PAGE },
  ]);
});

test("several citations name a work once", () => {
  const one = JSON.stringify([{ id: "a" }, { id: "w" }]);
  const other = JSON.stringify([{ id: "b" }, { id: "w" }]);
  assert.deepEqual(JSON.parse(together("csl", [one, other])), [{ id: "a" }, { id: "w" }, { id: "b" }]);
  assert.equal(together("txt", ["a", "a", "b"]), "a\nb");
});

test("the day is the reader’s, and a file says what it is", () => {
  assert.equal(today(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
  assert.equal(fileOf("bib", "x").type, "application/x-bibtex;charset=utf-8");
});
