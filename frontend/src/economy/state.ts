// What the small charts show, as the address of the page says it: who stands beside the area, and which indicators speak
// for their topics. What is not known is left out; what is as the page came is not written.
import type { Catalogue } from "../compare/catalogue.ts";

/** What the reader chose. */
export interface State {
  readonly beside: readonly string[];
  /** Indicators in place of those that the page came with. */
  readonly show: readonly string[];
}

export const MOST_PEERS = 8;

/** What an address asks for, or what the page came with. */
export function readState(search: string, catalogue: Catalogue, area: string, peers: readonly string[]): State {
  const asked = new URLSearchParams(search);
  const list = (name: string): string[] => [...new Set((asked.get(name) ?? "").split(",").filter(Boolean))];
  const areas = new Set(catalogue.areas.map(({ id }) => id));
  const indicators = new Set(catalogue.indicators.map(({ id }) => id));
  return {
    beside: asked.has("beside") ? list("beside").filter((one) => one !== area && areas.has(one)).slice(0, MOST_PEERS) : peers,
    show: list("show").filter((one) => indicators.has(one)),
  };
}

/** The query of an address that shows a state again; empty for the page as it came. */
export function writeState(state: State, peers: readonly string[]): string {
  const pairs: string[] = [];
  if (state.beside.join() !== peers.join()) pairs.push(`beside=${state.beside.map(encodeURIComponent).join(",")}`);
  if (state.show.length > 0) pairs.push(`show=${state.show.map(encodeURIComponent).join(",")}`);
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}
