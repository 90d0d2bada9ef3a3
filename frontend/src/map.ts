// The note beside the pointer over a map. Without a script the browser shows the same words, later and smaller.
import { Tip } from "./tooltip.ts";

/** Takes each shape's words out of its title, so that the browser does not show them too, and shows them at once. */
export function startMap(figure: HTMLElement): void {
  const told = new Map<Element, string>();
  for (const title of figure.querySelectorAll("use > title")) {
    const shape = title.parentElement;
    if (shape) told.set(shape, title.textContent);
    title.remove();
  }
  const svg = figure.querySelector("svg");
  if (!svg || told.size === 0) return;
  let tip: Tip | undefined;
  svg.addEventListener("pointermove", (event) => {
    tip ??= new Tip();
    tip.show(event, told.get(event.target as Element));
  });
  svg.addEventListener("pointerleave", () => tip?.hide());
}
