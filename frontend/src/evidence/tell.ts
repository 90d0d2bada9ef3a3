// From data to what the panel says, without touching a page: rows of terms and pieces of text, some of them links.
import type { Wanted } from "../observe.ts";
import { say } from "../words.ts";
import { type AreaFile, type Figure, figureAt, inFragment, type OfIndicator, ofIndicator, type Shared, type Source, workings } from "./data.ts";

/** A piece of text; where it leads, if anywhere. */
export interface Piece {
  text: string;
  /** Relative to the root of the site. */
  to?: string;
  /** On another site. */
  web?: string;
  /** A value whose evidence it opens. */
  obs?: string;
  code?: boolean;
  lang?: string;
}

/** A term and what is said of it, line by line. */
export interface Row {
  term: string;
  lines: Piece[][];
}

/** All that the panel says of one value. */
export interface Told {
  value: string;
  unit: string;
  title: Piece;
  place: string;
  rows: Row[];
  foot: Piece[];
  fragment: string;
}

/** Files by area: that of the value, and those that its inputs are in. */
export type Files = ReadonlyMap<string, AreaFile>;

/** A period in words. */
export function periodWords(shared: Shared, period: string): string {
  const [since = "", until] = period.split("/");
  if (until) return say(shared.words, "period.interval", { since: periodWords(shared, since), until: periodWords(shared, until) });
  const [year = "", part] = since.split("-");
  if (!part) return say(shared.words, "period.year", { year }) || since;
  if (/^\d+$/.test(part)) return say(shared.words, "period.month", { year, month: monthWord(shared, part) });
  return say(shared.words, `period.${part.toLowerCase()}`, { year });
}

function monthWord(shared: Shared, part: string): string {
  return say(shared.words, `month.${Number(part)}`);
}

/** A date such as 2025-12-18 in words; a year or month alone as a period; other text as it is. */
export function dateWords(shared: Shared, iso: string): string {
  const parts = iso.split("-");
  if (!parts.every((part) => /^\d+$/.test(part)) || parts.length > 3) return iso;
  const [year = "", month = "", day] = parts;
  if (!day) return periodWords(shared, iso);
  return say(shared.words, "period.date", { year, month: monthWord(shared, month), day: Number(day) });
}

/** The areas whose files are needed besides that of the value itself. */
export function areasBehind(file: AreaFile, wanted: Wanted): string[] {
  const derived = ofIndicator(file, wanted.indicator)?.derived;
  const inputs = derived ? workings(derived, wanted).inputs : [];
  return [...new Set(inputs.map((input) => input.area))].filter((area) => area !== wanted.area);
}

/** What is known of a value; null where the files hold no such value. */
export function tell(shared: Shared, files: Files, wanted: Wanted): Told | null {
  const file = files.get(wanted.area);
  const found = file && ofIndicator(file, wanted.indicator);
  const figure = figureAt(found, wanted.period);
  return file && found && figure ? new Teller(shared, files, file, found, figure).told() : null;
}

class Teller {
  private readonly at: Wanted;
  private readonly source: Source | undefined;

  private readonly shared: Shared;
  private readonly files: Files;
  private readonly file: AreaFile;
  private readonly found: OfIndicator;
  private readonly figure: Figure;

  constructor(shared: Shared, files: Files, file: AreaFile, found: OfIndicator, figure: Figure) {
    this.shared = shared;
    this.files = files;
    this.file = file;
    this.found = found;
    this.figure = figure;
    this.at = { indicator: found.indicator, area: file.area, period: figure.time_period };
    this.source = file.sources.find((one) => one.source === figure.source);
  }

  told(): Told {
    const fragment = `${this.at.area}-${inFragment(this.at.period)}`;
    return {
      value: this.value(this.figure),
      unit: this.figure.obs_value === null ? "" : this.text(this.found, "unit_title"),
      title: { text: this.text(this.found, "title"), to: `indicators/${this.at.indicator}/` },
      place: this.say("place", { area: this.text(this.file, "name"), period: periodWords(this.shared, this.at.period) }),
      rows: this.rows().filter((row) => row.lines.length),
      foot: this.foot(fragment),
      fragment,
    };
  }

  private rows(): Row[] {
    return [
      { term: this.say("status"), lines: [[{ text: this.status() }]] },
      { term: this.say("source"), lines: this.origin() },
      { term: this.say("origin"), lines: this.figure.evidence === "derived" ? [] : this.place() },
      { term: this.say("step"), lines: this.step() },
      { term: this.say("parts"), lines: this.inputs() },
      { term: this.say("package"), lines: this.package() },
      { term: this.say("others"), lines: this.others() },
      { term: this.say("claims"), lines: this.claims() },
      { term: this.say("note"), lines: this.note() },
    ];
  }

  private say(key: string, values: Record<string, string | number> = {}): string {
    return say(this.shared.words, `panel.${key}`, values);
  }

  /** A text in the language of the site, else in English. */
  private text<T extends "name" | "title" | "unit_title">(thing: Record<T | `${T}_zh`, string>, name: T): string {
    return (this.shared.language === "zh" && thing[`${name}_zh`]) || thing[name];
  }

  private value(figure: Figure): string {
    if (figure.obs_value === null) return this.say("gap");
    const value = figure.obs_value.replace("-", "−");
    const hedge = say(this.shared.words, `hedge.${figure.obs_qualifier}`);
    return hedge ? this.say("hedged", { hedge, value }) : value;
  }

  private status(): string {
    const code = this.figure.obs_status;
    return this.say("status_of", { title: this.shared.statuses[code] ?? code, code });
  }

  private named(source: Source): string {
    return source.title.startsWith(source.producer) ? source.title : `${source.producer}, ${source.title}`;
  }

  private origin(): Piece[][] {
    const { source } = this;
    if (!source) return [];
    const dates = (["published", "retrieved"] as const).flatMap((key) =>
      source[key] ? [this.say(key, { date: dateWords(this.shared, source[key]) })] : [],
    );
    const licence = this.shared.licences[source.licence];
    const terms: Piece = { text: licence?.title ?? source.licence, ...(licence?.url ? { web: licence.url } : {}) };
    const told: Piece[] = dates.length ? [{ text: `${dates.join(" · ")} · ` }, terms] : [terms];
    return [[{ text: this.named(source), to: `sources/${source.source}/` }], told];
  }

  private ofPackage(path: string): string {
    return `${this.shared.data}/packages/${this.source?.package ?? this.found.package}/${path}`;
  }

  private place(): Piece[][] {
    const { evidence } = this.figure;
    if (evidence.startsWith("claim:")) return this.article(evidence.slice(6));
    if (!evidence) return [[{ text: this.say("file") }], ...this.rawFile()];
    const [path = "", at = ""] = evidence.split("#");
    const [kind, where = ""] = at.split("=");
    const [row = "", column = ""] = where.split(",");
    const told = kind === "cell" || kind === "row" ? this.say(kind, { file: path, row, column }) : path;
    return [[{ text: told, to: this.ofPackage(evidence) }], ...this.digest(this.source?.sha256, "digest")];
  }

  private rawFile(): Piece[][] {
    const { source } = this;
    if (!source?.file) return [];
    return [[{ text: source.file, to: this.ofPackage(source.file) }], ...this.digest(source.sha256, "digest")];
  }

  private digest(sha256: string | undefined, term: "digest" | "zip"): Piece[][] {
    return sha256 ? [[{ text: `${this.say(term)} ` }, { text: sha256, code: true }]] : [];
  }

  private article(id: string): Piece[][] {
    const claim = this.file.claims.find((one) => one.claim === id);
    const link: Piece = { text: this.say("claim"), to: `claims/#${id}` };
    return claim ? [[{ text: this.say("article", { ...claim, uses: "" }) }], [link]] : [[link]];
  }

  private step(): Piece[][] {
    const { derived } = this.found;
    if (this.figure.evidence === "derived") {
      return derived ? [[{ text: this.say("formula", { formula: workings(derived, this.at).formula }) }]] : [];
    }
    const name = this.source?.package ?? this.found.package;
    if (!this.shared.packages[name]?.script || !this.source?.file) return [[{ text: this.say("typed") }]];
    return [[{ text: this.say("script", { script: "prepare.py" }), to: this.ofPackage("prepare.py") }]];
  }

  private inputs(): Piece[][] {
    const { derived } = this.found;
    if (!derived || this.figure.evidence !== "derived") return [];
    const { inputs } = workings(derived, this.at);
    const source = this.figureOf(inputs[0])?.source;
    return inputs.map((input, n) => this.input(input, n, source));
  }

  private figureOf(input: Wanted | undefined, source = ""): Figure | undefined {
    const file = input && this.files.get(input.area);
    return file && figureAt(ofIndicator(file, input.indicator), input.period, source);
  }

  /** An input with its value; where two figures are compared, both are of one source. */
  private input(input: Wanted, n: number, source: string | undefined): Piece[] {
    const file = this.files.get(input.area);
    const own = file && ofIndicator(file, input.indicator);
    const figure = this.figureOf(input, source);
    const place = this.say("place", { area: file ? this.text(file, "name") : input.area, period: periodWords(this.shared, input.period) });
    const obs = `${input.indicator}/${input.area}/${input.period}`;
    const letter = String.fromCharCode(65 + n);
    const named: Piece = { text: this.say("letter", { letter, name: `${own ? this.text(own, "title") : input.indicator}, ${place}` }) };
    if (!own || !figure) return [named];
    return [named, { text: " " }, { text: this.say("unit", { value: this.value(figure), unit: this.text(own, "unit_title") }), obs }];
  }

  private package(): Piece[][] {
    const name = this.source?.package ?? this.found.package;
    const known = this.shared.packages[name];
    if (!known) return [];
    const told = this.say("version", { title: known.title, version: known.version });
    return [[{ text: told, to: `packages/${name}/` }], ...this.digest(known.sha256, "zip")];
  }

  /** What other sources, or other editions, say of the same place and period. */
  private others(): Piece[][] {
    const all = [...this.found.observations, ...this.found.alternatives];
    const same = all.filter((one) => one !== this.figure && one.time_period === this.at.period);
    return same.map((one) => {
      const source = this.file.sources.find((known) => known.source === one.source);
      const told = this.say("other", { value: this.value(one), source: source ? this.named(source) : one.source });
      return [source ? { text: told, to: `sources/${one.source}/` } : { text: told }];
    });
  }

  private claims(): Piece[][] {
    const { indicator, area, period } = this.at;
    const about = this.file.claims.filter(
      (one) =>
        one.uses.includes(`${indicator}/${area}/${period}`) || (one.indicator === indicator && one.ref_area === area && one.time_period === period),
    );
    return about.map((one) => {
      const outcome = say(this.shared.words, `outcome.${one.outcome}`);
      const told = this.say("claimed", { outcome, printed: one.printed, speaker: one.speaker });
      return [{ text: told, to: `claims/#${one.claim}` }];
    });
  }

  private note(): Piece[][] {
    const { note, evidence } = this.figure;
    const told = evidence !== "derived" || this.found.derived?.formula === "quotient"; // of others, the formula says it
    return note && told ? [[{ text: note, ...(this.shared.language === "en" ? {} : { lang: "en" }) }]] : [];
  }

  private foot(fragment: string): Piece[] {
    const { indicator, area, period } = this.at;
    const links: Piece[] = [{ text: this.say("link"), to: `indicators/${indicator}/#${fragment}` }];
    if (/^https?:\/\//.test(this.shared.report)) {
      const title = this.say("report_title", { indicator, area, period });
      const base = this.shared.report.replace(/\/+$/, "");
      links.push({ text: this.say("report"), web: `${base}/issues/new?title=${encodeURIComponent(title)}` });
    }
    return links;
  }
}
