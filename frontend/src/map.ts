// The note beside the pointer over a map. Without a script the browser shows the same words, later and smaller.
import { Tip } from "./tooltip.ts";

/** Takes each shape's words out of its title, so that the browser does not show them too, and shows them at once. */
export function startMap(figure: HTMLElement): void {
  for (const title of figure.querySelectorAll("use > title")) {
    const shape = title.parentElement;
    if (shape instanceof SVGElement) shape.dataset["told"] = title.textContent;
    title.remove();
  }
  const svg = figure.querySelector("svg");
  if (!svg?.querySelector("[data-told]")) return;
  let tip: Tip | undefined;
  svg.addEventListener("pointermove", (event) => {
    tip ??= new Tip();
    tip.show(event, event.target instanceof SVGElement ? event.target.dataset["told"] : "");
  });
  svg.addEventListener("pointerleave", () => tip?.hide());
}
