// Two indicators against each other for one period: each area with both figures is a mark.
import { across, colorOf, isColored, PAPER, picture, symbols, texts, upwards, type Json } from "./look.ts";
import { axisSteps, stepDecimals } from "./numbers.ts";
import type { Point, Selection } from "./selection.ts";

/** An area with a figure of each indicator. */
export interface Pair {
  readonly up: Point;
  readonly across: Point;
}

/** Areas that have both figures. */
export function pairs(up: Selection, second: Selection): Pair[] {
  const others = new Map(second.points.map((point) => [point.area, point]));
  return up.points.flatMap((point) => {
    const other = others.get(point.area);
    return other ? [{ up: point, across: other }] : [];
  });
}

/** The specification of a scatter chart. */
export function scatterSpec(
  found: readonly Pair[],
  lit: string,
  places: readonly string[],
  titles: { readonly x: string; readonly y: string },
  tip: (pair: Pair) => Json,
): Json {
  const marks = found.map((pair) => {
    const place = places.indexOf(pair.up.area);
    return {
      x: pair.across.y,
      y: pair.up.y,
      color: colorOf(place, pair.up.area === lit),
      label: isColored(place) || pair.up.area === lit ? pair.up.name : "",
      fill: pair.up.row.qualifier || pair.across.row.qualifier ? PAPER : colorOf(place, pair.up.area === lit),
      dash: pair.up.row.status === "E" || pair.across.row.status === "E" ? [2, 2] : [1, 0],
      tip: tip(pair),
    };
  });
  const xs = axisSteps(Math.min(0, ...marks.map(({ x }) => x)), Math.max(0, ...marks.map(({ x }) => x)));
  const ys = axisSteps(Math.min(0, ...marks.map(({ y }) => y)), Math.max(0, ...marks.map(({ y }) => y)));
  const middle = ((xs[0] ?? 0) + (xs.at(-1) ?? 1)) / 2;
  const place = { x: { scale: "x", field: "x" }, y: { scale: "y", field: "y" } };
  return picture({
    data: [{ name: "pairs", values: marks }],
    scales: [
      { name: "x", type: "linear", domain: [xs[0], xs.at(-1)], range: "width", nice: false, zero: false },
      { name: "y", type: "linear", domain: [ys[0], ys.at(-1)], range: "height", nice: false, zero: false },
    ],
    axes: [
      upwards({ values: ys, format: `,.${stepDecimals(ys)}f` }),
      across({ values: xs, format: `,.${stepDecimals(xs)}f`, grid: true, title: titles.x, labelOverlap: "greedy" }),
    ],
    title: { text: titles.y, anchor: "start", frame: "bounds", align: "left", font: "Source Sans 3, system-ui, sans-serif", fontSize: 13, fontWeight: "normal", color: "#59636b", offset: 8, limit: 700 },
    marks: [
      symbols("pairs", {
        ...place,
        size: { value: 90 },
        fill: { field: "fill" },
        stroke: { field: "color" },
        strokeWidth: { value: 1.8 },
        strokeDash: { field: "dash" },
        tooltip: { field: "tip" },
      }),
      texts("pairs", {
        ...place,
        dx: { signal: `datum.x > ${middle} ? -9 : 9` },
        align: { signal: `datum.x > ${middle} ? 'right' : 'left'` },
        baseline: { value: "middle" },
        text: { field: "label" },
      }),
    ],
  });
}
