// Which rules of the style sheet can touch what a page of an indicator shows before the rest of the sheet has come:
// header, title, actions and the first view. A browser test compares that part with and without the rest, so a class
// that is missing here is seen.

const ELEMENTS = new Set(
  `html body header nav main section div p h1 h2 a b i strong span kbd button select option input label details summary
  dialog figure figcaption ul ol li svg g path line text circle rect use`.split(/\s+/),
);

const NAMES = new Set(
  `js no-js lettered data-scheme hidden wrap unseen skip top brand nav tools search scheme lang menu ico ico-auto ico-light
  ico-dark data-state aria-current md-toggle md-overlay md-dialog md-container md-main md-main__inner md-grid data-md-component sk sk-indicator crumb head lede
  course data-obs act btn grid three fig data-tabs data-ready data-tab tabs choose pill add when when-years data-do
  disabled selected sk-chart data-points ct cs wide narrow chart key marks src`.split(/\s+/),
);

const PSEUDO = /:(is|where|has|not)\(([^()]*)\)/;

/** The parts of a text between commas or closing braces that stand in no bracket. */
function* cut(text, end) {
  let depth = 0;
  let from = 0;
  for (let n = 0; n < text.length; n++) {
    if ("({[".includes(text[n])) depth += 1;
    if (")}]".includes(text[n])) depth -= 1;
    if (depth > 0 || text[n] !== end) continue;
    yield text.slice(from, end === "}" ? n + 1 : n);
    from = n + 1;
  }
  if (text.slice(from).trim()) yield text.slice(from);
}

function known(simple) {
  const names = [...simple.matchAll(/[.#]([\w-]+)|\[([\w-]+)/g)].map(([, name, attribute]) => name ?? attribute);
  const elements = [...simple.matchAll(/(?:^|[\s>+~,])([a-z][a-z0-9]*)/g)].map(([, element]) => element);
  return names.every((name) => NAMES.has(name)) && elements.every((element) => ELEMENTS.has(element));
}

/** Whether a selector may be true of something in the first view. */
export function mayBeFirst(selector) {
  let rest = selector;
  for (let found = PSEUDO.exec(rest); found; found = PSEUDO.exec(rest)) {
    const [whole, kind, list] = found;
    const open = kind === "not" || [...cut(list, ",")].some((one) => known(one.trim().replace(/^[>+~]\s*/, "")));
    rest = rest.replace(whole, () => (open ? "" : ".\u2205"));
  }
  return !rest.includes("\u2205") && known(rest);
}

/** The rules of a minified style sheet that the first view may need, in their order. */
export function firstRules(sheet) {
  let kept = "";
  for (const rule of cut(sheet.trim(), "}")) {
    const at = rule.indexOf("{");
    const head = rule.slice(0, at);
    const body = rule.slice(at + 1, -1);
    if (head.startsWith("@media") && !head.includes("print")) {
      const inner = firstRules(body);
      if (inner) kept += `${head}{${inner}}`;
    } else if (!head.startsWith("@")) {
      const selectors = [...cut(head, ",")].filter((one) => mayBeFirst(one.trim()));
      if (selectors.length > 0) kept += `${selectors.join(",")}{${body}}`;
    }
  }
  return kept;
}
