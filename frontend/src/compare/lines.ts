// Lines over time: a gap is a gap, a dash an estimate, an open mark a hedged figure, a dotted rule a break. The order of
// marks is the order of painting.
import { across, colorOf, HOVER, isColored, picture, PAPER, SOFT, FONT, symbols, texts, upwards, type Json } from "./look.ts";
import { axisSteps, pushApart, stepDecimals, yearTicks } from "./numbers.ts";
import { breakLetter, ESTIMATED, FORECAST, LOWERED, RAISED, unsure } from "./marks.ts";
import { startOf, type Point, type Selection } from "./selection.ts";

const LABEL_GAP = 0.062;

/** A point of a line with its neighbourhood. */
export interface Placed extends Point {
  /** Number of the unbroken run within its area. */
  readonly run: string;
  readonly before: Point | null;
  /** How it is joined to the one before where one of them is an estimate or a forecast. */
  readonly dash: "" | "dashed" | "dotted";
  /** Whether no line leads to or from it. */
  readonly lone: boolean;
}

/** Points with the runs that lines join: never over a gap; what an estimate is part of is dashed. */
export function placed(points: readonly Point[], step: number): Placed[] {
  const joins = (a: Point | undefined, b: Point | undefined): boolean =>
    a !== undefined && b !== undefined && a.area === b.area && b.x - a.x < step * 1.01;
  let run = 0;
  return points.map((point, n) => {
    const before = points[n - 1];
    const joined = joins(before, point);
    const either = (codes: string): boolean => codes.includes(point.row.status || " ") || codes.includes(before?.row.status || " ");
    const dash = joined ? (either(FORECAST) ? "dotted" : either(ESTIMATED) ? "dashed" : "") : "";
    if (!joined || dash) run += 1;
    const lone = !joined && !joins(point, points[n + 1]);
    return { ...point, run: `${point.area}|${run}`, before: joined ? (before ?? null) : null, dash, lone };
  });
}

/** Breaks of the series within the time shown, for the first area or for all. */
export function breaks(selection: Selection): { x: number; period: string; what: string }[] {
  const xs = selection.points.map(({ x }) => x);
  const low = Math.min(...xs);
  const high = Math.max(...xs);
  const found = new Map<number, { x: number; period: string; what: string }>();
  for (const [area, period, what] of selection.indicator.breaks) {
    const x = startOf(period);
    if ((area === "" || area === selection.areas[0]) && x > low && x <= high) found.set(x, { x, period, what });
  }
  return [...found.values()].sort((a, b) => a.x - b.x);
}

/** The specification of a line chart; `lit` is the area that is pointed at. */
export function lineSpec(
  selection: Selection,
  lit: string,
  places: readonly string[],
  periodOf: (period: string) => string,
): Json {
  const color = (area: string): string => colorOf(places.indexOf(area), area === lit);
  const width = (area: string): number => (area === lit || area === places[0] ? 3 : isColored(places.indexOf(area)) ? 1.8 : 1.2);
  const points = placed(selection.points, selection.step).map((point) => ({
    x: point.x,
    y: point.y,
    x0: point.before?.x ?? null,
    y0: point.before?.y ?? null,
    run: point.run,
    color: color(point.area),
    width: width(point.area),
    faint: !isColored(places.indexOf(point.area)) && point.area !== lit ? 0.55 : 1,
    dash: point.dash,
    lone: point.lone,
    hedge: point.row.qualifier,
    unsure: unsure(point.row.status),
    key: `${point.area}|${point.row.period}`,
    order: point.area === lit ? 2 : isColored(places.indexOf(point.area)) ? 1 : 0,
  }));
  points.sort((a, b) => a.order - b.order);
  const ys = selection.points.map(({ y }) => y);
  const xs = selection.points.map(({ x }) => x);
  const steps = axisSteps(Math.min(0, ...ys), Math.max(0, ...ys));
  const [low, high] = [steps[0] ?? 0, steps.at(-1) ?? 1];
  return picture({
    data: [
      { name: "points", values: points },
      filtered("dashed", "datum.dash == 'dashed'"),
      filtered("dotted", "datum.dash == 'dotted'"),
      filtered("lone", "datum.lone && datum.hedge == '' && datum.unsure == ''"),
      filtered("rings", "datum.hedge == '' && (datum.unsure == 'provisional' || (datum.lone && datum.unsure != ''))"),
      filtered("open", "datum.hedge != ''"),
      filtered("raised", oneOf(RAISED)),
      filtered("lowered", oneOf(LOWERED)),
      { name: "ends", values: endLabels(selection, lit, places, color, [low, high], periodOf) },
      { name: "breaks", values: breaks(selection).map(({ x }, n) => ({ x, letter: breakLetter(n) })) },
    ],
    scales: [
      { name: "x", type: "linear", domain: [Math.min(...xs), Math.max(...xs)], range: "width", nice: false, zero: false },
      { name: "y", type: "linear", domain: [low, high], range: "height", nice: false, zero: false },
    ],
    axes: [
      upwards({ values: steps, format: `,.${stepDecimals(steps)}f` }),
      across({ values: yearTicks(Math.floor(Math.min(...xs)), Math.floor(Math.max(...xs))), format: "d", labelOverlap: "greedy" }),
    ],
    marks: marks(),
  });
}

function filtered(name: string, expr: string): Json {
  return { name, source: "points", transform: [{ type: "filter", expr }] };
}

function oneOf(names: readonly string[]): string {
  return `indexof(${JSON.stringify(names)}, datum.hedge) >= 0`;
}

function endLabels(
  selection: Selection,
  lit: string,
  places: readonly string[],
  color: (area: string) => string,
  [low, high]: readonly [number, number],
  periodOf: (period: string) => string,
): Json[] {
  const shown = selection.areas.filter((area) => isColored(places.indexOf(area)) || area === lit);
  const ends = shown.flatMap((area) => selection.points.filter((point) => point.area === area).at(-1) ?? []);
  const newest = Math.max(...selection.points.map(({ x }) => x));
  const moved = pushApart(ends.map(({ y }) => y), (high - low) * LABEL_GAP, low, high);
  return ends.map((point, n) => ({
    x: point.x,
    y: point.y,
    place: moved[n],
    label: `${point.name} ${point.label}${point.x === newest ? "" : ` (${periodOf(point.row.period)})`}`,
    color: color(point.area),
    weight: point.area === lit || point.area === places[0] ? 600 : 400,
    open: point.row.qualifier !== "" || unsure(point.row.status) !== "",
  }));
}

function at(x = "x", y = "y"): Json {
  return { x: { scale: "x", field: x }, y: { scale: "y", field: y } };
}

function dashes(data: "dashed" | "dotted", stroke: Json): Json {
  const dotted = data === "dotted";
  return {
    type: "rule",
    from: { data },
    encode: {
      update: {
        ...at("x0", "y0"),
        x2: { scale: "x", field: "x" },
        y2: { scale: "y", field: "y" },
        ...stroke,
        strokeWidth: { field: "width" },
        strokeDash: { value: dotted ? [0.5, 4] : [4, 4] },
        strokeCap: { value: dotted ? "round" : "butt" },
      },
    },
  };
}

function marks(): Json[] {
  const stroke = { stroke: { field: "color" }, strokeOpacity: { field: "faint" } };
  const triangle = (data: string, shape: string, offset: number): Json =>
    symbols(data, {
      x: { scale: "x", field: "x" },
      y: { scale: "y", field: "y", offset },
      shape: { value: shape },
      size: { value: 28 },
      fill: { field: "color" },
    });
  return [
    {
      type: "rule",
      from: { data: "breaks" },
      encode: {
        update: {
          x: { scale: "x", field: "x" },
          y: { value: 0 },
          y2: { signal: "height" },
          stroke: { value: SOFT },
          strokeDash: { value: [2, 3] },
        },
      },
    },
    {
      type: "text",
      from: { data: "breaks" },
      encode: {
        update: {
          x: { scale: "x", field: "x", offset: 5 },
          y: { value: 2 },
          text: { field: "letter" },
          align: { value: "left" },
          baseline: { value: "top" },
          fill: { value: SOFT },
          font: { value: FONT },
          fontSize: { value: 14 },
          fontStyle: { value: "italic" },
        },
      },
    },
    {
      type: "group",
      from: { facet: { name: "line", data: "points", groupby: "run" } },
      marks: [
        {
          type: "line",
          from: { data: "line" },
          encode: {
            update: {
              ...at(),
              ...stroke,
              strokeWidth: { field: "width" },
              strokeJoin: { value: "round" },
              strokeCap: { value: "round" },
            },
          },
        },
      ],
    },
    dashes("dashed", stroke),
    dashes("dotted", stroke),
    symbols("rings", {
      ...at(),
      ...stroke,
      size: { value: 50 },
      shape: { signal: "datum.unsure == 'provisional' ? 'diamond' : 'circle'" },
      strokeWidth: { value: 1.6 },
      strokeDash: { signal: "datum.unsure == 'estimate' ? [2.5, 2] : datum.unsure == 'forecast' ? [0.5, 2.5] : [1, 0]" },
      fill: { value: PAPER },
    }),
    symbols("lone", { ...at(), size: { value: 34 }, fill: { field: "color" } }),
    symbols("ends", { ...at(), size: { value: 30 }, fill: { field: "color" }, opacity: { signal: "datum.open ? 0 : 1" } }),
    symbols("open", { ...at(), ...stroke, size: { value: 46 }, strokeWidth: { value: 1.8 }, fill: { value: PAPER } }),
    triangle("raised", "triangle-up", -9),
    triangle("lowered", "triangle-down", 9),
    texts("ends", {
      x: { signal: "width", offset: 9 },
      y: { scale: "y", field: "place" },
      text: { field: "label" },
      baseline: { value: "middle" },
      fontWeight: { field: "weight" },
    }),
    { ...symbols("points", { ...at(), size: { value: 1 }, fill: { value: PAPER }, opacity: { value: 0 } }), name: HOVER },
  ];
}
