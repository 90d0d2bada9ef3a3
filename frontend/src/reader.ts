// The light reader of the pictures that come with a page: the values and their places stand in a small file beside the
// chart, so that a reader gets what is under the pointer without the drawing engine.
import { ownAddress } from "./address.ts";
import { Reader, voice, type Reading, type Spot } from "./reading.ts";
import type { Words } from "./words.ts";

type Rows = readonly (readonly (string | number)[])[];

/** A chart's file of values. */
export interface PointsFile {
  readonly kind: string;
  readonly indicator: string;
  readonly unit: string;
  readonly areas: readonly (readonly [code: string, name: string])[];
  readonly sources: readonly string[];
  readonly statuses: Readonly<Record<string, string>>;
  /** Left, top, right and foot of the axes in the wide and the narrow picture. */
  readonly boxes: Rows;
  /** Place of the area, period, its words, value, status, place of the source, then places in both pictures. */
  readonly points: Rows;
}

/** The reading of one of the two pictures: the wide one (0) or the narrow one (1). */
export function toReading(file: PointsFile, picture: 0 | 1): Reading {
  const spots = file.points.map((row): Spot => {
    const [place, period, when, value, status, source] = row;
    const [area = "", name = ""] = file.areas[Number(place)] ?? [];
    return {
      area,
      name,
      period: String(period),
      when: String(when),
      value: String(value),
      status: file.statuses[String(status)] ?? "",
      source: file.sources[Number(source)] ?? "",
      x: Number(row[6 + picture * 2]),
      y: Number(row[7 + picture * 2]),
    };
  });
  const box = file.boxes[picture] ?? [];
  const { indicator, unit } = file;
  return { indicator, unit, bars: file.kind === "bars", spots, top: Number(box[1] ?? 0), foot: Number(box[3] ?? 0) };
}

/** Makes a chart of the page readable; whatever fails, the picture stays as it is. */
export async function startReader(figure: HTMLElement, words: Words): Promise<void> {
  const address = ownAddress(figure.dataset["points"] ?? "", document.baseURI, location.origin);
  if (!address) return;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return;
  const file = (await answer.json()) as PointsFile;
  const said = voice(figure);
  for (const [picture, name] of ([[0, ".wide"], [1, ".narrow"]] as const)) {
    const holder = figure.querySelector<HTMLElement>(`:scope > ${name}`);
    const svg = holder?.querySelector("svg");
    if (holder && svg) new Reader(figure, holder, svg, toReading(file, picture), words, said);
  }
}
