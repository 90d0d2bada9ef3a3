// From a state and loaded figures to what stands on the page: which pictures, with which words. Two indicators never
// share an axis: they stand in two panels, or across and up in a scatter.
import { say } from "../words.ts";
import { BAR_PX, barSpec } from "./bars.ts";
import type { Catalogue, Indicator, Source } from "./catalogue.ts";
import type { Row, Table } from "./csv.ts";
import { el } from "./dom.ts";
import type { Plan, Told } from "./figure.ts";
import { SERIES } from "./look.ts";
import { lineSpec } from "./lines.ts";
import { keyElement } from "./marks.ts";
import { pairs, scatterSpec } from "./scatter.ts";
import { bestPeriod, chosenAreas, periodName, publishedValue, select, startOf, type Point, type Selection } from "./selection.ts";
import type { State } from "./state.ts";
import { areaGrid, keyOf, nameOf, tableElement, timeGrid, type Grid } from "./table.ts";

const NARROW = 520;
const TOLD = 6;

/** An indicator with its figures. */
export interface Loaded {
  readonly indicator: Indicator;
  readonly table: Table;
}

/** What a state shows. */
export interface Scene {
  readonly areas: readonly string[];
  /** The period of a view of one year; empty in the others. */
  readonly year: string;
  /** Periods that can be asked for. */
  readonly periods: readonly string[];
  readonly plans: readonly Plan[];
  /** What must be known before looking. */
  readonly alerts: readonly string[];
  /** How to read what is shown. */
  readonly notes: readonly string[];
  readonly header: string;
  readonly rows: readonly Row[];
  readonly drawn: boolean;
}

/** Works out what is shown. `root` is the address of the root of the site. */
export function makeScene(catalogue: Catalogue, state: State, loaded: readonly Loaded[], root: URL): Scene {
  const first = loaded[0];
  if (!first) throw new RangeError("no indicator");
  const areas = chosenAreas(state, catalogue, first.table);
  const maker = new Maker(catalogue, state, loaded, areas, root);
  return maker.scene();
}

class Maker {
  readonly catalogue: Catalogue;
  readonly state: State;
  readonly loaded: readonly Loaded[];
  readonly areas: readonly string[];
  readonly root: URL;

  constructor(catalogue: Catalogue, state: State, loaded: readonly Loaded[], areas: readonly string[], root: URL) {
    this.catalogue = catalogue;
    this.state = state;
    this.loaded = loaded;
    this.areas = areas;
    this.root = root;
  }

  scene(): Scene {
    const { view, from, to, second } = this.state;
    const scatter = view === "scatter" && second !== "";
    const oneYear = view === "bar" || view === "scatter";
    const tables = this.loaded.map(({ table }) => table);
    const both = scatter || tables.length === 1 ? tables : tables.slice(0, 1);
    const year = oneYear ? bestPeriod(both, this.areas, this.state.year) : "";
    const range = oneYear ? { year } : { from, to };
    const selections = this.loaded.map((one) => select(this.catalogue, one.indicator, one.table, this.areas, range));
    const shown = view === "scatter" && !scatter ? [] : selections;
    const found = shown.filter(({ points }) => points.length > 0);
    return {
      areas: this.areas,
      year,
      periods: selections[0]?.periods ?? [],
      plans: scatter ? this.#scatter(selections, year) : found.map((one) => this.#single(one, year)),
      alerts: this.#alerts(found, year),
      notes: this.#notes(found, selections.length > 1),
      header: selections[0]?.header ?? "",
      rows: scatter ? this.#pairRows(selections) : found.flatMap(({ rows, areas }) => rows.filter((row) => areas.includes(row.area))),
      drawn: view !== "table",
    };
  }

  #say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return say(this.catalogue.words, `compare.${key}`, values);
  }

  readonly #period = (period: string): string => periodName(this.catalogue, period);

  #span(selection: Selection): string {
    const periods = [...new Set(selection.points.map(({ row }) => row.period))].sort((a, b) => startOf(a) - startOf(b));
    const [first = "", last = ""] = [periods[0], periods.at(-1)];
    const short = (period: string): string => (/^\d{4}$/.test(period) ? period : this.#period(period));
    return first === last ? this.#period(first) : `${short(first.split("/")[0] ?? "")}–${short(last.split("/")[1] ?? last)}`;
  }

  #unit(selection: Selection): string {
    const own = this.catalogue.units[selection.indicator.unit]?.title ?? selection.indicator.unit;
    const unit = selection.unit.title;
    const words = selection.factor === 1 ? this.#say("unit", { unit }) : this.#say("converted", { unit, published: own });
    return words.slice(0, 1).toUpperCase() + words.slice(1);
  }

  #single(selection: Selection, year: string): Plan {
    const title = this.#say("shown", { title: selection.indicator.title, span: this.#span(selection) });
    const lines = year === "" && selection.timed;
    const grid = year === "" ? timeGrid(this.catalogue, selection) : areaGrid(this.catalogue, [selection], year);
    return {
      title,
      subtitle: this.#unit(selection),
      described: this.#described(lines ? "chart_line" : "chart_bar", title, selection.points),
      spec: (width, lit) =>
        lines
          ? lineSpec(selection, lit, this.areas, this.#period)
          : barSpec(selection, lit, this.areas, this.#period, width),
      height: (width) => (lines ? (width < NARROW ? 330 : Math.min(440, Math.round(width * 0.5))) : selection.points.length * BAR_PX + 20),
      table: this.#table([grid], year === "" ? "period" : "area"),
      source: this.#source([selection]),
      sources: this.#used([selection]).map(({ title }) => title),
      told: this.#told(selection, !lines),
      key: keyElement(selection, lines, this.catalogue.words, this.#period),
    };
  }

  /** Each value in words, for those who read the picture point by point. */
  #told(selection: Selection, bars: boolean): Told {
    const { words, units, statuses, sources } = this.catalogue;
    const spots = selection.points.map(({ row, name, area }) => ({
      area,
      name,
      period: row.period,
      when: this.#period(row.period),
      value: publishedValue(this.catalogue, row),
      status: row.status === "A" || row.status === "" ? "" : (statuses[row.status] ?? row.status),
      source: sources[row.source]?.title ?? selection.indicator.sources.flatMap((id) => sources[id]?.title ?? []).slice(0, 1).join(),
    }));
    const unit = units[selection.indicator.unit]?.title ?? selection.indicator.unit;
    return { indicator: selection.indicator.id, unit, bars, spots, words };
  }

  #scatter(selections: readonly Selection[], year: string): Plan[] {
    const [up, across] = selections;
    if (!up || !across) return [];
    const found = pairs(up, across);
    if (found.length === 0) return [];
    const axis = (one: Selection): string => this.#say("axis", { title: one.indicator.title, unit: one.unit.title });
    const names = { first: up.indicator.title, second: across.indicator.title, span: this.#period(year) };
    const title = this.#say("pair", names);
    const titles = { x: axis(across), y: axis(up) };
    const both = found.flatMap((pair) => [pair.up, pair.across]);
    return [
      {
        title,
        subtitle: this.#say("axes", titles),
        described: this.#described("chart_scatter", title, both),
        spec: (_, lit) =>
          scatterSpec(found, lit, this.areas, titles, (pair) => ({
            "": pair.up.name,
            [up.indicator.title]: `${pair.up.label}  ${up.unit.title}`,
            [across.indicator.title]: `${pair.across.label}  ${across.unit.title}`,
          })),
        height: (width) => (width < NARROW ? 360 : Math.min(500, Math.round(width * 0.6))),
        table: this.#table([areaGrid(this.catalogue, this.#paired(selections), year)], "area"),
        source: this.#source(selections),
        sources: this.#used(selections).map(({ title }) => title),
      },
    ];
  }

  /** Both selections cut down to the areas that have both figures. */
  #paired(selections: readonly Selection[]): Selection[] {
    return selections.map((one) => {
      const areas = one.areas.filter((area) => selections.every((other) => other.areas.includes(area)));
      return { ...one, areas, rows: one.rows.filter(({ area }) => areas.includes(area)) };
    });
  }

  #pairRows(selections: readonly Selection[]): Row[] {
    return this.#paired(selections).flatMap(({ rows }) => [...rows]);
  }

  #described(key: string, what: string, points: readonly Point[]): string {
    const last = new Map(points.map((point) => [point.area + point.label, point]));
    const newest = key === "chart_line" ? new Map(points.map((point) => [point.area, point])) : last;
    const all = [...newest.values()];
    const told = all.slice(0, TOLD).map((point) =>
      this.#say("told", { name: point.name, value: point.label, period: this.#period(point.row.period) }),
    );
    if (all.length > TOLD) told.push(this.#say("told_more", { count: all.length - TOLD }));
    return this.#say(key, { what, told: told.join(say(this.catalogue.words, "list.semicolon")) });
  }

  #table(grids: readonly Grid[], corner: string): HTMLElement {
    const key = keyOf(this.catalogue, grids);
    const tables = grids.map((grid) => tableElement(this.catalogue, grid, this.#say(corner)));
    return el("div", {}, ...tables, ...(key ? [el("p", { class: "src" }, key)] : []));
  }

  /** The sources of what is shown, each once. */
  #used(selections: readonly Selection[]): Source[] {
    const used = selections.flatMap(({ rows, indicator }) => {
      const direct = [...new Set(rows.map(({ source }) => source))].filter((id) => this.catalogue.sources[id]);
      return direct.length > 0 ? direct : indicator.sources;
    });
    return [...new Set(used)].flatMap((id) => this.catalogue.sources[id] ?? []);
  }

  #source(selections: readonly Selection[]): HTMLElement {
    const byLicence = new Map<string, Source[]>();
    for (const source of this.#used(selections)) {
      byLicence.set(source.licence, [...(byLicence.get(source.licence) ?? []), source]);
    }
    const line = el("span", {}, `${this.#say("source")}: `);
    for (const [n, group] of [...byLicence.values()].entries()) line.append(...(n > 0 ? ["; "] : []), ...this.#cited(group));
    // On the page of the indicator itself the catalogue holds no other.
    for (const { indicator } of this.catalogue.indicators.length > 1 ? selections : []) {
      line.append(" · ", this.#link(indicator.page, `${this.#say("about")}: ${indicator.title}`));
    }
    return line;
  }

  /** Sources of one licence, each linked to its page, and the licence after them. */
  #cited(group: readonly Source[]): (Node | string)[] {
    const { licence = "", licence_url: url = "" } = group[0] ?? {};
    const words = url ? el("a", { href: url, rel: "external noopener", ...this.#frame() }, licence) : licence;
    const titles = new Map(group.map((source) => [source.title, source]));
    const links = [...titles.values()].flatMap((source) => [", ", this.#link(source.page, source.title)]).slice(1);
    return [...links, " (", words, ")"];
  }

  #link(address: string, text: string): HTMLAnchorElement {
    return el("a", { href: new URL(address, this.root).href, ...this.#frame() }, text);
  }

  /** Within another site's page a link opens beside it. */
  #frame(): Record<string, string> {
    return this.state.embed ? { target: "_blank" } : {};
  }

  #alerts(found: readonly Selection[], year: string): string[] {
    if (this.state.view === "scatter" && this.state.second === "") return [this.#say("need_second")];
    if (found.length === 0) return [this.#say("empty")];
    const { year: asked } = this.state;
    return asked && year && asked !== year ? [this.#say("no_year", { year: asked, shown: this.#period(year) })] : [];
  }

  #notes(found: readonly Selection[], several: boolean): string[] {
    const notes: string[] = [];
    const separator = say(this.catalogue.words, "list.separator");
    for (const one of found) {
      const names = one.missing.map((area) => nameOf(this.catalogue, area)).join(separator);
      const about = several ? `${one.indicator.title}: ` : "";
      if (names) notes.push(about + this.#say("gaps", { names }));
      if (one.others > 0) notes.push(about + this.#say("kinds", { count: one.others }));
    }
    if (this.areas.length > SERIES.length && this.state.view !== "table") notes.push(this.#say("more"));
    return notes;
  }
}
