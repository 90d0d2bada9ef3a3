// Asks the index of a built site, as the page does, without a browser: node tools/ask.ts FOLDER < queries.json
// Prints for each query the addresses of its first results, and how many bytes it made the page fetch.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Finder } from "../src/search/finder.ts";
import { Store } from "../src/search/store.ts";

const folder = process.argv[2] ?? "";
const queries = JSON.parse(readFileSync(0, "utf8")) as string[];
const answers = [];
for (const query of queries) {
  let bytes = 0;
  let files = 0;
  const store = await Store.open(async (name) => {
    const content = readFileSync(join(folder, name.replace(/\?.*$/, "")));
    bytes += gzipSync(content, { level: 6 }).length;
    files += 1;
    return content.toString("utf8");
  });
  const found = await new Finder(store).find(query, { kind: "", topic: "" }, 10);
  const hits = found.hits.map(({ address, title, value }) => ({ address, title, value: value ?? null }));
  answers.push({ query, hits, count: found.count, whole: found.whole, kinds: Object.fromEntries(found.kinds), bytes, files });
}
console.log(JSON.stringify(answers));
