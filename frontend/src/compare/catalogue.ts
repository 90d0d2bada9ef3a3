// What the comparison page knows before any figure is loaded: titles, units, sources and breaks, as the page carries them.

/** A unit with its place among those of the same base. */
export interface Unit {
  readonly title: string;
  readonly base: string;
  readonly multiplier: number;
}

/** What can be compared. */
export interface Indicator {
  readonly id: string;
  readonly title: string;
  /** Title in the other language; empty if it is the same. */
  readonly other: string;
  readonly topic: string;
  readonly unit: string;
  readonly decimals: number;
  /** Whether large values may be shown in a larger unit. */
  readonly level: boolean;
  /** What may stand beside an area: nothing, other areas, or these and the whole that it is part of. */
  readonly beside: "none" | "peers" | "whole";
  /** Addresses relative to the root of the site. */
  readonly page: string;
  readonly csv: string;
  /** The address that its citation names, on the page that cites it. */
  readonly cited?: string;
  readonly sources: readonly string[];
  /** Changes of definition: area (empty for all), period, what changed. */
  readonly breaks: readonly (readonly [area: string, period: string, what: string])[];
}

/** An economy, group or other area. */
export interface Area {
  readonly id: string;
  readonly title: string;
  readonly other: string;
}

/** Whence figures come, and on what terms. */
export interface Source {
  readonly title: string;
  readonly page: string;
  readonly licence: string;
  readonly licence_url: string;
}

/** All of it. */
export interface Catalogue {
  readonly site: string;
  readonly indicators: readonly Indicator[];
  readonly areas: readonly Area[];
  readonly units: Readonly<Record<string, Unit>>;
  readonly sources: Readonly<Record<string, Source>>;
  readonly statuses: Readonly<Record<string, string>>;
  readonly indicator: string;
  /** Areas in focus, then those beside them. */
  readonly wanted: readonly string[];
  readonly words: Readonly<Record<string, string>>;
}

/** Reads the page's catalogue; null where it is none. */
export function readCatalogue(json: string): Catalogue | null {
  try {
    const found = JSON.parse(json) as Partial<Catalogue> | null;
    return Array.isArray(found?.indicators) && Array.isArray(found.areas) ? (found as Catalogue) : null;
  } catch {
    return null;
  }
}

/** The indicator of an id, if there is one. */
export function indicatorOf(catalogue: Catalogue, id: string): Indicator | undefined {
  return catalogue.indicators.find((one) => one.id === id);
}
