// The same examples as `tests/unit/test_formats.py`: what Python writes and what the scripts write must not differ.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Catalogue } from "../src/compare/catalogue.ts";
import { grouped, written } from "../src/compare/numbers.ts";
import { periodName } from "../src/compare/selection.ts";

interface Formats {
  readonly rounded: readonly { value: string; decimals: number; text: string }[];
  readonly periods: readonly { period: string; en: string; zh: string }[];
  readonly words: Readonly<Record<"en" | "zh", Readonly<Record<string, string>>>>;
  readonly published: readonly { value: string; text: string }[];
}

const formats = JSON.parse(readFileSync(new URL("formats.json", import.meta.url), "utf8")) as Formats;

for (const { value, decimals, text } of formats.rounded) {
  test(`${value} to ${decimals} decimals`, () => assert.equal(written(Number(value), decimals), text));
}

for (const { value, text } of formats.published) {
  test(`${value} as published`, () => assert.equal(grouped(value), text));
}

for (const language of ["en", "zh"] as const) {
  const catalogue = { words: formats.words[language] } as unknown as Catalogue;
  for (const { period, [language]: text } of formats.periods) {
    test(`${period} in ${language}`, () => assert.equal(periodName(catalogue, period), text));
  }
}
