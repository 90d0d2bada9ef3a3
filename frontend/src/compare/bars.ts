// A bar for each area, the largest first, from a zero baseline; and for spans of years, which no line may join.
import { colorOf, FONT, HOVER, INK, isColored, LABEL, picture, SOFT, symbols, texts, type Json } from "./look.ts";
import { unsure, type Unsure } from "./marks.ts";
import type { Point, Selection } from "./selection.ts";

export const BAR_PX = 30;
const NARROW_PX = 480;
const DASHES: Readonly<Record<Unsure, readonly number[]>> = { "": [1, 0], estimate: [4, 3], forecast: [1, 2], provisional: [8, 3] };

/** Names of the bars: the area, the period, or both where both differ. */
export function barNames(points: readonly Point[], periodOf: (period: string) => string): string[] {
  const areas = new Set(points.map(({ area }) => area));
  const periods = new Set(points.map(({ row }) => row.period));
  return points.map(({ name, row }) => {
    const parts = [...(areas.size > 1 || periods.size === 1 ? [name] : []), ...(periods.size > 1 ? [periodOf(row.period)] : [])];
    return parts.join(", ");
  });
}

/** The specification of a bar chart. */
export function barSpec(
  selection: Selection,
  lit: string,
  places: readonly string[],
  periodOf: (period: string) => string,
  width: number,
): Json {
  const names = barNames(selection.points, periodOf);
  const bars = selection.points
    .map((point, n) => ({
      key: `${point.area}|${point.row.period}`,
      name: names[n] ?? point.name,
      y: point.y,
      label: point.label,
      color: colorOf(places.indexOf(point.area), point.area === lit),
      faint: isColored(places.indexOf(point.area)) || point.area === lit ? 1 : 0.5,
      open: point.row.qualifier !== "" || unsure(point.row.status) !== "",
      dash: DASHES[unsure(point.row.status)],
    }))
    .sort((a, b) => b.y - a.y || (a.key < b.key ? -1 : 1));
  const values = bars.map(({ y }) => y);
  return picture({
    data: [{ name: "bars", values: bars }],
    scales: [
      { name: "x", type: "linear", domain: [Math.min(0, ...values), Math.max(0, ...values) || 1], range: "width" },
      { name: "y", type: "band", domain: bars.map(({ key }) => key), range: "height", padding: 0.45 },
      { name: "names", type: "ordinal", domain: bars.map(({ key }) => key), range: bars.map(({ name }) => name) },
    ],
    axes: [
      {
        scale: "y",
        orient: "left",
        ticks: false,
        domain: false,
        labelFont: FONT,
        labelFontSize: width < NARROW_PX ? 13 : LABEL,
        labelColor: INK,
        labelLimit: width < NARROW_PX ? 120 : 240,
        labelPadding: 8,
        encode: { labels: { update: { text: { signal: "scale('names', datum.value)" } } } },
      },
    ],
    marks: [
      {
        type: "rect",
        from: { data: "bars" },
        encode: {
          update: {
            x: { scale: "x", value: 0 },
            x2: { scale: "x", field: "y" },
            y: { scale: "y", field: "key" },
            height: { scale: "y", band: 1 },
            fill: { field: "color" },
            fillOpacity: { signal: "datum.open ? 0.25 : datum.faint" },
            stroke: { field: "color" },
            strokeWidth: { signal: "datum.open ? 1.5 : 0" },
            strokeDash: { field: "dash" },
          },
        },
      },
      texts("bars", {
        x: { scale: "x", signal: "max(datum.y, 0)", offset: 6 },
        y: { scale: "y", field: "key", band: 0.5 },
        baseline: { value: "middle" },
        fill: { value: INK },
        text: { field: "label" },
      }),
      {
        ...symbols("bars", {
          x: { scale: "x", field: "y" },
          y: { scale: "y", field: "key", band: 0.5 },
          size: { value: 1 },
          opacity: { value: 0 },
        }),
        name: HOVER,
      },
      { type: "rule", encode: { update: { x: { scale: "x", value: 0 }, y: { value: 0 }, y2: { signal: "height" }, stroke: { value: SOFT } } } },
    ],
  });
}
