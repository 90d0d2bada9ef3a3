// What a chart needs comes when the reader does. A picture whose values are known gets the light reader when it is near
// and the page is idle, or at once when a pointer is on it. Only charts that authors made in ways of their own need the
// drawing engine: it is fetched when the reader comes to one of them, or, if it has controls of its own, when it is in view.
import { idle } from "./idle.ts";
import type { Words } from "./words.ts";

const NEAR = "300px";
const COMING = ["pointerenter", "pointerdown", "focusin"] as const;
const THERE = ["pointermove", "pointerdown"] as const;

function whenNear(figures: readonly HTMLElement[], margin: string, then: (figure: HTMLElement) => void): void {
  if (figures.length === 0 || !("IntersectionObserver" in window)) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        idle(() => then(entry.target as HTMLElement));
      }
    },
    { rootMargin: margin },
  );
  for (const figure of figures) seen.observe(figure);
}

function draw(figure: HTMLElement): void {
  import("./chart.js").then(
    (chart) => chart.mount(figure),
    () => undefined,
  );
}

function whenReached(figure: HTMLElement, names: readonly string[], then: (figure: HTMLElement) => void): void {
  const come = (): void => {
    for (const name of names) figure.removeEventListener(name, come);
    then(figure);
  };
  for (const name of names) figure.addEventListener(name, come, { passive: true });
}

/** Watches the charts of the page. */
export function startCharts(figures: readonly HTMLElement[], words: Words): void {
  const known = figures.filter(({ dataset }) => dataset["points"]);
  const own = figures.filter(({ dataset }) => !dataset["points"] && dataset["spec"]);
  const read = new WeakSet<HTMLElement>();
  const start = (figure: HTMLElement): void => {
    if (read.has(figure)) return;
    read.add(figure);
    import("./reader.js").then(
      (reader) => reader.startReader(figure, words),
      () => undefined,
    );
  };
  whenNear(known, NEAR, start);
  for (const figure of known) whenReached(figure, THERE, start);
  whenNear(own.filter(({ dataset }) => "lively" in dataset), "0px", draw);
  for (const figure of own) if (!("lively" in figure.dataset)) whenReached(figure, COMING, draw);
}
