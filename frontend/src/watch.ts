// Charts become interactive when the reader comes near them: the drawing engine is fetched then, once.
// Until it has drawn, and for ever if it cannot, the picture that came with the page stands.

const NEAR = "300px";

/** Watches the charts of the page. */
export function startCharts(figures: readonly HTMLElement[]): void {
  if (figures.length === 0 || !("IntersectionObserver" in window)) return;
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        import("./chart.js").then(
          (chart) => chart.mount(entry.target as HTMLElement),
          () => undefined,
        );
      }
    },
    { rootMargin: NEAR },
  );
  for (const figure of figures) seen.observe(figure);
}
