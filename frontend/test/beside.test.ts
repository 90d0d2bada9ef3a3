import assert from "node:assert/strict";
import { test } from "node:test";
import { readBeside, writeBeside } from "../src/beside.ts";

const KNOWN = ["rcep", "cptpp", "depa", "asean"];

test("an address names up to three that are known, each once, in its order", () => {
  assert.deepEqual(readBeside("?beside=depa,rcep", KNOWN), ["depa", "rcep"]);
  assert.deepEqual(readBeside("?beside=rcep,rcep,none,cptpp,depa,asean", KNOWN), ["rcep", "cptpp", "depa"]);
  assert.deepEqual(readBeside("?beside=%3Cscript%3E", KNOWN), []);
  assert.deepEqual(readBeside("", KNOWN), []);
});

test("what else stands in the address is kept", () => {
  assert.equal(writeBeside("?area=CHN", ["rcep", "depa"]), "?area=CHN&beside=rcep,depa");
  assert.equal(writeBeside("?area=CHN&beside=rcep", []), "?area=CHN");
  assert.equal(writeBeside("?beside=rcep", []), "");
});
