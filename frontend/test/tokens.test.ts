// The palette is a promise: text is legible and series can be told apart, in both schemes and by colour-blind readers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { INK, LINE, PAPER, SERIES as DRAWN, SOFT } from "../src/compare/look.ts";

type Scheme = Readonly<Record<string, string>>;
type Triple = readonly [number, number, number];

const css = readFileSync(new URL("../src/css/tokens.css", import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");

/** The custom properties of the n-th rule with exactly this selector. */
function rule(selector: string): Scheme {
  const start = css.indexOf(`${selector} {`);
  assert.notEqual(start, -1, `no rule ${selector}`);
  const body = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

const read = (name: string): string => readFileSync(new URL(`../src/css/${name}.css`, import.meta.url), "utf8");
const styles = ["content", "evidence"].map(read).join("");
/** How much of its colour a verdict keeps whose figures were revised, and a square of the coverage grid. */
const REVISED = 0.78;
const COVERED = 0.82;
/** The grades of a strip: a shade of maps and how much of it is kept, on a panel. */
const GRADES = [["--m1", 0.35], ["--m1", 0.7], ["--m2", 1], ["--m3", 1]] as const;

const light = rule(":root");
const dark = rule(':root[data-scheme="dark"]');
const system = rule(':root:not([data-scheme="light"])');
const SERIES = ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"];
const VERDICTS = ["--ok", "--no", "--df"];
const SHADES = ["--m1", "--m2", "--m3", "--m4", "--m5"];

/** One color over another, as an opacity mixes them. */
function over(top: string, ground: string, opacity: number): string {
  const mixed = [1, 3, 5].map((at) => {
    const [a, b] = [top, ground].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round((a ?? 0) * opacity + (b ?? 0) * (1 - opacity)).toString(16).padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}

function linear(hex: string): Triple {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return [r, g, b];
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [a, b]
    .map(linear)
    .map(([r, g, b2]) => 0.2126 * r + 0.7152 * g + 0.0722 * b2)
    .sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

// Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
const SIGHT: Readonly<Record<string, readonly Triple[]>> = {
  full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function times(rows: readonly Triple[], v: Triple): Triple {
  const [x = 0, y = 0, z = 0] = rows.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
  return [x, y, z];
}

/** Oklab, in which equal distances look equally large. */
function oklab(rgb: Triple): Triple {
  const [r, g, b] = rgb.map((v) => Math.min(1, Math.max(0, v))) as unknown as Triple;
  const lms = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], [r, g, b]);
  const roots = lms.map(Math.cbrt) as unknown as Triple;
  return times([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]], roots);
}

function distance(a: string, b: string, sight: readonly Triple[]): number {
  const [p, q] = [oklab(times(sight, linear(a))), oklab(times(sight, linear(b)))];
  return 100 * Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

for (const [name, scheme] of Object.entries({ light, dark })) {
  const color = (token: string): string => scheme[token] ?? assert.fail(`${name} has no ${token}`);

  test(`text keeps 4.5:1 on paper and on panels, ${name}`, () => {
    for (const ground of ["--paper", "--panel"]) {
      for (const token of ["--ink", "--soft", "--accent", "--ok", "--no", "--df"]) {
        const found = contrast(color(token), color(ground));
        assert.ok(found >= 4.5, `${token} on ${ground}: ${found.toFixed(2)}`);
      }
    }
    assert.ok(contrast(color("--ink"), color("--mark")) >= 4.5, "--ink on --mark");
    assert.ok(contrast(color("--paper"), color("--ink")) >= 4.5, "the chosen tab");
  });

  test(`series keep 4.5:1 on paper, because their labels are text, ${name}`, () => {
    for (const token of SERIES) {
      const found = contrast(color(token), color("--paper"));
      assert.ok(found >= 4.5, `${token}: ${found.toFixed(2)}`);
    }
  });

  test(`edges of controls and the mark of the focus keep 3:1, ${name}`, () => {
    for (const token of ["--edge", "--accent"]) {
      assert.ok(contrast(color(token), color("--paper")) >= 3, token);
      assert.ok(contrast(color(token), color("--panel")) >= 3, `${token} on a panel`);
    }
  });

  test(`shades of maps keep 3:1 on paper and stand apart from each other, ${name}`, () => {
    const grounds = ["--paper", ...SHADES.slice(0, -1)];
    for (const [n, token] of SHADES.entries()) {
      const found = contrast(color(token), color("--paper"));
      assert.ok(found >= 3, `${token}: ${found.toFixed(2)}`);
      const step = contrast(color(token), color(grounds[n] ?? ""));
      assert.ok(step >= 1.35, `${token} after ${grounds[n]}: ${step.toFixed(2)}`);
    }
  });

  // A pale fill, a hatch or dots are told from the ground by the edge around them; bars are lines of one colour.
  test(`every mark keeps 3:1 on paper and on panels, ${name}`, () => {
    for (const ground of ["--paper", "--panel"]) {
      const revised = over(color("--df"), color(ground), REVISED);
      assert.ok(contrast(revised, color(ground)) >= 3, `revised since on ${ground}: ${contrast(revised, color(ground)).toFixed(2)}`);
      for (const token of [...SERIES, ...VERDICTS, "--edge"]) {
        assert.ok(contrast(color(token), color(ground)) >= 3, `${token} on ${ground}`);
      }
      const certain = over(color("--c1"), color(ground), COVERED);
      assert.ok(contrast(certain, color(ground)) >= 3, `a square of the coverage on ${ground}`);
    }
  });

  for (const [sight, rows] of Object.entries(SIGHT)) {
    test(`any two verdicts can be told apart, and those revised since, ${name}, ${sight} sight`, () => {
      const fills = [...VERDICTS.map(color), over(color("--df"), color("--paper"), REVISED)];
      for (const [n, a] of fills.entries()) {
        for (const b of fills.slice(n + 1)) {
          const found = distance(a, b, rows);
          assert.ok(found >= 7, `${a} and ${b}: ${found.toFixed(1)}`);
        }
      }
    });

    test(`neighbouring shades of maps and strips can be told apart, ${name}, ${sight} sight`, () => {
      const steps = SHADES.map(color);
      for (const [n, a] of steps.entries()) {
        const found = distance(a, steps[n + 1] ?? color("--paper"), rows);
        assert.ok(found >= 7, `${SHADES[n]} and what follows: ${found.toFixed(1)}`);
      }
    });

    test(`the grades of a strip can be told from their neighbours and from its ground, ${name}, ${sight} sight`, () => {
      const fills = [color("--panel"), ...GRADES.map(([token, kept]) => over(color(token), color("--panel"), kept))];
      for (const [n, grade] of fills.slice(1).entries()) {
        const found = distance(fills[n] ?? "", grade, rows);
        assert.ok(found >= 7, `grade ${n + 1} and what is before it: ${found.toFixed(1)}`);
      }
    });

    test(`any two series can be told apart, ${name}, ${sight} sight`, () => {
      for (const [n, a] of SERIES.entries()) {
        for (const b of SERIES.slice(n + 1)) {
          const found = distance(color(a), color(b), rows);
          assert.ok(found >= 7, `${a} and ${b}: ${found.toFixed(1)}`);
        }
      }
    });
  }
}

// What colour alone does not tell: each status of the coverage has a form of its own, and words in its key.
test("each status of the coverage has a form of its own", () => {
  const forms = new Map<string, string>();
  for (const status of ["a", "e", "f", "m", "p", "b", "x"]) {
    const found = [...styles.matchAll(new RegExp(`\\.sk \\.cov \\.${status} span,[^{]*\\{([^}]*)\\}`, "g"))].map(([, body]) => body).join("");
    const form = found.replace(/var\(--[\w-]+\)/g, "").replace(/\s+/g, " ").trim();
    assert.notEqual(form, "", `no form for ${status}`);
    assert.equal(forms.get(form), undefined, `${status} looks like ${forms.get(form)}`);
    forms.set(form, status);
  }
});

test("the opacities that are tested are those of the style sheet", () => {
  assert.match(styles, new RegExp(`\\.lighter \\{\\s*opacity: ${REVISED};`));
  assert.match(styles, new RegExp(`\\.key \\.a \\{\\s*background: var\\(--c1\\);\\s*opacity: ${COVERED};`));
});

test("the grades of strips that are tested are those of the style sheet", () => {
  for (const [n, [token, kept]] of GRADES.entries()) {
    const opacity = kept < 1 ? `\\s*opacity: ${kept};` : "";
    assert.match(read("economy"), new RegExp(`\\.strip \\.s${n + 1} \\{\\s*fill: var\\(${token}\\);${opacity}\\s*\\}`));
  }
});

// Series colours, which are tested above; what is planned is hollow, which is told without colour.
test("marks of the timeline are in the colours of series, full or hollow", () => {
  const registers = read("registers");
  for (const [n, token] of SERIES.entries()) {
    assert.match(registers, new RegExp(`\\.s${n + 1} \\{\\s*--mark-of: var\\(${token}\\);\\s*\\}`));
  }
  for (const [mark, fill] of [["\\.years circle", "fill"], ["\\.happening \\.dot", "background"]] as const) {
    assert.match(registers, new RegExp(`${mark}(?:,[^{]*)? \\{[^}]*${fill}: var\\(--mark-of`));
    assert.match(registers, new RegExp(`${mark}\\.planned \\{\\s*${fill}: var\\(--paper\\);`));
  }
});

test("charts are drawn in the tokens of the light scheme", () => {
  assert.deepEqual([...DRAWN], SERIES.map((token) => light[token]));
  assert.deepEqual([PAPER, INK, SOFT, LINE], ["--paper", "--ink", "--soft", "--line"].map((token) => light[token]));
});

test("the dark scheme is the same by choice and by system", () => {
  assert.deepEqual(dark, system);
});

test("both schemes give every colour a value", () => {
  const colors = Object.keys(light).filter((name) => /^(?:#|rgb)/.test(light[name] ?? ""));
  assert.deepEqual(Object.keys(dark).filter((name) => name !== "--shade").sort(), colors.sort());
});
