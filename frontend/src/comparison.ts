// The page that compares, and the choice on the page of an indicator: one set of parts, fetched when it is needed. The drawing engine comes when there is a chart to draw.
import { startChoice as choose } from "./compare/choice.ts";
import { startPage } from "./compare/page.ts";

/** Starts the comparison in its place on the page. */
export function startCompare(host: HTMLElement): void {
  startPage(host, async () => (await import("./chart.js")).draw);
}

/** Starts the choice of economies and years on the page of an indicator. */
export function startChoice(group: HTMLElement, bar: HTMLElement): Promise<void> {
  return choose(group, bar, async () => (await import("./chart.js")).draw);
}
