// The page that compares: fetched on that page only. The drawing engine comes when there is a chart to draw.
import { startPage } from "./compare/page.ts";

/** Starts the comparison in its place on the page. */
export function startCompare(host: HTMLElement): void {
  startPage(host, async () => (await import("./chart.js")).draw);
}
