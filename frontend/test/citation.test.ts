import assert from "node:assert/strict";
import { test } from "node:test";
import { citationFile, citationShown } from "../src/compare/citation.ts";

const ROOT = new URL("https://example.org/site/");
const LINK = "https://example.org/site/compare/?indicator=a&second=b&areas=CHN";
const WORDS = { "action.accessed": "Accessed on {date}." };
const of = (id: string) => ({ csv: `data/indicators/${id}.csv`, cited: `https://example.org/site/indicators/${id}/` });
const FILES: Readonly<Record<string, string>> = {
  "a.txt": "The office. “A”. https://example.org/site/indicators/a/\nThe office (2024).\n",
  "b.txt": "The paper. “B”. https://example.org/site/indicators/b/\nThe office (2024).\n",
  "a.ris": "TY  - DATA\r\nAU  - The office\r\nUR  - https://example.org/site/indicators/a/\r\nER  - \r\n",
  "b.ris": "TY  - DATA\r\nAU  - The paper\r\nUR  - https://example.org/site/indicators/b/\r\nER  - \r\n",
  "a.csl.json": JSON.stringify([{ id: "a", author: [{ literal: "The office" }], URL: of("a").cited }, { id: "w" }]),
  "b.csl.json": JSON.stringify([{ id: "b", URL: of("b").cited }, { id: "w" }]),
};

function served(asked: string[]): void {
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    const text = FILES[String(address).split("/").pop() ?? ""];
    return new Response(text ?? "", { status: text === undefined ? 404 : 200 });
  };
}

test("each indicator is cited from the files beside its figures", async () => {
  const asked: string[] = [];
  served(asked);
  assert.equal(citationFile(of("a"), "bib"), "data/indicators/a.bib");
  const text = await citationShown("txt", [of("a"), of("b")], { link: LINK, root: ROOT }, WORDS);
  assert.deepEqual(asked, ["https://example.org/site/data/indicators/a.txt", "https://example.org/site/data/indicators/b.txt"]);
  const [first, work, second, ...more] = text.replace(/\d{4}-\d\d-\d\d/g, "DAY").split("\n");
  assert.equal(first, `The office. “A”. ${LINK} Accessed on DAY.`);
  assert.equal(second, `The paper. “B”. ${LINK} Accessed on DAY.`);
  assert.equal(work, "The office (2024).");
  assert.deepEqual(more, []); // a work behind both stands once
});

test("reference managers get the selection’s address for both, and each work once", async () => {
  served([]);
  const items: { id: string; URL?: string }[] = JSON.parse(await citationShown("csl", [of("a"), of("b")], { link: LINK, root: ROOT }, WORDS));
  assert.deepEqual(items.map(({ id, URL: at }) => [id, at]), [["a", LINK], ["w", undefined], ["b", LINK]]);
  const ris = await citationShown("ris", [of("a"), of("b")], { link: LINK, root: ROOT }, WORDS);
  assert.equal(ris.split(`UR  - ${LINK}`).length - 1, 2);
  assert.ok(ris.indexOf("AU  - The office") < ris.indexOf("UR  - "));
});

test("a file that cannot be had is a failure and not half a citation", async () => {
  served([]);
  await assert.rejects(citationShown("bib", [of("a")], { link: LINK, root: ROOT }, WORDS), /no citation in the form bib/);
});
