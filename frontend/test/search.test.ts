import assert from "node:assert/strict";
import { test } from "node:test";
import { cut } from "../src/cut.ts";

function shown(text: string, query: string): string {
  return cut(text, query).map((part) => (part.hit ? `[${part.text}]` : part.text)).join("");
}

test("beginnings of words are marked, middles are not", () => {
  assert.equal(shown("Exports of digitally deliverable services", "digital ports"), "Exports of [digital]ly deliverable services");
});

test("accents and capitals are marked as they stand", () => {
  assert.equal(shown("Côte d’Ivoire", "cote ivo"), "[Côte] d’[Ivo]ire");
});

test("Chinese is marked wherever it stands", () => {
  assert.equal(shown("中国数字贸易", "数字"), "中国[数字]贸易");
});

test("a word is marked whatever stands behind it, and not without its accent", () => {
  assert.equal(shown("Exports of ﬁsh", "exp"), "[Exp]orts of ﬁsh");
  assert.equal(shown("cafe\u0301 cafe", "cafe"), "cafe\u0301 [cafe]");
});

test("a text without end is cut in the time of a long one", () => {
  const text = "<script>alert(1)</script> ".repeat(8000);
  const begun = performance.now();
  assert.equal(cut(text, "alert javascript").filter((part) => part.hit).length, 8000);
  assert.ok(performance.now() - begun < 5000, "it took longer than reading it");
});

test("the parts together are the text, whatever it holds", () => {
  for (const text of ["<b>&amp;</b>", "ﬁnance İstanbul ẞ", "👩‍👩‍👧 family", "", "e\u0301te\u0301 dds"]) {
    for (const query of ["b", "fi", "finance", "ete", "family", "", "</b>"]) {
      assert.equal(cut(text, query).map((part) => part.text).join(""), text);
    }
  }
});
