// A map waits until its view is opened: its picture of the world is fetched then, not with the page. The note beside the
// pointer says at once what the browser would show later and smaller without a script.
import { Tip } from "./tooltip.ts";

/** Puts the map in its place, once. Whatever works on its shapes asks for it first. */
export function wakeMap(figure: HTMLElement): void {
  if ("awake" in figure.dataset) return;
  figure.dataset["awake"] = "";
  for (const kept of figure.querySelectorAll("noscript")) {
    kept.replaceWith(document.createRange().createContextualFragment(kept.textContent ?? ""));
  }
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

/** Wakes the map when a reader sees it or prints the page. */
export function startMap(figure: HTMLElement): void {
  const wake = (): void => wakeMap(figure);
  addEventListener("beforeprint", wake, { once: true });
  if (!("IntersectionObserver" in window)) return wake();
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    wake();
  });
  seen.observe(figure);
}
