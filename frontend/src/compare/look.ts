// Colours, type and parts that all pictures of the page share. Colours are those of the light scheme; each stands for a
// variable of the style sheet and is exchanged when the picture is drawn.

export const PAPER = "#fdfcf9";
export const INK = "#1c2227";
export const SOFT = "#59636b";
export const LINE = "#e3e0d8";
export const SERIES = ["#0b5c6b", "#bd5614", "#3a3065", "#4e76a4", "#4d4c15", "#886e66"] as const;

/** The variable that each colour stands for. */
export const COLORS: Readonly<Record<string, string>> = {
  [PAPER]: "--paper",
  [INK]: "--ink",
  [SOFT]: "--soft",
  [LINE]: "--line",
  ...Object.fromEntries(SERIES.map((color, n) => [color, `--c${n + 1}`])),
};

export const FONT = "Source Sans 3, system-ui, sans-serif";
export const TICK = 13;
export const LABEL = 14.5;

/** Name of the unseen marks at the values, by which they are found in the picture. */
export const HOVER = "hover";

/** A specification for Vega. */
export type Json = Record<string, unknown>;

/** The colour of a series by its place; grey beyond the sixth, and ink for one that is pointed at. */
export function colorOf(place: number, highlighted = false): string {
  return SERIES[place] ?? (highlighted ? INK : SOFT);
}

/** Whether a series has a colour of its own, or is grey. */
export function isColored(place: number): boolean {
  return place < SERIES.length;
}

const AXIS: Json = {
  ticks: false,
  labelColor: SOFT,
  labelFont: FONT,
  labelFontSize: TICK,
  labelPadding: 8,
  gridColor: LINE,
  titleColor: SOFT,
  titleFont: FONT,
  titleFontSize: TICK,
  titleFontWeight: "normal",
  titleLimit: 700,
};

/** The axis along the bottom. */
export function across(more: Json): Json {
  return { scale: "x", orient: "bottom", ...AXIS, domain: true, domainColor: INK, grid: false, labelFlush: false, ...more };
}

/** The axis at the left with its gridlines. */
export function upwards(more: Json): Json {
  return { scale: "y", orient: "left", ...AXIS, domain: false, grid: true, ...more };
}

/** How Vega writes the numbers of axes. */
export const LOCALE: Json = {
  locale: { number: { decimal: ".", thousands: "\u202f", grouping: [3], currency: ["", ""], minus: "\u2212" } },
};

/** A picture of marks over scales and axes. */
export function picture(parts: Json): Json {
  return {
    autosize: { type: "fit", contains: "padding" },
    padding: { left: 0, right: 4, top: 8, bottom: 4 },
    background: "transparent",
    config: LOCALE,
    ...parts,
  };
}

/** Marks of one kind with their values. */
export function symbols(data: string, encode: Json): Json {
  return { type: "symbol", from: { data }, encode: { update: encode } };
}

/** Text marks with the type of labels. */
export function texts(data: string, encode: Json): Json {
  const base = { font: { value: FONT }, fontSize: { value: LABEL }, fill: { field: "color" } };
  return { type: "text", from: { data }, interactive: false, encode: { update: { ...base, ...encode } } };
}
