// Builds `src/silkline/static/`: the style sheets, the scripts, the fonts and the licences of what is inside them; and
// `src/silkline/charts/typeface/`, the typeface that charts are measured with.
// Same input, same bytes: no date, no machine's path. Prints the size of each file as it travels.
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { firstRules } from "./first.mjs";
import { ofSigns } from "./letters.mjs";
import { drawingTypeface } from "./typeface.ts";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "silkline", "static");
const typeface = join(here, "..", "src", "silkline", "charts", "typeface");
const STYLES = ["tokens", "frame", "prose", "content", "maps", "compare", "evidence", "reading", "registers", "economy", "search", "print", "form", "steady"];
const SCRIPTS = ["first", "site", "search", "chart", "comparison", "evidence", "reader", "beside", "ranking", "economy", "actions"];
// Headings have one weight, so their typeface comes in that alone: less than half of one that can take any.
const FONTS = {
  "source-sans-3-latin.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  "source-sans-3-latin-ext.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2",
  "source-sans-3-latin-italic.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2",
  "source-serif-4-latin.woff2": "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
  "source-serif-4-latin-ext.woff2": "@fontsource/source-serif-4/files/source-serif-4-latin-ext-600-normal.woff2",
};
// Those that every page begins with, by the names and weights that the style sheets give them.
const BEGIN = [
  { family: "Silkline Sans Letters", weight: "200 900", named: "Regular", file: "source-sans-3-latin.woff2" },
  { family: "Silkline Serif Letters", weight: "600", named: "SemiBold", file: "source-serif-4-latin.woff2" },
];
// The names that charts ask for: silkline/charts/engine.py.
const DRAWN = { family: "SilklineSans", weights: { 400: "Regular", 600: "SemiBold" } };
const PIECES = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"];

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  legalComments: "none", // LICENSES.txt carries them whole
  metafile: true,
  logLevel: "warning",
  outdir: out,
};

async function letters() {
  const faces = BEGIN.map(async ({ family, weight, named, file }) => {
    const whole = await readFile(join(here, "node_modules", FONTS[file]));
    return { family, weight, data: (await ofSigns(whole, family, named)).toString("base64") };
  });
  return { LETTERS: JSON.stringify(await Promise.all(faces)) };
}

async function scripts() {
  const define = await letters();
  const built = await Promise.all(
    SCRIPTS.map((name) =>
      build({
        ...common,
        entryPoints: [`src/${name}.ts`],
        // The first stands in the pages; the others are modules that fetch each other by name when needed.
        ...(name === "first" ? { format: "iife", define } : { format: "esm" }),
        target: ["es2022"],
        external: ["./search.js", "./chart.js", "./comparison.js", "./evidence.js", "./reader.js", "./beside.js", "./ranking.js", "./economy.js", "./actions.js"],
      }),
    ),
  );
  return built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

async function style(name, parts) {
  const outfile = join(out, name);
  await build({
    ...common,
    outdir: undefined,
    outfile,
    stdin: {
      contents: parts.map((part) => `@import "./${part}.css";`).join("\n"),
      resolveDir: join(here, "src", "css"),
      sourcefile: `of-${name}`,
      loader: "css",
    },
    external: ["./fonts/*"],
    target: ["chrome111", "firefox113", "safari16.4"],
  });
  return readFile(outfile, "utf8");
}

// The typefaces stand in each page, and on a page of an indicator the rules for what is seen first do too: the rest is
// asked for below it, so that a browser paints the chart before it has read what follows.
async function styles() {
  await style("fonts.css", ["fonts"]);
  await writeFile(join(out, "first.css"), firstRules(await style("site.css", STYLES)));
}

async function fonts() {
  await mkdir(join(out, "fonts"), { recursive: true });
  for (const [name, path] of Object.entries(FONTS)) {
    await cp(join(here, "node_modules", path), join(out, "fonts", name));
  }
}

async function typefaceOfCharts() {
  await rm(typeface, { recursive: true, force: true });
  await mkdir(typeface);
  for (const [weight, name] of Object.entries(DRAWN.weights)) {
    const files = PIECES.map((piece) => join(here, "node_modules/@fontsource/source-sans-3/files", `source-sans-3-${piece}-${weight}-normal.woff`));
    const pieces = await Promise.all(files.map((file) => readFile(file)));
    await writeFile(join(typeface, `${weight}.ttf`), drawingTypeface(pieces, DRAWN.family, name));
  }
}

async function licences(inputs) {
  const found = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
  const fontPackages = ["@fontsource-variable/source-sans-3", "@fontsource/source-sans-3", "@fontsource/source-serif-4"];
  const texts = [];
  for (const name of [...new Set([...found, ...fontPackages])].sort()) {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).sort().find((one) => /^licen[cs]e/i.test(one));
    if (!file) throw new Error(`${name} comes without its licence`);
    const text = (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
    texts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  await writeFile(join(out, "LICENSES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
}

async function sizes(folder) {
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await sizes(path);
    else {
      const bytes = await readFile(path);
      const packed = gzipSync(bytes, { level: 9 }).length;
      console.log(`${String(bytes.length).padStart(8)} ${String(packed).padStart(8)}  ${relative(out, path)}`);
    }
  }
}

await rm(out, { recursive: true, force: true });
const inputs = await scripts();
await Promise.all([styles(), fonts(), typefaceOfCharts(), licences(inputs), cp(join(here, "src", "icon.svg"), join(out, "icon.svg"))]);
console.log("   bytes  gzipped  file");
await sizes(out);
